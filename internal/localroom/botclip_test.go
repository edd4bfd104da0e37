package localroom_test

import (
	"testing"

	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// producers is what somebody sends, as one learns on joining.
func (g *guest) producers(of string) map[string]*wire.Producer {
	g.hall.t.Helper()
	answer := &wire.JoinCompleteAnswer{}
	g.ask(wire.SelfJoinComplete, &wire.Nothing{}, answer)
	found := map[string]*wire.Producer{}
	for _, p := range answer.GetParticipants() {
		for _, state := range p.GetProducerStates() {
			if p.GetPeerId() == of {
				found[state.GetMimeType()] = state
			}
		}
	}
	return found
}

// consume asks for one stream and returns its track and the offer, if there is any.
func (g *guest) consume(of, producer string) (*wire.Consumer, *wire.SessionDescription) {
	g.hall.t.Helper()
	answer := &wire.ConsumeAnswer{}
	g.ask(wire.Consume, &wire.ConsumeRequest{Requests: []*wire.ConsumeOne{{ProducingPeerId: of, ProducerId: &producer}}}, answer)
	return answer.GetConsumerIdsMap().GetMap()[producer], answer.GetDescription()
}

func TestBotsWithMediaCanBeConsumedUntilTheyLeave(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	receiving := newPeerConnection(t)
	_, err := receiving.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
	require.NoError(t, err)
	_, err = receiving.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
	require.NoError(t, err)
	arrived := make(chan string, 1)
	receiving.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		if _, _, err := remote.ReadRTP(); err == nil {
			arrived <- remote.Codec().MimeType
		}
	})
	transport := connect(ana, receiving, true)

	bot := h.bots(roomclient.Bots{Count: 1, Audio: true, Video: true, Media: true})[0]
	states := ana.producers(bot.ID)
	for _, kind := range []string{"audio/opus", "video/VP8"} {
		consumer, offered := ana.consume(bot.ID, states[kind].GetProducerId())
		require.Empty(t, consumer.GetErrorCode())
		accept(t, receiving, offered)
		answer, err := receiving.CreateAnswer(nil)
		require.NoError(t, err)
		require.NoError(t, receiving.SetLocalDescription(answer))
		ana.ask(wire.RenegotiateDescription, &wire.RenegotiateRequest{TransportId: transport, Description: described(answer)}, nil)
		assert.Equal(t, kind, receive(h, arrived))
	}

	ana.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: bot.ID, Video: true}, nil)
	sees(ana, wire.PeerProducerToggleBroadcast, paused(states["video/VP8"].GetProducerId()))

	knocking, err := h.ChangeBot(h.ctx, bot.ID, map[string]any{"knock": true})
	require.NoError(t, err)
	require.True(t, knocking.Waiting)
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{bot.UserID}})
	again := ana.producers(bot.ID)
	assert.NotEqual(t, states["audio/opus"].GetProducerId(), again["audio/opus"].GetProducerId())
	consumer, _ := ana.consume(bot.ID, again["audio/opus"].GetProducerId())
	assert.Empty(t, consumer.GetErrorCode(), "it plays again when it is back")

	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{bot.ID}})
	consumer, _ = ana.consume(bot.ID, again["audio/opus"].GetProducerId())
	assert.Equal(t, "not_found_track_error", consumer.GetErrorCode())
}

func TestOnlyAFewBotsHaveMedia(t *testing.T) {
	h := openHall(t)
	_, err := h.AddBots(h.ctx, roomclient.Bots{Meeting: meeting, Count: 17, Media: true})
	assert.ErrorContains(t, err, "1 to 16")
}
