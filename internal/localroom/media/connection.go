package media

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"

	"github.com/pion/webrtc/v4"
)

// reportSize is more than one RTCP packet takes, in bytes.
const reportSize = 1500

// connection is what both kinds of transport have: a peer connection, its
// negotiation, and the goroutines that read from it.
type connection struct {
	id string
	pc *webrtc.PeerConnection

	mu      sync.Mutex
	closed  bool
	readers sync.WaitGroup
}

// newConnection answers the browser's first offer once the candidates are known.
func newConnection(ctx context.Context, api *webrtc.API, offerSDP string) (c *connection, answerSDP string, err error) {
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, "", fmt.Errorf("media: creating a transport: %w", err)
	}
	c = &connection{id: rand.Text(), pc: pc}
	gathered := webrtc.GatheringCompletePromise(pc)
	if _, err := c.answer(offerSDP); err != nil {
		c.close()
		return nil, "", err
	}
	select {
	case <-gathered:
		return c, pc.LocalDescription().SDP, nil
	case <-ctx.Done():
		c.close()
		return nil, "", fmt.Errorf("media: gathering candidates: %w", ctx.Err())
	}
}

// answer applies an offer of the browser.
func (c *connection) answer(offerSDP string) (string, error) {
	if _, err := checkDescription(webrtc.SDPTypeOffer, offerSDP); err != nil {
		return "", err
	}
	offer := webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offerSDP}
	if err := c.pc.SetRemoteDescription(offer); err != nil {
		return "", fmt.Errorf("media: the offer is not usable: %w", err)
	}
	answer, err := c.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("media: the offer cannot be answered: %w", err)
	}
	if err := c.pc.SetLocalDescription(answer); err != nil {
		return "", fmt.Errorf("media: the offer cannot be answered: %w", err)
	}
	return c.pc.LocalDescription().SDP, nil
}

// offer describes the connection anew.
func (c *connection) offer() (string, error) {
	offer, err := c.pc.CreateOffer(nil)
	if err != nil {
		return "", fmt.Errorf("media: creating an offer: %w", err)
	}
	if err := c.pc.SetLocalDescription(offer); err != nil {
		return "", fmt.Errorf("media: creating an offer: %w", err)
	}
	return c.pc.LocalDescription().SDP, nil
}

// stuck tells that an offer was taken but not answered. The library has no
// way back from there.
func (c *connection) stuck() bool {
	return c.pc.SignalingState() == webrtc.SignalingStateHaveRemoteOffer
}

// unanswered tells that the browser owes an answer.
func (c *connection) unanswered() bool {
	return c.pc.SignalingState() == webrtc.SignalingStateHaveLocalOffer
}

// goRead runs read in a goroutine that close waits for. The read must end when
// the peer connection does.
func (c *connection) goRead(read func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.readers.Go(read)
	}
}

func (c *connection) close() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	// What goes wrong while closing concerns a browser that is gone already.
	_ = c.pc.GracefulClose()
	c.readers.Wait()
}
