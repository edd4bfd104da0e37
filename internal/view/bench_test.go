package view

import (
	"strconv"
	"testing"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// room is a meeting of so many people, shown with 20 rows visible.
func room(b *testing.B, people int) (meeting.State, *Screen) {
	b.Helper()
	var all []*meeting.Participant
	for i := range people {
		all = append(all, person("Person "+strconv.Itoa(i*7919%people), bothOn))
	}
	state := with(host(), all...)
	s := show(state)
	s.people.Look(people/2, 20)
	return state, s
}

func sizes(b *testing.B, run func(b *testing.B, people int)) {
	for _, people := range []int{10, 100, 1000, 5000} {
		b.Run(strconv.Itoa(people), func(b *testing.B) { run(b, people) })
	}
}

func BenchmarkFirstPanel(b *testing.B) {
	sizes(b, func(b *testing.B, people int) {
		state, _ := room(b, people)
		for b.Loop() {
			s := show(state)
			s.people.Look(0, 20)
			panel := s.Panel()
			Diff(&Panel{}, &panel)
		}
	})
}

func BenchmarkOneIsMuted(b *testing.B) {
	sizes(b, func(b *testing.B, people int) {
		state, s := room(b, people)
		shown := s.Panel()
		next := [2]meeting.State{with(state, person("Person 1", 0)), state}
		for i := 0; b.Loop(); i++ {
			s.Update(&next[i%2], nil, noon)
			panel := s.Panel()
			Diff(&shown, &panel)
			shown = panel
		}
	})
}

func BenchmarkOneJoinsAndLeaves(b *testing.B) {
	sizes(b, func(b *testing.B, people int) {
		state, s := room(b, people)
		next := [2]meeting.State{with(state, person("Late", 0)), state}
		for i := 0; b.Loop(); i++ {
			s.Update(&next[i%2], nil, noon)
			s.Panel()
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	sizes(b, func(b *testing.B, people int) {
		_, s := room(b, people)
		for i := 0; b.Loop(); i++ {
			s.Search([]string{"9", ""}[i%2], false, noon)
			s.Panel()
		}
	})
}

func BenchmarkScroll(b *testing.B) {
	sizes(b, func(b *testing.B, people int) {
		_, s := room(b, people)
		shown := s.Panel()
		for i := 0; b.Loop(); i++ {
			s.people.Look(i%people, 20)
			panel := s.Panel()
			Diff(&shown, &panel)
			shown = panel
		}
	})
}
