package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// hostControls are the messages that carry out a host's actions.
var hostControls = []string{
	"media.hostControlPeer", "media.hostControlAllPeers", "media.globalPinPeer", "room.kick", "room.kickAll",
}

// requireNothingSent requires that none of somebody's host controls has
// reached the room. other is anybody else there.
func requireNothingSent(t *testing.T, meeting *e2e.Meeting, c *e2e.Controls, other *e2e.Participant) {
	t.Helper()
	c.Reaches(other)
	sent := meeting.Person(c.ID).Sent
	require.NotEmpty(t, sent)
	for _, event := range hostControls {
		require.NotContains(t, sent, event)
	}
}

// requireRefused requires that verdict and perform both say why not.
func requireRefused(t *testing.T, c *e2e.Controls, action, target string, want e2e.Failure) {
	t.Helper()
	want.Action = action
	verdict := c.Can(action, target)
	require.Equal(t, e2e.Verdict{Reason: want.Reason, Permission: want.Permission, Message: verdict.Message}, verdict)
	require.NotEmpty(t, verdict.Message)
	failure := c.Refused(action, target)
	require.Equal(t, verdict.Message, failure.Message, "verdict and error say the same")
	failure.Message = ""
	require.Equal(t, want, failure)
}

func TestGuestIsToldWhatIsMissing(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true})
	mallory := meeting.Join(e2e.Who{Name: "Mallory"}).Attach(e2e.AttachOptions{})
	mallory.Sees(alice.ID, heard)
	mallory.Sees(alice.ID, seen)
	for _, refused := range []struct{ action, target, permission string }{
		{"disableAudio", alice.ID, "disable_participant_audio"},
		{"disableVideo", alice.ID, "disable_participant_video"},
		{"disableAllAudio", "", "disable_participant_audio"},
		{"disableAllVideo", "", "disable_participant_video"},
		{"pin", alice.ID, "pin_participant"},
		{"unpin", alice.ID, "pin_participant"},
		{"kick", alice.ID, "kick_participant"},
		{"kickAll", "", "kick_participant"},
	} {
		requireRefused(t, mallory, refused.action, refused.target,
			e2e.Failure{Reason: "permission", Code: "1201", Permission: refused.permission})
	}
	requireNothingSent(t, meeting, mallory, alice)
	require.True(t, alice.Self().AudioEnabled && alice.Self().VideoEnabled)
	require.True(t, mallory.Can("leave", "").Allowed, "anybody may leave")
}

func TestCohostWithoutKick(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "cohost"}).Attach(e2e.AttachOptions{})
	carol.Sees(bob.ID, heard)

	noKick := e2e.Failure{Reason: "permission", Code: "1201", Permission: "kick_participant"}
	requireRefused(t, carol, "kick", bob.ID, noKick)
	requireRefused(t, carol, "kickAll", "", noKick)
	requireNothingSent(t, meeting, carol, bob)

	require.True(t, carol.Can("disableAudio", bob.ID).Allowed)
	requireConfirmed(t, carol.Perform("disableAudio", bob.ID), "disableAudio", bob)
	bob.Await("!meeting.self.audioEnabled")
	require.Equal(t, "joined", e2e.Eval[string](bob.Tab, "meeting.self.roomState"))
}

func TestWhatTheStateForbids(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, here)
	alice.Sees(carol.ID, here)
	bob.Do("meeting.leave()")
	alice.AwaitSnapshot(`({ participants }) => participants.length === 1`)

	nobody := e2e.Failure{Reason: "no-such-participant", Code: "1204"}
	for _, action := range []string{"disableAudio", "disableVideo", "pin", "unpin", "kick"} {
		requireRefused(t, alice, action, bob.ID, nobody)
		requireRefused(t, alice, action, "nobody has this id", nobody)
	}
	for _, action := range []string{"disableAudio", "disableVideo", "kick"} {
		requireRefused(t, alice, action, alice.ID, e2e.Failure{Reason: "is-self", Code: "1204"})
	}
	for _, target := range []string{alice.ID, carol.ID} {
		requireRefused(t, alice, "unpin", target, e2e.Failure{Reason: "not-pinned", Code: "not-pinned"})
	}
	requireNothingSent(t, meeting, alice, carol)
}

