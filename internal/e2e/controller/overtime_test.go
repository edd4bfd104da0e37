package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// sets switches a policy on, or off with false.
func sets(host *e2e.Controls, policy string, on any) {
	host.Do("(policy, on) => controls.setPolicy(policy, on)", policy, on)
}

// unmutes has somebody turn their microphone on.
func unmutes(p *e2e.Participant) {
	p.Do("meeting.self.enableAudio()")
}

// notes waits for an entry of the journal.
func notes(host *e2e.Controls, condition string) {
	host.Await("controls.journal.some(" + condition + ")")
}

func TestPoliciesMute(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	sets(alice, "muteOnEntry", true)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bob.Await("!meeting.self.audioEnabled")
	notes(alice, `({ by, action, name, status }) => by === "policy" && action === "disableAudio" && name === "Bob" && status === "confirmed"`)
	unmutes(bob)
	alice.Sees(bob.ID, heard)

	sets(alice, "muteOnEntry", false)
	sets(alice, "keepMuted", map[string]any{"targets": []string{bob.ID}})
	for range 3 {
		bob.Await("!meeting.self.audioEnabled")
		alice.AwaitSnapshot(`({ participants, pending }) => pending.length === 0 && !participants[0].audioEnabled`)
		unmutes(bob)
	}
	alice.Await(`told.some(({ type, detail }) => type === "notice" && detail.kind === "policyYielded" && detail.policy === "keepMuted" && detail.name === "Bob")`)
	alice.Sees(bob.ID, heard)
	bob.Await("meeting.self.audioEnabled")
	alice.AwaitSnapshot(`({ policies, pending }) => policies[0].yielded.length === 1 && pending.length === 0`)
	require.Equal(t, 4, e2e.Eval[int](alice.Tab, `controls.journal.filter(({ by, action }) => by === "policy" && action === "disableAudio").length`))
	sets(alice, "keepMuted", false)

	sets(alice, "floor", map[string]any{"target": bob.ID, "seconds": 2})
	alice.AwaitSnapshot(`({ policies }) => policies.length === 1 && policies[0].until > Date.now() - 10_000`)
	bob.Await("!meeting.self.audioEnabled")
	alice.AwaitSnapshot(`({ policies }) => policies.length === 0`)
	notes(alice, `({ action, what, name }) => action === "policy.off" && what === "floor" && name === "Bob"`)
	unmutes(bob)
	alice.Sees(bob.ID, heard)

	sets(alice, "muteOnEntry", true)
	alice.Do("(state) => controls.close()", "")
	carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true})
	carol.Reaches(bob)
	carol.Await("meeting.self.audioEnabled")
}

