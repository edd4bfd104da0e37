package media

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

const often = 5 * time.Millisecond

var patience = testlimit.Of(10 * time.Second)

// browser plays a page with the SDK in it: it makes the same offers in the same order.
type browser struct {
	t       *testing.T
	session *Session
	arrived chan *arrival
	silent  bool   // never does what its offers promise
	added   string // to the first offers, before their first m-line's mid

	send, receive          *webrtc.PeerConnection
	sendingID, receivingID string
}

// arrival is a track that reached the browser.
type arrival struct {
	track *webrtc.TrackRemote
	mid   string
}

func newEngine(t *testing.T) *Engine {
	t.Helper()
	engine, err := NewEngine()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	return engine
}

func newBrowser(t *testing.T, engine *Engine) *browser {
	t.Helper()
	b := &browser{t: t, session: engine.NewSession(), arrived: make(chan *arrival, 16)}
	t.Cleanup(b.session.Close)
	b.connectSending()
	b.connectReceiving()
	return b
}

func (b *browser) connectSending() {
	b.t.Helper()
	b.send = newPeerConnection(b.t)
	b.sendingID = b.connect(b.send, false)
}

func (b *browser) connectReceiving() {
	b.t.Helper()
	b.receive = newPeerConnection(b.t)
	b.receive.OnTrack(func(track *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
		b.arrived <- &arrival{track: track, mid: receiver.RTPTransceiver().Mid()}
	})
	b.receivingID = b.connect(b.receive, true)
}

func newPeerConnection(t testing.TB) *webrtc.PeerConnection {
	t.Helper()
	settings := webrtc.SettingEngine{}
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	pc, err := webrtc.NewAPI(webrtc.WithSettingEngine(settings)).NewPeerConnection(webrtc.Configuration{})
	require.NoError(t, err)
	t.Cleanup(func() { _ = pc.GracefulClose() })
	return pc
}

// connect makes the first offer of a transport: an audio and a video line without tracks.
func (b *browser) connect(pc *webrtc.PeerConnection, consuming bool) (transportID string) {
	b.t.Helper()
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeAudio, webrtc.RTPCodecTypeVideo} {
		_, err := pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		require.NoError(b.t, err)
	}
	offer := b.offer(pc)
	if b.added != "" {
		offer = strings.Replace(offer, "a=mid:", "a="+b.added+"\r\na=mid:", 1)
	}
	id, answer, err := b.session.CreateTransport(b.t.Context(), consuming, offer)
	require.NoError(b.t, err)
	require.NotEmpty(b.t, id)
	require.Contains(b.t, answer, "127.0.0.1", "the candidate comes with the answer")
	if !b.silent {
		b.accept(pc, answer)
	}
	return id
}

func (b *browser) offer(pc *webrtc.PeerConnection) string {
	b.t.Helper()
	offer, err := pc.CreateOffer(nil)
	require.NoError(b.t, err)
	require.NoError(b.t, pc.SetLocalDescription(offer))
	return offer.SDP
}

func (b *browser) accept(pc *webrtc.PeerConnection, answer string) {
	b.t.Helper()
	require.NoError(b.t, pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}))
}

// source is a track that a browser produces, and its encoder.
type source struct {
	id          string // of the producer
	transceiver *webrtc.RTPTransceiver
	keyFrames   atomic.Int32 // made so far
}

func (b *browser) produce(kind Kind) *source {
	b.t.Helper()
	track, err := webrtc.NewTrackLocalStaticRTP(kind.codec(), "track", "stream")
	require.NoError(b.t, err)
	transceiver, err := b.send.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(b.t, err)
	s := &source{transceiver: transceiver}
	b.negotiate(kind, s)
	b.encode(s, kind, track, nil)
	return s
}

func (b *browser) negotiate(kind Kind, s *source) {
	b.t.Helper()
	offer := b.offer(b.send)
	id, answer, err := b.session.Produce(b.t.Context(), ProduceRequest{
		TransportID: b.sendingID, Kind: kind, Mid: s.transceiver.Mid(), MSID: "stream track", Offer: offer,
	})
	require.NoError(b.t, err)
	require.NotEmpty(b.t, id)
	b.accept(b.send, answer)
	s.id = id
}

