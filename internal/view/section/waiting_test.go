package section

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func queue(s *screen) []string {
	var names []string
	for _, row := range s.waiting.Shown().Rows {
		names = append(names, row.Name)
	}
	return names
}

func TestWhoWaitsLongestIsFirst(t *testing.T) {
	s := show(withWaiting(host(), waiting("Ann", 30), waiting("Bob", 10), waiting("Cy", 20)))
	assert.Equal(t, []string{"Bob", "Cy", "Ann"}, queue(s))
	row := s.waiting.Shown().Rows[0]
	assert.Equal(t, int64(10), row.Since)
	assert.Equal(t, meeting.AcceptWaitingRoomRequest, row.Buttons[0].Action)
	assert.Equal(t, ButtonReady, row.Buttons[0].State)
	assert.Equal(t, meeting.RejectWaitingRoomRequest, row.Buttons[1].Action)
	assert.Equal(t, 3, s.waiting.Shown().All[0].Count, "let all in")
}

func TestTheQueueIsThereForWhomItConcerns(t *testing.T) {
	room := withWaiting(host(), waiting("Ann", 1))
	guest := room
	guest.Self.Permissions = guest.Self.Permissions.Without(meeting.AcceptWaitingRequests)
	s := show(guest)
	assert.Zero(t, s.waiting.Shown(), "who may not let people in has no queue")
	s.update(room, noon)
	assert.Equal(t, []string{"Ann"}, queue(s), "the right is granted")
	s.update(guest, noon)
	assert.Equal(t, ButtonBlocked, s.waiting.Shown().Rows[0].Buttons[0].State, "and withdrawn: what was there says why it cannot be used")
	assert.Equal(t, "accept_waiting_requests", s.waiting.Shown().Rows[0].Buttons[0].Permission)
	s.update(host(), noon)
	assert.Zero(t, s.waiting.Shown(), "nobody waits")
}

func TestNobodyInTheQueueMovesWhileSomebodyAims(t *testing.T) {
	room := withWaiting(host(), waiting("Ann", 1), waiting("Bob", 2))
	s := show(room)
	s.waiting.Aim(true)
	s.update(withWaiting(withoutWaiting(room, "id-ann"), waiting("Cy", 0)), noon)
	assert.Equal(t, []string{"Ann", "Bob", "Cy"}, queue(s))
	gone := s.waiting.Shown().Rows[0]
	assert.NotZero(t, gone.Look&LookGone)
	assert.Equal(t, [rowSlots]Button{}, gone.Buttons, "there is nothing to do about who no longer waits")
	s.waiting.Aim(false)
	assert.Equal(t, []string{"Cy", "Bob"}, queue(s))

	s.waiting.Aim(true)
	s.update(host(), noon)
	assert.Zero(t, s.waiting.Shown(), "with nobody left there is nobody to take for somebody else")
}

func TestSessionsOfOneUserAreSaidToBe(t *testing.T) {
	twice, again := waiting("Ann", 1), waiting("Ann", 2)
	again.ID = "id-ann-2"
	inside := person("Bob", 0)
	inside.UserID = "user-bob"
	bob := waiting("Bob", 3)
	bob.ID = "id-bob-2"
	own := waiting("Host", 4)
	own.UserID = "user-me"
	s := show(withWaiting(with(host(), inside), twice, again, bob, own, waiting("Cy", 5)))
	var looks []Look
	for _, row := range s.waiting.Shown().Rows {
		looks = append(looks, row.Look)
	}
	assert.Equal(t, []Look{LookTwice, LookTwice, LookInside, LookInside, 0}, looks)
}

func TestKnockingIsToldInBatches(t *testing.T) {
	room := withWaiting(host(), waiting("Ann", 1))
	s := show(room)
	knock := func(at time.Duration, names ...string) {
		for _, name := range names {
			p := waiting(name, 2)
			room = withWaiting(room, p)
			s.update(room, at)
			s.waiting.Knock([]meeting.ParticipantID{p.ID}, at)
		}
	}
	told, due := s.waiting.Expire(noon)
	assert.Empty(t, told, "who waits when the panel comes has not knocked")
	assert.Zero(t, due)

	at := noon
	knock(at, "Bob")
	_, due = s.waiting.Expire(at)
	assert.Equal(t, at+GatherFor, due)
	told, due = s.waiting.Expire(at + GatherFor)
	require.Len(t, told, 1)
	assert.Equal(t, "knock", told[0].Key)
	assert.Equal(t, "Bob", told[0].Args[0].Value)
	assert.Zero(t, due)

	at += GatherFor + time.Millisecond
	knock(at, "Cy", "Di", "Ed")
	_, due = s.waiting.Expire(at + GatherFor)
	assert.Equal(t, noon+GatherFor+quietFor, due, "not soon after the last time")
	s.update(withoutWaiting(room, "id-ed"), at)
	told, _ = s.waiting.Expire(due)
	require.Len(t, told, 1)
	assert.Equal(t, "knock.many", told[0].Key)
	assert.Equal(t, "2", told[0].Args[0].Value, "who gave up is not told of")

	s.waiting.Knock(nil, at)
	_, due = s.waiting.Expire(at)
	assert.Zero(t, due, "nobody knocked")
}

func TestTheMenuHasWhatStandsThere(t *testing.T) {
	was := peopleMenu
	t.Cleanup(func() { peopleMenu = was })
	peopleMenu = peopleRow[3:]
	s := show(with(host(), person("Ann", bothOn)))
	rows := s.people.Shown().Rows
	assert.Empty(t, rows[0].Menu, "oneself cannot be removed")
	require.Len(t, rows[1].Menu, 2, "and the floor")
	assert.Equal(t, meeting.Kick, rows[1].Menu[0].Action)
	state := *s.State
	state.Self.Permissions = state.Self.Permissions.Without(meeting.KickParticipant)
	s.update(state, noon)
	assert.Equal(t, ButtonBlocked, s.people.Shown().Rows[1].Menu[0].State)
}

func TestARowHasRoomForItsButtons(t *testing.T) {
	for _, slots := range [][]slot{peopleRow, waitingRow} {
		assert.LessOrEqual(t, len(slots), rowSlots, "the rest belongs into the menu")
	}
}
