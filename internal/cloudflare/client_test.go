package cloudflare

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

func TestOptionsAreChecked(t *testing.T) {
	good := Options{AccountID: "acct", AppID: "app", APIToken: "token"}
	_, err := New(good)
	require.NoError(t, err)
	for name, test := range map[string]struct {
		spoil func(*Options)
		want  string
	}{
		"no account":        {func(o *Options) { o.AccountID = "" }, `account id ""`},
		"account with path": {func(o *Options) { o.AccountID = "../x" }, `account id "../x"`},
		"no app":            {func(o *Options) { o.AppID = "" }, `app id ""`},
		"no token":          {func(o *Options) { o.APIToken = "" }, "API token"},
		"token with break":  {func(o *Options) { o.APIToken = "a\nb" }, "API token"},
		"plain http":        {func(o *Options) { o.APIBase = "http://api.example.com/v4" }, "want https"},
		"no address":        {func(o *Options) { o.APIBase = "api" }, "want an address"},
		"password in base":  {func(o *Options) { o.APIBase = "https://a:b@example.com" }, "want an address"},
	} {
		t.Run(name, func(t *testing.T) {
			options := good
			test.spoil(&options)
			_, err := New(options)
			requireKind(t, err, BadInput, test.want)
		})
	}
}

// Ids that would lead elsewhere never leave this machine.
func TestStrangeIdsAreRefused(t *testing.T) {
	service := newService(t)
	client := service.client(t)
	for _, id := range []string{"", "a/b", "../apps", "m#x", "m?x=1", "m%2f", "-m", " m", "m\n", strings.Repeat("m", 65), "ü"} {
		_, err := client.Meeting(t.Context(), id)
		requireKind(t, err, BadInput, "meeting id")
		requireKind(t, client.Lock(t.Context(), id), BadInput)
		requireKind(t, errorOf(client.Kick(t.Context(), id, Target{CustomID: "bob"})), BadInput)
		requireKind(t, client.Mute(t.Context(), id, Target{CustomID: "bob"}), BadInput)
		_, err = client.MuteAll(t.Context(), id, true)
		requireKind(t, err, BadInput)
		_, err = client.End(t.Context(), id, EndOptions{})
		requireKind(t, err, BadInput)
		_, err = client.People(t.Context(), id)
		requireKind(t, err, BadInput)
		requireKind(t, errorOf(client.Kick(t.Context(), "m1", Target{ParticipantID: id})), BadInput)
	}
	requireKind(t, errorOf(client.Kick(t.Context(), "m1", Target{CustomID: "a\x00"})), BadInput)
	requireKind(t, errorOf(client.Kick(t.Context(), "m1", Target{CustomID: "a", ParticipantID: "b"})), BadInput)
	require.Empty(t, service.seen())
}

func TestRequestsCarryTheTokenAndNothingElse(t *testing.T) {
	t.Setenv("CLOUDFLARE_API_KEY", "global-key")
	t.Setenv("CLOUDFLARE_EMAIL", "somebody@example.com")
	service := newService(t)
	service.on("GET /meetings/m1", active)
	service.on("POST /meetings/m1/active-session/mute-all", data(`{"action":"mute_all","muted_participants_count":3}`))
	client := service.client(t)
	_, err := client.Meeting(t.Context(), "m1")
	require.NoError(t, err)
	muted, err := client.MuteAll(t.Context(), "m1", false)
	require.NoError(t, err)
	require.Equal(t, 3, muted)
	require.Equal(t, []string{
		"GET /meetings/m1",
		`POST /meetings/m1/active-session/mute-all {"allow_unmute":false}`,
	}, service.seen())
	for _, header := range service.headers {
		require.Equal(t, "Bearer "+secret, header.Get("Authorization"))
		require.Empty(t, header.Get("X-Auth-Key"))
		require.Empty(t, header.Get("X-Auth-Email"))
	}
}

func TestAnswersAreJudged(t *testing.T) {
	limited := func(header string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", header)
			refusal(http.StatusTooManyRequests, "slow down")(w, r)
		}
	}
	for name, test := range map[string]struct {
		answer   http.HandlerFunc
		kind     Kind
		words    string
		requests int
	}{
		"denied by the front": {answer(403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`), Denied, "permission Realtime or Realtime Admin", 1},
		"denied":              {refusal(401, "no"), Denied, "permission Realtime or Realtime Admin", 1},
		"unknown":             {noSuchThing, NotFound, "not found", 1},
		"wrong account":       {answer(404, `{"success":false,"errors":[{"code":7003,"message":"Could not route to that path"}]}`), Refused, "is the account id right", 1},
		"another server":      {answer(404, `<html>not here</html>`), Refused, "API base", 1},
		"refused":             {refusal(422, "title too long"), Refused, "title too long", 1},
		"not a success":       {answer(200, `{"success":false,"error":{"code":1,"message":"nope"}}`), Refused, "nope", 1},
		"too many":            {limited("0"), RateLimited, "429", mostAttempts},
		"too many for long":   {limited("300"), RateLimited, "5m0s", 1},
		"too many until":      {limited(time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)), RateLimited, "wait", 1},
		"failed":              {serverFailed, Unreachable, "502", mostAttempts},
		"not JSON":            {answer(200, `<html>welcome</html>`), Unreachable, "cannot be read", mostAttempts},
		"no envelope":         {answer(200, `{"data":{}}`), Unreachable, "cannot be read", mostAttempts},
		"broken JSON":         {answer(200, `{"success":true,"da`), Unreachable, "cannot be read", mostAttempts},
		"empty":               {answer(200, ``), Unreachable, "cannot be read", mostAttempts},
		"hung up":             {hangUp(func() {}), Unreachable, "connection broke", mostAttempts},
		"says the token":      {answer(400, `{"success":false,"error":{"message":"bad token `+secret+`\u001b[31m"}}`), Refused, "***", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			service.on("GET /meetings/m1", test.answer)
			_, err := service.client(t).Meeting(t.Context(), "m1")
			requireKind(t, err, test.kind, "ask about meeting m1", test.words)
			require.NotContains(t, err.Error(), "\x1b")
			require.Len(t, service.seen(), test.requests)
		})
	}
}

// A change whose answer is lost may have been done; sending it again might do
// it twice.
func TestAChangeWithoutAnAnswerIsNotRepeated(t *testing.T) {
	for name, lost := range map[string]http.HandlerFunc{
		"hung up":  hangUp(func() {}),
		"failed":   serverFailed,
		"not JSON": answer(200, "done"),
		"nothing":  answer(204, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			service.on("POST /meetings/m1/active-session/mute", lost)
			err := service.client(t).Mute(t.Context(), "m1", Target{CustomID: "bob"})
			requireKind(t, err, OutcomeUnknown, "not known whether it was done")
			require.Len(t, service.seen(), 1)
		})
	}
}

