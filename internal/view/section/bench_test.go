package section

import (
	"strconv"
	"testing"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func BenchmarkSort(b *testing.B) {
	for _, people := range []int{10, 100, 1000, 5000} {
		b.Run(strconv.Itoa(people), func(b *testing.B) {
			var all []*meeting.Participant
			for i := range people {
				all = append(all, person("Person "+strconv.Itoa(i*7919%people), bothOn))
			}
			joined := with(host(), all...).Joined
			list := order{placeOf: placeOfPerson}
			for b.Loop() {
				list.rebuild(nil, joined)
			}
		})
	}
}
