package panel

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// limit is one line of the budget: what Gavel's median may be at most, as a ratio of
// another's or as a plain number.
type limit struct {
	Row  string `json:"row"`
	Unit string `json:"unit"`
	Size int    `json:"size"` // people; 0 for rows that have none
	// Times, with Than, is a ratio of another contestant's median; Plus is added to it.
	Times float64 `json:"times"`
	Than  string  `json:"than"`
	Plus  float64 `json:"plus"`
	// NetOf is a contestant whose median is taken off both before.
	NetOf string `json:"netOf"`
	// AtMost is a number instead.
	AtMost float64 `json:"atMost"`
	// Why says what the limit is for.
	Why string `json:"why"`
}

// checkBudget tells which limits are kept, and is an error when one is not. A limit
// whose figures were not measured this time is named, and not judged.
func checkBudget(file string, f *figures, out io.Writer) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var limits []limit
	if err := json.Unmarshal(text, &limits); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	missed := 0
	for _, l := range limits {
		value, allowed, measured := l.judge(f)
		if !measured {
			fmt.Fprintf(out, "no figure: %s (%d people)\n", l.Row, l.Size)
			continue
		}
		mark := "kept  "
		if value > allowed {
			mark = "MISSED"
			missed++
		}
		fmt.Fprintf(out, "%s %s (%d people): %s of at most %s %s; %s\n", mark, l.Row, l.Size, short(value), short(allowed), l.Unit, l.Why)
	}
	if missed > 0 {
		return fmt.Errorf("%d limits of %s were missed", missed, file)
	}
	return nil
}

// judge returns Gavel's figure and what it may be.
func (l limit) judge(f *figures) (value, allowed float64, measured bool) {
	of := func(contestant string) figure { return figure{l.Row, l.Unit, l.Size, contestant} }
	value, measured = f.median(of(gavel))
	if !measured {
		return 0, 0, false
	}
	if l.Than == "" {
		return value, l.AtMost, true
	}
	other, measured := f.median(of(l.Than))
	if !measured {
		return 0, 0, false
	}
	if l.NetOf != "" {
		base, _ := f.median(of(l.NetOf))
		value, other = value-base, other-base
	}
	return value, other*l.Times + l.Plus, true
}
