package meeting_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func person(n int) *meeting.Participant {
	return &meeting.Participant{ID: meeting.ParticipantID("peer-" + strconv.Itoa(n))}
}

func rosterOf(size int) meeting.Roster {
	edit := meeting.Roster{}.Edit()
	for n := range size {
		edit.Put(person(n))
	}
	return edit.Done()
}

func TestRosterAgreesWithASlice(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var roster meeting.Roster
	var expected []*meeting.Participant
	for range 100 {
		old, oldExpected := roster, slices.Clone(expected)
		edit := roster.Edit()
		for range random.IntN(40) {
			p := person(random.IntN(300))
			at := slices.IndexFunc(expected, func(other *meeting.Participant) bool { return other.ID == p.ID })
			switch {
			case random.IntN(3) == 0:
				edit.Remove(p.ID)
				if at >= 0 {
					expected = slices.Delete(slices.Clone(expected), at, at+1)
				}
			case at >= 0:
				edit.Put(p)
				expected = slices.Clone(expected)
				expected[at] = p
			default:
				edit.Put(p)
				expected = append(slices.Clone(expected), p)
			}
		}
		roster = edit.Done()
		require.Equal(t, len(expected), roster.Len())
		require.Equal(t, expected, slices.Collect(roster.All()))
		require.Equal(t, oldExpected, slices.Collect(old.All()), "an earlier roster has changed")
		requireChanges(t, roster, old)
		requireChanges(t, old, roster)
		for _, p := range expected {
			require.Same(t, p, roster.Get(p.ID))
		}
		require.Nil(t, roster.Get("nobody"))
	}
}

// requireChanges compares Changes with what looking at everybody shows.
func requireChanges(t *testing.T, now, before meeting.Roster) {
	t.Helper()
	expected := map[meeting.ParticipantID][2]*meeting.Participant{}
	for p := range now.All() {
		if was := before.Get(p.ID); was != p {
			expected[p.ID] = [2]*meeting.Participant{was, p}
		}
	}
	for p := range before.All() {
		if now.Get(p.ID) == nil {
			expected[p.ID] = [2]*meeting.Participant{p, nil}
		}
	}
	changes := 0
	for was, is := range now.Changes(before) {
		someone := is
		if is == nil {
			someone = was
		}
		require.Equal(t, expected[someone.ID], [2]*meeting.Participant{was, is})
		changes++
	}
	require.Equal(t, len(expected), changes)
	for range now.Changes(before) {
		break
	}
}

func TestRosterForgetsWhoLeft(t *testing.T) {
	roster := rosterOf(1)
	for n := range 10_000 {
		edit := roster.Edit()
		edit.Put(person(n + 1))
		edit.Remove(person(n).ID)
		roster = edit.Done()
	}
	assert.Equal(t, 1, roster.Len())
	assert.Less(t, testing.AllocsPerRun(10, func() { _ = roster.Edit().Done() }), 3.0)
	visited := 0
	for range roster.All() {
		visited++
	}
	assert.Equal(t, 1, visited)
}

func TestRosterCanBeLeftEarly(t *testing.T) {
	visited := 0
	for range rosterOf(200).All() {
		visited++
		if visited == 3 {
			break
		}
	}
	assert.Equal(t, 3, visited)
}

func BenchmarkRoster(b *testing.B) {
	for _, size := range []int{10, 100, 1_000, 5_000} {
		roster := rosterOf(size)
		someone := person(size / 2)
		b.Run("change/"+strconv.Itoa(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				edit := roster.Edit()
				edit.Put(&meeting.Participant{ID: someone.ID, Flags: meeting.AudioOn})
				roster = edit.Done()
			}
		})
		b.Run("joinAndLeave/"+strconv.Itoa(size), func(b *testing.B) {
			b.ReportAllocs()
			newcomer := person(size)
			for b.Loop() {
				edit := roster.Edit()
				edit.Put(newcomer)
				roster = edit.Done()
				edit = roster.Edit()
				edit.Remove(newcomer.ID)
				roster = edit.Done()
			}
		})
		b.Run("get/"+strconv.Itoa(size), func(b *testing.B) {
			for b.Loop() {
				roster.Get(someone.ID)
			}
		})
		b.Run("changes/"+strconv.Itoa(size), func(b *testing.B) {
			edit := roster.Edit()
			edit.Put(&meeting.Participant{ID: someone.ID})
			next := edit.Done()
			for b.Loop() {
				for range next.Changes(roster) {
				}
			}
		})
		b.Run("fill/"+strconv.Itoa(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rosterOf(size)
			}
		})
	}
}
