// Package panel_test tries the panel as people use it: with the mouse, with the
// keyboard alone, with a screen reader; on the real SDK, with the effect checked
// in the other person's tab.
package panel_test

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

//go:embed pages
var files embed.FS

var rig *e2e.Rig

func TestMain(m *testing.M) {
	pages, err := fs.Sub(files, "pages")
	if err == nil {
		rig, err = e2e.Start(e2e.Mount{Path: "/panel/", Files: pages})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := rig.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
