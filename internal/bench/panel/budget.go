package panel

import (
	"cmp"
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
	// Times is a ratio of another median: of another contestant, of another row, or of
	// both; Plus is added to it.
	Times   float64 `json:"times"`
	Than    string  `json:"than"`
	ThanRow string  `json:"thanRow"`
	Plus    float64 `json:"plus"`
	// NetOf is a contestant whose medians of the same rows are taken off both before.
	NetOf string `json:"netOf"`
	// AtMost is a number instead.
	AtMost float64 `json:"atMost"`
	// Why says what the limit is for.
	Why string `json:"why"`
}

// checkBudget tells which limits are kept, and is an error when one is missed. A limit
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
	counts := map[verdict]int{}
	for _, l := range limits {
		value, allowed, measured := l.judge(f)
		if !measured {
			fmt.Fprintf(out, "no figure: %s\n", l.name())
			continue
		}
		over, rounds := l.roundsOver(f)
		verdict := kept
		if value > allowed {
			verdict = missed
		}
		counts[verdict]++
		excess := ""
		if over > 0 {
			excess = fmt.Sprintf(", over it in %d of %d rounds", over, rounds)
		}
		if value > allowed {
			excess = ", " + l.excess(value, allowed) + excess
		}
		fmt.Fprintf(out, "%-6s %s: %s of at most %s %s%s; %s\n", verdict, l.name(), short(value), short(allowed), l.Unit, excess, l.Why)
	}
	fmt.Fprintf(out, "%d limits kept, %d missed\n", counts[kept], counts[missed])
	if counts[missed] > 0 {
		return fmt.Errorf("%d limits of %s were missed", counts[missed], file)
	}
	return nil
}

// verdict is what a measurement says about a limit.
type verdict string

const (
	kept   verdict = "kept"
	missed verdict = "MISSED"
)

// roundsOver judges every round by itself, since what slows the machine down for minutes
// falls on all who are compared in a round.
func (l limit) roundsOver(f *figures) (over, rounds int) {
	for round := range f.each() {
		value, allowed, measured := l.judge(round)
		if !measured {
			continue
		}
		rounds++
		if value > allowed {
			over++
		}
	}
	return over, rounds
}

func (l limit) name() string {
	if l.Size == 0 {
		return l.Row
	}
	return fmt.Sprintf("%s (%d people)", l.Row, l.Size)
}

// excess says by how much a limit was missed, so that a near miss can be told from a far one.
func (l limit) excess(value, allowed float64) string {
	if allowed <= 0 {
		return short(value-allowed) + " " + l.Unit + " over the limit"
	}
	return fmt.Sprintf("%.2f × the limit", value/allowed)
}

// judge returns Gavel's figure and what it may be.
func (l limit) judge(f *figures) (value, allowed float64, measured bool) {
	value, measured = l.net(f, l.Row, gavel)
	if l.Than == "" && l.ThanRow == "" {
		return value, l.AtMost, measured
	}
	other, alsoMeasured := l.net(f, cmp.Or(l.ThanRow, l.Row), cmp.Or(l.Than, gavel))
	return value, other*l.Times + l.Plus, measured && alsoMeasured
}

// net is a contestant's median of a row, without that of the one whom the limit is net of.
func (l limit) net(f *figures, row, contestant string) (value float64, measured bool) {
	value, measured = f.median(figure{row, l.Unit, l.Size, contestant})
	if l.NetOf == "" || !measured {
		return value, measured
	}
	base, measured := f.median(figure{row, l.Unit, l.Size, l.NetOf})
	return value - base, measured
}
