package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestGuestIsRefusedAndNothingIsSent(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true})
	mallory := meeting.Join(e2e.Who{Name: "Mallory"})
	mallory.Sees(alice.ID, "p => p.audioEnabled && p.videoEnabled")
	for _, call := range []string{
		"victim.disableAudio()", "victim.disableVideo()", "victim.kick()", "victim.pin()", "victim.unpin()",
		"participants.disableAllAudio(true)", "participants.disableAllVideo(true)", "participants.kickAll()",
	} {
		code := e2e.Eval[string](mallory.Tab, `(id) => {
			const { participants } = meeting, victim = participants.joined.get(id);
			return refusal(() => `+call+`);
		}`, alice.ID)
		require.Equal(t, "1201", code, call)
	}
	sent := meeting.Person(mallory.ID).Sent
	require.NotEmpty(t, sent)
	for _, control := range []string{
		"media.hostControlPeer", "media.hostControlAllPeers", "media.globalPinPeer", "room.kick", "room.kickAll",
	} {
		require.NotContains(t, sent, control)
	}
	require.Equal(t, e2e.Person{
		ID: alice.ID, UserID: alice.UserID, Name: "Alice", PresetName: "host",
		AudioEnabled: true, VideoEnabled: true, StageStatus: alice.Self().StageStatus,
	}, alice.Self())
}

// believes is what the server believes of a meeting, without the counts of
// messages.
func believes(meeting *e2e.Meeting) roomclient.Room {
	room := meeting.Room()
	room.Received = nil
	for _, people := range [][]roomclient.Participant{room.Participants, room.Waiting} {
		for i := range people {
			people[i].Sent = nil
		}
	}
	return room
}

func TestForgedFramesHaveNoEffect(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true})
	bob := knock(meeting, "Bob")
	mallory := meeting.Join(e2e.Who{Name: "Mallory"})
	mallory.Sees(alice.ID, "p => p.audioEnabled && p.videoEnabled")
	alice.Await(waits, bob.ID)
	meeting.AwaitRoom("Alice was heard, and stays who spoke last", func(room roomclient.Room) bool { return room.Speaker == alice.ID })
	before := believes(meeting)
	microphone := e2e.Eval[string](mallory.Tab,
		`(id) => meeting.participants.joined.get(id).producers.find(p => p.kind === "audio").producerId`, alice.ID)

	yes, here, there, title := true, meeting.Name, "elsewhere", "Mine"
	for _, forged := range []struct {
		event   wire.Event
		payload proto.Message
	}{
		{wire.HostControlPeer, &wire.MuteRequest{ParticipantId: alice.ID, Audio: true, Video: true}},
		{wire.HostControlAllPeers, &wire.MuteAllRequest{Audio: true, Video: true}},
		{wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: microphone, Pause: true}},
		{wire.CloseProducer, &wire.CloseProducerRequest{ProducerId: microphone}},
		{wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: mallory.ID}},
		{wire.KickPeers, &wire.Kick{PeerIds: []string{alice.ID}}},
		{wire.KickEverybody, &wire.KickAll{PropagateKickAcrossRooms: true}},
		{wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{bob.UserID}}},
		{wire.DenyWaitingRoomRequests, &wire.UserIds{UserIds: []string{bob.UserID}}},
		{wire.GrantStageAccess, &wire.UserIds{UserIds: []string{mallory.UserID}}},
		{wire.LeaveStage, &wire.UserIds{UserIds: []string{alice.UserID}}},
		{wire.CreatePoll, &wire.NewPoll{Question: "Mine?", Options: []string{"yes", "no"}}},
		{wire.StoreInsertKeys, &wire.StoreRequest{StoreName: "__rtk_plugins__", Keys: []*wire.StoreKey{{StoreKey: "board", Payload: []byte("{}")}}}},
		{wire.BroadcastMessage, &wire.Broadcast{Type: "spotlight", Payload: []byte("{}")}},
		{wire.BroadcastToEntity, &wire.Broadcast{Type: "spotlight", Payload: []byte("{}"), Ids: []string{alice.ID}}},
		{wire.CreateMeetings, &wire.MeetingsToCreate{Payloads: []*wire.MeetingToCreate{{Title: &title}}}},
		{wire.DeleteMeetings, &wire.MeetingsToDelete{Payloads: []*wire.MeetingToDelete{{Id: &here}}}},
		{wire.MovePeers, &wire.Moves{
			SourceMeetingId: &here, DestinationMeetingId: &there, Participants: []*wire.MoveOne{{Id: &alice.UserID}},
		}},
		{wire.UpdateUserPreset, &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{
			{UserId: mallory.UserID, Patch: &wire.PermissionsPatch{KickParticipant: &yes}},
		}}},
	} {
		answer := mallory.Forge(forged.event, forged.payload)
		require.Equal(t, wire.ErrorResponse, wire.Event(answer.GetEvent()), "%s: %q", forged.event, answer.GetPayload())
	}

	mallory.Reaches(alice)
	require.Equal(t, before, believes(meeting))
	self := alice.Self()
	require.True(t, self.AudioEnabled && self.VideoEnabled && !self.IsPinned)
	require.Equal(t, "joined", e2e.Eval[string](alice.Tab, "meeting.self.roomState"))
	require.Equal(t, "waitlisted", e2e.Eval[string](bob.Tab, "meeting.self.roomState"))
	require.False(t, e2e.Eval[bool](mallory.Tab, "meeting.self.permissions.kickParticipant"))
}

func TestServerRefusalRejectsWith1200(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice.Sees(bob.ID, heard)
	meeting.Fault(roomclient.Fault{Event: wire.HostControlPeer.String(), Action: "refuse"})
	require.Equal(t, "1200", e2e.Eval[string](alice.Tab,
		"(id) => refusal(() => meeting.participants.joined.get(id).disableAudio())", bob.ID))
	require.True(t, meeting.Person(bob.ID).Audio)

	meeting.ClearFaults()
	alice.Do("(id) => meeting.participants.joined.get(id).disableAudio()", bob.ID)
	alice.Sees(bob.ID, "p => !p.audioEnabled")
}
