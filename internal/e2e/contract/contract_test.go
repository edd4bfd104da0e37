package contract

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// patience is how long the whole contract may take.
var patience = testlimit.Of(6 * time.Minute)

// build compiles the tests of wasm/internal/contract for the browser, and puts the scripts
// beside them that they need: the compiler's own loader and the collector.
func build(t *testing.T) fs.FS {
	t.Helper()
	folder := t.TempDir()
	compile := exec.Command("go", "test", "-c", "-tags", "contract", "-o", filepath.Join(folder, "contract.wasm"), "../../../wasm/internal/contract")
	compile.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	output, err := compile.CombinedOutput()
	require.NoError(t, err, "%s", output)
	for _, script := range []string{goRoot(t) + "/lib/wasm/wasm_exec.js", "../../../wasm/internal/port/collector.js"} {
		content, err := os.ReadFile(script)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, filepath.Base(script)), content, 0o644))
	}
	return os.DirFS(folder)
}

func goRoot(t *testing.T) string {
	t.Helper()
	output, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(output))
}

func TestTheRealSDK(t *testing.T) {
	rig, err := e2e.Start(e2e.Mount{Path: "/contract/", Files: build(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, rig.Close()) })
	// Each in a page of its own: a page has room for so many SDK clients only.
	for _, contract := range []string{"TestThePortPassesTheContract", "TestThePortPassesTheContractOfCalls", "TestThePortPassesTheContractOfTheWaitingRoom", "TestThePackagePassesTheContractOfControls"} {
		t.Run(contract, func(t *testing.T) { passes(t, rig, contract) })
	}
}

// passes runs a test of wasm/internal/contract in a page.
func passes(t *testing.T, rig *e2e.Rig, contract string) {
	page := rig.Open(t, "/e2e/contract.html")
	page.Allow("WebSocket is already in CLOSING or CLOSED state") // the SDK keeps sending audio levels when it was cut off

	page.Do("run", contract, testlimit.Of(5*time.Minute).String(), map[string]string{"GAVEL_SLOW": os.Getenv("GAVEL_SLOW")})

	require.Eventually(t, func() bool { return e2e.Eval[bool](page, "window.exitCode !== undefined") }, patience, time.Second)
	printed := strings.Join(e2e.Eval[[]string](page, "printed"), "\n")
	require.Zero(t, e2e.Eval[int](page, "exitCode"), "%s", printed)
	require.Contains(t, printed, "--- PASS: "+contract, "%s", printed)
	t.Log(printed)
}
