package media

import (
	"crypto/rand"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"golang.org/x/time/rate"
)

// producer is one track of a browser, or of a player, and the local track that
// copies it to every consumer.
type producer struct {
	id    string
	mid   string
	kind  Kind
	pc    *webrtc.PeerConnection // nil for a player's
	track *webrtc.TrackLocalStaticRTP

	paused    atomic.Bool
	refreshes *rate.Limiter // however many ask

	mu     sync.Mutex
	layers layers
	ssrcs  map[string]webrtc.SSRC // by rid, "" without simulcast
}

func newProducer(kind Kind, mid, stream string, pc *webrtc.PeerConnection) (*producer, error) {
	id := rand.Text()
	track, err := webrtc.NewTrackLocalStaticRTP(kind.codec(), id, stream)
	if err != nil {
		return nil, fmt.Errorf("media: making a track: %w", err)
	}
	return &producer{refreshes: rate.NewLimiter(KeyFrames, KeyFramesAtOnce), id: id, mid: mid, kind: kind, pc: pc, track: track, ssrcs: map[string]webrtc.SSRC{}}, nil
}

var token = regexp.MustCompile(`^[A-Za-z0-9._{}-]{2,64}$`)

// streamID takes the stream from "stream track". What is no plain identifier
// would end up in other browsers' descriptions, so it is not taken.
func streamID(msid, otherwise string) string {
	stream, _, _ := strings.Cut(msid, " ")
	if !token.MatchString(stream) {
		return otherwise
	}
	return stream
}

// forward copies packets to the consumers until the track ends. With simulcast
// it runs once per layer, and one layer at a time gets through.
func (p *producer) forward(remote *webrtc.TrackRemote) {
	rid := remote.RID()
	p.mu.Lock()
	p.ssrcs[rid] = remote.SSRC()
	p.mu.Unlock()
	// Consumers may have asked before there was anything to ask.
	p.requestKeyFrame(rid)

	var asked time.Time
	for {
		packet, _, err := remote.ReadRTP()
		if err != nil {
			return
		}
		if p.paused.Load() {
			continue
		}
		// Extension numbers are each connection's own: the mid of this one would
		// send the packet to a wrong track in the consumer's browser.
		packet.Extension = false
		packet.Extensions = nil

		if rid == "" {
			// A consumer that cannot take it must not stop the others.
			_ = p.track.WriteRTP(packet)
			continue
		}
		now := time.Now()
		if !p.forwardLayer(rid, packet, now) && now.Sub(asked) > time.Second {
			asked = now
			p.requestKeyFrame(rid)
		}
	}
}

// forwardLayer returns false when the layer needs a key frame to be forwarded.
func (p *producer) forwardLayer(rid string, packet *rtp.Packet, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	verdict := p.layers.next(rid, packet, now)
	if verdict == layerForward {
		_ = p.track.WriteRTP(packet)
	}
	return verdict != layerWaits
}

// refresh asks the browser for a key frame of what is being forwarded. Audio
// has none.
func (p *producer) refresh() {
	p.mu.Lock()
	rid := p.layers.current
	p.mu.Unlock()
	p.requestKeyFrame(rid)
}

func (p *producer) requestKeyFrame(rid string) {
	p.mu.Lock()
	ssrc, ok := p.ssrcs[rid]
	p.mu.Unlock()
	if ok && p.kind == Video && p.refreshes.Allow() {
		// It fails only when the producing browser is going away.
		_ = p.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: uint32(ssrc)}})
	}
}

// discardRTCP reads the reports about a track, which lets the library keep its
// statistics, until the track ends.
func discardRTCP(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	buffer := make([]byte, reportSize)
	for {
		var err error
		if rid := remote.RID(); rid != "" {
			_, _, err = receiver.ReadSimulcast(buffer, rid)
		} else {
			_, _, err = receiver.Read(buffer)
		}
		if err != nil {
			return
		}
	}
}
