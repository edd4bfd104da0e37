package view

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
	s := NewScreen()
	shown := func() int { return s.Panel().Header[0].Count }
	at := noon
	s.Update(micsOn(5), nil, at)
	for on := 4; on >= 3; on-- {
		s.Update(micsOn(on), nil, at)
		require.Equal(t, on, shown(), "the first changes are shown at once")
	}
	require.Zero(t, s.Expire(at), "all of them are shown")

	s.Update(micsOn(2), nil, at+time.Millisecond)
	require.Equal(t, 3, shown(), "and no more of them")
	require.Equal(t, at+tallyTime+tallySoon, s.Expire(at+time.Millisecond))
	s.Expire(at + tallyTime)
	require.Equal(t, 3, shown(), "nor a frame of its own at once")
	s.Update(micsOn(1), nil, at+tallyTime)
	require.Equal(t, 1, shown(), "but with the next change after their time")
	require.Zero(t, s.Expire(at+tallyTime))

	at += 2 * tallyTime
	for _, on := range []int{3, 4, 5, 1} {
		s.Update(micsOn(on), nil, at)
	}
	require.Equal(t, 5, shown())
	s.Update(micsOn(5), nil, at)
	require.Zero(t, s.Expire(at), "it is as it was again")

	s.Update(micsOn(2), nil, at)
	s.Expire(at + tallyTime + tallySoon)
	require.Equal(t, 2, shown(), "and without another change it is shown a little later")
}

func TestNobodyIsShownAtOnce(t *testing.T) {
	s := NewScreen()
	for _, on := range []int{5, 4, 3, 2} {
		s.Update(micsOn(on), nil, noon)
	}
	s.Update(micsOn(0), nil, noon)
	button := s.Panel().Header[0]
	require.Zero(t, button.Count)
	require.Equal(t, ButtonBlocked, button.State)
	s.Update(micsOn(1), nil, noon)
	require.Equal(t, 1, s.Panel().Header[0].Count)
}

func TestTheQuestionKnowsHowManyThereAre(t *testing.T) {
	s := NewScreen()
	state := host()
	for i := range 6 {
		state = with(state, person(string(rune('a'+i)), 0))
		s.update(state)
	}
	require.Less(t, s.Panel().Facts.People, 7)
	s.Press(meeting.KickAll, "", noon)
	require.Equal(t, 7, s.Panel().Dialog.People)
}
