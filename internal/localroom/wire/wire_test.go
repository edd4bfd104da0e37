package wire_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestEventsAreTheSDKsNumbers(t *testing.T) {
	// As SDK 2.0.2 has them, one of each group and those with a trap.
	for event, number := range map[wire.Event]uint32{
		wire.GetPeerInfo: 0, wire.KickPeers: 30, wire.GetMessages: 65536, wire.StoreGetKeys: 131082,
		wire.GetPolls: 196609, wire.UpdateUserPreset: 327681, wire.ErrorResponse: 50331708, wire.HostControlPeer: 50331741,
	} {
		assert.Equal(t, number, uint32(event))
	}
}

func TestEventsAreReadByNameAndNumber(t *testing.T) {
	for _, text := range []string{"room.kick", "30"} {
		event, err := wire.ParseEvent(text)
		require.NoError(t, err)
		assert.Equal(t, wire.KickPeers, event)
		assert.Equal(t, "room.kick", event.String())
	}
	assert.Equal(t, "4711", wire.Event(4711).String())
	_, err := wire.ParseEvent("room.sing")
	assert.ErrorContains(t, err, "room.joinRoom")
}

func TestAbsentAndEmptyPayloadDiffer(t *testing.T) {
	for name, one := range map[string]struct {
		payload proto.Message
		present bool
	}{"absent": {nil, false}, "empty": {&wire.Nothing{}, true}} {
		data, err := wire.EncodeFrame(wire.KickPeers, "7", one.payload)
		require.NoError(t, err)
		frame, err := wire.DecodeFrame(data)
		require.NoError(t, err)
		assert.Equal(t, one.present, frame.Payload != nil, name)
		assert.Equal(t, "7", frame.GetId())
	}
}

func FuzzFrameDecoder(f *testing.F) {
	seed, err := wire.EncodeFrame(wire.JoinRoom, "1", &wire.JoinRequest{Peer: &wire.Peer{PeerId: "p", DisplayName: "Ana"}})
	require.NoError(f, err)
	f.Add(seed)
	f.Fuzz(func(t *testing.T, data []byte) {
		frame, err := wire.DecodeFrame(data)
		if err != nil {
			assert.Nil(t, frame)
			return
		}
		again, err := proto.Marshal(frame)
		require.NoError(t, err, "what can be read can be written")
		second, err := wire.DecodeFrame(again)
		require.NoError(t, err)
		assert.True(t, proto.Equal(frame, second))
	})
}
