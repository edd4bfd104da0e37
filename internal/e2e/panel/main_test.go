// Package panel_test tries the panel as people use it: with the mouse, with the
// keyboard alone, with a screen reader; on the real SDK, with the effect checked
// in the other person's tab.
package panel_test

import (
	"embed"
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
	if err != nil {
		panic(err) // the folder is embedded
	}
	os.Exit(e2e.Run(m, &rig, e2e.Mount{Path: "/panel/", Files: pages}))
}
