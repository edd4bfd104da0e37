package media

import (
	"math/rand/v2"
	"sync"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
)

// Player sends a clip in place of a browser, with one goroutine. Its methods
// may be called from any goroutine.
type Player struct {
	engine       *Engine
	clip         *Clip
	audio, video *producer

	mu     sync.Mutex
	paused map[Kind]bool

	closing chan struct{}
	once    sync.Once
	done    chan struct{}
}

// Play begins to play a clip. Both of its producers can be consumed at once.
// The caller closes the player; Engine.Close does so at the latest. Error:
// [ErrClosed].
func (e *Engine) Play(clip *Clip) (*Player, error) {
	p := &Player{engine: e, clip: clip, paused: map[Kind]bool{}, closing: make(chan struct{}), done: make(chan struct{})}
	var err error
	if p.audio, err = newProducer(Audio, "", "clip", nil); err != nil {
		return nil, err
	}
	if p.video, err = newProducer(Video, "", "clip", nil); err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, ErrClosed
	}
	e.players[p] = struct{}{}
	e.producers[p.audio.id], e.producers[p.video.id] = p.audio, p.video
	go p.play()
	return p, nil
}

// ProducerID is what to consume.
func (p *Player) ProducerID(kind Kind) string {
	if kind == Video {
		return p.video.id
	}
	return p.audio.id
}

// SetPaused stops sending one kind, or goes on with it.
func (p *Player) SetPaused(kind Kind, paused bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.paused[kind] = paused
}

// Close stops playing and waits until nothing of it runs any more. Closing
// twice does nothing.
func (p *Player) Close() {
	p.once.Do(func() { close(p.closing) })
	<-p.done
	p.engine.mu.Lock()
	defer p.engine.mu.Unlock()
	delete(p.engine.players, p)
	delete(p.engine.producers, p.audio.id)
	delete(p.engine.producers, p.video.id)
}

func (p *Player) isPaused(kind Kind) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.paused[kind]
}

const mtu = 1200

func (p *Player) play() {
	defer close(p.done)
	sound := rtp.NewPacketizer(mtu, 0, rand.Uint32(), &codecs.OpusPayloader{}, rtp.NewRandomSequencer(), opus.ClockRate)
	picture := rtp.NewPacketizer(mtu, 0, rand.Uint32(), &codecs.VP8Payloader{EnablePictureID: true}, rtp.NewRandomSequencer(), vp8.ClockRate)
	samples := uint32(opus.ClockRate / uint32(time.Second/packetTime))
	frameSamples := vp8.ClockRate / uint32(time.Second/packetTime) * uint32(p.clip.perFrame)

	pace := time.NewTicker(packetTime)
	defer pace.Stop()
	frame := 0
	for i := 0; ; i++ {
		select {
		case <-p.closing:
			return
		case <-pace.C:
		}
		if p.isPaused(Audio) {
			sound.SkipSamples(samples)
		} else {
			p.audio.send(sound.Packetize(p.clip.packets[i%len(p.clip.packets)], samples))
		}
		if i%p.clip.perFrame != 0 {
			continue
		}
		if p.isPaused(Video) {
			frame = 0 // a picture can go on only at a key frame
			picture.SkipSamples(frameSamples)
			continue
		}
		p.video.send(picture.Packetize(p.clip.frames[frame], frameSamples))
		frame = (frame + 1) % len(p.clip.frames)
	}
}

func (p *producer) send(packets []*rtp.Packet) {
	for _, packet := range packets {
		// A consumer that cannot take it must not stop the others.
		_ = p.track.WriteRTP(packet)
	}
}
