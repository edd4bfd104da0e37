package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// records waits until the recording has this state in every tab and in the room.
func records(meeting *e2e.Meeting, state string, people ...*e2e.Participant) {
	for _, p := range people {
		p.Await("(state) => meeting.recording.recordingState === state", state)
	}
	meeting.AwaitRoom("recording is "+state, func(room roomclient.Room) bool { return room.Recording == state })
}

func TestRecording(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	require.Equal(t, "1001", e2e.Eval[string](bob.Tab, "refusal(() => meeting.recording.start())"))

	alice.Do("meeting.recording.start()")
	records(meeting, "RECORDING", alice, bob)
	require.Equal(t, []string{"STARTING", "RECORDING"}, e2e.Eval[[]string](alice.Tab, `heard("recording", "recordingUpdate").flat()`))
	require.Equal(t, "1005", e2e.Eval[string](alice.Tab, "refusal(() => meeting.recording.start())"))
	late := meeting.Join(e2e.Who{Name: "Carol", Preset: "host"})
	records(meeting, "RECORDING", late)

	alice.Do("meeting.recording.pause()")
	records(meeting, "PAUSED", alice, bob, late)
	late.Do("meeting.recording.resume()")
	records(meeting, "RECORDING", alice, bob, late)
	alice.Do("meeting.recording.stop()")
	records(meeting, "IDLE", alice, bob, late)
}

func TestSecondRecordingIsRefusedByTheRoom(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	alice.Allow("409") // the browser prints what the room refuses
	alice.Do("meeting.recording.start()")
	records(meeting, "RECORDING", alice)
	alice.Do("meeting.recording.pause()")
	records(meeting, "PAUSED", alice)
	require.Equal(t, "1005", e2e.Eval[string](alice.Tab, "refusal(() => meeting.recording.start())"), "the SDK itself would let it pass")
	records(meeting, "PAUSED", alice)
}

func TestStoppingARecordingByItsIDDoesNothing(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Do("meeting.recording.start()")
	records(meeting, "RECORDING", alice, bob)
	alice.Do("meeting.recording.stop(meeting.recording.recordings[0].id)")
	alice.Reaches(bob)
	records(meeting, "RECORDING", alice, bob)
}

func TestRecordingEndsWithTheMeeting(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Do("meeting.recording.start()")
	records(meeting, "RECORDING", alice, bob)
	alice.Do("meeting.participants.kickAll()")
	bob.Hears("self", "roomLeft", `({ state }) => state === "ended"`)
	records(meeting, "IDLE", alice, bob)
}
