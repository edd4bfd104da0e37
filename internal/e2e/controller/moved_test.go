package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// Moving to a connected meeting replaces the SDK's meeting object, and every
// participant id with it.
func TestControlsFollowTheHostIntoAConnectedMeeting(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	stays := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bot := meeting.Bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alice.Sees(stays.ID, here)
	alice.Sees(bot.ID, here)
	alice.Do(`window.former = meeting`)
	alice.Do(`meeting.connectedMeetings.on("meetingChanged", (next) => { window.meeting = next; })`)

	made := e2e.Eval[[]struct{ ID string }](alice.Tab, `meeting.connectedMeetings.createMeetings([{ title: "Green" }])`)
	green := made[0].ID
	alice.Await(`meeting.connectedMeetings.isActive`)
	alice.Do(`(from, to, who) => meeting.connectedMeetings.moveParticipants(from, to, who)`,
		meeting.Name, green, []string{alice.UserID, bot.UserID})
	alice.AwaitSnapshot(`s => s.title === "Green" && s.roomState === "joined" && s.participants.length === 1`)

	moved := e2e.Eval[struct{ ID, UserID string }](alice.Tab, `controls.snapshot.participants[0]`)
	require.Equal(t, bot.UserID, moved.UserID)
	alice.AwaitVerdict("disableAudio", moved.ID, "v => v.allowed")
	outcome := alice.Perform("disableAudio", moved.ID)
	require.Equal(t, "confirmed", outcome.Status)
	require.Equal(t, "no-such-participant", alice.Refused("disableAudio", stays.ID).Reason)
	require.True(t, stays.Self().AudioEnabled, "who stayed is not touched")
	require.Empty(t, alice.Told("closed"), "moving is no end")

	alice.Do(`controls.close()`)
	require.Zero(t, e2e.Eval[int](alice.Tab, `former.participants.joined.listenerCount("participantJoined")`)-
		e2e.Eval[int](stays.Tab, `meeting.participants.joined.listenerCount("participantJoined")`), "nothing of ours is left on the former meeting")
}
