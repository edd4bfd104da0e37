package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/kitapi"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

var patience = testlimit.Of(15 * time.Second)

// backend is a served local room whose API the commands call.
type backend struct {
	t       *testing.T
	address string
	api     roomclient.API
}

func startBackend(t *testing.T, args ...string) *backend {
	t.Helper()
	withoutAccount(t)
	_, address, stop := serve(t, append([]string{"--faults"}, args...)...)
	t.Cleanup(func() { require.Zero(t, stop()) })
	t.Setenv("CLOUDFLARE_ACCOUNT_ID", "local")
	t.Setenv("RTK_APP_ID", "local")
	t.Setenv("CLOUDFLARE_API_TOKEN", "local")
	return &backend{t, address, roomclient.API{URL: address}}
}

func withoutAccount(t *testing.T) {
	for _, name := range []string{"CLOUDFLARE_ACCOUNT_ID", "RTK_APP_ID", "CLOUDFLARE_API_TOKEN"} {
		t.Setenv(name, "")
	}
}

// run calls a command with the API's address.
func (b *backend) run(args ...string) (code int, stdout, stderr string) {
	b.t.Helper()
	return call(b.t, append(args, "--api-base="+b.address+"/local/kit")...)
}

// token lets somebody into the meeting "demo".
func (b *backend) token(name, preset string) string {
	b.t.Helper()
	token, err := b.api.Token(b.t.Context(), roomclient.Who{Meeting: "demo", Name: name, Preset: preset, CustomParticipantID: strings.ToLower(name)})
	require.NoError(b.t, err)
	return token
}

// join brings somebody into the meeting "demo".
func (b *backend) join(name, preset string) *roomclient.Client {
	b.t.Helper()
	client, err := roomclient.Dial(b.t.Context(), b.api, "demo", b.token(name, preset), name+"-peer")
	require.NoError(b.t, err)
	b.t.Cleanup(client.Cut)
	_, err = client.Join(b.t.Context())
	require.NoError(b.t, err)
	return client
}

func (b *backend) people() int {
	b.t.Helper()
	room, err := b.api.Room(b.t.Context(), "demo")
	require.NoError(b.t, err)
	return len(room.Participants)
}

func (b *backend) fault(fault kitapi.Fault) {
	b.t.Helper()
	body, err := json.Marshal(fault)
	require.NoError(b.t, err)
	response, err := http.Post(b.address+"/local/kit/faults", "application/json", strings.NewReader(string(body)))
	require.NoError(b.t, err)
	require.NoError(b.t, response.Body.Close())
	require.Equal(b.t, http.StatusOK, response.StatusCode)
}

// result reads what a command printed as JSON.
func result[Result any](t *testing.T, stdout string) (Result, *failure) {
	t.Helper()
	var answer struct {
		Result Result
		Error  *failure
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &answer), stdout)
	return answer.Result, answer.Error
}

func TestEndCommand(t *testing.T) {
	b := startBackend(t)
	b.join("Alice", "host")
	b.join("Bob", "guest")
	code, stdout, stderr := b.run("end", "demo", "--lock", "--every=10ms")
	require.Zero(t, code, stderr)
	require.Regexp(t, `^Session \w+ has ended: nobody was inside at two looks in a row\. The meeting is locked\.\n$`, stdout)
	require.Contains(t, stderr, "the meeting is locked\neverybody was told to go\nnobody is inside\nnobody is inside\n")
	require.Zero(t, b.people())

	_, err := b.api.Token(t.Context(), roomclient.Who{Meeting: "demo", Name: "Carol", Preset: "guest"})
	require.NoError(t, err)
	code, stdout, _ = b.run("end", "demo")
	require.Zero(t, code)
	require.Equal(t, "Nothing to end: nobody is in meeting demo.\n", stdout)

	code, stdout, _ = b.run("unlock", "demo")
	require.Zero(t, code)
	require.Equal(t, "Meeting demo is open.\n", stdout)
	b.join("Dave", "guest")
}