func TestRateLimitedChangesAreRepeated(t *testing.T) {
	service := newService(t)
	service.on("POST /meetings/m1/active-session/kick", refusal(http.StatusTooManyRequests, "slow down"), data(`{"action":"kick","participants":[]}`))
	require.NoError(t, errorOf(service.client(t).Kick(t.Context(), "m1", Target{CustomID: "bob"})))
	require.Equal(t, []string{
		`POST /meetings/m1/active-session/kick {"custom_participant_ids":["bob"],"participant_ids":[]}`,
		`POST /meetings/m1/active-session/kick {"custom_participant_ids":["bob"],"participant_ids":[]}`,
	}, service.seen())
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	var strangers atomic.Int32
	stranger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strangers.Add(1) }))
	defer stranger.Close()
	service := newService(t)
	service.on("GET /meetings/m1", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, stranger.URL, http.StatusFound) })
	service.on("POST /meetings/m1/active-session/mute", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, stranger.URL, http.StatusTemporaryRedirect)
	})
	_, err := service.client(t).Meeting(t.Context(), "m1")
	requireKind(t, err, Refused, "elsewhere")
	requireKind(t, service.client(t).Mute(t.Context(), "m1", Target{CustomID: "bob"}), Refused, "elsewhere")
	require.Zero(t, strangers.Load())
}

func TestALongAnswerIsNotRead(t *testing.T) {
	service := newService(t)
	service.on("GET /meetings/m1", answer(200, strings.Repeat(" ", largestAnswer+1)))
	_, err := service.client(t).Meeting(t.Context(), "m1")
	requireKind(t, err, Unreachable, "too long")
}

func TestNobodyThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())
	client, err := New(Options{AccountID: "acct", AppID: "app", APIToken: secret, APIBase: "http://" + address})
	require.NoError(t, err)
	_, err = client.Meeting(t.Context(), "m1")
	requireKind(t, err, Unreachable, address+" cannot be reached")
	requireKind(t, client.Mute(t.Context(), "m1", Target{CustomID: "bob"}), Unreachable, "cannot be reached")
}

func TestWaitingEnds(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	service := newService(t)
	stuck := func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}
	service.on("GET /meetings/m1", stuck)
	service.on("POST /meetings/m1/active-session/mute", stuck)
	client, err := New(Options{AccountID: "acct", AppID: "app", APIToken: secret, APIBase: service.url, Timeout: testlimit.Of(100 * time.Millisecond)})
	require.NoError(t, err)
	_, err = client.Meeting(t.Context(), "m1")
	requireKind(t, err, Unreachable)
	requireKind(t, client.Mute(t.Context(), "m1", Target{CustomID: "bob"}), OutcomeUnknown)
}

func TestACancelledCall(t *testing.T) {
	service := newService(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := service.client(t).Lock(ctx, "m1")
	requireKind(t, err, Unreachable, "before anything was sent")
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, service.seen())

	ctx, cancel = context.WithCancel(t.Context())
	service.on("POST /meetings/m1/active-session/mute", func(http.ResponseWriter, *http.Request) { cancel() })
	err = service.client(t).Mute(ctx, "m1", Target{CustomID: "bob"})
	requireKind(t, err, OutcomeUnknown)
}

func TestPagesAreRead(t *testing.T) {
	service := newService(t)
	page := func(from, count int) http.HandlerFunc {
		var people []string
		for i := range count {
			left := "null"
			if (from+i)%2 == 1 {
				left = `"2026-01-02T03:04:05Z"`
			}
			people = append(people, fmt.Sprintf(`{"id":"peer%d","user_id":"u%d","left_at":%s}`, from+i, from+i, left))
		}
		return data(`{"participants":[%s]}`, strings.Join(people, ","))
	}
	service.on("GET /sessions/s1/participants", page(0, 100), page(100, 100), page(200, 7))
	people, err := service.client(t).People(t.Context(), "s1")
	require.NoError(t, err)
	require.Len(t, people, 104)
	require.Equal(t, "u206", people[103].UserID)
	require.Equal(t, "GET /sessions/s1/participants?page_no=3&per_page=100", service.seen()[2])
}
