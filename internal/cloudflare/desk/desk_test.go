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

// look reads an address as the page at http://127.0.0.1:8080 does, but for what
// change changes. Browsers send no Origin with that.
func look(d *desk.Desk, path string, change func(*http.Request)) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+path, nil)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	change(request)
	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, request)
	return answer
}

func TestPresetsAreListed(t *testing.T) {
	d, _ := newDesk(t, "secret")
	answer := look(d, "/account/presets", asIs)
	require.Equal(t, 200, answer.Code)
	require.Contains(t, answer.Body.String(), `"waiting-guest"`)
	for preset, want := range map[string]int{"host": 200, "guest": 200, "boss": 404} {
		answer := look(d, "/account/presets/"+preset, asIs)
		require.Equal(t, want, answer.Code)
		require.Equal(t, preset == "host", strings.Contains(answer.Body.String(), "kick_participant"), preset)
	}
}

// Each costs requests of the account's, which are not without end.
func TestOthersLearnNothing(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*http.Request)
		status int
	}{
		"another site":         {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		"another port":         {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403},
		"an address typed":     {func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "none") }, 403},
		"nothing said":         {func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }, 403},
		"another origin":       {func(r *http.Request) { r.Header.Set("Origin", "https://example.com") }, 403},
		"the headers only":     {func(r *http.Request) { r.Method = http.MethodHead; r.Header.Del("Sec-Fetch-Site") }, 403},
		"only its own origin":  {func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:8080"); r.Header.Del("Sec-Fetch-Site") }, 200},
		"all that there is":    {func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:8080") }, 200},
		"an origin of a frame": {func(r *http.Request) { r.Header.Set("Origin", "null"); r.Header.Del("Sec-Fetch-Site") }, 403},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := newDesk(t, "secret")
			for _, path := range []string{"/account/presets", "/account/presets/host"} {
				answer := look(d, path, test.change)
				require.Equal(t, test.status, answer.Code, answer.Body)
				if test.status != 200 {
					require.Contains(t, answer.Body.String(), "only this server's own pages")
				}
			}
		})
	}
}

// mostTries is more than is given out at once, and than comes anew meanwhile.
const mostTries = 200

func TestPresetsAreRationed(t *testing.T) {
	d, meeting := newDesk(t, "secret")
	mint := func() int {
		return ask(d, `{"meeting":"`+meeting.ID+`","preset":"guest","name":"Mary"}`, asIs).Code
	}
	for _, path := range []string{"/account/presets", "/account/presets/host"} {
		var answer *httptest.ResponseRecorder
		for range mostTries {
			require.Equal(t, 403, look(d, path, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }).Code)
			if answer = look(d, path, asIs); answer.Code != 200 {
				break
			}
		}
		require.Equal(t, 429, answer.Code)
		require.NotEmpty(t, answer.Header().Get("Retry-After"))
	}
	require.Equal(t, 200, mint(), "tokens have a ration of their own")

	d, meeting = newDesk(t, "secret")
	for range mostTries {
		if mint() != 200 {
			break
		}
	}
	require.Equal(t, 429, mint())
	require.Equal(t, 200, look(d, "/account/presets", asIs).Code)
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
		"a strange frame": {good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
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
