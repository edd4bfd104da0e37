package media

import (
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bystander is a port of this machine that has nothing to do with a meeting.
func bystander(t *testing.T) (candidate string, gotNothing func()) {
	t.Helper()
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	require.NoError(t, err)
	var packets atomic.Int32
	var reading sync.WaitGroup
	reading.Go(func() {
		for {
			if _, _, err := conn.ReadFrom(make([]byte, 1500)); err != nil {
				return
			}
			packets.Add(1)
		}
	})
	t.Cleanup(func() {
		_ = conn.Close()
		reading.Wait()
	})
	port := conn.LocalAddr().(*net.UDPAddr).Port
	return fmt.Sprintf("candidate:1 1 udp 2130706431 127.0.0.1 %d typ host", port), func() {
		t.Helper()
		assert.Zero(t, packets.Load(), "packets to a port that never asked for them")
	}
}

func TestNothingIsSentToAPortThatAGuestNames(t *testing.T) {
	engine := newEngine(t)
	candidate, gotNothing := bystander(t)
	eve := &browser{t: t, session: engine.NewSession(), added: candidate}
	t.Cleanup(eve.session.Close)
	eve.send = newPeerConnection(t)
	eve.silent = true
	eve.connect(eve.send, false)
	// By then eve's transport would long have tried.
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	bob.consume(alice.produce(Video).id)
	bob.next(keyFrame)
	gotNothing()
}

func TestOffersThatCostTooMuchAreRefused(t *testing.T) {
	engine := newEngine(t)
	session := engine.NewSession()
	t.Cleanup(session.Close)
	offer := firstOffer(t)
	candidate, gotNothing := bystander(t)
	line := offer[strings.Index(offer, "m="):]
	refused := func(says, bad string) {
		_, _, err := session.CreateTransport(t.Context(), false, bad)
		assert.ErrorContains(t, err, says)
	}
	refused("want at most 500 m-lines", offer+strings.Repeat(line, MaxLines))
	refused("want at most 500 candidates", offer+strings.Repeat("a="+candidate+"\r\n", MaxCandidates+1))
	refused("want at most 500 candidates", offer+strings.Repeat("a= "+candidate+"\r\n", MaxCandidates+1))
	for _, lite := range []string{"a=ice-lite", "a=ice-lite ", "a= ice-lite", "a=ice-lite\t:x"} { // as the library reads it
		refused("want a full ICE agent", strings.Replace(offer, "m=", lite+"\r\nm=", 1)+"a="+candidate+"\r\n")
		refused("want a full ICE agent", offer+lite+"\r\na="+candidate+"\r\n")
	}
	gotNothing()
}

func TestAProducerIsSentOnce(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	audio := alice.produce(Audio)
	first := bob.consume(audio.id)[0]
	before := len(bob.receive.GetTransceivers())
	for range 3 {
		again := bob.consume(audio.id, audio.id)
		assert.Equal(t, first.Mid, again[0].Mid)
		assert.Equal(t, first.Mid, again[1].Mid)
	}
	assert.Len(t, bob.receive.GetTransceivers(), before)
	bob.next(anyPacket)
}

// firstOffer is what a browser begins a transport with.
func firstOffer(t testing.TB) string {
	t.Helper()
	pc := newPeerConnection(t)
	_, err := pc.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio)
	require.NoError(t, err)
	offer, err := pc.CreateOffer(nil)
	require.NoError(t, err)
	return offer.SDP
}

func TestKeyFramesAreRationed(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	video := alice.produce(Video)
	bob.consume(video.id)
	a := bob.next(keyFrame)
	p, known := engine.producer(video.id)
	require.True(t, known)
	p.refreshes.SetLimit(0)
	p.refreshes.SetBurst(3)
	before := video.keyFrames.Load()
	request := []rtcp.Packet{}
	for range 20 {
		request = append(request, &rtcp.PictureLossIndication{MediaSSRC: uint32(a.track.SSRC())})
	}
	for range 20 {
		require.NoError(t, bob.receive.WriteRTCP(request))
		bob.read(a, anyPacket)
	}
	seen := 0
	bob.read(a, func(*rtp.Packet) bool { // long after the last request
		seen++
		return seen > 100
	})
	assert.LessOrEqual(t, video.keyFrames.Load()-before, int32(5), "the three, and those that were under way")
}
