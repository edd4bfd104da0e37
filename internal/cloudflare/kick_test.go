package cloudflare

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	kick        = "POST /meetings/m1/active-session/kick"
	people      = "GET /sessions/s1/participants"
	registered  = "GET /meetings/m1/participants"
	unregister  = "DELETE /meetings/m1/participants/p1"
	kickedOne   = `{"action":"kick","participants":[{"id":"p1","name":"Bob"}]}`
	bobIsInside = `{"participants":[{"user_id":"p1","custom_participant_id":"bob","display_name":"Bob","left_at":null}]}`
)

var bob = Target{CustomID: "bob"}

func withBob(t *testing.T) (*service, *Client) {
	service := newService(t)
	service.on(look, session("s1", 1))
	service.on(people, data(bobIsInside))
	service.on(registered, data(`[{"id":"p0","custom_participant_id":"alice"},{"id":"p1","custom_participant_id":"bob"}]`))
	service.on(kick, data(kickedOne))
	service.on(unregister, data(`{"id":"p1"}`))
	return service, service.client(t)
}

func errorOf(_ []Removed, err error) error { return err }

func TestKickNamesWhoWasRemoved(t *testing.T) {
	service, client := withBob(t)
	twice := []Removed{{ID: "s1", Name: "Bob"}, {ID: "s2"}}
	service.on(kick, data(`{"action":"kick","participants":[{"id":"s1","name":"Bob"},{"id":"s2"}]}`))
	removed, err := client.Kick(t.Context(), "m1", bob)
	require.NoError(t, err)
	require.Equal(t, twice, removed, "once for each connection")

	service.on(people, data(bobIsInside), data(`{"participants":[]}`))
	removed, err = client.KickOut(t.Context(), "m1", bob)
	require.NoError(t, err)
	require.Equal(t, append(twice, twice...), removed, "who came back was removed again")
}

func TestKickByEitherId(t *testing.T) {
	service, client := withBob(t)
	require.NoError(t, errorOf(client.Kick(t.Context(), "m1", bob)))
	require.NoError(t, errorOf(client.Kick(t.Context(), "m1", Target{ParticipantID: "p1"})))
	require.Equal(t, []string{
		kick + ` {"custom_participant_ids":["bob"],"participant_ids":[]}`,
		kick + ` {"custom_participant_ids":[],"participant_ids":["p1"]}`,
	}, service.seen())
}

func TestKickOfSomebodyWhoIsNotThere(t *testing.T) {
	service, client := withBob(t)
	service.on(kick, refusal(http.StatusNotFound, "No user found with id bob"))
	requireKind(t, errorOf(client.Kick(t.Context(), "m1", bob)), NotFound, "remove bob", "No user found")
}

func TestALostKickIsLookedAt(t *testing.T) {
	service, client := withBob(t)
	service.on(kick, serverFailed)
	requireKind(t, errorOf(client.Kick(t.Context(), "m1", bob)), OutcomeUnknown)
	service.on(people, data(`{"participants":[{"user_id":"p1","custom_participant_id":"bob","left_at":"2026-01-02T03:04:05Z"}]}`))
	require.NoError(t, errorOf(client.Kick(t.Context(), "m1", bob)))
}

func TestKickOutTakesTheRegistrationToo(t *testing.T) {
	service, client := withBob(t)
	service.on(people, data(bobIsInside), data(`{"participants":[]}`))
	require.NoError(t, errorOf(client.KickOut(t.Context(), "m1", bob)), "bob came back before his registration was gone")
	require.Equal(t, 1, service.count(unregister))
	require.Equal(t, 2, service.count(kick))
}

func TestKickOutOfSomebodyUnregistered(t *testing.T) {
	service, client := withBob(t)
	requireKind(t, errorOf(client.KickOut(t.Context(), "m1", Target{CustomID: "carol"})), NotFound, "carol")
	require.Zero(t, service.count("POST")+service.count("DELETE"))
}

func TestKickOutOfSomebodyWhoIsNotInside(t *testing.T) {
	service, client := withBob(t)
	service.on(look, noSession)
	service.on("GET /meetings/m1", active)
	service.on(kick, noSession)
	require.NoError(t, errorOf(client.KickOut(t.Context(), "m1", bob)))
	require.Equal(t, 1, service.count(unregister))
}

func TestKickOutHalfDone(t *testing.T) {
	service, client := withBob(t)
	service.on(unregister, refusal(http.StatusForbidden, "no"))
	requireKind(t, errorOf(client.KickOut(t.Context(), "m1", bob)), HalfDone, "can come back", "gavel kick m1 --keep-out --participant-id p1")

	service.on(unregister, data(`{"id":"p1"}`))
	requireKind(t, errorOf(client.KickOut(t.Context(), "m1", bob)), HalfDone, "still seen inside", "gavel kick m1 --participant-id p1")

	service.on(people, refusal(http.StatusForbidden, "no"))
	requireKind(t, errorOf(client.KickOut(t.Context(), "m1", bob)), OutcomeUnknown, "cannot be seen")
}

func TestMuteNamesOnePerson(t *testing.T) {
	service := newService(t)
	service.on("POST /meetings/m1/active-session/mute", data(`{"action":"mute"}`))
	require.NoError(t, service.client(t).Mute(t.Context(), "m1", Target{ParticipantID: "p1"}))
	require.Equal(t, []string{`POST /meetings/m1/active-session/mute {"custom_participant_ids":[],"participant_ids":["p1"]}`}, service.seen())
}

func TestWho(t *testing.T) {
	service, client := withBob(t)
	inside, err := client.Who(t.Context(), "m1")
	require.NoError(t, err)
	require.True(t, inside.Live)
	require.Equal(t, []Person{{UserID: "p1", CustomParticipantID: "bob", Name: "Bob"}}, inside.List)

	service.on(look, noSession)
	service.on("GET /meetings/m1", active)
	inside, err = client.Who(t.Context(), "m1")
	require.NoError(t, err)
	require.False(t, inside.Live)
}

func TestStraysAreFoundInLockedMeetingsOnly(t *testing.T) {
	service := newService(t)
	service.on("GET /sessions", data(`{"sessions":[
		{"id":"s1","associated_id":"m1","live_participants":2,"status":"LIVE"},
		{"id":"s2","associated_id":"m2","live_participants":1,"status":"LIVE"},
		{"id":"s3","associated_id":"old room/name","live_participants":1,"status":"LIVE"},
		{"id":"s4","associated_id":"gone","live_participants":1,"status":"LIVE"},
		{"id":"s5","associated_id":"m1","live_participants":0,"status":"ENDED"}]}`))
	service.on("GET /meetings/m1", inactive)
	service.on("GET /meetings/m2", data(`{"id":"m2","status":"ACTIVE"}`))
	strays, err := service.client(t).Strays(t.Context())
	require.NoError(t, err)
	require.Equal(t, []Stray{{Session: Session{ID: "s1", MeetingID: "m1", People: 2}}}, strays)
	require.Equal(t, "GET /sessions?page_no=1&per_page=100&status=LIVE", service.seen()[0])
}
