package panel

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func measured() *figures {
	f := &figures{}
	f.nextRound()
	f.add(figure{"row", "ms", 10, nobody}, 1)
	f.add(figure{"row", "ms", 10, plain}, 2, 3, 4)
	f.add(figure{"row", "ms", 10, gavel}, 4, 5, 30)
	f.add(figure{"earlier", "ms", 10, nobody}, 2)
	f.add(figure{"earlier", "ms", 10, gavel}, 4)
	return f
}

func TestBudgetHasEachLimitOnceAndSaysWhy(t *testing.T) {
	text, err := os.ReadFile("budget.json")
	require.NoError(t, err)
	var limits []limit
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&limits))
	seen := map[limit]bool{}
	for _, l := range limits {
		require.NotEmpty(t, l.Why, l.Row)
		l = limit{Row: l.Row, Unit: l.Unit, Size: l.Size, Than: l.Than, ThanRow: l.ThanRow}
		require.False(t, seen[l], "%+v is there twice", l)
		seen[l] = true
	}
}

func TestBudget(t *testing.T) {
	for _, test := range []struct{ name, limit, says, fails string }{
		{"a ratio that is kept", `"than": "plain", "times": 2`, "kept   row (10 people)", ""},
		{"a ratio that is missed", `"than": "plain", "times": 1.5`, "MISSED row (10 people)", "1 limits"},
		{"by how much it is missed", `"than": "plain", "times": 1.5`, "5.00 of at most 4.50 ms, 1.11 × the limit", "1 limits"},
		{"by how much nothing is missed", `"atMost": 0`, "5.00 ms over the limit", "1 limits"},
		{"what is added to it", `"than": "plain", "times": 1, "plus": 2`, "kept", ""},
		{"net of the SDK: 4 of 2 twice", `"than": "plain", "netOf": "none", "times": 2`, "kept", ""},
		{"net of the SDK: 4 of 2", `"than": "plain", "netOf": "none", "times": 1.9`, "MISSED", "1 limits"},
		{"another row: 5 of 4", `"thanRow": "earlier", "times": 1.25`, "kept", ""},
		{"another row that was lower", `"thanRow": "earlier", "times": 1.24`, "MISSED", "1 limits"},
		{"another row, net of the SDK: 4 of 2 twice", `"thanRow": "earlier", "netOf": "none", "times": 2`, "kept", ""},
		{"another row, net of the SDK: 4 of 2", `"thanRow": "earlier", "netOf": "none", "times": 1.9`, "MISSED", "1 limits"},
		{"another row that was not measured", `"thanRow": "later", "times": 1`, "no figure: row (10 people)", ""},
		{"net of somebody who was not measured", `"than": "plain", "netOf": "vendor", "times": 9`, "no figure", ""},
		{"a number that is kept", `"atMost": 5`, "kept", ""},
		{"a number that is missed", `"atMost": 4.9`, "MISSED", "1 limits"},
		{"nobody to compare with", `"than": "vendor", "times": 1`, "no figure: row (10 people)", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			said, err := check(t, test.limit, measured())
			require.Contains(t, said, test.says)
			if test.fails == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.fails)
			}
		})
	}
}

func TestRoundsMustAgreeOnAMissWithoutAMargin(t *testing.T) {
	for _, test := range []struct {
		name          string
		limit         string
		plain, ours   []float64 // a round each
		says, summary string
	}{
		{"a little over in all", `"than": "plain", "times": 1`, []float64{4, 4, 4, 4}, []float64{5, 5, 5, 5}, "MISSED row (10 people): 5.00 of at most 4.00 ms, 1.25 × the limit, over it in 4 of 4 rounds", "0 limits kept, 0 unsure, 1 missed"},
		{"over in three of four", `"than": "plain", "times": 1`, []float64{4, 4, 4, 4}, []float64{5, 5, 5, 3}, "MISSED", "1 missed"},
		{"over in two of three", `"than": "plain", "times": 1`, []float64{4, 4, 4}, []float64{5, 5, 3}, "unsure row (10 people): 5.00 of at most 4.00 ms, 1.25 × the limit, over it in 2 of 3 rounds", "0 limits kept, 1 unsure, 0 missed"},
		{"over in one of three", `"than": "plain", "times": 1`, []float64{4, 4, 4}, []float64{9, 3, 3}, "kept   row (10 people): 3.00 of at most 4.00 ms, over it in 1 of 3 rounds", "1 limits kept"},
		{"over in rounds that were slow for both", `"than": "plain", "times": 1`, []float64{4, 4, 40, 50}, []float64{5, 5, 41, 51}, "MISSED", "1 missed"},
		{"kept in rounds that were slow for both", `"than": "plain", "times": 1`, []float64{4, 4, 40, 50}, []float64{3, 3, 39, 49}, "kept", "1 limits kept"},
		{"a margin, over in two of three", `"than": "plain", "times": 1.2`, []float64{4, 4, 4}, []float64{5, 5, 3}, "MISSED", "1 missed"},
		{"something added, over in two of three", `"than": "plain", "times": 1, "plus": 0.5`, []float64{4, 4, 4}, []float64{5, 5, 3}, "MISSED", "1 missed"},
		{"a number, over in two of three", `"atMost": 0`, []float64{0, 0, 0}, []float64{1, 1, 0}, "MISSED", "1 missed"},
		{"a margin, over in one of three", `"than": "plain", "times": 1.2`, []float64{4, 4, 4}, []float64{9, 3, 3}, "kept", "1 limits kept"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := &figures{}
			for round, value := range test.ours {
				f.nextRound()
				f.add(figure{"row", "ms", 10, gavel}, value)
				f.add(figure{"row", "ms", 10, plain}, test.plain[round])
			}
			said, err := check(t, test.limit, f)
			require.Contains(t, said, test.says)
			require.Contains(t, said, test.summary)
			require.Equal(t, strings.HasPrefix(test.says, "MISSED"), err != nil, "%v", err)
		})
	}
}

// check holds figures against a budget of one limit.
func check(t *testing.T, limit string, f *figures) (said string, err error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "budget.json")
	require.NoError(t, os.WriteFile(file, []byte(`[{"row": "row", "unit": "ms", "size": 10, `+limit+`}]`), 0o600))
	var text strings.Builder
	err = checkBudget(file, f, &text)
	return text.String(), err
}
