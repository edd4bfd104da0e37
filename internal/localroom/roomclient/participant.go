package roomclient

import (
	"context"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// Join does what the SDK's join does. When the answer says waitlisted, call it
// again after waitingRoomRequestAccepted has come.
func (c *Client) Join(ctx context.Context) (*wire.Peer, error) {
	answer := &wire.PeerMessage{}
	if err := c.Request(ctx, wire.JoinRoom, &wire.JoinRequest{Peer: &wire.Peer{PeerId: c.id}}, answer); err != nil {
		return nil, err
	}
	if answer.GetPeer().GetWaitlisted() {
		return answer.GetPeer(), nil
	}
	return answer.GetPeer(), c.Request(ctx, wire.SelfJoinComplete, &wire.Nothing{}, nil)
}

// Produce starts to send one kind, signalling only, and returns the producer id.
func (c *Client) Produce(ctx context.Context, kind string) (string, error) {
	answer := &wire.ProduceAnswer{}
	err := c.Request(ctx, wire.Produce, &wire.ProduceRequest{Kind: kind}, answer)
	return answer.GetProducerId(), err
}
