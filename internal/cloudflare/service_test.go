package cloudflare

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

const (
	secret  = "s3cret-token"
	appPath = "/client/v4/accounts/acct/realtime/kit/app"
)

// service is a RealtimeKit that answers as a test says.
type service struct {
	url string

	mu       sync.Mutex
	answers  map[string][]http.HandlerFunc // by method and path; the last one stays
	requests []string                      // method, path, query and body
	headers  []http.Header
}

func newService(t *testing.T) *service {
	s := &service{answers: map[string][]http.HandlerFunc{}}
	s.on(recordings, data(`[]`))
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL + "/client/v4"
	return s
}

// on answers "GET /meetings/m" with each of the answers in turn.
func (s *service) on(call string, answers ...http.HandlerFunc) {
	method, path, _ := strings.Cut(call, " ")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[method+" "+appPath+path] = answers
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + r.URL.RawQuery
	}
	s.mu.Lock()
	s.requests = append(s.requests, strings.TrimSpace(r.Method+" "+strings.TrimPrefix(r.URL.Path, appPath)+query+" "+string(body)))
	s.headers = append(s.headers, r.Header)
	call := r.Method + " " + r.URL.Path
	answers := s.answers[call]
	if len(answers) > 1 {
		s.answers[call] = answers[1:]
	}
	s.mu.Unlock()
	if len(answers) == 0 {
		answer(http.StatusNotFound, `{"success":false,"error":{"code":404,"message":"nothing at `+r.URL.Path+`"}}`)(w, r)
		return
	}
	answers[0](w, r)
}

func (s *service) seen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.requests...)
}

// count is how often a call came.
func (s *service) count(call string) int {
	count := 0
	for _, request := range s.seen() {
		if strings.HasPrefix(request, call) {
			count++
		}
	}
	return count
}

func (s *service) client(t *testing.T) *Client {
	t.Helper()
	client, err := New(Options{
		AccountID: "acct", AppID: "app", APIToken: secret, APIBase: s.url,
		Timeout: testlimit.Of(6 * time.Second), LookEvery: time.Millisecond,
	})
	require.NoError(t, err)
	return client
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func data(format string, values ...any) http.HandlerFunc {
	return answer(http.StatusOK, `{"success":true,"data":`+fmt.Sprintf(format, values...)+`}`)
}

func refusal(status int, message string) http.HandlerFunc {
	return answer(status, fmt.Sprintf(`{"success":false,"error":{"code":%d,"message":%q}}`, status, message))
}

// hangUp breaks the connection without an answer, after done.
func hangUp(done func()) http.HandlerFunc {
	return func(http.ResponseWriter, *http.Request) {
		done()
		panic(http.ErrAbortHandler)
	}
}

var (
	active       = data(`{"id":"m1","title":"Stand-up","status":"ACTIVE"}`)
	inactive     = data(`{"id":"m1","title":"Stand-up","status":"INACTIVE"}`)
	noSession    = refusal(http.StatusNotFound, "No active session found for meeting_id m1")
	noSuchThing  = refusal(http.StatusNotFound, "not found")
	serverFailed = answer(http.StatusBadGateway, `<html>bad gateway</html>`)
)

func session(id string, people int) http.HandlerFunc {
	return data(`{"id":%q,"associated_id":"m1","live_participants":%d,"meeting_display_name":"Stand-up","status":"LIVE","started_at":"2026-01-02T03:04:05Z"}`, id, people)
}

func requireKind(t *testing.T, err error, kind Kind, words ...string) *Error {
	t.Helper()
	var failure *Error
	require.ErrorAs(t, err, &failure)
	require.Equal(t, kind, failure.Kind, "%v", err)
	for _, word := range words {
		require.ErrorContains(t, err, word)
	}
	require.NotContains(t, err.Error(), secret)
	return failure
}
