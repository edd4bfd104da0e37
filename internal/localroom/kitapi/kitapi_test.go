package kitapi_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/kitapi"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

const often = 5 * time.Millisecond

var patience = testlimit.Of(10 * time.Second)

// stage is a room with its API and a client of it.
type stage struct {
	t    *testing.T
	base string
	kit  *kitapi.Server
	room *localroom.Server
	api  roomclient.API
	cf   *cloudflare.Client

	beforeKickAll func() // a barrier: kick-all goes on when it returns
}

func newStage(t *testing.T) *stage {
	t.Helper()
	presets, err := localroom.BuiltinPresets()
	require.NoError(t, err)
	room, err := localroom.New(localroom.Options{Presets: presets})
	require.NoError(t, err)
	kit := kitapi.New(kitapi.Options{Room: room, Presets: presets, AccountID: "local", AppID: "app", Token: "token", Faults: true})
	s := &stage{t: t, kit: kit, room: room, beforeKickAll: func() {}}
	mux := http.NewServeMux()
	mux.Handle("/local/", room.Handler())
	mux.HandleFunc("/local/kit/", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/kick-all") {
			s.beforeKickAll()
		}
		http.StripPrefix("/local/kit", kit).ServeHTTP(w, r)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		kit.Close()
		require.NoError(t, room.Close())
		server.Close()
	})
	s.base, s.api = server.URL+"/local/kit", roomclient.API{URL: server.URL}
	s.cf = s.client(cloudflare.Options{AccountID: "local", AppID: "app", APIToken: "token"})
	return s
}

func (s *stage) client(options cloudflare.Options) *cloudflare.Client {
	s.t.Helper()
	options.APIBase, options.LookEvery = s.base, often
	client, err := cloudflare.New(options)
	require.NoError(s.t, err)
	return client
}

func who(name string) roomclient.Who {
	return roomclient.Who{Meeting: "m1", Name: name, Preset: "guest", CustomParticipantID: strings.ToLower(name)}
}

// join brings somebody into the meeting "m1".
func (s *stage) join(name string) *roomclient.Client {
	s.t.Helper()
	token, err := s.api.Token(s.t.Context(), who(name))
	require.NoError(s.t, err)
	client, err := roomclient.Dial(s.t.Context(), s.api, "m1", token, name+"-peer")
	require.NoError(s.t, err)
	s.t.Cleanup(client.Cut)
	_, err = client.Join(s.t.Context())
	require.NoError(s.t, err)
	return client
}

func (s *stage) fault(fault kitapi.Fault) {
	s.t.Helper()
	require.NoError(s.t, s.kit.AddFault(fault))
}

func requireKind(t *testing.T, err error, kind cloudflare.Kind) {
	t.Helper()
	require.Error(t, err)
	require.True(t, cloudflare.IsKind(err, kind), "want %s, got %v", kind, err)
}

func errorOf(_ []cloudflare.Removed, err error) error { return err }

func TestMeetingsAreCreatedLockedAndListed(t *testing.T) {
	s := newStage(t)
	id, err := s.cf.NewMeeting(t.Context(), "Stand-up")
	require.NoError(t, err)
	require.NoError(t, s.cf.Lock(t.Context(), id))
	meeting, err := s.cf.Meeting(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, cloudflare.Meeting{ID: id, Title: "Stand-up", Locked: true}, meeting)
	require.NoError(t, s.cf.Unlock(t.Context(), id))
	_, err = s.cf.Meeting(t.Context(), "nothing")
	requireKind(t, err, cloudflare.NotFound)
	requireKind(t, s.cf.Lock(t.Context(), "nothing"), cloudflare.NotFound)
}

