package view

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
	before := s.Panel().Rows
	s.update(with(room, person("Bob", bothOn)))
	after := s.Panel().Rows
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
		var done []meeting.Ended
		switch random.IntN(14) {
		case 0:
			state = without(state, someone())
		case 1:
			s.Look(random.IntN(8), random.IntN(12))
		case 2:
			s.Move(random.IntN(9) - 4)
		case 3:
			s.Aim(random.IntN(2) == 0)
		case 4:
			s.Speak(someone(), now)
		case 5:
			state.Pending = nil
			state = pending(state, meeting.Command{Action: meeting.Kick, Target: someone()})
		case 6:
			state.Pending = nil
		case 7:
			id := someone()
			done = append(done, ended(meeting.DisableAudio, id, meeting.TargetOutcome{ID: id, Status: meeting.StatusConfirmed}))
		case 8:
			state.Self.Permissions = meeting.Permissions{}.With(meeting.AllPermissions()[random.IntN(len(meeting.AllPermissions())):]...)
		case 9:
			state.Room.State = []meeting.RoomState{meeting.RoomJoined, meeting.RoomDisconnected, meeting.RoomLeft}[random.IntN(3)]
		case 10:
			s.Press(meeting.DisableAudio, someone(), now)
		default:
			state = with(state, person("P"+strconv.Itoa(random.IntN(12)), meeting.Flags(random.IntN(16))))
		}
		next := state
		s.Update(&next, done, now)
		s.Expire(now)
		rows := s.Panel().Rows
		s.drawn = nil
		require.Equal(t, s.Panel().Rows, rows)
	}
}
