package panel

import (
	"encoding/json"
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

// figures are all samples, in the order in which they first came.
type figures struct {
	order   []figure
	samples map[figure][]float64
}

func newFigures() *figures { return &figures{samples: map[figure][]float64{}} }

func (f *figures) add(of figure, values ...float64) {
	if _, known := f.samples[of]; !known {
		f.order = append(f.order, of)
	}
	f.samples[of] = append(f.samples[of], values...)
}

// replace has one value stand for all samples so far.
func (f *figures) replace(of figure, value float64) {
	f.add(of, value)
	f.samples[of] = []float64{value}
}

// median gives the middle sample, and false where nothing was measured.
func (f *figures) median(of figure) (float64, bool) { return f.quantile(of, 0.5) }

func (f *figures) quantile(of figure, q float64) (float64, bool) {
	samples := slices.Sorted(slices.Values(f.samples[of]))
	if len(samples) == 0 {
		return 0, false
	}
	at := q * float64(len(samples)-1)
	low := int(at)
	high := min(low+1, len(samples)-1)
	return samples[low] + (at-float64(low))*(samples[high]-samples[low]), true
}

// write puts panel.json and panel.md into a folder.
func (f *figures) write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	type record struct {
		figure
		Median  float64
		Low     float64 // a quarter is below
		High    float64 // a quarter is above
		Samples []float64
	}
	records := make([]record, 0, len(f.order))
	for _, of := range f.order {
		median, _ := f.median(of)
		low, _ := f.quantile(of, 0.25)
		high, _ := f.quantile(of, 0.75)
		records = append(records, record{of, median, low, high, f.samples[of]})
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
