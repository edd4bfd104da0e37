package desk_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/cloudflare/desk"
	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/kitapi"
)

// newDesk opens a desk on the stand-in of the API; it returns a meeting too.
func newDesk(t *testing.T, token string) (*desk.Desk, localroom.Meeting) {
	t.Helper()
	presets, err := localroom.BuiltinPresets()
	require.NoError(t, err)
	room, err := localroom.New(localroom.Options{Presets: presets})
	require.NoError(t, err)
	kit := kitapi.New(kitapi.Options{Room: room, Presets: presets, AccountID: "local", AppID: "local", Token: "secret"})
	api := httptest.NewServer(kit)
	t.Cleanup(func() {
		api.Close()
		kit.Close()
		require.NoError(t, room.Close())
	})
	client, err := cloudflare.New(cloudflare.Options{AccountID: "local", AppID: "local", APIToken: token, APIBase: api.URL})
	require.NoError(t, err)
	meeting, err := room.CreateMeeting("Stand-up")
	require.NoError(t, err)
	return desk.New(client), meeting
}

// ask asks as the page at http://127.0.0.1:8080 does, but for what change changes.
func ask(d *desk.Desk, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8080/account/tokens", strings.NewReader(body))
	request.Header.Set("Origin", "http://127.0.0.1:8080")
	request.Header.Set("Content-Type", "application/json")
	change(request)
	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, request)
	return answer
}

func asIs(*http.Request) {}

func TestThePageGetsAToken(t *testing.T) {
	d, meeting := newDesk(t, "secret")
	answer := ask(d, `{"meeting":"`+meeting.ID+`","preset":"host","name":"Mary"}`, asIs)
	require.Equal(t, 200, answer.Code, answer.Body)
	require.Equal(t, "no-store", answer.Header().Get("Cache-Control"))
	require.Empty(t, answer.Header().Get("Access-Control-Allow-Origin"))
	var got struct {
		Token  string
		Rights []string
	}
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &got))
	require.True(t, strings.HasPrefix(got.Token, "eyJ"))
	require.Contains(t, got.Rights, "kick_participant")
}

func TestPresetsAreListed(t *testing.T) {
	d, _ := newDesk(t, "secret")
	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/account/presets", nil))
	require.Equal(t, 200, answer.Code)
	require.Contains(t, answer.Body.String(), `"waiting-guest"`)
	for preset, want := range map[string]int{"host": 200, "guest": 200, "boss": 404} {
		answer := httptest.NewRecorder()
		d.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/account/presets/"+preset, nil))
		require.Equal(t, want, answer.Code)
		require.Equal(t, preset == "host", strings.Contains(answer.Body.String(), "kick_participant"), preset)
	}
}

func TestOthersGetNone(t *testing.T) {
	d, meeting := newDesk(t, "secret")
	good := `{"meeting":"` + meeting.ID + `","preset":"host","name":"Mary"}`
	for name, test := range map[string]struct {
		body   string
		change func(*http.Request)
		status int
	}{
		"another site":    {good, func(r *http.Request) { r.Header.Set("Origin", "https://example.com") }, 403},
		"no origin":       {good, func(r *http.Request) { r.Header.Del("Origin") }, 403},
		"another port":    {good, func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:9") }, 403},
		"a form":          {good, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 415},
		"a link":          {good, func(r *http.Request) { r.Method = http.MethodGet }, 405},
		"no JSON":         {`hello`, asIs, 400},
		"too much":        {`{"meeting":"x","admin":true}`, asIs, 400},
		"no name":         {`{"meeting":"` + meeting.ID + `","preset":"host"}`, asIs, 400},
		"a strange id":    {`{"meeting":"../x","preset":"host","name":"Mary"}`, asIs, 400},
		"no such meeting": {`{"meeting":"nothing","preset":"host","name":"Mary"}`, asIs, 404},
		"no such preset":  {`{"meeting":"` + meeting.ID + `","preset":"boss","name":"Mary"}`, asIs, 404},
	} {
		t.Run(name, func(t *testing.T) {
			answer := ask(d, test.body, test.change)
			require.Equal(t, test.status, answer.Code, answer.Body)
			require.NotContains(t, answer.Body.String(), "eyJ")
		})
	}
}

func TestTokensAreRationed(t *testing.T) {
	d, meeting := newDesk(t, "secret")
	body := `{"meeting":"` + meeting.ID + `","preset":"guest","name":"Mary"}`
	var answer *httptest.ResponseRecorder
	for range 20 {
		if answer = ask(d, body, asIs); answer.Code != 200 {
			break
		}
	}
	require.Equal(t, 429, answer.Code)
	require.NotEmpty(t, answer.Header().Get("Retry-After"))
}

func TestTheAPITokenIsNotTold(t *testing.T) {
	d, meeting := newDesk(t, "wrong-token")
	answer := ask(d, `{"meeting":"`+meeting.ID+`","preset":"host","name":"Mary"}`, asIs)
	require.Equal(t, 502, answer.Code)
	require.Contains(t, answer.Body.String(), "permission Realtime or Realtime Admin")
	require.NotContains(t, answer.Body.String(), "wrong-token")
}
