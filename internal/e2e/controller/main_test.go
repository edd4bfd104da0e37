package controller_test

import (
	"os"
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

var rig *e2e.Rig

func TestMain(m *testing.M) {
	os.Exit(e2e.Run(m, &rig,
		e2e.Mount{Path: "/controller/", Files: os.DirFS("pages")},
		e2e.Mount{Path: "/fake/", Files: os.DirFS("../../../wasm/internal/fakemeeting")},
	))
}