func TestEndCommandThatIsNotConfirmed(t *testing.T) {
	b := startBackend(t, "--bots=3")
	code, stdout, stderr := b.run("end", "demo", "--wait=0s")
	require.Equal(t, exitUnconfirmed, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "was not looked at")

	b.join("Alice", "host")
	b.fault(kitapi.Fault{Call: "POST /kick-all", Status: 503})
	code, stdout, stderr = b.run("end", "demo", "--wait="+testlimit.Of(300*time.Millisecond).String(), "--every=50ms", "--json")
	require.Equal(t, exitUnconfirmed, code, stderr)
	report, trouble := result[struct {
		Ending string
		Inside int
	}](t, stdout)
	require.Equal(t, "unconfirmed", report.Ending)
	require.Equal(t, 1, report.Inside)
	require.NotNil(t, trouble)
}

func TestEndCommandThatIsHalfDone(t *testing.T) {
	b := startBackend(t, "--bots=3")
	b.fault(kitapi.Fault{Call: "POST /kick-all", Status: 403, Times: 1})
	code, stdout, stderr := b.run("end", "demo", "--lock", "--json")
	require.Equal(t, exitHalfDone, code)
	require.Contains(t, stderr, "to finish: gavel end demo")
	_, trouble := result[any](t, stdout)
	require.Equal(t, "half-done", trouble.Kind)

	code, _, stderr = b.run(strings.Fields(strings.TrimPrefix(trouble.Finish, "gavel "))...)
	require.Zero(t, code, stderr)
	require.Zero(t, b.people())
}

func TestEndCommandWithAWebhook(t *testing.T) {
	b := startBackend(t, "--bots=3")
	code, _, stderr := b.run("webhook", "ensure", "http://"+freeAddress(t)+"/")
	require.Zero(t, code, stderr)
	code, stdout, _ := b.run("webhook", "list")
	require.Zero(t, code)
	address, _, _ := strings.Cut(strings.TrimPrefix(stdout, "http://"), "/")
	code, stdout, stderr = b.run("end", "demo", "--every=10s", "--webhooks="+address, "--key-url="+b.address+"/local/kit/.well-known/webhooks.json")
	require.Zero(t, code, stderr)
	require.Contains(t, stdout, "RealtimeKit says so")
}

// freeAddress is one that nothing listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(nil)
	defer server.Close()
	return strings.TrimPrefix(server.URL, "http://")
}

func TestKickCommand(t *testing.T) {
	b := startBackend(t)
	b.join("Alice", "host")
	b.join("Bob", "guest")
	code, stdout, stderr := b.run("kick", "demo", "--custom-id=bob", "--custom-id=bob")
	require.Zero(t, code, stderr)
	require.Regexp(t, `^bob: removed: Bob \([\w-]+\)\n$`, stdout)
	require.Equal(t, 1, b.people())

	b.join("Carol", "guest")
	code, stdout, stderr = b.run("kick", "demo", "--custom-id=nobody", "--custom-id=carol")
	require.Equal(t, exitHalfDone, code)
	require.Regexp(t, `^nobody: failed: remove nobody: .+\ncarol: removed: Carol \([\w-]+\)\n$`, stdout)
	require.Contains(t, stderr, "done for 1 of 2: remove nobody: the service knows no such thing")
	require.Equal(t, 1, b.people())

	code, _, stderr = b.run("kick", "demo", "--custom-id=nobody", "--custom-id=none")
	require.Equal(t, exitFailed, code)
	require.Equal(t, 1, strings.Count(stderr, "remove nobody"), "each is said once: %s", stderr)

	code, stdout, stderr = b.run("kick", "demo", "--custom-id=nobody", "--json")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "remove nobody")
	receipts, trouble := result[[]receipt](t, stdout)
	require.False(t, receipts[0].Done)
	require.Empty(t, receipts[0].Removed)
	require.Equal(t, "not-found", trouble.Kind)

	code, stdout, stderr = b.run("kick", "demo", "--custom-id=alice", "--keep-out", "--json")
	require.Zero(t, code, stderr)
	receipts, _ = result[[]receipt](t, stdout)
	require.Len(t, receipts[0].Removed, 1)
	require.Equal(t, "Alice", receipts[0].Removed[0].Name)
	require.NotEmpty(t, receipts[0].Removed[0].ID)
	require.Zero(t, b.people())
}

