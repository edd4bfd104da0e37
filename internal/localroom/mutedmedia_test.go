package localroom_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// microphone has a guest send sound, whatever they are told, and gives its producer.
func (g *guest) microphone() string {
	t := g.hall.t
	t.Helper()
	sending := newPeerConnection(t)
	_, err := sending.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(t, err)
	connect(g, sending, false)
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	return g.sendsSound(sending, stop)
}

// ear counts the packets that reach a guest from each of some producers.
func (g *guest) ear(of map[*guest]string) map[*guest]*atomic.Int64 {
	t := g.hall.t
	t.Helper()
	counts, byMid := map[*guest]*atomic.Int64{}, map[string]*atomic.Int64{}
	receiving := newPeerConnection(t)
	_, err := receiving.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
	require.NoError(t, err)
	transport := connect(g, receiving, true)
	wanted := &wire.ConsumeRequest{}
	for from, producer := range of {
		wanted.Requests = append(wanted.Requests, &wire.ConsumeOne{ProducingPeerId: from.ID(), ProducerId: &producer})
	}
	consumed := &wire.ConsumeAnswer{}
	g.ask(wire.Consume, wanted, consumed)
	for from, producer := range of {
		counts[from] = &atomic.Int64{}
		byMid[consumed.GetConsumerIdsMap().GetMap()[producer].GetProducerTrack().GetStreamId()] = counts[from]
	}
	receiving.OnTrack(func(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
		count := byMid[receiver.RTPTransceiver().Mid()]
		for {
			if _, _, err := remote.ReadRTP(); err != nil {
				return
			}
			count.Add(1)
		}
	})
	accept(t, receiving, consumed.GetDescription())
	answer, err := receiving.CreateAnswer(nil)
	require.NoError(t, err)
	require.NoError(t, receiving.SetLocalDescription(answer))
	g.ask(wire.RenegotiateDescription, &wire.RenegotiateRequest{TransportId: transport, Description: described(answer)}, nil)
	return counts
}

// comes waits for so many packets more.
func comes(t *testing.T, count *atomic.Int64, more int64) {
	t.Helper()
	until := count.Load() + more
	require.Eventually(t, func() bool { return count.Load() >= until }, patience, time.Millisecond)
}

// Whoever is muted, or may not speak, or was removed is not heard, though their
// client goes on sending.
func TestWhoIsMutedIsNotHeard(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	microphone := ben.microphone()
	heard := ana.ear(map[*guest]string{ben: microphone, cem: cem.microphone()})
	clock := heard[cem]
	comes(t, heard[ben], 5)
	comes(t, clock, 5)
	silent := func(why string) {
		comes(t, clock, 20) // what was on its way has arrived
		before := heard[ben].Load()
		comes(t, clock, 20)
		assert.Equal(t, before, heard[ben].Load(), why)
	}
	ana.ask(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ben.ID(), Audio: true}, nil)
	silent("muted")
	ben.tell(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: microphone})
	comes(t, heard[ben], 5)
	allowed := func(to wire.StreamPermission) {
		ana.ask(wire.UpdateUserPreset, &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{{UserId: ben.userID, Patch: &wire.PermissionsPatch{
			Media: &wire.MediaPatch{Audio: &wire.StreamPatch{CanProduce: &to}},
		}}}}, nil)
	}
	allowed(wire.StreamPermission_STREAM_PERMISSION_NOT_ALLOWED)
	silent("not allowed")
	allowed(wire.StreamPermission_STREAM_PERMISSION_ALLOWED)
	ben.tell(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: microphone})
	comes(t, heard[ben], 5)
	ana.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{ben.ID()}})
	silent("removed")
}