func TestTwoHostsWhoKeepContraryPinsSettle(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	anton := meeting.Join(e2e.Who{Name: "Anton", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	for _, one := range []*e2e.Controls{alice, anton} {
		one.Sees(bob.ID, here)
	}
	alice.Sees(anton.ID, here)
	anton.Sees(alice.ID, here)
	sets(alice, "keepPin", map[string]any{"target": bob.ID})
	bob.Await("meeting.self.isPinned")
	sets(anton, "keepPin", map[string]any{"target": alice.ID})
	const gaveUp = `told.some(({ type, detail }) => type === "notice" && detail.kind === "policyYielded" && detail.policy === "keepPin")`
	meeting.AwaitRoom("one of them has given up, and nobody is about to pin", func(roomclient.Room) bool {
		return e2e.Eval[bool](alice.Tab, gaveUp) || e2e.Eval[bool](anton.Tab, gaveUp)
	})
	for _, one := range []*e2e.Controls{alice, anton} {
		one.AwaitSnapshot(`({ pending }) => pending.length === 0`)
	}
	pins := func() int {
		return meeting.Person(alice.ID).Sent[pinned(t)] + meeting.Person(anton.ID).Sent[pinned(t)]
	}
	sent, holds := pins(), meeting.Room().Pinned
	require.LessOrEqual(t, sent, 2*(3+1), "each pins three times at most")
	alice.Reaches(anton.Participant)
	anton.Reaches(alice.Participant)
	require.Equal(t, sent, pins(), "it has settled")
	require.Equal(t, holds, meeting.Room().Pinned)
	notes(alice, `({ by, action }) => by === "unknown" && action === "pin"`)

	for _, one := range []*e2e.Controls{alice, anton} {
		sets(one, "muteOnEntry", true)
	}
	requireStatuses(t, anton.Perform("kickAll", ""), "confirmed")
	for _, one := range []*e2e.Controls{alice, anton} {
		one.Await(`told.some(({ type, detail }) => type === "notice" && detail.kind === "policyYielded" && detail.policy === "muteOnEntry" && detail.id === "")`)
		one.AwaitSnapshot(`({ roomState, policies }) => roomState === "ended" && policies.length === 0`)
		notes(one, `({ by, action, what }) => by === "unknown" && action === "policy.off" && what === "muteOnEntry"`)
	}
}

// pinned is what the room calls a message that pins somebody.
func pinned(t *testing.T) string {
	t.Helper()
	return wire.GlobalPinPeer.String()
}

// They come back as the same user, and as another one who has the same id of the backend's.
func TestWhoWasRemovedAndComesBackIsKnown(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", CustomID: "c-bob"})
	alice.Sees(bob.ID, here)
	requireStatuses(t, alice.Perform("kick", bob.ID), "confirmed")
	alice.AwaitSnapshot(`({ removed }) => removed.length === 1 && removed[0].name === "Bob" && removed[0].back === null`)
	other := meeting.Join(e2e.Who{Name: "Bob", CustomID: "c-other"})
	const returned = `(id) => told.some(({ type, detail }) => type === "notice" && detail.kind === "returned" && detail.id === id && detail.customParticipantId === "c-bob")`
	bob.ComesBack()
	alice.Await(returned, bob.ID)
	notes(alice, `({ by, action }) => by === "unknown" && action === "returned"`)
	back := e2e.Eval[string](alice.Tab, "controls.snapshot.removed[0].back")
	require.Equal(t, bob.ID, back)

	requireStatuses(t, alice.Perform("kick", back), "confirmed")
	bob.Await(`meeting.self.roomState === "kicked"`)
	alice.AwaitSnapshot(`({ removed }) => removed.length === 1 && removed[0].back === null`)
	robert := meeting.Join(e2e.Who{Name: "Robert", CustomID: "c-bob"})
	require.NotEqual(t, bob.UserID, robert.UserID)
	alice.Await(returned, robert.ID)
	alice.Await(`(id) => controls.snapshot.removed.length === 1 && controls.snapshot.removed[0].back === id`, robert.ID)
	sets(alice, "keepOut", map[string]any{"userIds": []string{bob.UserID}})
	robert.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	alice.AwaitSnapshot(`({ removed, pending }) => pending.length === 0 && removed.length === 1 && removed[0].back === null`)

	// Whoever has that id now is removed before their page has joined with all it has.
	api := roomclient.API{URL: rig.URL}
	token, err := api.Token(t.Context(), roomclient.Who{Meeting: meeting.Name, Name: "Bobby", Preset: "guest", CustomParticipantID: "c-bob"})
	require.NoError(t, err)
	bobby, err := roomclient.Dial(t.Context(), api, meeting.Name, token, "bobby")
	require.NoError(t, err)
	defer bobby.Cut()
	require.NoError(t, bobby.Send(t.Context(), wire.JoinRoom, &wire.JoinRequest{Peer: &wire.Peer{PeerId: bobby.ID()}}))
	require.NoError(t, bobby.Send(t.Context(), wire.SelfJoinComplete, &wire.Nothing{}))
	_, err = roomclient.Await(t.Context(), bobby, wire.KickPeers, func(*wire.Kick) bool { return true })
	require.NoError(t, err)
	alice.Await(returned, bobby.ID())
	alice.Sees(other.ID, here)
	require.NotContains(t, e2e.Eval[[]string](alice.Tab, `told.filter(({ type }) => type === "notice").map(({ detail }) => detail.id)`), other.ID)
}

func TestAReloadLosesNothingThatMatters(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, heard)
	alice.Sees(carol.ID, here)
	requireStatuses(t, alice.Perform("kick", carol.ID), "confirmed")
	requireStatuses(t, alice.Perform("disableAudio", bob.ID), "confirmed")
	sets(alice, "keepMuted", map[string]any{"targets": []string{bob.ID}})

	alice.Reload()
	alice.ComesBack()
	alice = alice.Participant.Attach(e2e.AttachOptions{})
	alice.AwaitSnapshot(`({ removed, policies, formerPolicies }) => removed.length === 1 && removed[0].name === "Carol" && policies.length === 0 && formerPolicies.length === 1`)
	require.Equal(t, "kick disableAudio policy.on", e2e.Eval[string](alice.Tab, `controls.journal.map(({ action }) => action).join(" ")`))
	alice.Sees(bob.ID, here)
	unmutes(bob)
	alice.Sees(bob.ID, heard)
	bob.Reaches(alice.Participant)
	alice.Reaches(bob)
	require.True(t, bob.Self().AudioEnabled, "nothing is done by itself")
	require.Equal(t, 3, e2e.Eval[int](alice.Tab, "controls.journal.length"))
	alice.Do("(again) => controls.formerPolicies(again)", true)
	bob.Await("!meeting.self.audioEnabled")
	alice.AwaitSnapshot(`({ policies, formerPolicies }) => policies[0].policy === "keepMuted" && formerPolicies.length === 0`)
}

func TestWhoSpeaksIsKnown(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bots := meeting.Bots(roomclient.Bots{Count: 2, Audio: true})
	alice.AwaitSnapshot(`({ participants }) => participants.length === 2 && participants.every(({ audioEnabled }) => audioEnabled)`)
	meeting.TellBot(bots[0].ID, map[string]any{"speaking": true})
	alice.Await(`(id) => controls.snapshot.speaker?.id === id`, bots[0].ID)
	meeting.TellBot(bots[1].ID, map[string]any{"speaking": true})
	meeting.TellBot(bots[0].ID, map[string]any{"speaking": false})
	alice.Await(`(id) => controls.snapshot.speaker?.id === id`, bots[1].ID)
	alice.Await(`(id) => controls.snapshot.participants.find((p) => p.id === id).spokenMs > 0`, bots[0].ID)
	requireStatuses(t, alice.Perform("disableAudio", bots[1].ID), "confirmed")
	alice.AwaitSnapshot(`({ speaker }) => speaker === null`)
}
