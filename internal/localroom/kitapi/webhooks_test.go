package kitapi_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/cloudflare/webhook"
	"github.com/gavel-rtc/gavel/internal/localroom/kitapi"
)

// receive starts a receiver and subscribes it; the first answers fail.
func (s *stage) receive(events []string, failures int32) <-chan webhook.Event {
	s.t.Helper()
	arrived := make(chan webhook.Event, 20)
	receiver := webhook.NewReceiver(webhook.Options{
		Keys:  webhook.NewKeys(s.base+"/.well-known/webhooks.json", nil),
		Known: webhook.Only("m1"),
		Handle: func(_ context.Context, report webhook.Report) error {
			arrived <- report.Event
			return nil
		},
		Log: func(line string) { s.t.Error(line) },
	})
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) <= failures {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		receiver.ServeHTTP(w, r)
	}))
	s.t.Cleanup(func() {
		server.Close()
		receiver.Close()
	})
	changed, err := s.cf.EnsureWebhook(s.t.Context(), server.URL, events)
	require.NoError(s.t, err)
	require.True(s.t, changed)
	return arrived
}

func TestASignedWebhookConfirmsTheEnd(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	arrived := s.receive([]string{webhook.MeetingEnded}, 0)
	ended := make(chan string, 1)
	go func() { ended <- (<-arrived).SessionID }()
	client, err := cloudflare.New(cloudflare.Options{AccountID: "local", AppID: "app", APIToken: "token", APIBase: s.base, LookEvery: patience})
	require.NoError(t, err)
	report, err := client.End(t.Context(), "m1", cloudflare.EndOptions{Lock: true, Wait: 2 * patience, Ended: ended})
	require.NoError(t, err)
	require.Equal(t, cloudflare.Confirmed, report.Ending)
	require.True(t, report.Webhook)
}

func TestWebhooksTellWhatHappens(t *testing.T) {
	s := newStage(t)
	_, err := s.api.Token(t.Context(), who("Alice")) // the meeting must be known
	require.NoError(t, err)
	arrived := s.receive([]string{"meeting.started", "meeting.participantJoined", "meeting.participantLeft", "meeting.ended"}, 1)
	s.join("Alice")
	require.NoError(t, errorOf(s.cf.Kick(t.Context(), "m1", cloudflare.Target{CustomID: "alice"})))
	started, joined, left, ended := <-arrived, <-arrived, <-arrived, <-arrived
	require.Equal(t, webhook.MeetingStarted, started.Name, "delivered again after a 503")
	require.Equal(t, "meeting.participantJoined", joined.Name)
	require.Equal(t, "alice", joined.Participant.CustomID)
	require.Equal(t, "meeting.participantLeft", left.Name)
	require.NotEmpty(t, left.Participant.LeftAt)
	require.Equal(t, webhook.MeetingEnded, ended.Name)
	require.Equal(t, "ALL_PARTICIPANTS_LEFT", ended.Reason)
	require.Equal(t, started.SessionID, ended.SessionID)
	require.Equal(t, "app", ended.OrganizerID)
}

func TestWebhooksAreListedChangedAndRemoved(t *testing.T) {
	s := newStage(t)
	const address = "http://127.0.0.1:9/hook"
	_, err := s.cf.EnsureWebhook(t.Context(), address, []string{"meeting.ended"})
	require.NoError(t, err)
	changed, err := s.cf.EnsureWebhook(t.Context(), address, []string{"meeting.ended", "meeting.started"})
	require.NoError(t, err)
	require.True(t, changed)
	changed, err = s.cf.EnsureWebhook(t.Context(), address, []string{"meeting.started", "meeting.ended"})
	require.NoError(t, err)
	require.False(t, changed)
	all, err := s.cf.Webhooks(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, []string{"meeting.ended", "meeting.started"}, all[0].Events)
	removed, err := s.cf.RemoveWebhook(t.Context(), address)
	require.NoError(t, err)
	require.Equal(t, 1, removed)
}

// A receiver that never answers does not keep the server from closing.
func TestCloseEndsADelivery(t *testing.T) {
	s := newStage(t)
	s.kit.AllowReceivers(10 * patience)
	begun, release := make(chan struct{}), make(chan struct{})
	stuck := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(begun)
		<-release
	}))
	defer stuck.Close()
	defer close(release)
	_, err := s.cf.EnsureWebhook(t.Context(), stuck.URL, []string{"meeting.started"})
	require.NoError(t, err)
	s.join("Alice")
	<-begun
	closed := make(chan struct{})
	go func() {
		s.kit.Close()
		close(closed)
	}()
	require.Eventually(t, func() bool {
		select {
		case <-closed:
			return true
		default:
			return false
		}
	}, patience, often, "sooner than a delivery is given up")
}

func TestAReportFollowsNoRedirectAndLeavesThisMachineInNoOtherWay(t *testing.T) {
	s := newStage(t)
	_, err := s.api.Token(t.Context(), who("Alice")) // the meeting must be known
	require.NoError(t, err)
	var astray atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { astray.Add(1) }))
	t.Cleanup(elsewhere.Close)
	calls := make(chan struct{}, 20)
	redirecting := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		calls <- struct{}{}
	}))
	t.Cleanup(redirecting.Close)
	_, err = s.cf.EnsureWebhook(t.Context(), redirecting.URL, []string{"meeting.participantJoined"})
	require.NoError(t, err)
	s.join("Alice")
	<-calls
	s.join("Ben") // by then the first would have gone on
	<-calls
	require.Zero(t, astray.Load())

	for _, address := range []string{"http://192.0.2.1:80/", "http://[2001:db8::1]:80/"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		require.NoError(t, err)
		_, err = (&http.Client{Transport: kitapi.LoopbackOnly()}).Do(request)
		require.ErrorContains(t, err, "is not this machine")
	}
}
