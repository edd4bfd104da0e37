package localroom_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// call sends a request as a page would, and returns the answer with its body.
func (h *hall) call(method, path, body string, headers ...string) (*http.Response, string) {
	h.t.Helper()
	request, err := http.NewRequestWithContext(h.ctx, method, h.URL+path, strings.NewReader(body))
	require.NoError(h.t, err)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(h.t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(h.t, err)
	return response, string(content)
}

func TestBadTokenRequestsAreToldWhatIsRight(t *testing.T) {
	h := openHall(t)
	asJSON := []string{"Content-Type", "application/json"}
	for _, wrong := range []struct {
		body, says string
		headers    []string
	}{
		{`{"meeting":"m","name":"n","preset":"boss"}`, `there is no \"boss\" here, only cohost, guest, host`, asJSON},
		{`{"meeting":"m","name":"n","preset":"host","color":"red"}`, `unknown field \"color\"`, asJSON},
		{`{"meeting":"m","name":"` + strings.Repeat("x", 201) + `","preset":"host"}`, "name", asJSON},
		{`{"meeting":"","name":"n","preset":"host"}`, "meeting", asJSON},
		{`{"meeting":"m","name":"n","preset":"host","userId":"` + strings.Repeat("x", 101) + `"}`, "userId", asJSON},
		{`{"meeting":"m","name":"n","preset":"host"} {}`, "one JSON object", asJSON},
		{`{`, "not what is wanted", asJSON},
		{`{"meeting":"m","name":"` + strings.Repeat("x", 70_000) + `"}`, "too large", asJSON},
		{`{}`, "application/json", []string{"Content-Type", "text/plain"}},
		{`{}`, "application/json", nil},
	} {
		response, body := h.call("POST", "/local/token", wrong.body, wrong.headers...)
		assert.Equal(t, 400, response.StatusCode)
		assert.Contains(t, body, wrong.says)
		assert.Contains(t, body, `"code":"bad-request"`)
	}
}

func TestParticipantDetails(t *testing.T) {
	h := openHall(t)
	const path = "/local/sdk/api/v2/internals/participant-details"
	token, err := h.Token(h.ctx, roomclient.Who{Meeting: meeting, Name: "Ana", Preset: "host", UserID: "u1", CustomParticipantID: "c1", Picture: "https://example.com/a.png"})
	require.NoError(t, err)
	response, body := h.call("GET", path, "", "Authorization", "Bearer "+token)
	assert.Equal(t, 200, response.StatusCode)
	assert.Equal(t, "application/json", response.Header.Get("Content-Type"), "the SDK takes anything else for text")
	var details struct {
		Data struct {
			Participant map[string]string
			Meeting     map[string]string
			Preset      struct {
				Name        string
				Permissions map[string]any
				UI          map[string]any
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(body), &details))
	assert.Equal(t, map[string]string{
		"id": "u1", "name": "Ana", "custom_participant_id": "c1", "picture": "https://example.com/a.png", "organization_id": "local", "preset_name": "host",
	}, details.Data.Participant)
	assert.Equal(t, meeting, details.Data.Meeting["id"])
	assert.Equal(t, "host", details.Data.Preset.Name)
	assert.Equal(t, true, details.Data.Preset.Permissions["kick_participant"])
	assert.Contains(t, details.Data.Preset.UI, "design_tokens")

	for _, header := range []string{"", "Bearer nonsense", "Basic " + token} {
		response, body = h.call("GET", path, "", "Authorization", header)
		assert.Equal(t, 401, response.StatusCode)
		assert.NotContains(t, body, token)
	}
}

func TestWhatElseTheSDKCalls(t *testing.T) {
	h := openHall(t)
	_, body := h.call("GET", "/local/sdk/api/iceservers", "")
	assert.JSONEq(t, `{"success":true,"iceServers":[]}`, body)
	_, body = h.call("GET", "/local/sdk/location/", "")
	assert.Contains(t, body, `"loc":"0.0000,0.0000"`)
	for _, sink := range []string{"/local/sdk/api-silos/otel/logs", "/local/sdk/da-collector/api/v1/message"} {
		response, _ := h.call("POST", sink, "anything")
		assert.Equal(t, 200, response.StatusCode)
	}
	const livestream = "/local/sdk/api/v2/meetings/demo/active-livestream"
	_, body = h.call("GET", livestream, "", "Authorization", "Bearer "+h.token("lou", "livestream-viewer"))
	assert.Contains(t, body, "OFFLINE")
	response, _ := h.call("GET", livestream, "")
	assert.Equal(t, 401, response.StatusCode)
	response, body = h.call("GET", "/local/sdk/api/v2/anything/else", "")
	assert.Equal(t, 404, response.StatusCode)
	assert.Contains(t, body, "there is no GET /local/sdk/api/v2/anything/else here")
}

func TestBridgeIsAScript(t *testing.T) {
	h := openHall(t)
	response, body := h.call("GET", "/local/bridge.js", "")
	assert.Equal(t, "text/javascript; charset=utf-8", response.Header.Get("Content-Type"))
	assert.Contains(t, body, "."+"gavel-local.localhost")
}

func TestRooms(t *testing.T) {
	h := openHall(t)
	_, err := h.Room(h.ctx, "never-used")
	assert.ErrorContains(t, err, "nobody has used")
	h.enter("ana", "host")
	_, body := h.call("GET", "/local/rooms", "")
	var list struct{ Rooms []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(body), &list))
	require.Len(t, list.Rooms, 1)
	assert.Equal(t, meeting, list.Rooms[0]["meeting"])
	assert.EqualValues(t, 1, list.Rooms[0]["participants"])
	assert.NotEmpty(t, list.Rooms[0]["sessionId"])
}

func TestNobodyConnectsToAClosedServer(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("ben", "guest")
	require.NoError(t, h.server.Close())
	ana.ended()
	_, err := roomclient.Dial(h.ctx, h.API, meeting, token, "peer-ben")
	assert.ErrorContains(t, err, "shutting down")
}
