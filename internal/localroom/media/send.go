package media

import (
	"fmt"
	"sync"

	"github.com/pion/webrtc/v4"
)

// sendTransport is the one on which the browser sends.
type sendTransport struct {
	*connection
	engine *Engine

	mu        sync.Mutex
	producers map[string]*producer // by mid
}

func newSendTransport(c *connection, engine *Engine) *sendTransport {
	t := &sendTransport{connection: c, engine: engine, producers: map[string]*producer{}}
	c.pc.OnTrack(func(track *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
		// The first two m-lines of a transport never belong to a producer.
		if p, ok := t.byMid(receiver.RTPTransceiver().Mid()); ok {
			c.goRead(func() { p.forward(track) })
			c.goRead(func() { discardRTCP(track, receiver) })
		}
	})
	return t
}

func (t *sendTransport) produce(request ProduceRequest) (producerID, answerSDP string, err error) {
	if err := checkLine(request); err != nil {
		return "", "", err
	}
	if _, taken := t.byMid(request.Mid); taken {
		return "", "", fmt.Errorf("media: mid %q already has a producer", request.Mid)
	}
	p, err := newProducer(request.Kind, request.Mid, streamID(request.MSID, t.id), t.pc)
	if err != nil {
		return "", "", err
	}
	// Packets may come as soon as the answer is set, so the producer is known before.
	t.add(p)
	answerSDP, err = t.answer(request.Offer)
	if err != nil {
		t.remove(p)
		return "", "", err
	}
	t.engine.publish(p)
	t.dropStopped()
	return p.id, answerSDP, nil
}

func (t *sendTransport) closeProducer(producerID, offerSDP string) (string, error) {
	p, ok := t.engine.producer(producerID)
	if !ok || p.pc != t.pc {
		return "", fmt.Errorf("%w: %q", ErrNoTrack, producerID)
	}
	t.remove(p)
	return t.answer(offerSDP)
}

// dropStopped forgets the producers whose m-lines have become inactive. When
// SDK 2.0.2 reconnects it keeps its transports, and its next offer is all that
// tells of the producers it gave up.
func (t *sendTransport) dropStopped() {
	for _, transceiver := range t.pc.GetTransceivers() {
		p, ok := t.byMid(transceiver.Mid())
		if ok && transceiver.Direction() == webrtc.RTPTransceiverDirectionInactive {
			t.remove(p)
		}
	}
}

func (t *sendTransport) close() {
	t.mu.Lock()
	for _, p := range t.producers {
		t.engine.unpublish(p)
	}
	t.mu.Unlock()
	t.connection.close()
}

func (t *sendTransport) add(p *producer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.producers[p.mid] = p
}

func (t *sendTransport) remove(p *producer) {
	t.engine.unpublish(p)
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.producers, p.mid)
}

func (t *sendTransport) byMid(mid string) (*producer, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p, ok := t.producers[mid]
	return p, ok
}

// checkLine says whether the offer has the m-line that is to be produced.
func checkLine(request ProduceRequest) error {
	description, err := checkDescription(webrtc.SDPTypeOffer, request.Offer)
	if err != nil {
		return err
	}
	for _, line := range description.MediaDescriptions {
		if mid, _ := line.Attribute("mid"); mid != request.Mid {
			continue
		}
		if kind := line.MediaName.Media; kind != request.Kind.String() {
			return fmt.Errorf("media: mid %q of the offer is %s, not %s", request.Mid, kind, request.Kind)
		}
		return nil
	}
	return fmt.Errorf("media: the offer has no m-line with mid %q", request.Mid)
}
