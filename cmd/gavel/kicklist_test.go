package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// list writes a file and gives its name.
func list(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "removed.json")
	require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
	return name
}

// runWith is run with something on standard input.
func (b *backend) runWith(stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	b.t.Helper()
	var out, err strings.Builder
	code = run(b.t.Context(), append(args, "--api-base="+b.address+"/local/kit"), stdin, &out, &err)
	return code, out.String(), err.String()
}

// comesIn tells whether a token lets somebody in.
func (b *backend) comesIn(token string) bool {
	client, err := roomclient.Dial(b.t.Context(), b.api, "demo", token, "again-peer")
	if err != nil {
		return false
	}
	b.t.Cleanup(client.Cut)
	_, err = client.Join(b.t.Context())
	return err == nil
}

func TestKickTakesAListOfPeople(t *testing.T) {
	b := startBackend(t)
	for _, name := range []string{"Ann", "Ben", "Cem"} {
		b.join(name, "guest")
	}
	name := list(t, `{"removed":[
		{"userId":"u1","customParticipantId":"ann","name":"Ann","at":1764550000000,"back":null},
		{"userId":"u2","customParticipantId":"","name":"Dan\u001b[31m\u202e","at":1764550000000,"back":null},
		{"userId":"u1","customParticipantId":"ann","name":"Ann","at":1764550009000,"back":null},
		{"userId":"u4","customParticipantId":"ben","name":"Ben","at":1764550000000,"back":null}]}`)
	code, stdout, stderr := b.run("kick", "demo", "--custom-id=ben", "--from", name, "--keep-out")
	require.Equal(t, exitHalfDone, code, stderr)
	require.Regexp(t, `^ben: removed and kept out: Ben \([\w-]+\)\nann: removed and kept out: Ann \([\w-]+\)\n`+
		`Dan\x{fffd}\[31m\x{fffd} \(u2\): not usable: entry 2 of the list has no custom id\n$`, stdout)
	require.Contains(t, stderr, "done for 2 of 3, 1 not usable: Dan")
	requireClean(t, stdout+stderr)
	require.Equal(t, 1, b.people())
}

func TestKickTakesLinesFromStandardInput(t *testing.T) {
	b := startBackend(t)
	b.join("Ann", "guest")
	for name, flag := range map[string][]string{"Ben": {"--from", "-"}, "Cem": {"--from=-"}} {
		b.join(name, "guest")
		id := strings.ToLower(name)
		code, stdout, stderr := b.runWith(strings.NewReader("\n"+id+"\n\n"+id+"\n"), append([]string{"kick", "demo"}, flag...)...)
		require.Zero(t, code, stderr)
		require.Regexp(t, `^`+id+`: removed: `+name+` \([\w-]+\)\n$`, stdout)
		require.Equal(t, 1, b.people())
	}
}

func TestKickKeepsOutWhoIsNotInside(t *testing.T) {
	b := startBackend(t)
	token := b.token("Ann", "guest")
	code, stdout, stderr := b.runWith(strings.NewReader(`[{"customParticipantId":"ann"}]`), "kick", "demo", "--from=-", "--keep-out")
	require.Zero(t, code, stderr)
	require.Equal(t, "ann: kept out\n", stdout, "no session runs")
	require.False(t, b.comesIn(token))

	b.join("Ben", "guest")
	token = b.token("Cem", "guest")
	code, stdout, stderr = b.runWith(strings.NewReader("cem"), "kick", "demo", "--from=-", "--keep-out")
	require.Zero(t, code, stderr)
	require.Equal(t, "cem: kept out\n", stdout, "a session without them runs")
	require.False(t, b.comesIn(token))
	require.Equal(t, 1, b.people())
}

func TestKickTellsOfWhoIsNotUsable(t *testing.T) {
	b := startBackend(t, "--bots=1")
	nobody := `[{"userId":"u1","customParticipantId":"","name":"Ann"},{"userId":"u2"},{"customParticipantId":""}]`
	code, stdout, stderr := b.runWith(strings.NewReader(nobody), "kick", "demo", "--from=-", "--json")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "done for none of 3, 3 not usable: Ann (u1): not usable: ")
	receipts, trouble := result[[]receipt](t, stdout)
	require.NotNil(t, trouble)
	require.Len(t, receipts, 3)
	for i, want := range []listed{{1, "Ann", "u1"}, {2, "", "u2"}, {3, "", ""}} {
		require.Equal(t, &want, receipts[i].Listed)
		require.False(t, receipts[i].Done)
		require.Equal(t, "not-usable", receipts[i].Error.Kind)
	}
	require.NotContains(t, stdout, "customId")

	code, stdout, stderr = b.runWith(strings.NewReader(nobody), "kick", "demo", "--from=-")
	require.Equal(t, exitFailed, code, stderr)
	require.Contains(t, stdout, "\nu2: not usable: entry 2 of the list has no custom id\nsomebody: not usable: entry 3 of the list has no custom id\n")
	require.Equal(t, 1, b.people())

	for _, args := range [][]string{{"kick", "demo", "--from=-"}, {"kick", "demo", "--from=-", "--json"}} {
		code, stdout, stderr = b.runWith(strings.NewReader("[]"), args...)
		require.Zero(t, code, stderr)
	}
	require.Equal(t, "{\n  \"result\": []\n}\n", stdout)
}

func TestABadListRemovesNobody(t *testing.T) {
	b := startBackend(t)
	b.join("Ann", "guest")
	folder := t.TempDir()
	for _, test := range []struct{ from, want string }{
		{list(t, `[{"customParticipantId":"ann"},{"customParticipantId":7}]`), "entry 2: customParticipantId: want a text, got a number; want snapshot.removed as JSON"},
		{list(t, "ann\n"+strings.Repeat("x", 300)), "line 2: custom participant id"},
		{list(t, ""), "it is empty"},
		{list(t, "ann"+strings.Repeat("\n", longestList-2)), "longer than 1 MB"},
		{filepath.Join(folder, "none.json"), "no such file"},
		{folder, "is a directory"},
	} {
		code, stdout, stderr := b.run("kick", "demo", "--custom-id=ann", "--from", test.from)
		require.Equal(t, exitUsage, code, stderr)
		require.Empty(t, stdout)
		require.Contains(t, stderr, "gavel: --from")
		require.Contains(t, stderr, test.want)
	}
	require.Equal(t, 1, b.people())

	code, _, stderr := b.run("kick", "demo", "--from", list(t, "ann"+strings.Repeat("\n", longestList-3)))
	require.Zero(t, code, stderr)
	require.Zero(t, b.people())
}

func TestWaitingForAListCanBeStopped(t *testing.T) {
	b := startBackend(t)
	silent, writer := io.Pipe()
	defer writer.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	code := run(ctx, []string{"kick", "demo", "--from=-", "--api-base=" + b.address + "/local/kit"}, silent, &stdout, &stderr)
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr.String(), "stopped before anything was sent")
}

func TestManyFailuresAreToldInShort(t *testing.T) {
	b := startBackend(t, "--bots=1")
	code, stdout, stderr := b.runWith(strings.NewReader(strings.Join(strings.Split("abcdefghijklmn", ""), "\n")), "kick", "demo", "--from=-")
	require.Equal(t, exitFailed, code)
	require.Equal(t, 14, strings.Count(stdout, "\n"))
	require.Contains(t, stderr, "done for none of 14: remove a: ")
	require.Contains(t, stderr, "; and 4 more\n")
}