func TestALostKickIsFoundOut(t *testing.T) {
	b := startBackend(t)
	b.join("Alice", "host")
	b.join("Bob", "guest")
	b.fault(kitapi.Fault{Call: "POST /kick", Lost: true, Times: 1})
	code, _, stderr := b.run("kick", "demo", "--custom-id=bob")
	require.Zero(t, code, stderr)
	b.fault(kitapi.Fault{Call: "POST /kick", Status: 500, Times: 1})
	code, _, stderr = b.run("kick", "demo", "--custom-id=alice")
	require.Equal(t, exitUnconfirmed, code)
	require.Contains(t, stderr, "not known whether it was done")
	require.Equal(t, 1, b.people())
}

func TestWhoCommand(t *testing.T) {
	b := startBackend(t)
	b.join("Alice\u202e", "host")
	code, stdout, _ := b.run("who", "demo")
	require.Zero(t, code)
	require.Contains(t, stdout, "these 1 are listed")
	require.Contains(t, stdout, "Alice\ufffd")
	require.NotContains(t, stdout, "\u202e")

	code, stdout, _ = b.run("who", "demo", "--json")
	require.Zero(t, code)
	inside, _ := result[struct {
		Live bool
		List []struct{ Preset string }
	}](t, stdout)
	require.True(t, inside.Live)
	require.Equal(t, "host", inside.List[0].Preset)

	code, _, stderr := b.run("who", "nothing")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "ask about meeting nothing")
}

func TestMuteCommand(t *testing.T) {
	b := startBackend(t)
	alice := b.join("Alice", "host")
	_, err := alice.Produce(t.Context(), "audio")
	require.NoError(t, err)
	code, stdout, _ := b.run("mute", "demo", "--custom-id=alice")
	require.Zero(t, code)
	require.Equal(t, "alice: muted\n", stdout)
	room, err := b.api.Room(t.Context(), "demo")
	require.NoError(t, err)
	require.False(t, room.Participants[0].Audio)
	code, stdout, _ = b.run("mute", "demo", room.Participants[0].UserID)
	require.Zero(t, code)
	require.Contains(t, stdout, ": muted")
	code, stdout, _ = b.run("mute", "demo", "--all")
	require.Zero(t, code)
	require.Equal(t, "1 microphones were turned off.\n", stdout)
}

func TestSweepCommand(t *testing.T) {
	b := startBackend(t, "--bots=2")
	code, stdout, _ := b.run("sweep")
	require.Zero(t, code)
	require.Equal(t, "No session runs in a locked meeting.\n", stdout)
	code, _, _ = b.run("lock", "demo")
	require.Zero(t, code)
	code, stdout, _ = b.run("sweep")
	require.Zero(t, code)
	require.Regexp(t, `^meeting demo: session \w+ with 2 people since \S+\n$`, stdout)
	require.Equal(t, 2, b.people())
	code, stdout, _ = b.run("sweep", "--end", "--every=10ms")
	require.Zero(t, code)
	require.Contains(t, stdout, ": ended\n")
	require.Zero(t, b.people())
}

func TestTokenCommand(t *testing.T) {
	b := startBackend(t, "--bots=1")
	code, stdout, stderr := b.run("token", "demo", "--preset=host", "--name=Mary")
	require.Zero(t, code, stderr)
	require.Regexp(t, `^eyJ[\w.-]+\n$`, stdout, "only the token")
	require.Contains(t, stderr, "power over others: kick_participant")
	require.NotContains(t, stderr, "eyJ")
	client, err := roomclient.Dial(t.Context(), b.api, "demo", strings.TrimSpace(stdout), "mary-peer")
	require.NoError(t, err)
	defer client.Cut()
	_, err = client.Join(t.Context())
	require.NoError(t, err)

	code, stdout, stderr = b.run("token", "demo", "--preset=boss", "--name=Mary")
	require.Equal(t, exitFailed, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, `"boss"`)
}

