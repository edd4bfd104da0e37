package e2e

import (
	"fmt"
	"os"
	"testing"
)

// Run is for TestMain: it starts a rig, runs the package's tests on it, closes
// it and returns the code to exit with. What is missing on the machine is told
// on standard error.
func Run(m *testing.M, rig **Rig, mounts ...Mount) int {
	var err error
	if *rig, err = Start(mounts...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := (*rig).Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}
