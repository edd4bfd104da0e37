package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// update changes what people may do.
func update(host *e2e.Controls, permissions object, people ...*e2e.Participant) e2e.Performing {
	command := e2e.Command{Action: "updatePermissions", Permissions: permissions}
	for _, p := range people {
		command.Targets = append(command.Targets, p.ID)
	}
	return host.BeginTogether(command)[0]
}

func requireStatuses(t *testing.T, outcome e2e.Outcome, statuses ...string) {
	t.Helper()
	var found []string
	for _, row := range outcome.Targets {
		found = append(found, row.Status)
	}
	require.Equal(t, statuses, found)
}

func TestRightsOfOthersAreTakenAndGivenBack(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	himself := meeting.Join(e2e.Who{Name: "Bob again", UserID: bob.UserID})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, heard)
	alice.Sees(himself.ID, here)
	alice.Sees(carol.ID, here)
	all := []*e2e.Participant{bob, himself, carol}
	alice.Do(`meeting.polls.create("Tea?", ["yes", "no"])`)
	for _, p := range all {
		p.Await("meeting.polls.items.length === 1")
		p.Do("void (window.before = { ...meeting.self.permissions.chatPublic })")
	}

	outcome := update(alice, object{
		"chat":  object{"public": object{"canSend": false}},
		"media": object{"audio": object{"canProduce": "NOT_ALLOWED"}},
		"polls": object{"canCreate": false, "canView": true},
	}, bob, carol).Outcome()
	requireStatuses(t, outcome, "confirmed", "sent")
	require.Equal(t, "sent", outcome.Status)
	require.Equal(t, 1, meeting.Person(alice.ID).Sent[permissionUpdates], "for all of them")
	for _, p := range all {
		p.Await(`meeting.self.permissions.canProduceAudio === "NOT_ALLOWED" && !meeting.self.audioEnabled`)
		p.Await("!meeting.self.permissions.chatPublic.canSend && meeting.self.permissions.chatPublic.text === before.text && meeting.self.permissions.chatPublic.files === before.files")
		p.Await("meeting.self.permissions.polls.canView && meeting.polls.items.length === 1")
	}
	alice.Do(`meeting.polls.create("Coffee?", ["yes", "no"])`)
	for _, p := range all {
		p.Await("meeting.polls.items.length === 2")
	}
	require.Equal(t, "0501", e2e.Eval[string](bob.Tab, `meeting.chat.sendTextMessage("hello").catch((error) => error.code)`))
	bob.Do("meeting.self.enableAudio()")
	require.False(t, bob.Self().AudioEnabled)

	requireStatuses(t, update(alice, object{
		"chat":  object{"public": object{"canSend": true}},
		"media": object{"audio": object{"canProduce": "ALLOWED"}},
	}, bob).Outcome(), "sent")
	for _, p := range []*e2e.Participant{bob, himself} {
		p.Await(`meeting.self.permissions.canProduceAudio === "ALLOWED" && meeting.self.permissions.chatPublic.canSend`)
	}
	bob.Do("meeting.self.enableAudio()")
	alice.Sees(bob.ID, heard)
	bob.Reaches(alice.Participant)
	alice.Reaches(carol)
	carol.Await(`meeting.self.permissions.canProduceAudio === "NOT_ALLOWED"`)
}

func TestRightsThatCannotBeChanged(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{})
	herself := meeting.Join(e2e.Who{Name: "Alice again", Preset: "host", UserID: alice.UserID})
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	alice.Sees(herself.ID, here)
	alice.Sees(bob.ID, here)
	bob.Sees(herself.ID, here)
	noRecord := object{"canRecord": false}

	require.Equal(t, "is-self", update(alice, noRecord, herself, alice.Participant).Failure().Reason)
	failure := update(bob, noRecord, herself).Failure()
	require.Equal(t, "permission", failure.Reason)
	require.Equal(t, "can_change_participant_permissions", failure.Permission)
	failure = update(alice, object{"polls": object{"canVote": false}}, bob.Participant).Failure()
	require.Equal(t, "bad-input", failure.Reason)
	require.Contains(t, failure.Message, "permissions.polls.canView")
	alice.Reaches(bob.Participant)
	require.NotContains(t, meeting.Person(alice.ID).Sent, permissionUpdates)
	require.NotContains(t, meeting.Person(bob.ID).Sent, permissionUpdates)
}

// What the server refuses the SDK tells nobody: what can be seen is missing, and of the rest
// nothing is claimed.
func TestAPatchThatTheServerRefuses(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"}).Attach(e2e.AttachOptions{ConfirmTimeoutMs: 1_000})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, heard)
	alice.Sees(carol.ID, here)
	meeting.Fault(roomclient.Fault{Event: permissionUpdates, Action: "refuse"})
	alice.Allow("refused") // an error without a code, which nobody can handle

	outcome := update(alice, object{"media": object{"audio": object{"canProduce": "NOT_ALLOWED"}}}, bob, carol).Outcome()
	requireStatuses(t, outcome, "unconfirmed", "sent")
	require.Equal(t, "partial", outcome.Status)
	require.True(t, bob.Self().AudioEnabled)
}
