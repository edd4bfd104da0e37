package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	createMeetings   = "connectedMeetings.createMeetings"
	deleteMeetings   = "connectedMeetings.deleteMeetings"
	moveParticipants = "connectedMeetings.moveParticipants"
)

// follow has a page go on with the meeting object that a move makes.
func follow(people ...*e2e.Participant) {
	for _, p := range people {
		p.Allow("CLOSING or CLOSED") // the meeting that was left goes on telling of the microphone
		p.Do(`(() => {
			const on = () => meeting.connectedMeetings.on("meetingChanged", (next) => {
				window.meeting = next;
				on();
			});
			on();
		})()`)
	}
}

// room waits until a meeting of this title is known and returns its id.
func room(c *e2e.Controls, title string) string {
	c.Await(`(title) => controls.snapshot.connectedMeetings.some(m => m.title === title)`, title)
	return e2e.Eval[string](c.Tab, `(title) => controls.snapshot.connectedMeetings.find(m => m.title === title).id`, title)
}

// requireFailure requires how a command was refused, whatever the message says.
func requireFailure(t *testing.T, failure, want e2e.Failure) {
	t.Helper()
	require.NotEmpty(t, failure.Message)
	want.Action, want.Message = failure.Action, failure.Message
	require.Equal(t, want, failure)
}

const isIn = `(id) => meeting.meta.meetingId === id && meeting.self.roomState === "joined"`

func TestConnectedMeetings(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob, carol := meeting.Join(e2e.Who{Name: "Bob", Audio: true}), meeting.Join(e2e.Who{Name: "Carol"})
	follow(alice.Participant, bob, carol)
	alice.AwaitSnapshot(`s => s.connectedMeetings.length === 1 && s.connectedMeetings[0].isParent && s.connectedMeetings[0].isHere`)

	requireDone(t, alice.BeginCommand(map[string]any{"action": createMeetings, "titles": []string{"Green", "Blue"}}).Outcome(), createMeetings, "confirmed")
	green, blue := room(alice, "Green"), room(alice, "Blue")
	bob.Await(`meeting.connectedMeetings.meetings.length === 2`)

	// Two of here, one of whom by name of another meeting: each is seen to be there, in their own tabs too.
	moved := alice.BeginCommand(map[string]any{"action": moveParticipants, "to": green, "targets": []string{bob.UserID, carol.UserID}}).Outcome()
	require.Equal(t, "confirmed", moved.Status)
	require.Equal(t, []string{"Bob", "Carol"}, []string{moved.Targets[0].Name, moved.Targets[1].Name})
	bob.Await(isIn, green)
	carol.Await(isIn, green)
	require.Equal(t, []string{"Bob", "Carol"}, e2e.Eval[[]string](alice.Tab, `(id) => controls.snapshot.connectedMeetings.find(m => m.id === id).participants.map(p => p.name)`, green))
	require.Equal(t, "unchanged", alice.BeginCommand(map[string]any{"action": moveParticipants, "to": green, "targets": []string{bob.UserID}}).Outcome().Status)

	// Oneself goes along, and the controls stay.
	alice.Do(`window.host = controls`)
	require.Equal(t, "confirmed", alice.BeginCommand(map[string]any{"action": moveParticipants, "to": blue, "targets": []string{alice.UserID, carol.UserID}}).Outcome().Status)
	alice.Await(isIn, blue)
	carol.Await(isIn, blue)
	alice.AwaitSnapshot(`s => s.title === "Blue" && s.participants.length === 1 && host === controls`)
	require.Empty(t, alice.Told("closed"))

	// Everybody back, oneself included.
	back := alice.BeginCommand(map[string]any{"action": moveParticipants}).Outcome()
	require.Equal(t, "confirmed", back.Status)
	require.Len(t, back.Targets, 3)
	for _, p := range []*e2e.Participant{alice.Participant, bob, carol} {
		p.Await(isIn, meeting.Name)
	}
	alice.AwaitSnapshot(`s => s.participants.length === 2 && s.connectedMeetings.length === 3`)

	deleted := alice.BeginCommand(map[string]any{"action": deleteMeetings, "meetings": []string{green, blue}}).Outcome()
	require.Equal(t, "confirmed", deleted.Status)
	require.Len(t, deleted.Targets, 2)
	bob.Await(`!meeting.connectedMeetings.isActive`)
	require.Equal(t, "no-such-participant", alice.BeginCommand(map[string]any{"action": moveParticipants, "targets": []string{"nobody"}}).Failure().Reason)
}

