package layout

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A section of the panel is one Go file and one script of the same name.
func TestASectionHasTheSameNameOnBothSides(t *testing.T) {
	scripts, err := filepath.Glob("../../wasm/dom/section/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, scripts)
	for _, script := range scripts {
		name := strings.TrimSuffix(filepath.Base(script), ".js")
		_, err := os.Stat("../view/section/" + name + ".go")
		require.NoError(t, err, "wasm/dom/section/%s.js has no Go file of this name in internal/view/section", name)
	}
}
