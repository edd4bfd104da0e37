package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// followMoves has a page go on with the meeting object that a move makes.
func followMoves(p *e2e.Participant) {
	p.Do(`(() => {
		window.meetings = [meeting];
		const follow = () => meeting.connectedMeetings.on("meetingChanged", (next) => {
			meetings.push(next);
			window.meeting = next;
			record(next);
			follow();
		});
		follow();
	})()`)
}

// breakout makes a connected meeting and waits until all have heard of it.
func breakout(host *e2e.Participant, title string, people ...*e2e.Participant) string {
	made := e2e.Eval[[]struct{ ID, Title string }](host.Tab, `(title) => meeting.connectedMeetings.createMeetings([{ title }])`, title)
	for _, p := range append(people, host) {
		p.Await(`(title) => meeting.connectedMeetings.isActive && meeting.connectedMeetings.meetings.some(m => m.title === title)`, title)
	}
	return made[0].ID
}

const whoIsIn = `(id) => meeting.connectedMeetings.meetings.find(m => m.id === id)?.participants.map(p => p.displayName)`

func TestPeopleMoveToConnectedMeetingsAndBack(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
	followMoves(bob)
	bob.Allow("CLOSING or CLOSED") // the meeting that was left goes on telling of the microphone
	alice.Sees(bob.ID, "p => p.videoEnabled")
	green := breakout(alice, "Green", bob)

	require.Equal(t, map[string]any{"success": true}, e2e.Eval[map[string]any](alice.Tab,
		`(from, to, who) => meeting.connectedMeetings.moveParticipants(from, to, [who])`, meeting.Name, green, bob.UserID))
	alice.SeesNot(bob.ID)
	bob.Await(`(id) => meetings.length === 2 && meeting.meta.meetingId === id && meeting.self.roomJoined`, green)
	bob.Hears("self", "roomLeft", `({ state }) => state === "connected-meeting"`)
	require.Equal(t, "connected-meeting", e2e.Eval[string](bob.Tab, "meetings[0].self.roomState"))
	moved := bob.Self()
	require.Equal(t, bob.UserID, moved.UserID)
	require.NotEqual(t, bob.ID, moved.ID, "a new peer id")
	require.True(t, moved.AudioEnabled && moved.VideoEnabled, "what was on stays on")
	require.Equal(t, "Green", e2e.Eval[string](bob.Tab, "meeting.meta.meetingTitle"))
	alice.Await(whoIsIn+`?.includes("Bob")`, green)

	carol := meeting.Join(e2e.Who{Name: "Carol"})
	followMoves(carol)
	alice.Await(`(id) => meeting.connectedMeetings.parentMeeting.participants.some(p => p.id === id)`, carol.UserID)
	alice.Do(`(from, to, who) => meeting.connectedMeetings.moveParticipants(from, to, [who])`, meeting.Name, green, carol.UserID)
	bob.Await("meeting.participants.joined.size === 1")
	carol.Await("meetings.length === 2 && meeting.participants.joined.size === 1")
	carol.Await("(id) => videoFrames(id) > 0", moved.ID)
	alice.Await(`(id) => JSON.stringify((`+whoIsIn+`)(id)) === '["Bob","Carol"]'`, green)

	alice.Do(`(id) => meeting.connectedMeetings.deleteMeetings([id])`, green)
	bob.Await(`(id) => meeting.meta.meetingId === id && meeting.participants.joined.size === 2`, meeting.Name)
	carol.Await(`(id) => meeting.meta.meetingId === id && meeting.participants.joined.size === 2`, meeting.Name)
	alice.Await(`!meeting.connectedMeetings.isActive && meeting.participants.joined.size === 2`)
	require.Equal(t, 3, e2e.Eval[int](bob.Tab, "meetings.length"))
}

func TestGuestMovesOnlyWhereAllowed(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	followMoves(bob)
	green := breakout(alice, "Green", bob)
	move := `(from, to, who) => meeting.connectedMeetings.moveParticipants(from, to, [who])`
	require.Equal(t, "undefined", e2e.Eval[string](bob.Tab, `(...args) => refusal(() => (`+move+`)(...args))`, meeting.Name, green, alice.UserID),
		"an Error without a code")
	require.NotContains(t, meeting.Person(bob.ID).Sent, "room.movePeers")

	alice.Do(`(id) => meeting.participants.updatePermissions([id], { connectedMeetings: { canSwitchConnectedMeetings: true } })`, bob.ID)
	bob.Await("meeting.self.permissions.connectedMeetings.canSwitchConnectedMeetings")
	bob.Do(move, meeting.Name, green, bob.UserID)
	bob.Await(`(id) => meeting.meta.meetingId === id && meeting.self.roomJoined`, green)
}

func TestRenamedMeetingIsTold(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	green := breakout(alice, "Green")
	alice.Do(`(id) => meeting.connectedMeetings.updateMeetings([{ id, title: "Blue" }])`, green)
	require.NotContains(t, meeting.Person(alice.ID).Sent, "unknown", "the SDK sends nothing to rename")
	require.Equal(t, "Green", e2e.Eval[string](alice.Tab, "meeting.connectedMeetings.meetings[0].title"))

	meeting.Retitle(green, "Blue")
	alice.Await(`meeting.connectedMeetings.meetings[0].title === "Blue"`)
}

