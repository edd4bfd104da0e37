package section

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// micsOn is a meeting in which so many others have their microphone on, of five.
func micsOn(on int) *meeting.State {
	state := host()
	state.Self.Flags = 0
	for i := range 5 {
		flags := meeting.Flags(0)
		if i < on {
			flags = meeting.AudioOn
		}
		state = with(state, person(string(rune('a'+i)), flags))
	}
	return &state
}

func TestNumbersThatChangeOftenAreShownNowAndThen(t *testing.T) {
	s := newScreen()
	shown := func() int { return s.people.Shown().All[0].Count }
	at := noon
	s.update(*micsOn(5), at)
	for on := 4; on >= 3; on-- {
		s.update(*micsOn(on), at)
		require.Equal(t, on, shown(), "the first changes are shown at once")
	}
	require.Zero(t, s.Expire(at), "all of them are shown")

	s.update(*micsOn(2), at+time.Millisecond)
	require.Equal(t, 3, shown(), "and no more of them")
	require.Equal(t, at+tallyTime+tallySoon, s.Expire(at+time.Millisecond))
	s.Expire(at + tallyTime)
	require.Equal(t, 3, shown(), "nor a frame of its own at once")
	s.update(*micsOn(1), at+tallyTime)
	require.Equal(t, 1, shown(), "but with the next change after their time")
	require.Zero(t, s.Expire(at+tallyTime))

	at += 2 * tallyTime
	for _, on := range []int{3, 4, 5, 1} {
		s.update(*micsOn(on), at)
	}
	require.Equal(t, 5, shown())
	s.update(*micsOn(5), at)
	require.Zero(t, s.Expire(at), "it is as it was again")

	s.update(*micsOn(2), at)
	s.Expire(at + tallyTime + tallySoon)
	require.Equal(t, 2, shown(), "and without another change it is shown a little later")
}

func TestNobodyIsShownAtOnce(t *testing.T) {
	s := newScreen()
	for _, on := range []int{5, 4, 3, 2} {
		s.update(*micsOn(on), noon)
	}
	s.update(*micsOn(0), noon)
	button := s.people.Shown().All[0]
	require.Zero(t, button.Count)
	require.Equal(t, ButtonBlocked, button.State)
	s.update(*micsOn(1), noon)
	require.Equal(t, 1, s.people.Shown().All[0].Count)
}
