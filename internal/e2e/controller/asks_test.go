package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// asks asks people for something.
func asks(host *e2e.Controls, action string, people ...*e2e.Controls) e2e.Outcome {
	command := e2e.Command{Action: action}
	for _, p := range people {
		command.Targets = append(command.Targets, p.ID)
	}
	return host.BeginTogether(command)[0].Outcome()
}

const (
	muted     = "p => !p.audioEnabled"
	wasAsked  = `(kind) => told.some(({ type, detail }) => type === "request" && detail.kind === kind)`
	howOften  = `told.filter(({ type }) => type === "request").length`
	theAnswer = `(kind, answer) => told.find(({ type, detail }) => type === "request" && detail.kind === kind).detail[answer]()`
)

func TestWhoIsAskedDecides(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	off := false
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true}).Attach(e2e.AttachOptions{})
	dan := meeting.Join(e2e.Who{Name: "Dan"}).Attach(e2e.AttachOptions{Requests: &off})
	alice.Sees(bob.ID, muted)
	alice.Sees(carol.ID, heard)
	alice.Sees(dan.ID, muted)

	outcome := asks(alice, "askToUnmute", bob, carol, dan)
	requireStatuses(t, outcome, "sent", "unchanged", "sent")
	require.Equal(t, 1, meeting.Person(alice.ID).Sent[wire.BroadcastToEntity.String()], "for all of them")
	bob.Await(wasAsked, "audio")

	bob.Do(theAnswer, "audio", "accept")
	require.True(t, e2e.Eval[bool](bob.Tab, "meeting.self.audioEnabled"), "it is on when accept resolves")
	alice.Sees(bob.ID, heard)
	requireStatuses(t, asks(alice, "askToUnmute", bob), "unchanged")

	// Within the minute it is not asked again, and the other kind is.
	bob.Do("meeting.self.disableAudio()")
	alice.Sees(bob.ID, muted)
	requireStatuses(t, asks(alice, "askToUnmute", bob, dan), "sent", "sent")
	requireStatuses(t, asks(alice, "askToStartVideo", bob, dan), "sent", "sent")
	bob.Await(wasAsked, "video")
	bob.Do(theAnswer, "video", "decline")
	require.Equal(t, 2, e2e.Eval[int](bob.Tab, howOften))
	require.False(t, e2e.Eval[bool](bob.Tab, "meeting.self.videoEnabled"))

	// What is sent to each in order has arrived at Dan too.
	alice.Do(`(id) => meeting.participants.broadcastMessage("after", {}, { participantIds: [id] })`, dan.ID)
	require.Zero(t, e2e.Eval[int](dan.Tab, howOften), "Dan's page wants none")
	require.Zero(t, e2e.Eval[int](carol.Tab, howOften), "who is heard is not asked")
}

func TestTwelveRequestsAtOnceKeepTheLimitOfTheSDK(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	ids := crowd(meeting, alice, 12)
	var commands []e2e.Command
	for _, id := range ids {
		meeting.TellBot(id, map[string]any{"audio": false})
		alice.Sees(id, muted)
		commands = append(commands, e2e.Command{Action: "askToUnmute", Target: id})
	}
	for _, performing := range alice.BeginTogether(commands...) {
		require.Equal(t, "sent", performing.Outcome().Status)
	}
	require.Equal(t, 12, meeting.Person(alice.ID).Sent[wire.BroadcastToEntity.String()])

	// What the page has spent itself is waited for.
	spent := e2e.Eval[int](alice.Tab, `(id) => {
		for (let sent = 0; ; sent += 1) {
			try {
				void meeting.participants.broadcastMessage("of the page", {}, { participantIds: [id] });
			} catch (error) {
				return sent; // the limit is reached
			}
		}
	}`, ids[0])
	require.Equal(t, "sent", alice.Perform("askToUnmute", ids[0]).Status)
	require.Equal(t, 12+spent+1, meeting.Person(alice.ID).Sent[wire.BroadcastToEntity.String()])
}

func TestForgedRequestsDoNothing(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	mallory := meeting.Join(e2e.Who{Name: "Mallory"})
	mallory.Sees(bob.ID, here)
	mallory.Do(`async (id) => {
		const forged = [null, 7, "audio", [], {}, { kind: "screen" }, { kind: ["audio"] }, { kind: "audio", from: "Alice" }, { kind: { audio: true } }];
		for (const payload of forged) {
			await meeting.participants.broadcastMessage("gavel.request", payload, { participantIds: [id] });
			await new Promise((resolve) => setTimeout(resolve, 260)); // the SDK sends five a second
		}
		await meeting.participants.broadcastMessage("gavel.request", { kind: "video" }, { participantIds: [id] });
	}`, bob.ID)
	bob.Await(wasAsked, "video")
	require.Equal(t, 1, e2e.Eval[int](bob.Tab, howOften), "only what is as Gavel sends it is shown, and asks")
	require.False(t, e2e.Eval[bool](bob.Tab, "meeting.self.audioEnabled || meeting.self.videoEnabled"))
}

func TestWhatThePresetDoesNotAllowIsNotAsked(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	alice.Sees(bob.ID, muted)
	requireStatuses(t, update(alice, object{"media": object{"audio": object{"canProduce": "NOT_ALLOWED"}}}, bob.Participant).Outcome(), "sent")
	bob.Await(`meeting.self.permissions.canProduceAudio === "NOT_ALLOWED"`)
	requireStatuses(t, asks(alice, "askToUnmute", bob), "sent")
	requireStatuses(t, asks(alice, "askToStartVideo", bob), "sent")
	bob.Await(wasAsked, "video")
	require.Equal(t, 1, e2e.Eval[int](bob.Tab, howOften))
}
