package panel

import (
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
	return f
}

func TestBudget(t *testing.T) {
	for _, test := range []struct{ name, limit, says, fails string }{
		{"a ratio that is kept", `"than": "plain", "times": 2`, "kept   row (10 people)", ""},
		{"a ratio that is missed", `"than": "plain", "times": 1.5`, "MISSED row (10 people)", "1 limits"},
		{"what is added to it", `"than": "plain", "times": 1, "plus": 2`, "kept", ""},
		{"net of the SDK: 4 of 2 twice", `"than": "plain", "netOf": "none", "times": 2`, "kept", ""},
		{"net of the SDK: 4 of 2", `"than": "plain", "netOf": "none", "times": 1.9`, "MISSED", "1 limits"},
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
