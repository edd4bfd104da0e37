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

func TestTheMedianOfAllRoundsCounts(t *testing.T) {
	for _, test := range []struct {
		name        string
		plain, ours []float64 // a round each
		says        string
		kept        bool
	}{
		{"over in all", []float64{4, 4, 4}, []float64{6, 6, 6}, "MISSED row (10 people): 6.00 of at most 5.20 ms, 1.15 × the limit, over it in 3 of 3 rounds", false},
		{"over in two of three", []float64{4, 4, 4}, []float64{6, 6, 3}, "over it in 2 of 3 rounds", false},
		{"over in one of three", []float64{4, 4, 4}, []float64{9, 3, 3}, "kept   row (10 people): 3.00 of at most 5.20 ms, over it in 1 of 3 rounds", true},
		{"over by what is noise", []float64{4, 4, 4}, []float64{5, 5, 5}, "1 limits kept, 0 missed", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := &figures{}
			for round, value := range test.ours {
				f.nextRound()
				f.add(figure{"row", "ms", 10, gavel}, value)
				f.add(figure{"row", "ms", 10, plain}, test.plain[round])
			}
			said, err := check(t, `"than": "plain", "times": 1.3`, f)
			require.Contains(t, said, test.says)
			require.Equal(t, test.kept, err == nil, "%v", err)
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
