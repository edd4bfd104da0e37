package cloudflare

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

const (
	look    = "GET /meetings/m1/active-session"
	lock    = "PATCH /meetings/m1"
	kickAll = "POST /meetings/m1/active-session/kick-all"
)

func kicked(count int) http.HandlerFunc {
	return data(`{"action":"kick_all","kicked_participants_count":%d}`, count)
}

func patiently(lock bool) EndOptions {
	return EndOptions{Lock: lock, Wait: testlimit.Of(30 * time.Second)}
}

func TestEndLocksFirstAndLooksTwice(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 3), noSession)
	service.on(lock, inactive)
	service.on(kickAll, kicked(3))
	report, err := service.client(t).End(t.Context(), "m1", patiently(true))
	require.NoError(t, err)
	require.Equal(t, EndReport{Meeting: "m1", Ending: Confirmed, Locked: true, SessionID: "s1", People: 3, Kicks: 1, Removed: 3, Looks: 2, Recordings: noRecordings}, report)
	require.Equal(t, []string{look, listRecordings, lock + ` {"status":"INACTIVE"}`, kickAll, look, look}, service.seen())
}

func TestEndOfALingeringSession(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 3), session("s1", 0))
	service.on(kickAll, kicked(3))
	report, err := service.client(t).End(t.Context(), "m1", patiently(false))
	require.NoError(t, err)
	require.Equal(t, Confirmed, report.Ending)
	require.False(t, report.Locked)
}

func TestNothingToEnd(t *testing.T) {
	service := newService(t)
	service.on(look, noSession)
	service.on("GET /meetings/m1", active)
	report, err := service.client(t).End(t.Context(), "m1", patiently(false))
	require.NoError(t, err)
	require.Equal(t, NothingLive, report.Ending)
	require.Zero(t, service.count(kickAll))

	// A join may be on its way when the meeting is locked.
	service.on(lock, inactive)
	service.on(kickAll, noSession)
	report, err = service.client(t).End(t.Context(), "m1", patiently(true))
	require.NoError(t, err)
	require.Equal(t, EndReport{Meeting: "m1", Ending: NothingLive, Locked: true, Kicks: 1, Looks: 2}, report)
}

func TestEndOfAnUnknownMeeting(t *testing.T) {
	service := newService(t)
	_, err := service.client(t).End(t.Context(), "m1", patiently(true))
	requireKind(t, err, NotFound)
	require.Zero(t, service.count("PATCH")+service.count("POST"))
}

func TestLateJoinersAreRemovedToo(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2), noSession, session("s2", 1), noSession)
	service.on(lock, inactive)
	service.on(kickAll, kicked(2), kicked(1))
	report, err := service.client(t).End(t.Context(), "m1", patiently(true))
	require.NoError(t, err)
	require.Equal(t, Confirmed, report.Ending)
	require.Equal(t, "s2", report.NewSession)
	require.Equal(t, 2, report.Kicks)
	require.Equal(t, 4, report.Looks, "the empty look before the late joiner does not count")
}

func TestAnotherSessionIsLeftAloneWithoutTheLock(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2), session("s2", 1))
	service.on(kickAll, kicked(2))
	report, err := service.client(t).End(t.Context(), "m1", patiently(false))
	require.NoError(t, err)
	require.Equal(t, NewSession, report.Ending)
	require.Equal(t, "s2", report.NewSession)
	require.Equal(t, 1, service.count(kickAll))
}

func TestNobodyIsKickedAfterAFailedLock(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2))
	service.on(lock, refusal(http.StatusForbidden, "no"))
	report, err := service.client(t).End(t.Context(), "m1", patiently(true))
	requireKind(t, err, Denied, "lock meeting m1")
	require.False(t, report.Locked)
	require.Zero(t, service.count(kickAll))
}

func TestLockedButNotEndedIsHalfDone(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2))
	service.on(lock, inactive)
	service.on(kickAll, refusal(http.StatusForbidden, "no"))
	report, err := service.client(t).End(t.Context(), "m1", patiently(true))
	requireKind(t, err, HalfDone, "is locked", "to finish: gavel end m1")
	require.True(t, report.Locked)

	service.on(kickAll, kicked(0))
	report, err = service.client(t).End(t.Context(), "m1", EndOptions{Lock: true, Wait: testlimit.Of(500 * time.Millisecond)})
	requireKind(t, err, HalfDone, "still inside")
	require.Equal(t, StillLive, report.Ending)
	require.Equal(t, mostKickAlls, report.Kicks)
}