// SDK 2.0.2 asks who is where when it joins, and not when it comes back.
func TestConnectedMeetingsAreKnownAfterABreak(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice, bob := hosts(meeting, "host", e2e.AttachOptions{})
	require.Equal(t, "confirmed", bob.BeginCommand(map[string]any{"action": createMeetings, "titles": []string{"Green"}}).Outcome().Status)
	green := room(alice, "Green")
	meeting.Cut(alice.Participant)
	alice.AwaitSnapshot(`s => s.connection !== "connected"`)
	require.Equal(t, "confirmed", bob.BeginCommand(map[string]any{"action": deleteMeetings, "meetings": []string{green}}).Outcome().Status)
	alice.AwaitSnapshot(`s => s.roomState === "joined" && s.connection === "connected" && s.connectedMeetings.length === 1`)
}

func TestConnectedMeetingsThatCannotBe(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, here)
	require.Equal(t, "confirmed", alice.BeginCommand(map[string]any{"action": createMeetings, "titles": []string{"Green"}}).Outcome().Status)
	green := room(alice, "Green")
	room(bob, "Green")
	received := func(event wire.Event) int { return meeting.Room().Received[event.String()] }
	created := received(wire.CreateMeetings)

	alter := e2e.Failure{Reason: "permission", Code: "1201", Permission: "connected_meetings.can_alter_connected_meetings"}
	for _, command := range []map[string]any{
		{"action": createMeetings, "titles": []string{"Red"}},
		{"action": deleteMeetings, "meetings": []string{green}},
		{"action": moveParticipants, "to": green, "targets": []string{alice.UserID}},
		{"action": moveParticipants},
	} {
		requireFailure(t, bob.BeginCommand(command).Failure(), alter)
	}
	requireFailure(t, bob.BeginCommand(map[string]any{"action": moveParticipants, "to": green, "targets": []string{bob.UserID}}).Failure(),
		e2e.Failure{Reason: "permission", Code: "1201", Permission: "connected_meetings.can_switch_connected_meetings"})

	for _, test := range []struct {
		command map[string]any
		reason  string
	}{
		{map[string]any{"action": deleteMeetings, "meetings": []string{meeting.Name}}, "wrong-state"},
		{map[string]any{"action": deleteMeetings, "meetings": []string{"nowhere"}}, "not-found"},
		{map[string]any{"action": moveParticipants, "to": "nowhere", "targets": []string{bob.UserID}}, "not-found"},
		{map[string]any{"action": deleteMeetings}, "bad-input"},
		{map[string]any{"action": createMeetings, "titles": []string{}}, "bad-input"},
		{map[string]any{"action": createMeetings, "titles": []string{""}}, "bad-input"},
		{map[string]any{"action": createMeetings, "meetings": []string{green}}, "bad-input"},
	} {
		require.Equal(t, test.reason, alice.BeginCommand(test.command).Failure().Reason, "%v", test.command)
	}
	require.Equal(t, created, received(wire.CreateMeetings))
	require.Zero(t, received(wire.MovePeers)+received(wire.DeleteMeetings), "nothing of that was sent")

	// The SDK resolves a move that the server refuses.
	fault(meeting, wire.MovePeers, "refuse")
	refused := alice.BeginCommand(map[string]any{"action": moveParticipants, "to": green, "targets": []string{bob.UserID}}).Outcome()
	require.Equal(t, "refused", refused.Targets[0].Status)
	fault(meeting, wire.CreateMeetings, "refuse")
	require.Equal(t, "refused", alice.BeginCommand(map[string]any{"action": createMeetings, "titles": []string{"Red"}}).Failure().Reason)
}
