package e2e

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/cloudflare/desk"
	"github.com/gavel-rtc/gavel/internal/demoserver"
)

// Gavel is the command, built, with the rig's room as its account.
type Gavel struct {
	t       *testing.T
	program string
	env     []string
}

// Gavel builds the command for a test.
func (r *Rig) Gavel(t *testing.T) *Gavel {
	t.Helper()
	program := filepath.Join(t.TempDir(), "gavel")
	built, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "github.com/gavel-rtc/gavel/cmd/gavel").CombinedOutput()
	require.NoError(t, err, "%s", built)
	return &Gavel{t, program, append(os.Environ(), "CLOUDFLARE_ACCOUNT_ID="+kitName, "RTK_APP_ID="+kitName, "CLOUDFLARE_API_TOKEN="+kitName)}
}

// Run runs the command against the rig's room; it must exit with 0. What it
// printed to standard output is returned.
func (g *Gavel) Run(rig *Rig, args ...string) string {
	g.t.Helper()
	command := exec.CommandContext(g.t.Context(), g.program, append(args, "--api-base="+rig.URL+"/local/kit")...)
	command.Env = g.env
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	require.NoError(g.t, command.Run(), "gavel %v: %s", args, &stderr)
	return stdout.String()
}

// Account is the rig's room as a RealtimeKit account.
func (r *Rig) Account(t *testing.T) *cloudflare.Client {
	t.Helper()
	client, err := cloudflare.New(cloudflare.Options{AccountID: kitName, AppID: kitName, APIToken: kitName, APIBase: r.URL + "/local/kit"})
	require.NoError(t, err)
	return client
}

// ServeAccount serves the demo without a room but with an account, and returns
// its address.
func ServeAccount(t *testing.T, account *cloudflare.Client) string {
	t.Helper()
	root, err := projectRoot()
	require.NoError(t, err)
	site, err := demoserver.Listen("127.0.0.1:0", demoserver.Options{Root: root, Account: desk.New(account)})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- site.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-served)
	})
	return site.URL()
}