func TestWebhookCommands(t *testing.T) {
	b := startBackend(t)
	const hook = "http://127.0.0.1:9/hook"
	code, stdout, _ := b.run("webhook", "list")
	require.Zero(t, code)
	require.Equal(t, "The app has no webhooks.\n", stdout)
	code, stdout, _ = b.run("webhook", "ensure", hook, "--events=meeting.ended,meeting.started")
	require.Zero(t, code)
	require.Equal(t, "Done: meeting.ended, meeting.started go to "+hook+"\n", stdout)
	code, stdout, _ = b.run("webhook", "ensure", hook, "--events=meeting.started,meeting.ended")
	require.Zero(t, code)
	require.Contains(t, stdout, "It was so already")
	code, stdout, _ = b.run("webhook", "list")
	require.Zero(t, code)
	require.Equal(t, hook+": meeting.ended, meeting.started\n", stdout)
	code, stdout, _ = b.run("webhook", "rm", hook)
	require.Zero(t, code)
	require.Equal(t, "1 removed.\n", stdout)
	code, _, stderr := b.run("webhook", "ensure", "http://example.com/")
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "want https")
}

func TestWebhookServePassesOnWhatIsTrue(t *testing.T) {
	b := startBackend(t, "--bots=1")
	arrived := make(chan string, 10)
	own := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		arrived <- string(body)
	}))
	defer own.Close()
	ctx, cancel := context.WithCancel(t.Context())
	stderr, written := io.Pipe()
	ended := make(chan int, 1)
	var lines strings.Builder
	go func() {
		ended <- run(ctx, []string{"webhook", "serve", "--addr=127.0.0.1:0", "--forward=" + own.URL,
			"--api-base=" + b.address + "/local/kit", "--key-url=" + b.address + "/local/kit/.well-known/webhooks.json"}, nil, &lines, written)
		_ = written.Close()
	}()
	greeting := make([]byte, 200)
	n, err := stderr.Read(greeting)
	require.NoError(t, err)
	go func() { _, _ = io.Copy(io.Discard, stderr) }()
	_, hook, _ := strings.Cut(strings.TrimSpace(string(greeting[:n])), " at ")

	response, err := http.Post(hook, "application/json", strings.NewReader(`{"event":"meeting.ended","meeting":{"id":"demo"}}`))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusUnauthorized, response.StatusCode)

	code, _, told := b.run("webhook", "ensure", hook)
	require.Zero(t, code, told)
	code, _, told = b.run("end", "demo", "--every=10ms")
	require.Zero(t, code, told)
	select {
	case body := <-arrived:
		require.Contains(t, body, `"event":"meeting.ended"`)
	case <-time.After(patience):
		t.Fatal("nothing was passed on")
	}
	cancel()
	require.Zero(t, <-ended)
	require.Contains(t, lines.String(), `"event":"meeting.ended","meetingId":"demo"`)
	require.Empty(t, arrived, "what was not signed was not passed on")
}

func TestServeTakesTheRoomsWebhooks(t *testing.T) {
	withoutAccount(t)
	ctx, cancel := context.WithCancel(t.Context())
	printed, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--addr=127.0.0.1:0", "--root=" + projectRoot, "--bots=1", "--webhooks=127.0.0.1:0"}, nil, out, io.Discard)
		_ = out.Close()
	}()
	lines := bufio.NewReader(printed)
	after := func(mark string) string {
		for {
			line, err := lines.ReadString('\n')
			require.NoError(t, err)
			if _, rest, found := strings.Cut(line, mark); found {
				return strings.Fields(rest)[0]
			}
		}
	}
	base, hook := after("its API: "), after("webhooks: ")
	t.Setenv("CLOUDFLARE_API_TOKEN", "local")
	go func() {
		for _, args := range [][]string{{"webhook", "ensure", hook}, {"end", "demo", "--every=10ms"}} {
			run(ctx, append(args, "--account=local", "--app=local", "--api-base="+base), nil, io.Discard, io.Discard)
		}
	}()
	require.Contains(t, after(`{"event":"meeting.ended",`), `"meetingId":"demo"`)
	cancel()
	require.Zero(t, <-ended)
}

func TestServeWithAnAccount(t *testing.T) {
	b := startBackend(t, "--bots=1")
	_, address, stop := serve(t, "--no-room", "--api-base="+b.address+"/local/kit")
	var demo struct{ Account bool }
	getJSON(t, address+"/demo.json", &demo)
	require.True(t, demo.Account)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/account/tokens", strings.NewReader(`{"meeting":"demo","preset":"guest","name":"Mary"}`))
	require.NoError(t, err)
	request.Header.Set("Origin", address)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	var ticket struct{ Token string }
	require.NoError(t, json.NewDecoder(response.Body).Decode(&ticket))
	require.True(t, strings.HasPrefix(ticket.Token, "eyJ"))
	require.Zero(t, stop())

	code, _, stderr := call(t, "serve", "--root="+projectRoot, "--addr=0.0.0.0:0")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "loopback addresses only")
}

