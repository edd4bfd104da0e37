package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// lock locks something for people, or for everybody, and says how that ended.
func lock(host *e2e.Controls, what string, people ...*e2e.Participant) e2e.Outcome {
	return lockOrUnlock(host, e2e.Command{Action: "lock", What: what}, people)
}

func unlock(host *e2e.Controls, what string, people ...*e2e.Participant) e2e.Outcome {
	return lockOrUnlock(host, e2e.Command{Action: "unlock", What: what}, people)
}

func lockOrUnlock(host *e2e.Controls, command e2e.Command, people []*e2e.Participant) e2e.Outcome {
	for _, p := range people {
		command.Targets = append(command.Targets, p.ID)
	}
	return host.BeginTogether(command)[0].Outcome()
}

// requireLocked requires that somebody cannot turn their microphone on.
func requireLocked(p *e2e.Participant) {
	p.Await(`meeting.self.permissions.canProduceAudio === "NOT_ALLOWED" && !meeting.self.audioEnabled`)
	p.Do("meeting.self.enableAudio()")
	p.Await("!meeting.self.audioEnabled")
}

func TestALockOfMicrophonesHoldsForEverybodyAndWhoeverJoins(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	herself := meeting.Join(e2e.Who{Name: "Alice again", Preset: "host", UserID: alice.UserID})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, heard)
	alice.Sees(carol.ID, here)
	alice.Sees(herself.ID, here)

	outcome := lock(alice, "audio")
	requireStatuses(t, outcome, "confirmed", "sent")
	require.Equal(t, 1, meeting.Person(alice.ID).Sent[permissionUpdates])
	requireLocked(bob)
	requireLocked(carol)
	herself.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
	alice.AwaitSnapshot(`({ locks }) => locks.length === 1 && locks[0].what === "audio" && locks[0].target === null && locks[0].yielded.length === 0`)

	dan := meeting.Join(e2e.Who{Name: "Dan", Audio: true})
	requireLocked(dan)
	before := meeting.Person(alice.ID).Sent[permissionUpdates]
	late := meeting.Bots(roomclient.Bots{Count: 20, Audio: true})
	alice.AwaitSnapshot(`({ participants }) => participants.length === 24 && participants.every((p) => !p.audioEnabled)`)
	require.LessOrEqual(t, meeting.Person(alice.ID).Sent[permissionUpdates]-before, len(late)/2, "those of one frame in one call")

	outcome = unlock(alice, "audio")
	rows := map[string]e2e.TargetOutcome{}
	for _, row := range outcome.Targets {
		rows[row.ID] = row
	}
	require.Equal(t, "sent", rows[bob.ID].Status)
	require.Equal(t, "unchanged", rows[carol.ID].Status)
	require.NotEmpty(t, rows[carol.ID].Message)
	bob.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
	bob.Do("meeting.self.enableAudio()")
	alice.Sees(bob.ID, heard)
	requireLocked(carol)
	// Who was locked as they joined may not have been seen with anything on, either.
	alice.AwaitSnapshot(`({ locks }) => locks.length > 0 && locks.every(({ target }) => target !== null) && locks.some(({ target }) => target === "` + carol.ID + `")`)

	left := e2e.Eval[[]string](alice.Tab, "controls.snapshot.locks.map(({ target }) => target)")
	require.Equal(t, "sent", alice.BeginTogether(e2e.Command{Action: "unlock", What: "audio", Targets: left, NeverSeen: true})[0].Outcome().Status)
	carol.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
	alice.AwaitSnapshot(`({ locks }) => locks.length === 0`)
}

func TestALockOfCamerasSharesAndTheChat(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Video: true})
	alice.Sees(bob.ID, "p => p.videoEnabled && p.videoTrack")
	bob.Do("void (window.before = JSON.stringify([meeting.self.permissions.chatPublic, meeting.self.permissions.chatPrivate]))")
	bob.Do(`meeting.chat.sendTextMessage("hello")`)
	alice.Await("meeting.chat.messages.length === 1")

	require.Equal(t, "confirmed", lock(alice, "video", bob).Status)
	bob.Await(`!meeting.self.videoEnabled && meeting.self.permissions.canProduceVideo === "NOT_ALLOWED"`)
	require.Equal(t, "sent", lock(alice, "screenShare", bob).Status)
	bob.Await(`meeting.self.permissions.canProduceScreenshare === "NOT_ALLOWED" && meeting.self.permissions.canProduceAudio === "ALLOWED"`)
	require.Equal(t, "sent", lock(alice, "chat", bob).Status)
	bob.Await(`!meeting.self.permissions.chatPublic.canSend && !meeting.self.permissions.chatPrivate.canSend`)
	require.Equal(t, "0501", e2e.Eval[string](bob.Tab, `meeting.chat.sendTextMessage("again").catch((error) => error.code)`))
	require.Equal(t, "0501", e2e.Eval[string](bob.Tab, `(id) => meeting.chat.sendTextMessage("again", [id]).catch((error) => error.code)`, alice.ID))

	require.Equal(t, "sent", unlock(alice, "chat", bob).Status)
	bob.Await(`JSON.stringify([meeting.self.permissions.chatPublic, meeting.self.permissions.chatPrivate]) === before`)
	bob.Do(`meeting.chat.sendTextMessage("thank you")`)
	alice.Await("meeting.chat.messages.length === 2")
	require.Equal(t, "sent", unlock(alice, "video", bob).Status)
	bob.Await(`meeting.self.permissions.canProduceVideo === "ALLOWED"`)
	require.Equal(t, "unchanged", unlock(alice, "screenShare", bob).Status)
	bob.Await(`meeting.self.permissions.canProduceScreenshare === "NOT_ALLOWED"`)
}

