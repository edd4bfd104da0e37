package media

import (
	"fmt"
	"slices"
	"sync"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

// receiveTransport is the one on which the browser receives.
type receiveTransport struct {
	*connection

	mu        sync.Mutex
	consumers []consumer
}

// consumer is a producer's copy on its way to the browser.
type consumer struct {
	*producer
	transceiver *webrtc.RTPTransceiver
	sender      *webrtc.RTPSender
	answered    bool // the browser has answered the offer that brought it
}

func newReceiveTransport(c *connection) *receiveTransport {
	t := &receiveTransport{connection: c}
	c.pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			t.refreshAnswered()
		}
	})
	return t
}

// consume offers a new m-line for each producer that is not nil and is not sent
// already, and returns one transceiver for each.
func (t *receiveTransport) consume(producers []*producer) (sent []*webrtc.RTPTransceiver, offerSDP string, err error) {
	if t.unanswered() {
		return nil, "", ErrUnanswered
	}
	var begun []*webrtc.RTPTransceiver
	defer func() {
		if err != nil {
			t.stop(func(c consumer) bool { return slices.Contains(begun, c.transceiver) })
		}
	}()
	sent = make([]*webrtc.RTPTransceiver, len(producers))
	copies := t.copies()
	for i, p := range producers {
		if p == nil {
			continue
		}
		if sent[i] = copies[p]; sent[i] != nil {
			continue
		}
		if len(t.pc.GetTransceivers()) >= MaxLines {
			return nil, "", fmt.Errorf("media: want at most %d m-lines: begin a new transport", MaxLines)
		}
		// An m-line is never used twice: SDK 2.0.2 keeps tracks by their mid.
		sent[i], err = t.pc.AddTransceiverFromTrack(p.track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			return nil, "", fmt.Errorf("media: adding a track: %w", err)
		}
		begun, copies[p] = append(begun, sent[i]), sent[i]
		c := consumer{producer: p, transceiver: sent[i], sender: sent[i].Sender()}
		t.mu.Lock()
		t.consumers = append(t.consumers, c)
		t.mu.Unlock()
		t.goRead(c.relayKeyFrameRequests)
	}
	if !slices.ContainsFunc(producers, func(p *producer) bool { return p != nil }) {
		return sent, "", nil
	}
	offerSDP, err = t.offer()
	return sent, offerSDP, err
}

// copies is what is sent, by its producer.
func (t *receiveTransport) copies() map[*producer]*webrtc.RTPTransceiver {
	t.mu.Lock()
	defer t.mu.Unlock()
	copies := map[*producer]*webrtc.RTPTransceiver{}
	for _, c := range t.consumers {
		copies[c.producer] = c.transceiver
	}
	return copies
}

func (t *receiveTransport) renegotiate(answerSDP string) error {
	if _, err := checkDescription(webrtc.SDPTypeAnswer, answerSDP); err != nil {
		return err
	}
	answer := webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answerSDP}
	if err := t.pc.SetRemoteDescription(answer); err != nil {
		return fmt.Errorf("media: the answer is not usable: %w", err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.consumers {
		c := &t.consumers[i]
		if !c.answered {
			c.answered = true
			c.refresh()
		}
	}
	return nil
}

// refreshAnswered makes up for what was forwarded before the browser could
// receive anything.
func (t *receiveTransport) refreshAnswered() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.consumers {
		if c.answered {
			c.refresh()
		}
	}
}

func (t *receiveTransport) closeConsumers(mids []string, offerSDP string) (string, error) {
	t.stop(func(c consumer) bool { return slices.Contains(mids, c.transceiver.Mid()) })
	return t.answer(offerSDP)
}

// stop ends the consumers that are meant.
func (t *receiveTransport) stop(meant func(consumer) bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.consumers = slices.DeleteFunc(t.consumers, func(c consumer) bool {
		if !meant(c) {
			return false
		}
		// It fails only when the connection is closed, and then all is stopped.
		_ = t.pc.RemoveTrack(c.sender)
		return true
	})
}

// relayKeyFrameRequests reads what the consumer's browser reports, until the
// consumer ends, and passes its wish for a key frame on.
func (c consumer) relayKeyFrameRequests() {
	buffer := make([]byte, reportSize)
	for {
		n, _, err := c.sender.Read(buffer)
		if err != nil {
			return
		}
		packets, _ := rtcp.Unmarshal(buffer[:n])
		for _, packet := range packets {
			switch packet.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				c.refresh()
			}
		}
	}
}