func TestPeopleAreSeenAndRemoved(t *testing.T) {
	s := newStage(t)
	alice, bob := s.join("Alice"), s.join("Bob")
	inside, err := s.cf.Who(t.Context(), "m1")
	require.NoError(t, err)
	require.Equal(t, 2, inside.People)
	require.Equal(t, "bob", inside.List[1].CustomParticipantID)

	requireKind(t, errorOf(s.cf.Kick(t.Context(), "m1", cloudflare.Target{CustomID: "carol"})), cloudflare.NotFound)
	require.NoError(t, errorOf(s.cf.Kick(t.Context(), "m1", cloudflare.Target{CustomID: "bob"})))
	require.NoError(t, errorOf(s.cf.Kick(t.Context(), "m1", cloudflare.Target{ParticipantID: inside.List[0].UserID})))
	for _, gone := range []*roomclient.Client{alice, bob} {
		require.Eventually(t, func() bool {
			inside, err := s.cf.Who(t.Context(), "m1")
			return err == nil && !inside.Live
		}, patience, often)
		gone.Cut()
	}
}

func TestKickedOutPeopleCannotComeBack(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	ticket, err := s.cf.Mint(t.Context(), "m1", cloudflare.Newcomer{Preset: "guest", Name: "Bob", CustomID: "bob"})
	require.NoError(t, err)
	join := func() error {
		client, err := roomclient.Dial(t.Context(), s.api, "m1", ticket.Token, "bob-peer")
		if err != nil {
			return err
		}
		t.Cleanup(client.Cut)
		_, err = client.Join(t.Context())
		return err
	}
	require.NoError(t, join())
	require.NoError(t, errorOf(s.cf.Kick(t.Context(), "m1", cloudflare.Target{CustomID: "bob"})))
	require.NoError(t, join(), "a kick is no ban")
	require.NoError(t, errorOf(s.cf.KickOut(t.Context(), "m1", cloudflare.Target{CustomID: "bob"})))
	require.Error(t, join())
}

func TestTickets(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	ticket, err := s.cf.Mint(t.Context(), "m1", cloudflare.Newcomer{Preset: "host", Name: "Mary", CustomID: "mary"})
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(ticket.Token, "eyJ"))
	require.Contains(t, ticket.Rights, "kick_participant")
	again, err := s.cf.Mint(t.Context(), "m1", cloudflare.Newcomer{Preset: "host", Name: "Mary", CustomID: "mary"})
	require.NoError(t, err, "the same person gets a fresh token")
	require.Equal(t, ticket.ParticipantID, again.ParticipantID)
	guest, err := s.cf.Mint(t.Context(), "m1", cloudflare.Newcomer{Preset: "guest", Name: "Guest"})
	require.NoError(t, err)
	require.NotContains(t, guest.Rights, "kick_participant")
	_, err = s.cf.Mint(t.Context(), "m1", cloudflare.Newcomer{Preset: "boss", Name: "Mary"})
	requireKind(t, err, cloudflare.NotFound)
	_, err = s.cf.Mint(t.Context(), "m2", cloudflare.Newcomer{Preset: "host", Name: "Mary"})
	requireKind(t, err, cloudflare.NotFound)
}

func TestOnlyTheAppIsAnswered(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	for kind, options := range map[cloudflare.Kind]cloudflare.Options{
		cloudflare.Denied:   {AccountID: "local", AppID: "app", APIToken: "other"},
		cloudflare.Refused:  {AccountID: "other", AppID: "app", APIToken: "token"},
		cloudflare.NotFound: {AccountID: "local", AppID: "other", APIToken: "token"},
	} {
		_, err := s.client(options).End(t.Context(), "m1", cloudflare.EndOptions{Lock: true, Wait: patience})
		requireKind(t, err, kind)
	}
	require.Len(t, s.roomOf().Participants, 1)
}

func (s *stage) roomOf() roomclient.Room {
	s.t.Helper()
	room, err := s.api.Room(s.t.Context(), "m1")
	require.NoError(s.t, err)
	return room
}

func TestMute(t *testing.T) {
	s := newStage(t)
	alice, bob := s.join("Alice"), s.join("Bob")
	speaking := func() int {
		count := 0
		for _, p := range s.roomOf().Participants {
			if p.Audio {
				count++
			}
		}
		return count
	}
	for _, who := range []*roomclient.Client{alice, bob} {
		_, err := who.Produce(t.Context(), "audio")
		require.NoError(t, err)
	}
	require.Equal(t, 2, speaking())
	require.NoError(t, s.cf.Mute(t.Context(), "m1", cloudflare.Target{CustomID: "bob"}))
	require.Equal(t, 1, speaking())
	count, err := s.cf.MuteAll(t.Context(), "m1", true)
	require.NoError(t, err)
	require.Equal(t, 2, count)
	require.Zero(t, speaking())
}