// A second host, who has no Gavel, lifts a lock with a plain call of the SDK.
func TestALockYieldsToASecondHost(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	herb := meeting.Join(e2e.Who{Name: "Herb", Preset: "host"})
	alice.Sees(bob.ID, heard)
	alice.Sees(herb.ID, here)
	herb.Sees(bob.ID, here)
	lock(alice, "audio", bob)
	requireLocked(bob)

	lift := func() {
		herb.Do(`(id) => meeting.participants.updatePermissions([id], { media: { audio: { canProduce: 1 } } })`, bob.ID)
		bob.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
		bob.Do("meeting.self.enableAudio()")
	}
	lift()
	requireLocked(bob) // once more
	lift()
	alice.AwaitSnapshot(`({ locks }) => locks.length === 1 && locks[0].yielded.length === 1 && locks[0].yielded[0] === "` + bob.ID + `"`)
	alice.Await(`told.some(({ type, detail }) => type === "notice" && detail.kind === "lockYielded" && detail.what === "audio" && detail.name === "Bob")`)
	alice.Sees(bob.ID, heard)
	sent := meeting.Person(alice.ID).Sent[permissionUpdates]
	bob.Do("meeting.self.disableAudio()")
	alice.Sees(bob.ID, "p => !p.audioEnabled")
	bob.Do("meeting.self.enableAudio()")
	alice.Sees(bob.ID, heard)
	bob.Reaches(alice.Participant)
	alice.Reaches(bob)
	require.Equal(t, sent, meeting.Person(alice.ID).Sent[permissionUpdates], "no fight")
	require.True(t, bob.Self().AudioEnabled)
}

func TestAViewerOfALivestreamGetsNothingByAnUnlock(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"}).Attach(e2e.AttachOptions{})
	viewer := meeting.Join(e2e.Who{Name: "Viewer", Preset: "livestream-viewer"})
	alice.Sees(viewer.ID, here)
	before := e2e.Eval[string](viewer.Tab, "[meeting.self.permissions.canProduceAudio, meeting.self.permissions.canProduceVideo, meeting.self.permissions.stageAccess].join()")
	require.Contains(t, before, "NOT_ALLOWED")
	for _, what := range []string{"audio", "video", "screenShare"} {
		require.Equal(t, "sent", lock(alice, what).Status)
	}
	late := meeting.Join(e2e.Who{Name: "Late", Preset: "livestream-viewer"})
	alice.Sees(late.ID, here)
	alice.Reaches(late)
	for _, what := range []string{"audio", "video", "screenShare"} {
		require.Equal(t, "unchanged", unlock(alice, what).Status)
	}
	for _, p := range []*e2e.Participant{viewer, late} {
		alice.Reaches(p)
		require.Equal(t, "NOT_ALLOWED,NOT_ALLOWED", e2e.Eval[string](p.Tab, "[meeting.self.permissions.canProduceAudio, meeting.self.permissions.canProduceVideo].join()"))
	}
}

// lockedOut are a host who has locked all microphones, and whom that has muted.
func lockedOut(t *testing.T) (*e2e.Meeting, *e2e.Controls, *e2e.Participant) {
	t.Helper()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice.Sees(bob.ID, heard)
	lock(alice, "audio")
	requireLocked(bob)
	return meeting, alice, bob
}

func TestALockOutlastsOnesOwnReconnect(t *testing.T) {
	t.Parallel()
	meeting, alice, bob := lockedOut(t)

	alice.Allow("WebSocket is already in CLOSING or CLOSED state")
	meeting.Cut(alice.Participant)
	alice.AwaitSnapshot(`({ connection }) => connection !== "connected"`)
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	requireLocked(carol)
	alice.AwaitSnapshot(`({ connection, locks }) => connection === "connected" && locks.length === 1`)
	requireLocked(bob)
}

func TestNothingIsLockedAfterClose(t *testing.T) {
	t.Parallel()
	meeting, alice, bob := lockedOut(t)
	alice.Do("controls.close()")
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	alice.Await("(id) => meeting.participants.joined.get(id)?.audioEnabled", carol.ID)
	alice.Reaches(carol)
	require.True(t, carol.Self().AudioEnabled)
	requireLocked(bob)
}
