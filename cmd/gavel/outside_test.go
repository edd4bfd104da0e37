package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// hostile is text that wants to take a terminal over.
const hostile = "x" + acting + "\x1b]0;t\a\x1b[31mSession s1 owned\nowned\ny"

const lost = "lost" // in the place of an answer: the connection breaks

// service answers calls by the end of their address, and all others with 404.
func service(t *testing.T, answers map[string]any) (base string) {
	t.Helper()
	t.Setenv("CLOUDFLARE_ACCOUNT_ID", "local")
	t.Setenv("RTK_APP_ID", "local")
	t.Setenv("CLOUDFLARE_API_TOKEN", "local")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for call, answer := range answers {
			method, end, _ := strings.Cut(call, " ")
			if r.Method == method && strings.HasSuffix(r.URL.Path, end) {
				if answer == lost {
					panic(http.ErrAbortHandler)
				}
				_ = json.NewEncoder(w).Encode(map[string]any{"success": true, "data": answer})
				return
			}
		}
		w.WriteHeader(http.StatusNotFound)
		_ = json.NewEncoder(w).Encode(map[string]any{"success": false, "error": map[string]any{"code": 404, "message": hostile}})
	}))
	t.Cleanup(server.Close)
	return server.URL
}

type data = map[string]any

// What is wrong with an address is told without what may be secret in it.
func TestAddressesAreNotTold(t *testing.T) {
	withoutAccount(t)
	base := service(t, nil)
	const secret = "user:s3cret@example.com/s3cret?key=s3cret#s3cret"
	for _, args := range [][]string{
		{"webhook", "serve", "--meeting=m1", "--forward=ftp://" + secret},
		{"webhook", "serve", "--meeting=m1", "--forward=http://s3cret\x7f" + secret},
		{"webhook", "serve", "--meeting=m1", "--forward=s3cret"},
		{"webhook", "ensure", "http://" + secret},
		{"webhook", "ensure", "http://[::1" + secret},
		{"who", "m1", "--api-base=http://" + secret},
		{"who", "m1", "--api-base=http://example.com/?s3cret"},
	} {
		code, stdout, stderr := call(t, args...)
		require.Equal(t, exitUsage, code, args)
		require.Contains(t, stderr, "want ")
		require.NotContains(t, stdout+stderr, "s3cret")
	}
	code, _, stderr := call(t, "webhook", "serve", "--meeting=m1", "https://user:s3cret@example.com/?key=s3cret")
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "unexpected argument https://…@example.com/?…")
	require.NotContains(t, stderr, "s3cret")

	code, _, stderr = call(t, "webhook", "ensure", "https://"+secret, "--api-base="+base)
	require.Equal(t, exitFailed, code)
	require.NotContains(t, stderr, "s3cret")
}

