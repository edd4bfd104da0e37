package controller_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

var rig *e2e.Rig

func TestMain(m *testing.M) {
	var err error
	if rig, err = e2e.Start(); err != nil {
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
