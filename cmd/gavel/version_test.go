package main

import (
	"bytes"
	"encoding/json"
	"os"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"
)

// manifest is what js/package.json says.
func manifest(t *testing.T) (version, sdk string) {
	t.Helper()
	text, err := os.ReadFile("../../js/package.json")
	require.NoError(t, err)
	var read struct {
		Version         string
		DevDependencies map[string]string
	}
	require.NoError(t, json.Unmarshal(text, &read))
	version, sdk = read.Version, read.DevDependencies["@cloudflare/realtimekit"]
	require.NotEmpty(t, version)
	require.NotEmpty(t, sdk)
	return version, sdk
}

// builtOf sets what the Makefile would.
func builtOf(t *testing.T, revision string) {
	t.Helper()
	before := commit
	commit = revision
	t.Cleanup(func() { commit = before })
}

func TestVersionSaysWhatThisIs(t *testing.T) {
	builtOf(t, "0123abcd-dirty")
	version, sdk := manifest(t)
	want := "gavel " + version + "\ncommit 0123abcd-dirty\nGo " + runtime.Version() + "\n@cloudflare/realtimekit " + sdk + "\n"
	for _, args := range [][]string{{"version"}, {"--version"}} {
		code, stdout, stderr := call(t, args...)
		require.Zero(t, code, args)
		require.Equal(t, want, stdout, args)
		require.Empty(t, stderr, args)
	}
}

func TestVersionAsJSON(t *testing.T) {
	builtOf(t, "0123abcd")
	version, sdk := manifest(t)
	code, stdout, _ := call(t, "version", "--json")
	require.Zero(t, code)
	require.JSONEq(t, `{"result": {"version": "`+version+`", "commit": "0123abcd", "go": "`+runtime.Version()+`", "sdk": "`+sdk+`"}}`, stdout)
}

func TestVersionWithoutARepository(t *testing.T) {
	var out bytes.Buffer
	built{Version: "1.2.3", Go: "go1.26.8", SDK: "2.0.2"}.print(&out)
	require.Equal(t, "gavel 1.2.3\ncommit unknown\nGo go1.26.8\n@cloudflare/realtimekit 2.0.2\n", out.String())
}

func TestCommitAsTheGoCommandNotesIt(t *testing.T) {
	require.Empty(t, commitIn(nil))
	noted := []debug.BuildSetting{{Key: "vcs.revision", Value: "0123abcd"}, {Key: "vcs.modified", Value: "false"}}
	require.Equal(t, "0123abcd", commitIn(noted))
	noted[1].Value = "true"
	require.Equal(t, "0123abcd-dirty", commitIn(noted))
}
