package section

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestWhoStaysAsTheyAreKeepTheirRow(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0))
	s := show(room)
	before := s.people.Shown().Rows
	s.update(with(room, person("Bob", bothOn)), noon)
	after := s.people.Shown().Rows
	require.Len(t, after, 3)
	require.Same(t, before[1], after[1])
	require.NotSame(t, before[2], after[2])
}

// Whatever happens, rows that were drawn before are those that would be drawn now.
func TestRowsFromBeforeAreAsDrawnAnew(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	state := host()
	s := show(state)
	now := noon
	someone := func() meeting.ParticipantID { return meeting.ParticipantID("id-p" + strconv.Itoa(random.IntN(12))) }
	for range 2000 {
		now += time.Duration(random.IntN(1000)) * time.Millisecond
		switch random.IntN(14) {
		case 0:
			state = without(state, someone())
		case 1:
			s.people.Look(random.IntN(8), random.IntN(12))
		case 2:
			s.people.Move(random.IntN(9) - 4)
		case 3:
			s.people.Aim(random.IntN(2) == 0)
		case 4:
			s.people.Speak(someone(), now)
		case 5:
			state.Pending = nil
			state.Pending = []meeting.Pending{{Command: meeting.Command{Action: meeting.Kick, Target: someone()}}}
		case 6:
			state.Pending = nil
		case 7:
			id := someone()
			s.Marks.Take(&meeting.Ended{
				Command: meeting.Command{Action: meeting.DisableAudio, Target: id},
				Outcome: meeting.Outcome{Targets: []meeting.TargetOutcome{{ID: id, Status: meeting.StatusConfirmed}}},
			}, now)
		case 8:
			state.Self.Permissions = meeting.Permissions{}.With(meeting.AllPermissions()[random.IntN(len(meeting.AllPermissions())):]...)
		case 9:
			state.Room.State = []meeting.RoomState{meeting.RoomJoined, meeting.RoomDisconnected, meeting.RoomLeft}[random.IntN(3)]
		case 10:
			s.Marks.Forget(meeting.Command{Action: meeting.DisableAudio, Target: someone()})
		default:
			state = with(state, person("P"+strconv.Itoa(random.IntN(12)), meeting.Flags(random.IntN(16))))
		}
		s.update(state, now)
		s.Marks.Expire(now)
		s.people.Expire(now)
		rows := s.people.Shown().Rows
		s.people.drawn = nil
		require.Equal(t, s.people.Shown().Rows, rows)
	}
}

func TestWhoIsOneOfSeveralIsBusyToo(t *testing.T) {
	room := with(host(), person("Ann", bothOn), person("Bob", bothOn), person("Cy", bothOn))
	room.Pending = []meeting.Pending{{Command: meeting.Command{Action: meeting.DisableAudio, Targets: []meeting.ParticipantID{"id-ann", "id-cy"}}}}
	var states []ButtonState
	for _, row := range show(room).people.Shown().Rows[1:] {
		states = append(states, row.Buttons[0].State)
	}
	require.Equal(t, []ButtonState{ButtonBusy, ButtonReady, ButtonBusy}, states)
}
