package cloudflare

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func withPresets(t *testing.T) (*service, *Client) {
	service := newService(t)
	service.on("GET /meetings/m1", active)
	service.on("GET /presets", data(`[{"id":"pr1","name":"host"},{"id":"pr2","name":"guest"}]`))
	service.on("GET /presets/pr1", data(`{"id":"pr1","name":"host","permissions":{"kick_participant":true,"pin_participant":true,"can_accept_production_requests":true}}`))
	service.on("GET /presets/pr2", data(`{"id":"pr2","name":"guest","permissions":{"kick_participant":false}}`))
	service.on("POST /meetings/m1/participants", data(`{"id":"p1","token":"eyJ.new"}`))
	return service, service.client(t)
}

func TestMint(t *testing.T) {
	service, client := withPresets(t)
	ticket, err := client.Mint(t.Context(), "m1", Newcomer{Preset: "host", Name: "Mary <Sue> & co", CustomID: "mary"})
	require.NoError(t, err)
	require.Equal(t, Ticket{Token: "eyJ.new", ParticipantID: "p1", CustomID: "mary", Rights: []string{"kick_participant", "pin_participant", "can_accept_production_requests"}}, ticket)
	requests := service.seen()
	require.Equal(t, `POST /meetings/m1/participants {"custom_participant_id":"mary","name":"Mary \u003cSue\u003e \u0026 co","preset_name":"host"}`, requests[len(requests)-1])

	first, err := client.Mint(t.Context(), "m1", Newcomer{Preset: "guest", Name: "Bob"})
	require.NoError(t, err)
	require.Empty(t, first.Rights)
	second, err := client.Mint(t.Context(), "m1", Newcomer{Preset: "guest", Name: "Bob"})
	require.NoError(t, err)
	require.NotEqual(t, first.CustomID, second.CustomID, "nobody's token is replaced by accident")
}

func TestMintForSomebodyRegistered(t *testing.T) {
	service, client := withPresets(t)
	service.on("POST /meetings/m1/participants", refusal(http.StatusConflict, "taken"))
	service.on(registered, data(`[{"id":"p7","custom_participant_id":"mary"}]`))
	service.on("POST /meetings/m1/participants/p7/token", data(`{"token":"eyJ.again"}`))
	ticket, err := client.Mint(t.Context(), "m1", Newcomer{Preset: "host", Name: "Mary", CustomID: "mary"})
	require.NoError(t, err)
	require.Equal(t, "eyJ.again", ticket.Token)
	require.Equal(t, "p7", ticket.ParticipantID)
	require.Equal(t, 1, service.count("POST /meetings/m1/participants {"), "a conflict is no reason to try again")

	service.on(registered, data(`[]`))
	_, err = client.Mint(t.Context(), "m1", Newcomer{Preset: "host", Name: "Mary", CustomID: "mary"})
	requireKind(t, err, Refused, "is taken")
}

func TestMintIsRefused(t *testing.T) {
	service, client := withPresets(t)
	for _, who := range []Newcomer{{Name: "Bob"}, {Preset: "guest"}, {Preset: "guest", Name: "Bob", CustomID: "a\nb"}} {
		_, err := client.Mint(t.Context(), "m1", who)
		requireKind(t, err, BadInput)
	}
	require.Empty(t, service.seen())

	_, err := client.Mint(t.Context(), "m1", Newcomer{Preset: "boss", Name: "Bob"})
	requireKind(t, err, NotFound, "boss", "host, guest")

	service.on("GET /meetings/m1", inactive)
	_, err = client.Mint(t.Context(), "m1", Newcomer{Preset: "guest", Name: "Bob"})
	requireKind(t, err, Refused, "is locked")
	require.Zero(t, service.count("POST"))
}

func TestAnAnswerWithoutATokenIsNone(t *testing.T) {
	service, client := withPresets(t)
	service.on("POST /meetings/m1/participants", data(`{"id":"p1"}`))
	_, err := client.Mint(t.Context(), "m1", Newcomer{Preset: "guest", Name: "Bob"})
	requireKind(t, err, OutcomeUnknown, "cannot be read")
}
