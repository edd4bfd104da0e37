package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// refusedCall makes a call that must throw or reject with a HostControlsError.
func refusedCall(t *testing.T, c *e2e.Controls, js string) e2e.Failure {
	t.Helper()
	ended := e2e.Eval[e2e.Attempt[any]](c.Tab, "attempt(async () => { await ("+js+"); })")
	require.NotNil(t, ended.Error, "%s was not refused", js)
	return *ended.Error
}

func TestAttachToSomethingElse(t *testing.T) {
	t.Parallel()
	alice := host(rig.Meeting(t))
	for _, given := range []struct{ js, reason, says string }{
		{"null", "bad-input", "null"},
		{"undefined", "bad-input", "undefined"},
		{"'meeting'", "bad-input", "string"},
		{"42", "bad-input", "number"},
		{"{ current: meeting }", "bad-input", "current"},
		{"{ current: null }", "bad-input", "current"},
		{"Promise.resolve(meeting)", "bad-input", "await"},
		{"RealtimeKitClient", "bad-input", "RealtimeKitClient"},
		{"{}", "bad-input", "RealtimeKitClient.init"},
		{"meeting.self", "bad-input", "RealtimeKitClient.init"},
		{"meeting.participants", "bad-input", "RealtimeKitClient.init"},
		{"{ joinRoom() {}, leaveRoom() {}, self: meeting.self, participants: meeting.participants }", "version", "2.0"},
		{"Object.defineProperty({}, 'self', { get() { throw new Error('no') }, enumerable: true })", "bad-input", "RealtimeKitClient.init"},
		{"new Proxy({}, { get() { throw new Error('no') } })", "bad-input", "RealtimeKitClient.init"},
	} {
		failure := refusedCall(t, alice, "gavel.attach("+given.js+")")
		require.Equal(t, given.reason, failure.Reason, given.js)
		require.Equal(t, given.reason, failure.Code, given.js)
		require.Contains(t, failure.Message, given.says, given.js)
	}
}

func TestWrongOptions(t *testing.T) {
	t.Parallel()
	alice := host(rig.Meeting(t))
	for _, given := range []struct{ js, says string }{
		{"gavel.attach(meeting, null)", "object"},
		{"gavel.attach(meeting, { timeout: 5 })", "timeout"},
		{"gavel.attach(meeting, { confirmTimeoutMs: 0 })", "confirmTimeoutMs"},
		{"gavel.attach(meeting, { confirmTimeoutMs: NaN })", "confirmTimeoutMs"},
		{"gavel.attach(meeting, { confirmTimeoutMs: '5000' })", "confirmTimeoutMs"},
		{"gavel.attach(meeting, { locale: 7 })", "locale"},
		{"controls.perform({ action: 'leave' }, { signal: 'stop' })", "AbortSignal"},
		{"controls.perform({ action: 'leave' }, { timeout: 5 })", "timeout"},
	} {
		failure := refusedCall(t, alice, given.js)
		require.Equal(t, "bad-input", failure.Reason, given.js)
		require.Contains(t, failure.Message, given.says, given.js)
	}
	require.Equal(t, "joined", e2e.Eval[string](alice.Tab, "controls.snapshot.roomState"))
}

func TestWrongCommands(t *testing.T) {
	t.Parallel()
	meeting, alice, bob, carol := trio(t, e2e.AttachOptions{})
	alice.AwaitSnapshot("({ participants }) => participants.length === 2")
	alice.Do("(id) => void (window.bob = id)", bob.ID)
	for _, given := range []struct{ js, says string }{
		{"controls.perform()", "object"},
		{"controls.perform(null)", "object"},
		{"controls.perform('kickAll')", "object"},
		{"controls.perform(['kick', bob])", "object"},
		{"controls.perform({})", "action"},
		{"controls.perform({ action: 7 })", "action"},
		{"controls.perform({ action: 'ban', target: bob })", "ban"},
		{"controls.perform({ action: 'constructor', target: bob })", "constructor"},
		{"controls.perform({ action: 'KICK', target: bob })", "KICK"},
		{"controls.perform({ action: 'kick' })", "target"},
		{"controls.perform({ action: 'kick', target: '' })", "target"},
		{"controls.perform({ action: 'kick', target: null })", "target"},
		{"controls.perform({ action: 'kick', target: 7n })", "target"},
		{"controls.perform({ action: 'kick', target: meeting.participants.joined.get(bob) })", "id"},
		{"controls.perform({ action: 'kick', target: bob, reason: 'loud' })", "reason"},
		{"controls.perform({ action: 'kickAll', target: bob })", "target"},
		{"controls.perform({ action: 'kick', get target() { throw new Error('no') } })", "read"},
		{"controls.can()", "action"},
		{"controls.can('ban', bob)", "ban"},
		{"controls.can('kick')", "target"},
		{"controls.can('kick', 7)", "target"},
		{"controls.can('kickAll', bob)", "target"},
	} {
		failure := refusedCall(t, alice, given.js)
		require.Equal(t, "bad-input", failure.Reason, given.js)
		require.Contains(t, failure.Message, given.says, given.js)
	}
	requireNothingSent(t, meeting, alice, carol)
	requireConfirmed(t, alice.Perform("disableAudio", bob.ID), "disableAudio", bob)
}

func TestAttachBeforeJoining(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bob.Await("meeting.self.roomJoined")
	tab := rig.Open(t, "/e2e/participant.html")
	tab.Do(`async (authToken) => {
		window.meeting = await RealtimeKitClient.init({ authToken, baseURI: "gavel-local.localhost", defaults: { audio: false, video: false } });
		await attach();
	}`, meeting.Token("Alice", "host"))
	require.Equal(t, "init", e2e.Eval[string](tab, "controls.snapshot.roomState"))
	require.Equal(t, "not-joined", e2e.Eval[string](tab, "controls.can('kick', 'anybody').reason"))

	tab.Do("meeting.join()")

	tab.Await(`controls.snapshot.roomState === "joined" && controls.snapshot.participants.length === 1`)
	tab.Await(`(id) => { const p = meeting.participants.joined.get(id); return p.audioEnabled && p.audioTrack }`, bob.ID)
	outcome := e2e.Eval[e2e.Outcome](tab, "(target) => controls.perform({ action: 'disableAudio', target })", bob.ID)
	requireConfirmed(t, outcome, "disableAudio", bob)
	bob.Await("!meeting.self.audioEnabled")
}

func TestNamesArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	for _, name := range []string{"<img src=x onerror=alert(1)>", "שָׁלוֹם \u202egnp", "👩‍👩‍👧 Ünal"} {
		bob := meeting.Join(e2e.Who{Name: name})
		alice.Await("(id, name) => controls.snapshot.participants.find(p => p.id === id)?.name === name", bob.ID, name)
		requireConfirmed(t, alice.Perform("pin", bob.ID), "pin", bob)
	}
}
