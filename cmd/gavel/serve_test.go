package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const projectRoot = "../.."

// serve starts gavel serve on a free port and returns what it greeted with,
// its address and what ends it with its exit code.
func serve(t *testing.T, args ...string) (greeting, address string, stop func() int) {
	t.Helper()
	greeting, address, stderr, end := serveTalking(t, args...)
	return greeting, address, func() int {
		code := end()
		require.Empty(t, stderr.String())
		return code
	}
}

// serveTalking is serve for when it has something to say; read stderr in the end.
func serveTalking(t *testing.T, args ...string) (greeting, address string, stderr *bytes.Buffer, stop func() int) {
	t.Helper()
	stderr = new(bytes.Buffer)
	out, printed := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--addr=127.0.0.1:0", "--root=" + projectRoot}, args...), nil, printed, stderr)
		_ = printed.Close()
	}()
	lines := bufio.NewReader(out)
	for !strings.Contains(greeting, "Ctrl-C") {
		line, err := lines.ReadString('\n')
		require.NoError(t, err, "gavel serve ended early: %s", stderr)
		greeting += line
	}
	_, rest, _ := strings.Cut(greeting, "The demo is at ")
	address, _, _ = strings.Cut(rest, "/\n")
	return greeting, address, stderr, func() int {
		cancel()
		return <-ended
	}
}

func getJSON(t *testing.T, url string, into any) {
	t.Helper()
	response, err := http.Get(url)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.NoError(t, json.NewDecoder(response.Body).Decode(into))
}

func TestServeGreetsAndServes(t *testing.T) {
	greeting, address, stop := serve(t, "--meeting=stand up")
	require.Contains(t, greeting, "as host:  "+address+"/?meeting=stand+up&role=host\n")
	require.Contains(t, greeting, "as guest: "+address+"/?meeting=stand+up&role=guest")

	var demo struct {
		LocalRoom bool
		Meeting   string
		Presets   []string
	}
	getJSON(t, address+"/demo.json", &demo)
	require.True(t, demo.LocalRoom)
	require.Equal(t, "stand up", demo.Meeting)
	require.Contains(t, demo.Presets, "waiting-guest")
	require.Zero(t, stop())
}

func TestServePutsBotsIntoTheMeeting(t *testing.T) {
	_, address, stop := serve(t, "--bots=5")
	var room struct{ Participants []struct{ Audio, Video bool } }
	getJSON(t, address+"/local/rooms/demo", &room)
	require.ElementsMatch(t, []struct{ Audio, Video bool }{{true, true}, {true, true}, {true, true}, {true, false}, {false, false}}, room.Participants)
	require.Zero(t, stop())
}

func TestServePassesOnWhatTheRoomSays(t *testing.T) {
	code, stdout, stderr := call(t, "serve", "--root="+projectRoot, "--addr=127.0.0.1:0", "--bots=100000")
	require.Equal(t, exitFailed, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "adding bots: count: want 1 to 5000")
}

func TestServeWithoutARoom(t *testing.T) {
	greeting, address, stop := serve(t, "--no-room")
	require.NotContains(t, greeting, "as host")
	response, err := http.Get(address + "/local/rooms")
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusNotFound, response.StatusCode)
	require.Zero(t, stop())
}

func TestServeSaysWhatToDoWhenTheAddressIsTaken(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	code, _, stderr := call(t, "serve", "--root="+projectRoot, "--addr="+listener.Addr().String())
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "another program already listens at "+listener.Addr().String())
	require.Contains(t, stderr, "--addr")
}

func TestServeSaysWhenItIsNotInTheProject(t *testing.T) {
	code, _, stderr := call(t, "serve", "--root="+t.TempDir(), "--addr=127.0.0.1:0")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "has no web/index.html")
}

func TestServeSaysWhatIsWrongWithAnAddress(t *testing.T) {
	code, _, stderr := call(t, "serve", "--root="+projectRoot, "--addr=nonsense")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "nonsense")
}

func TestServeSaysWhatIsWrongWithPresets(t *testing.T) {
	file := filepath.Join(t.TempDir(), "presets.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"presets":{"host":{"permissions":{"kick_participant":"yes"}}}}`), 0o600))
	code, _, stderr := call(t, "serve", "--root="+projectRoot, "--presets="+file)
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, file)
	require.Contains(t, stderr, "presets.host.permissions.kick_participant")
}

func TestServeWarnsWhenOthersCanReachIt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, stderr bytes.Buffer
	require.Zero(t, run(ctx, []string{"serve", "--root=" + projectRoot, "--addr=0.0.0.0:0", "--no-room"}, nil, &out, &stderr))
	require.Contains(t, stderr.String(), "can be reached from other machines")
	require.Contains(t, out.String(), "The demo is at http://127.0.0.1:")
}