func TestNotSeenToEnd(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2))
	service.on(kickAll, kicked(2))
	report, err := service.client(t).End(t.Context(), "m1", EndOptions{})
	require.NoError(t, err)
	require.Equal(t, Unconfirmed, report.Ending)
	require.Equal(t, 1, service.count(look), "not asked to look")

	report, err = service.client(t).End(t.Context(), "m1", EndOptions{Wait: testlimit.Of(200 * time.Millisecond)})
	require.NoError(t, err)
	require.Equal(t, Unconfirmed, report.Ending)
	require.Equal(t, 2, report.Inside)
}

// Answers get lost after the work was done: looking tells.
func TestLostAnswersAreMadeUpForByLooking(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2), noSession)
	service.on(lock, hangUp(func() { service.on("GET /meetings/m1", inactive) }))
	service.on(kickAll, serverFailed)
	report, err := service.client(t).End(t.Context(), "m1", patiently(true))
	require.NoError(t, err)
	require.Equal(t, Confirmed, report.Ending)
	require.True(t, report.Locked)
	require.Equal(t, 1, service.count(kickAll))
}

func TestALostAnswerWithPeopleInsideIsRepeated(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2), session("s1", 2), noSession)
	service.on(kickAll, serverFailed, kicked(2))
	report, err := service.client(t).End(t.Context(), "m1", patiently(false))
	require.NoError(t, err)
	require.Equal(t, Confirmed, report.Ending)
	require.Equal(t, 2, service.count(kickAll))
}

func TestFailedLooksConfirmNothing(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2), noSession, refusal(http.StatusForbidden, "no"))
	service.on(kickAll, kicked(2))
	report, err := service.client(t).End(t.Context(), "m1", EndOptions{Wait: testlimit.Of(200 * time.Millisecond)})
	requireKind(t, err, Denied)
	require.Equal(t, Unconfirmed, report.Ending)
}

func TestAWebhookStandsForALook(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2), noSession)
	service.on(kickAll, kicked(2))
	client := service.client(t)
	client.lookEvery = time.Hour
	ended := make(chan string, 3)
	ended <- "s0"
	ended <- "s1"
	report, err := client.End(t.Context(), "m1", EndOptions{Wait: testlimit.Of(30 * time.Second), Ended: ended})
	require.NoError(t, err)
	require.Equal(t, EndReport{Meeting: "m1", Ending: Confirmed, SessionID: "s1", People: 2, Kicks: 1, Removed: 2, Looks: 2, Webhook: true, Recordings: noRecordings}, report)

	closed := make(chan string)
	close(closed)
	client.lookEvery = time.Millisecond
	service.on(look, session("s1", 2), noSession)
	report, err = client.End(t.Context(), "m1", EndOptions{Wait: testlimit.Of(30 * time.Second), Ended: closed})
	require.NoError(t, err)
	require.Equal(t, Confirmed, report.Ending)
	require.False(t, report.Webhook)
}

func TestCancelledWhileWatching(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	service := newService(t)
	service.on(look, session("s1", 2), func(w http.ResponseWriter, r *http.Request) {
		cancel()
		session("s1", 2)(w, r)
	})
	service.on(lock, inactive)
	service.on(kickAll, kicked(2))
	report, err := service.client(t).End(ctx, "m1", patiently(true))
	requireKind(t, err, HalfDone, "gavel end m1")
	require.ErrorIs(t, err, context.Canceled)
	require.True(t, report.Locked)
}

func TestEachStepIsTold(t *testing.T) {
	service := newService(t)
	service.on(look, session("s1", 2), session("s1", 1), noSession)
	service.on(lock, inactive)
	service.on(kickAll, kicked(2))
	var steps []string
	_, err := service.client(t).End(t.Context(), "m1", EndOptions{Lock: true, Wait: testlimit.Of(30 * time.Second), Saw: func(step string) { steps = append(steps, step) }})
	require.NoError(t, err)
	require.Equal(t, []string{
		"a session runs: s1", "no recording runs", "the meeting is locked", "everybody was told to go",
		"people are still inside", "everybody was told to go", "nobody is inside", "nobody is inside",
	}, steps)
}