func TestStrays(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	strays, err := s.cf.Strays(t.Context())
	require.NoError(t, err)
	require.Empty(t, strays)
	require.NoError(t, s.cf.Lock(t.Context(), "m1"))
	strays, err = s.cf.Strays(t.Context())
	require.NoError(t, err)
	require.Len(t, strays, 1)
	require.Equal(t, 1, strays[0].People)
}

// rejoining is somebody whose app joins again whenever they are removed.
func (s *stage) rejoining(ctx context.Context, name string) (ended <-chan struct{}) {
	client := s.join(name)
	token, err := s.api.Token(s.t.Context(), roomclient.Who{Meeting: "m1", Name: name, Preset: "guest", UserID: "user-" + name})
	require.NoError(s.t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-client.Done():
			case <-ctx.Done():
				return
			}
			next, err := roomclient.Dial(ctx, s.api, "m1", token, name+"-peer")
			if err != nil {
				return // refused for good
			}
			s.t.Cleanup(next.Cut)
			if _, err := next.Join(ctx); err != nil {
				return
			}
			client = next
		}
	}()
	return done
}

func TestEndHoldsAgainstPeopleWhoRejoin(t *testing.T) {
	s := newStage(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var stopped []<-chan struct{}
	for _, name := range []string{"Alice", "Bob", "Carol", "Dave"} {
		stopped = append(stopped, s.rejoining(ctx, name))
	}
	report, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{Lock: true, Wait: patience})
	require.NoError(t, err)
	require.Equal(t, cloudflare.Confirmed, report.Ending)
	require.Equal(t, 4, report.People)
	cancel()
	for _, one := range stopped {
		<-one
	}
	require.Empty(t, s.roomOf().Participants)
}

// The order of lock and kick-all, with somebody who comes between the two.
func TestTheOrderOfLockAndKickAll(t *testing.T) {
	meanwhile := func(s *stage) error {
		token, err := s.api.Token(t.Context(), roomclient.Who{Meeting: "m1", Name: "Bob", Preset: "guest", UserID: "bob"})
		require.NoError(t, err)
		client, err := roomclient.Dial(t.Context(), s.api, "m1", token, "bob-peer")
		if err != nil {
			return err
		}
		t.Cleanup(client.Cut)
		_, err = client.Join(t.Context())
		return err
	}
	t.Run("lock, then kick-all", func(t *testing.T) {
		s := newStage(t)
		s.join("Alice")
		var refused error
		s.beforeKickAll = func() { refused = meanwhile(s) }
		report, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{Lock: true, Wait: patience})
		require.NoError(t, err)
		require.Equal(t, cloudflare.Confirmed, report.Ending)
		require.Error(t, refused)
		require.Empty(t, s.roomOf().Participants)
	})
	t.Run("kick-all, then lock", func(t *testing.T) {
		s := newStage(t)
		s.join("Alice")
		_, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{})
		require.NoError(t, err)
		require.NoError(t, meanwhile(s))
		require.NoError(t, s.cf.Lock(t.Context(), "m1"))
		require.Len(t, s.roomOf().Participants, 1, "Bob is inside a locked meeting")

		report, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{Lock: true, Wait: patience})
		require.NoError(t, err)
		require.Equal(t, cloudflare.Confirmed, report.Ending)
	})
}