func TestBadInputToTheBackendCommands(t *testing.T) {
	b := startBackend(t, "--bots=1")
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"end", "a/b"}, exitUsage, `meeting id "a/b"`},
		{[]string{"end", "m#x"}, exitUsage, `meeting id "m#x"`},
		{[]string{"end", "nothing"}, exitFailed, "ask about meeting nothing: the service knows no such thing"},
		{[]string{"end", "nothing", "--lock"}, exitFailed, "ask about meeting nothing"},
		{[]string{"end"}, exitUsage, "<meeting>"},
		{[]string{"end", "demo", "--wait=-1s"}, exitUsage, "--wait"},
		{[]string{"end", "demo", "--webhooks=nonsense"}, exitFailed, "nonsense"},
		{[]string{"end", "demo", "--account=other"}, exitFailed, "Could not route"},
		{[]string{"end", "demo", "--app=other"}, exitFailed, "App not found"},
		{[]string{"end", "demo", "--app=o/o"}, exitUsage, `app id "o/o"`},
		{[]string{"kick", "demo"}, exitUsage, "--custom-id"},
		{[]string{"kick", "demo", "--participant-id=../x"}, exitUsage, `participant id "../x"`},
		{[]string{"mute", "demo"}, exitUsage, "--all"},
		{[]string{"mute", "demo", "p1", "--all"}, exitUsage, "--all"},
		{[]string{"mute", "demo", "p1", "--hold"}, exitUsage, "--hold"},
		{[]string{"lock", "nothing"}, exitFailed, "lock meeting nothing"},
		{[]string{"token", "demo", "--name=Mary"}, exitUsage, "--preset"},
		{[]string{"webhook", "ensure", "https://example.com", "--events=meeting.over"}, exitUsage, "meeting.over"},
		{[]string{"webhook", "serve", "--forward=ftp://x"}, exitUsage, "--forward"},
	} {
		args := test.args
		if test.args[0] != "webhook" || test.args[1] != "serve" {
			args = append(args, "--api-base="+b.address+"/local/kit")
		}
		code, stdout, stderr := call(t, args...)
		require.Equal(t, test.code, code, "%v: %s", test.args, stderr)
		require.Regexp(t, `^(\.\./x: failed: .+\n)?$`, stdout, test.args)
		require.Contains(t, stderr, test.want, test.args)
	}
	require.Equal(t, 1, b.people())

	t.Setenv("CLOUDFLARE_API_TOKEN", "wrong")
	code, _, stderr := b.run("end", "demo", "--lock")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "permission Realtime or Realtime Admin")
	withoutAccount(t)
	code, _, stderr = b.run("end", "demo")
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "no credentials: set CLOUDFLARE_ACCOUNT_ID, RTK_APP_ID, CLOUDFLARE_API_TOKEN")
	code, _, stderr = call(t, "webhook", "serve")
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "--meeting")
	require.Equal(t, 1, b.people())
}

func TestACancelledCommand(t *testing.T) {
	b := startBackend(t, "--bots=1")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	code := run(ctx, []string{"end", "demo", "--lock", "--api-base=" + b.address + "/local/kit"}, nil, &stdout, &stderr)
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr.String(), "stopped before anything was sent")
	require.Equal(t, 1, b.people())
}

// Every command tells how it is used and what its exit codes mean.
func TestHelpOfTheBackendCommands(t *testing.T) {
	for _, command := range []string{"end", "kick", "who", "lock", "unlock", "mute", "sweep", "token", "webhook ensure", "webhook list", "webhook rm", "webhook serve"} {
		code, stdout, _ := call(t, append(strings.Fields(command), "--help")...)
		require.Zero(t, code)
		require.Contains(t, stdout, "    gavel "+command, "an example of %s", command)
		require.Contains(t, stdout, "Exit codes: 0 ")
	}
}