// encode sends packets until the test ends. Video is all delta frames, but for a
// key frame each time one is asked for.
func (b *browser) encode(s *source, kind Kind, track *webrtc.TrackLocalStaticRTP, decorate func(*rtp.Packet)) {
	ctx, cancel := context.WithCancel(context.Background())
	asked := make(chan struct{}, 1)
	reports, encoder := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(reports)
		for {
			buffer := make([]byte, reportSize)
			n, _, err := s.transceiver.Sender().ReadSimulcast(buffer, track.RID())
			if err != nil {
				return
			}
			packets, _ := rtcp.Unmarshal(buffer[:n])
			for _, packet := range packets {
				if _, ok := packet.(*rtcp.PictureLossIndication); ok {
					select {
					case asked <- struct{}{}:
					default:
					}
				}
			}
		}
	}()
	go func() {
		defer close(encoder)
		ticker := time.NewTicker(often)
		defer ticker.Stop()
		packet := &rtp.Packet{Header: rtp.Header{Version: 2, Marker: true}}
		for {
			packet.Payload = []byte(kind.String() + " " + track.RID())
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				if kind == Video {
					packet.Payload = append([]byte{0x10, 0x01}, packet.Payload...)
				}
			case <-asked:
				s.keyFrames.Add(1)
				packet.Payload = append([]byte{0x10, 0x00}, packet.Payload...)
			}
			packet.SequenceNumber++
			packet.Timestamp += 480
			if decorate != nil {
				decorate(packet)
			}
			_ = track.WriteRTP(packet)
		}
	}()
	send := b.send
	b.t.Cleanup(func() {
		cancel()
		<-encoder
		_ = send.Close()
		<-reports
	})
}

// consume asks for producers and answers the offer.
func (b *browser) consume(producerIDs ...string) []Consumer {
	b.t.Helper()
	consumers, offer, err := b.session.Consume(b.t.Context(), b.receivingID, producerIDs)
	require.NoError(b.t, err)
	require.Len(b.t, consumers, len(producerIDs))
	require.NoError(b.t, b.session.Renegotiate(b.t.Context(), b.receivingID, b.answer(offer)))
	return consumers
}

func (b *browser) answer(offer string) string {
	b.t.Helper()
	require.NoError(b.t, b.receive.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}))
	answer, err := b.receive.CreateAnswer(nil)
	require.NoError(b.t, err)
	require.NoError(b.t, b.receive.SetLocalDescription(answer))
	return answer.SDP
}

// next waits for a track to arrive and reads from it until done says so.
func (b *browser) next(done func(*rtp.Packet) bool) *arrival {
	b.t.Helper()
	select {
	case a := <-b.arrived:
		b.read(a, done)
		return a
	case <-time.After(patience):
		require.FailNow(b.t, "no track arrived")
		return nil
	}
}

func (b *browser) read(a *arrival, done func(*rtp.Packet) bool) {
	b.t.Helper()
	require.NoError(b.t, a.track.SetReadDeadline(time.Now().Add(patience)))
	for {
		packet, _, err := a.track.ReadRTP()
		require.NoError(b.t, err, "the track was silent or did not have what was waited for")
		if done(packet) {
			return
		}
	}
}

func anyPacket(*rtp.Packet) bool       { return true }
func keyFrame(packet *rtp.Packet) bool { return readPicture(packet.Payload).keyFrame }
func plain(packet *rtp.Packet) bool    { return !packet.Extension }
func saying(what string) func(*rtp.Packet) bool {
	return func(packet *rtp.Packet) bool {
		return len(packet.Payload) >= len(what) && string(packet.Payload[len(packet.Payload)-len(what):]) == what
	}
}

// stop makes the browser end what it receives on a line, as the SDK does before
// it closes a consumer.
func (b *browser) stop(mid string) {
	b.t.Helper()
	for _, transceiver := range b.receive.GetTransceivers() {
		if transceiver.Mid() == mid {
			require.NoError(b.t, transceiver.Stop())
			return
		}
	}
	require.FailNow(b.t, "the browser has no such line", mid)
}

// produceSimulcast sends one track in several layers.
func (b *browser) produceSimulcast(rids ...string) *source {
	b.t.Helper()
	s := &source{}
	var tracks []*webrtc.TrackLocalStaticRTP
	for _, rid := range rids {
		track, err := webrtc.NewTrackLocalStaticRTP(vp8, "track", "stream", webrtc.WithRTPStreamID(rid))
		require.NoError(b.t, err)
		if s.transceiver == nil {
			s.transceiver, err = b.send.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		} else {
			err = s.transceiver.Sender().AddEncoding(track)
		}
		require.NoError(b.t, err)
		tracks = append(tracks, track)
	}
	b.negotiate(Video, s)

	numbers := map[string]uint8{}
	for _, extension := range s.transceiver.Sender().GetParameters().HeaderExtensions {
		numbers[extension.URI] = uint8(extension.ID)
	}
	for _, track := range tracks {
		b.encode(s, Video, track, func(packet *rtp.Packet) {
			_ = packet.SetExtension(numbers[sdp.SDESMidURI], []byte(s.transceiver.Mid()))
			_ = packet.SetExtension(numbers[sdp.SDESRTPStreamIDURI], []byte(track.RID()))
		})
	}
	return s
}