func TestEndMeetsWhatGoesWrong(t *testing.T) {
	for name, test := range map[string]struct {
		faults []kitapi.Fault
		kicks  int
	}{
		"too many requests":      {[]kitapi.Fault{{Call: "POST /kick-all", Status: 429, Times: 1}, {Call: "PATCH /m1", Status: 429, Times: 1}}, 1},
		"lost after the work":    {[]kitapi.Fault{{Call: "POST /kick-all", Lost: true, Times: 1}, {Call: "PATCH /m1", Lost: true, Times: 3}}, 1},
		"failed before the work": {[]kitapi.Fault{{Call: "POST /kick-all", Status: 503, Times: 1}, {Call: "PATCH /m1", Status: 500, Times: 2}}, 2},
		"slow":                   {[]kitapi.Fault{{Call: "POST /kick-all", DelayMs: 50, Times: 1}}, 1},
		"not JSON":               {[]kitapi.Fault{{Call: "POST /kick-all", Body: "<html>", Times: 1}}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.join("Alice")
			for _, fault := range test.faults {
				s.fault(fault)
			}
			report, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{Lock: true, Wait: patience})
			require.NoError(t, err)
			require.Equal(t, cloudflare.Confirmed, report.Ending)
			require.Equal(t, test.kicks, report.Kicks)
			require.Empty(t, s.roomOf().Participants)
		})
	}
	t.Run("denied half way", func(t *testing.T) {
		s := newStage(t)
		s.join("Alice")
		s.fault(kitapi.Fault{Call: "POST /kick-all", Status: 403})
		_, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{Lock: true, Wait: patience})
		requireKind(t, err, cloudflare.HalfDone)
		s.kit.ClearFaults()
		report, err := s.cf.End(t.Context(), "m1", cloudflare.EndOptions{Wait: patience})
		require.NoError(t, err)
		require.Equal(t, cloudflare.Confirmed, report.Ending)
	})
}

func TestFaultsOverHTTP(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	post := func(body string) int {
		response, err := http.Post(s.base+"/faults", "application/json", strings.NewReader(body))
		require.NoError(t, err)
		defer response.Body.Close()
		return response.StatusCode
	}
	for _, wrong := range []string{`{`, `{}`, `{"call":"kick-all","lost":true}`, `{"call":"GET /m1","status":200}`, `{"call":"GET /m1"}`, `{"call":"GET /m1","lost":true,"times":-1}`} {
		require.Equal(t, 400, post(wrong), wrong)
	}
	require.Equal(t, 200, post(`{"call":"GET /m1","status":429,"retryAfter":300}`))
	_, err := s.cf.Meeting(t.Context(), "m1")
	requireKind(t, err, cloudflare.RateLimited)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, s.base+"/faults", nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	_, err = s.cf.Meeting(t.Context(), "m1")
	require.NoError(t, err)
}

func TestBadCallsAreRefused(t *testing.T) {
	s := newStage(t)
	s.join("Alice")
	for _, test := range []struct {
		method, path, body string
		status             int
	}{
		{"PATCH", "/meetings/m1", `{"status":"CLOSED"}`, 400},
		{"PATCH", "/meetings/m1", `status`, 400},
		{"POST", "/meetings/m1/participants", `{"preset_name":"guest","name":"Bob"}`, 400},
		{"POST", "/meetings/m1/participants", `{"preset_name":"boss","name":"Bob","custom_participant_id":"bob"}`, 400},
		{"GET", "/sessions?page_no=0", ``, 400},
		{"GET", "/sessions/none/participants", ``, 404},
		{"GET", "/presets/none", ``, 404},
		{"POST", "/webhooks", `{"name":"x","events":["meeting.ended"],"url":"https://example.com"}`, 400},
		{"POST", "/webhooks", `{"name":"x","events":[],"url":"http://127.0.0.1/"}`, 400},
		{"DELETE", "/webhooks/none", ``, 404},
		{"PUT", "/meetings/m1", `{}`, 404},
		{"DELETE", "/meetings/m1/participants/none", ``, 404},
	} {
		request, err := http.NewRequestWithContext(t.Context(), test.method, s.base+"/accounts/local/realtime/kit/app"+test.path, strings.NewReader(test.body))
		require.NoError(t, err)
		request.Header.Set("Authorization", "Bearer token")
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		content, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, test.status, response.StatusCode, "%s %s", test.method, test.path)
		var refusal struct {
			Success bool
			Error   struct{ Message string }
		}
		require.NoError(t, json.Unmarshal(content, &refusal))
		require.NotEmpty(t, refusal.Error.Message)
	}
}
