package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

const updatePermissions = "(id, patch) => meeting.participants.updatePermissions([id], patch)"

type object = map[string]any

func TestPermissionsGrantedLive(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, "p => true")
	bob.Sees(carol.ID, "p => true")
	require.False(t, e2e.Eval[bool](bob.Tab, "meeting.self.permissions.kickParticipant"))

	alice.Do(updatePermissions, bob.ID, object{"kickParticipant": true})

	bob.Hears("permissions", "permissionsUpdate", "() => true")
	bob.Await("meeting.self.permissions.kickParticipant")
	bob.Do("(id) => meeting.participants.joined.get(id).kick()", carol.ID)
	carol.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	alice.SeesNot(carol.ID)
}

func TestMicrophoneTakenAwayLive(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	alice.Sees(bob.ID, heard)
	const notAllowed, allowed = 2, 1

	alice.Do(updatePermissions, bob.ID, object{"media": object{"audio": object{"canProduce": notAllowed}}})

	bob.Await(`!meeting.self.audioEnabled && meeting.self.permissions.canProduceAudio === "NOT_ALLOWED"`)
	alice.Sees(bob.ID, "p => !p.audioEnabled")
	require.False(t, meeting.Person(bob.ID).Audio)
	bob.Do("meeting.self.enableAudio()")
	bob.Reaches(alice)
	alice.Sees(bob.ID, "p => !p.audioEnabled")

	alice.Do(updatePermissions, bob.ID, object{"media": object{"audio": object{"canProduce": allowed}}})
	bob.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED"`)
	bob.Do("meeting.self.enableAudio()")
	alice.Sees(bob.ID, heard)
}

// mayRequest is the number of CAN_REQUEST.
const mayRequest = 3

func TestWhoMustAskSendsWhileOnStage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"})
	panelist := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-panelist"})
	panelist.Do("drawScreen()")
	const sendsBoth = "p => p.videoEnabled && p.screenShareEnabled"
	for before := range 2 {
		asksForTheStage(host, panelist)
		panelist.Await(`meeting.self.permissions.canProduceVideo === "ALLOWED"`)
		panelist.Do("meeting.self.enableVideo().then(() => meeting.self.enableScreenShare())")
		host.Sees(panelist.ID, sendsBoth)
		host.Await("(id) => videoFrames(id) > 0 && screenFrames(id) > 0", panelist.ID)

		host.Do(updatePermissions, panelist.ID, object{"media": object{
			"video": object{"canProduce": mayRequest}, "screenshare": object{"canProduce": mayRequest},
		}})
		panelist.Await(`(before) => heard("permissions", "permissionsUpdate").length > before`, before)
		panelist.Reaches(host)
		host.Sees(panelist.ID, sendsBoth)

		host.Do("(userId) => meeting.stage.kick([userId])", panelist.UserID)
		panelist.Await(`meeting.stage.status === "OFF_STAGE" && meeting.self.permissions.canProduceVideo === "CAN_REQUEST"`)
		host.Sees(panelist.ID, "p => !p.videoEnabled && !p.screenShareEnabled")
	}
}

func TestWithoutAStageWhoMustAskNeedNot(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	alice.Do(updatePermissions, bob.ID, object{"media": object{"audio": object{"canProduce": mayRequest}}})
	bob.Await(`meeting.self.permissions.canProduceAudio === "CAN_REQUEST"`)
	bob.Do("meeting.self.enableAudio()")
	alice.Sees(bob.ID, heard)
}

func TestGuestCannotChangePermissions(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	mallory := meeting.Join(e2e.Who{Name: "Mallory"})
	mallory.Sees(alice.ID, "p => true")

	// The SDK sends this without a check; it is the room that must refuse.
	mallory.Allow("permission denied") // the SDK leaves the answer to its own message unhandled
	mallory.Do(updatePermissions, alice.ID, object{"kickParticipant": false})
	mallory.Reaches(alice)
	require.Equal(t, 1, meeting.Person(mallory.ID).Sent["preset.updateUserPreset"])
	require.True(t, e2e.Eval[bool](alice.Tab, "meeting.self.permissions.kickParticipant"))
}
