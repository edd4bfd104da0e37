package view

import (
	"strconv"
	"testing"
)

// among runs a benchmark in meetings of several sizes.
func among(b *testing.B, run func(b *testing.B, people int)) {
	for _, people := range []int{10, 100, 1000, 5000} {
		b.Run(strconv.Itoa(people), func(b *testing.B) { run(b, people) })
	}
}

func BenchmarkDiff(b *testing.B) {
	among(b, func(b *testing.B, people int) {
		state, s := room(b, people)
		s.people.Look(0, 20)
		before := s.Panel()
		muted := with(state, person("Person 1", 0))
		s.Update(&muted, nil, noon)
		after := s.Panel()
		for b.Loop() {
			if Diff(&before, &after) == nil {
				b.Fatal("nothing has changed")
			}
		}
	})
}
