// Package examples_test opens the built pages of web/examples, as their
// visitors would, and plays a host on them in the local room.
package examples_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

var rig *e2e.Rig

func TestMain(m *testing.M) {
	const built = "../../../web/examples/react/dist/development/index.html" // built last
	if _, err := os.Stat(built); err != nil {
		fmt.Fprintln(os.Stderr, "The examples are not built: run `make examples`.", err)
		os.Exit(1)
	}
	os.Exit(e2e.Run(m, &rig))
}
