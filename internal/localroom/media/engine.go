package media

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"sync"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/logging"
	"github.com/pion/webrtc/v4"
)

var (
	opus = webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2,
		SDPFmtpLine: "minptime=10;useinbandfec=1",
	}
	vp8 = webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeVP8, ClockRate: 90000,
		RTCPFeedback: []webrtc.RTCPFeedback{{Type: "ccm", Parameter: "fir"}},
	}
)

// Engine is the media of all rooms of one server. Its methods may be called
// from any goroutine.
type Engine struct {
	api *webrtc.API
	mux ice.UDPMux

	mu        sync.Mutex
	closed    bool
	sessions  map[*Session]struct{}
	players   map[*Player]struct{}
	producers map[string]*producer
}

// NewEngine opens the UDP ports that all sessions use: one on 127.0.0.1, and
// where there is a network another at this machine's own address, which takes
// packets from this machine only.
func NewEngine() (*Engine, error) {
	// The library would write to the standard error of the server.
	// PION_LOG_DEBUG=all and the like still turn it on.
	logs := logging.NewDefaultLoggerFactory()
	logs.DefaultLogLevel = logging.LogLevelDisabled

	codecs := &webrtc.MediaEngine{}
	interceptors := &interceptor.Registry{}
	if err := errors.Join(
		// 111 is the number by which SDK 2.0.2 looks for Opus in its own answers.
		codecs.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: opus, PayloadType: 111}, webrtc.RTPCodecTypeAudio),
		codecs.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: vp8, PayloadType: 96}, webrtc.RTPCodecTypeVideo),
		webrtc.RegisterDefaultInterceptors(codecs, interceptors),
	); err != nil {
		return nil, fmt.Errorf("media: setting up codecs: %w", err)
	}

	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, fmt.Errorf("media: opening a UDP port on 127.0.0.1: %w", err)
	}
	own, err := listenForThisMachine()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("media: opening a UDP port for Firefox: %w", err), conn.Close())
	}
	muxes := []ice.UDPMux{webrtc.NewICEUDPMux(logs.NewLogger("ice"), conn)}
	if own != nil {
		muxes = append(muxes, webrtc.NewICEUDPMux(logs.NewLogger("ice"), own))
	}
	mux := ice.NewMultiUDPMuxDefault(muxes...)

	settings := webrtc.SettingEngine{LoggerFactory: logs}
	settings.SetICEUDPMux(mux)
	// Browsers look for the way, not the server: a guest could have it knock at any
	// port of this machine otherwise.
	settings.SetLite(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)

	return &Engine{
		api: webrtc.NewAPI(
			webrtc.WithMediaEngine(codecs),
			webrtc.WithInterceptorRegistry(interceptors),
			webrtc.WithSettingEngine(settings),
		),
		mux:       mux,
		sessions:  map[*Session]struct{}{},
		players:   map[*Player]struct{}{},
		producers: map[string]*producer{},
	}, nil
}

// NewSession returns the media of one participant. The caller closes it.
func (e *Engine) NewSession() *Session {
	s := &Session{engine: e}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		s.closed = true
	} else {
		e.sessions[s] = struct{}{}
	}
	return s
}

// Close closes the players and sessions that are left and then the UDP ports.
func (e *Engine) Close() error {
	e.mu.Lock()
	e.closed = true
	sessions, players := slices.Collect(maps.Keys(e.sessions)), slices.Collect(maps.Keys(e.players))
	e.mu.Unlock()

	for _, p := range players {
		p.Close()
	}
	for _, s := range sessions {
		s.Close()
	}
	if err := e.mux.Close(); err != nil {
		return fmt.Errorf("media: closing the UDP ports: %w", err)
	}
	return nil
}

// SetPaused stops forwarding what a browser sends, or goes on with it: a browser may go
// on sending after it was told to stop. A producer that is not known is nothing to pause.
func (e *Engine) SetPaused(producerID string, paused bool) {
	p, ok := e.producer(producerID)
	if !ok {
		return
	}
	if was := p.paused.Swap(paused); was && !paused {
		p.refresh() // what the receivers saw last is long ago
	}
}

func (e *Engine) forget(s *Session) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.sessions, s)
}

func (e *Engine) publish(p *producer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.producers[p.id] = p
}

func (e *Engine) unpublish(p *producer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.producers, p.id)
}

func (e *Engine) producer(id string) (*producer, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	p, ok := e.producers[id]
	return p, ok
}
