package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// call runs the command to its end.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &out, &err)
	return code, out.String(), err.String()
}

func TestHelpGoesToStandardOutput(t *testing.T) {
	code, stdout, stderr := call(t, "--help")
	require.Zero(t, code)
	require.Contains(t, stdout, "Serve the demo")
	require.Empty(t, stderr)

	code, stdout, _ = call(t, "serve", "--help")
	require.Zero(t, code)
	for _, flag := range []string{"--addr", "--meeting", "--bots", "--presets", "--no-room", "--faults", "--root"} {
		require.Contains(t, stdout, flag)
	}
}

func TestWrongCallsExitWithTwo(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, `expected one of "serve"`},
		{[]string{"dance"}, "unexpected argument dance"},
		{[]string{"serve", "--colour"}, "unknown flag --colour"},
		{[]string{"serve", "--bots=many"}, "--bots"},
		{[]string{"serve", "--bots=-1"}, "--bots=-1: want 0 or more"},
		{[]string{"serve", "--meeting="}, "--meeting: want a name"},
		{[]string{"serve", "--no-room", "--bots=3"}, "--no-room leaves nothing for --bots"},
		{[]string{"serve", "--presets=no-such-file.json"}, "no-such-file.json"},
		{[]string{"serve", "--root=no-such-folder"}, "no-such-folder"},
	} {
		code, stdout, stderr := call(t, test.args...)
		require.Equal(t, exitUsage, code, test.args)
		require.Empty(t, stdout, test.args)
		require.Contains(t, stderr, test.want, test.args)
		require.Contains(t, stderr, "gavel --help")
	}
}
