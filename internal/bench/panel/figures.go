package panel

import (
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"slices"
)

// figure names one thing that was measured.
type figure struct {
	Row        string // what: "first roster"
	Unit       string
	Size       int // people in the meeting, 0 where it does not matter
	Contestant string
}

// figures are all samples, round by round, in the order in which they first came.
type figures struct {
	order  []figure
	rounds []map[figure][]float64
}

// nextRound begins a round, the first too.
func (f *figures) nextRound() { f.rounds = append(f.rounds, map[figure][]float64{}) }

// add takes samples down for the round that is on.
func (f *figures) add(of figure, values ...float64) {
	if !slices.Contains(f.order, of) {
		f.order = append(f.order, of)
	}
	round := f.rounds[len(f.rounds)-1]
	round[of] = append(round[of], values...)
}

// each gives every round by itself.
func (f *figures) each() iter.Seq[*figures] {
	return func(yield func(*figures) bool) {
		for i := range f.rounds {
			if !yield(&figures{f.order, f.rounds[i : i+1]}) {
				return
			}
		}
	}
}

// median gives the middle sample of all rounds, and false where nothing was measured.
func (f *figures) median(of figure) (float64, bool) { return f.quantile(of, 0.5) }

func (f *figures) quantile(of figure, q float64) (float64, bool) {
	var samples []float64
	for _, round := range f.rounds {
		samples = append(samples, round[of]...)
	}
	if len(samples) == 0 {
		return 0, false
	}
	return quantile(samples, q), true
}

// quantile is what such a part of the samples stays below, between two of them by their distance.
func quantile(samples []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(samples))
	at := q * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

// write puts panel.json and panel.md into a folder.
func (f *figures) write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	type record struct {
		figure
		Median  float64
		Low     float64     // a quarter is below
		High    float64     // a quarter is above
		Samples [][]float64 // of each round
	}
	records := make([]record, 0, len(f.order))
	for _, of := range f.order {
		median, _ := f.median(of)
		low, _ := f.quantile(of, 0.25)
		high, _ := f.quantile(of, 0.75)
		var samples [][]float64
		for _, round := range f.rounds {
			samples = append(samples, round[of])
		}
		records = append(records, record{of, median, low, high, samples})
	}
	text, err := json.MarshalIndent(records, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "panel.json"), append(text, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "panel.md"), []byte(f.table()), 0o644)
}