// Whatever the service answers, a terminal shows it and does not act on it, and
// the exit code does not blame the caller.
func TestAHostileServiceTakesNoTerminalOver(t *testing.T) {
	person := data{"id": hostile, "user_id": hostile, "custom_participant_id": hostile, "display_name": hostile, "name": hostile, "preset_name": hostile, "joined_at": hostile}
	session := func(id string) data {
		return data{"id": id, "associated_id": "m1", "meeting_display_name": hostile, "live_participants": 1, "started_at": hostile, "status": "LIVE"}
	}
	for name, test := range map[string]struct {
		args    []string
		answers map[string]any
		code    int
		want    string
	}{
		"end": {[]string{"end", "m1", "--wait=0s"}, map[string]any{"GET /active-session": session(hostile), "POST /kick-all": data{}}, exitUnconfirmed, "was told to end"},
		"end, another session": {[]string{"end", "m1", "--every=1ms", "--wait=" + testlimit.Of(time.Second).String()},
			map[string]any{"GET /active-session": session(hostile), "POST /kick-all": data{}}, exitUnconfirmed, "people are still inside"},
		"end, strange recordings": {[]string{"end", "m1", "--every=1ms", "--wait=" + testlimit.Of(time.Second).String()},
			map[string]any{"GET /active-session": data{"id": "s1", "live_participants": 0, "status": "LIVE"}, "POST /kick-all": data{}, "GET /r1": data{"status": hostile},
				"GET /recordings": []any{data{"id": "r1", "session_id": hostile, "status": "RECORDING"}, data{"id": hostile, "status": "PAUSED"}}}, exitDone, "it ends with the session: r1 is x"},
		"who, a strange session": {[]string{"who", "m1"}, map[string]any{"GET /active-session": session(hostile)}, exitFailed, "session id"},
		"who":                    {[]string{"who", "m1"}, map[string]any{"GET /active-session": session("s1"), "GET /s1/participants": data{"participants": []any{person}}}, exitDone, "PARTICIPANT ID"},
		"kick":                   {[]string{"kick", "m1", "--custom-id=bob"}, map[string]any{"POST /kick": data{"participants": []any{person}}}, exitDone, "bob: removed: "},
		"kick, nobody":           {[]string{"kick", "m1", "--custom-id=bob", "--custom-id=eve"}, nil, exitFailed, "remove bob"},
		"kick, kept out": {[]string{"kick", "m1", "--custom-id=" + "bob", "--keep-out"},
			map[string]any{"GET /m1/participants": []any{data{"id": hostile, "custom_participant_id": "bob"}}, "POST /kick": data{"participants": []any{person}}}, exitFailed, "participant id"},
		"kick, but its answer is lost": {[]string{"kick", "m1", "--custom-id=bob"},
			map[string]any{"POST /kick": lost, "GET /active-session": session(hostile)}, exitUnconfirmed, "remove bob"},
		"lock":  {[]string{"lock", "m1"}, map[string]any{"PATCH /m1": data{"status": hostile}}, exitFailed, "the meeting is"},
		"sweep": {[]string{"sweep"}, map[string]any{"GET /sessions": data{"sessions": []any{session(hostile)}}, "GET /m1": data{"id": "m1", "status": "INACTIVE"}}, exitDone, "meeting m1: session x"},
		"token": {[]string{"token", "m1", "--preset=host", "--name=Mary"},
			map[string]any{"GET /meetings/m1": data{"id": "m1"}, "GET /presets": []any{data{"id": "p1", "name": "host"}}, "GET /p1": data{"permissions": data{}},
				"POST /participants": data{"id": hostile, "token": "eyJ.a-b_c"}}, exitDone, "eyJ.a-b_c\n"},
		"token that is none": {[]string{"token", "m1", "--preset=host", "--name=Mary"},
			map[string]any{"GET /meetings/m1": data{"id": "m1"}, "GET /presets": []any{data{"id": "p1", "name": "host"}}, "GET /p1": data{"permissions": data{}},
				"POST /participants": data{"id": "u1", "token": hostile}}, exitUnconfirmed, "register with meeting m1"},
		"token, a strange preset": {[]string{"token", "m1", "--preset=host", "--name=Mary"},
			map[string]any{"GET /meetings/m1": data{"id": "m1"}, "GET /presets": []any{data{"id": hostile, "name": "host"}}}, exitFailed, "preset id"},
		"token, no preset": {[]string{"token", "m1", "--preset=boss", "--name=Mary"},
			map[string]any{"GET /meetings/m1": data{"id": "m1"}, "GET /presets": []any{data{"id": "p1", "name": hostile}}}, exitFailed, "boss"},
		"webhook list": {[]string{"webhook", "list"}, map[string]any{"GET /webhooks": []any{data{"id": hostile, "name": hostile, "url": hostile, "events": []string{hostile}}}}, exitDone, "(switched off)"},
		"webhook rm": {[]string{"webhook", "rm", "https://example.com/"},
			map[string]any{"GET /webhooks": []any{data{"id": hostile, "url": "https://example.com/"}}}, exitFailed, "webhook id"},
		"webhook ensure": {[]string{"webhook", "ensure", "https://example.com/"},
			map[string]any{"GET /webhooks": []any{data{"id": hostile, "url": "https://example.com/"}}}, exitFailed, "webhook id"},
		"nothing known": {[]string{"who", "m1"}, nil, exitFailed, "knows no such thing"},
	} {
		t.Run(name, func(t *testing.T) {
			args := append(test.args, "--api-base="+service(t, test.answers))
			code, stdout, stderr := call(t, args...)
			requireClean(t, stdout)
			requireClean(t, stderr)
			require.Equal(t, test.code, code, "%s%s", stdout, stderr)
			require.Contains(t, stdout+stderr, test.want)

			code, stdout, stderr = call(t, append(args, "--json")...)
			requireClean(t, stdout)
			requireClean(t, stderr)
			require.Equal(t, test.code, code, "%s%s", stdout, stderr)
			require.True(t, json.Valid([]byte(stdout)), stdout)
		})
	}
}
