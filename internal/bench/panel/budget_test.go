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
	f := newFigures()
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
			file := filepath.Join(t.TempDir(), "budget.json")
			require.NoError(t, os.WriteFile(file, []byte(`[{"row": "row", "unit": "ms", "size": 10, `+test.limit+`}]`), 0o600))
			var said strings.Builder
			err := checkBudget(file, measured(), &said)
			require.Contains(t, said.String(), test.says)
			if test.fails == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.fails)
			}
		})
	}
}