func TestBeforeJoiningAndInTheWaitingRoom(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "waiting-guest"}).Attach(e2e.AttachOptions{})
	bob.AwaitSnapshot(`({ roomState, participants }) => roomState === "waitlisted" && participants.length === 0`)
	notJoined := e2e.Failure{Reason: "not-joined", Code: "1205"}
	requireRefused(t, bob, "kick", alice.ID, notJoined)
	requireRefused(t, bob, "disableAllAudio", "", notJoined)
	require.True(t, bob.Can("leave", "").Allowed, "who waits may leave")

	alice.AwaitSnapshot(`({ waitlisted, counts }) => counts.waitlisted === 1 && waitlisted[0].name === "Bob"`)
	alice.Do("(id) => meeting.participants.acceptWaitingRoomRequest(id)", bob.ID)
	alice.AwaitSnapshot(`({ waitlisted, participants }) => waitlisted.length === 0 && participants.length === 1`)
	bob.AwaitSnapshot(`({ roomState, participants }) => roomState === "joined" && participants.length === 1`)
	requireRefused(t, bob, "kick", alice.ID, e2e.Failure{Reason: "permission", Code: "1201", Permission: "kick_participant"})
}

const updatePermissions = "(id, patch) => meeting.participants.updatePermissions([id], patch)"

type object = map[string]any

func TestRightWithdrawnLive(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "host"}).Attach(e2e.AttachOptions{})
	alice.Sees(carol.ID, here)
	carol.Sees(bob.ID, heard)
	require.True(t, carol.Can("kick", bob.ID).Allowed)
	require.True(t, carol.Can("disableAudio", bob.ID).Allowed)

	alice.Do(updatePermissions, carol.ID, object{"kickParticipant": false, "disableParticipantAudio": false})

	carol.AwaitVerdict("kick", bob.ID, "verdict => !verdict.allowed")
	carol.AwaitSnapshot("({ self }) => !self.permissions.kickParticipant && !self.permissions.canDisableParticipantAudio")
	noKick := e2e.Failure{Reason: "permission", Code: "1201", Permission: "kick_participant"}
	noMute := e2e.Failure{Reason: "permission", Code: "1201", Permission: "disable_participant_audio"}
	requireRefused(t, carol, "kick", bob.ID, noKick)
	requireRefused(t, carol, "kickAll", "", noKick)
	requireRefused(t, carol, "disableAudio", bob.ID, noMute)
	requireRefused(t, carol, "disableAllAudio", "", noMute)
	requireNothingSent(t, meeting, carol, bob)
	require.True(t, carol.Can("pin", bob.ID).Allowed, "the other rights stay")
}

func TestRightGrantedLive(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	alice.Sees(bob.ID, here)
	bob.Sees(carol.ID, heard)
	require.Equal(t, "permission", bob.Can("kick", carol.ID).Reason)

	alice.Do(updatePermissions, bob.ID, object{"kickParticipant": true, "disableParticipantAudio": true})

	bob.AwaitVerdict("kick", carol.ID, "verdict => verdict.allowed")
	bob.AwaitVerdict("disableAudio", carol.ID, "verdict => verdict.allowed")
	requireConfirmed(t, bob.Perform("disableAudio", carol.ID), "disableAudio", carol)
	carol.Await("!meeting.self.audioEnabled")
	requireConfirmed(t, bob.Perform("kick", carol.ID), "kick", carol)
	carol.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	require.Equal(t, "permission", bob.Can("pin", alice.ID).Reason, "no more than was granted")
}
