package view

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// page is the rows of a page to which changes are applied.
type page map[any][]any

func (p page) apply(t *testing.T, changes []byte) {
	t.Helper()
	if changes == nil {
		return
	}
	var ops [][]any
	require.NoError(t, json.Unmarshal(changes, &ops))
	for _, op := range ops {
		switch op[0] {
		case "people.drop":
			delete(p, op[1])
		case "people.place":
			p[op[1]][2] = op[2]
		case "people.row":
			p[op[1]] = op
		}
	}
}

func TestChangesLeadToTheSamePage(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	state := host()
	s := show(state)
	shown := Panel{}
	changed := page{}
	for range 500 {
		switch random.IntN(5) {
		case 0:
			state = without(state, meeting.ParticipantID("id-p"+strconv.Itoa(random.IntN(30))))
		case 1:
			s.people.Look(random.IntN(20), random.IntN(12))
		case 2:
			s.people.Move(random.IntN(9) - 4)
		default:
			state = with(state, person("P"+strconv.Itoa(random.IntN(30)), meeting.Flags(random.IntN(16))))
		}
		s.update(state)
		panel := s.Panel()
		changed.apply(t, Diff(&shown, &panel))
		shown = panel
		fresh := page{}
		fresh.apply(t, Diff(&Panel{}, &panel))
		require.Equal(t, fresh, changed)
		again := s.Panel()
		require.Empty(t, Diff(&panel, &again), "the same panel twice is no change")
	}
}