func TestEndingTheMeetingEndsConnectedOnes(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bot := meeting.Bots(roomclient.Bots{Count: 1})[0]
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	followMoves(bob)
	green := breakout(alice, "Green", bob)
	alice.Do(`(from, to, who) => meeting.connectedMeetings.moveParticipants(from, to, who)`, meeting.Name, green, []string{bob.UserID, bot.UserID})
	bob.Await(`(id) => meetings.length === 2 && meeting.participants.joined.has(id)`, bot.ID)
	alice.SeesNot(bot.ID)

	alice.Do("meeting.participants.kickAll()")
	bob.Hears("self", "roomLeft", `({ state }) => state === "ended"`)
}

// told has a page keep what each stateUpdate says of the breakout meetings.
func told(p *e2e.Participant) {
	p.Do(`(() => {
		window.states = [];
		meeting.connectedMeetings.on("stateUpdate", ({ meetings }) => states.push(meetings.map(inWords)));
		window.inWords = (m) => m.title + ": " + m.participants.map(p => p.displayName).join();
		window.breakouts = () => meeting.connectedMeetings.meetings.map(inWords).join("; ");
	})()`)
}

func TestBreakoutsAreKnownInAnyOrder(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]roomclient.Fault{
		"as it comes":                {},
		"without who is where":       {Action: "drop", Event: "room.getConnectedRoomsDump"},
		"who is where, and then new": {Action: "reorder", Event: "room.connectedRoomsUpdated"},
		"gone a message later":       {Action: "reorder", Event: "room.connectedRoomsDeleted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
			bob := meeting.Join(e2e.Who{Name: "Bob"})
			bob.Await(`meeting.connectedMeetings.parentMeeting`)
			told(bob)
			if fault.Direction = "toClient"; fault.Action != "" {
				meeting.Fault(fault)
			}
			made := e2e.Eval[[]struct{ ID string }](alice.Tab, `meeting.connectedMeetings.createMeetings([{ title: "Green" }, { title: "Red" }])`)
			alice.Reaches(bob)
			bob.Await(`breakouts() === "Green: ; Red: "`)
			meeting.Retitle(made[0].ID, "Blue")
			alice.Reaches(bob)
			bob.Await(`breakouts() === "Blue: ; Red: "`)
			alice.Do(`(id) => meeting.connectedMeetings.deleteMeetings([id])`, made[1].ID)
			alice.Reaches(bob)
			bob.Await(`breakouts() === "Blue: "`)
			require.NotContains(t, e2e.Eval[[][]string](bob.Tab, "states"), []string{}, "no update told of nothing")
		})
	}
}

func TestWhoIsInABreakoutStaysKnown(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	bot := meeting.Bots(roomclient.Bots{Count: 1})[0]
	green := breakout(alice, "Green", bob)
	there := "Green: " + bot.Name
	told(alice)
	told(bob)
	alice.Do(`(from, to, who) => meeting.connectedMeetings.moveParticipants(from, to, [who])`, meeting.Name, green, bot.UserID)
	bob.Await(`(there) => breakouts() === there`, there)
	bob.Reaches(alice) // whose SDK has moved the bot by itself, before it was told
	for _, p := range []*e2e.Participant{alice, bob} {
		require.Equal(t, there, e2e.Eval[string](p.Tab, "breakouts()"))
		p.Do("states = []")
	}
	red := breakout(alice, "Red", bob)
	meeting.Retitle(red, "Blue")
	meeting.Retitle(meeting.Name, "Plenary")
	for _, p := range []*e2e.Participant{alice, bob} {
		p.Await(`meeting.connectedMeetings.parentMeeting.title === "Plenary"`)
	}
	alice.Do(`(id) => meeting.connectedMeetings.deleteMeetings([id])`, red)
	for _, p := range []*e2e.Participant{alice, bob} {
		p.Await(`(there) => breakouts() === there`, there)
		require.Equal(t, [][]string{{there, "Red: "}, {there, "Blue: "}, {there, "Blue: "}, {there}},
			e2e.Eval[[][]string](p.Tab, "states"), "made, renamed, the parent renamed, closed: each is told once")
	}
}

func TestWhoIsMovedTakesANewPreset(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", CustomID: "42"})
	followMoves(bob)
	green := breakout(alice, "Green", bob)
	move := `(from, to, id, presetId) => meeting.connectedMeetings.moveParticipantsWithCustomPreset(from, to, [{ id, presetId }])`
	require.Equal(t, "undefined", e2e.Eval[string](bob.Tab, `(...args) => refusal(() => (`+move+`)(...args))`, meeting.Name, green, bob.UserID, "host"))
	require.NotContains(t, meeting.Person(bob.ID).Sent, "room.movePeers")
	require.False(t, e2e.Eval[struct{ Success bool }](alice.Tab, move, meeting.Name, green, bob.UserID, "boss").Success, "there is no such preset")

	alice.Do(move, meeting.Name, green, bob.UserID, "cohost")
	bob.Await(`(id) => meeting.meta.meetingId === id && meeting.self.roomJoined`, green)
	require.Equal(t, "cohost", bob.Self().PresetName)
	alice.Await(whoIsIn+`?.includes("Bob")`, green)
}
