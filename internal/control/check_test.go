package control

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestCheckSaysWhatIsWrong(t *testing.T) {
	many := make(ids, MostTargets+1)
	for i := range many {
		many[i] = meeting.ParticipantID(strconv.Itoa(i))
	}
	for _, test := range []struct {
		command  meeting.Command
		expected string
	}{
		{meeting.Command{Action: "mute", Target: "ann"}, `there is no action "mute"`},
		{meeting.Command{Action: meeting.Kick}, "kick needs a target, the id of a participant, or targets, several of them"},
		{meeting.Command{Action: meeting.Pin}, "pin needs a target: the id of a participant"},
		{meeting.Command{Action: meeting.KickAll, Target: "ann"}, "kickAll takes no target"},
		{meeting.Command{Action: meeting.KickAll, Targets: ids{"ann"}}, "kickAll takes no target"},
		{meeting.Command{Action: meeting.Kick, Target: "ann", Targets: ids{"bob"}}, "kick takes target or targets, not both"},
		{meeting.Command{Action: meeting.Unpin, Targets: ids{"ann"}}, "unpin takes one target, no targets"},
		{meeting.Command{Action: meeting.Kick, Targets: ids{}}, "kick has empty targets: name one participant at least"},
		{meeting.Command{Action: meeting.Kick, Targets: ids{"ann", ""}}, "kick has an empty id among its targets"},
		{meeting.Command{Action: meeting.Kick, Targets: many}, "kick has more than 5000 targets"},
		{meeting.Command{Action: meeting.Kick, Target: "ann", Permissions: &meeting.PermissionsPatch{meeting.PatchCanRecord: meeting.PatchNo}}, "kick takes no permissions"},
		{meeting.Command{Action: meeting.UpdatePermissions, Target: "ann"}, "updatePermissions needs permissions: what is to change"},
		{meeting.Command{Action: meeting.Lock}, `lock needs what: one of "audio", "video", "screenShare", "chat"`},
		{meeting.Command{Action: meeting.Unlock, What: "mic"}, `unlock cannot be done to what: "mic", want one of "audio", "video", "screenShare", "chat"`},
		{meeting.Command{Action: meeting.Lock, What: meeting.LockAudio, NeverSeen: true}, "lock takes no neverSeen"},
		{meeting.Command{Action: meeting.Lock, What: meeting.LockAudio, Targets: ids{}}, "lock has empty targets: name one participant at least"},
		{meeting.Command{Action: meeting.Kick, Target: "ann", What: meeting.LockAudio}, "kick takes no what"},
		{meeting.Command{Action: meeting.ChatPin}, "chat.pin needs the id of what it is about"},
		{meeting.Command{Action: meeting.ConnectedMeetingsCreateMeetings}, "connectedMeetings.createMeetings needs titles: one for each meeting"},
		{meeting.Command{Action: meeting.ConnectedMeetingsCreateMeetings, Titles: []string{"A", " "}}, "connectedMeetings.createMeetings has an empty title"},
		{meeting.Command{Action: meeting.ConnectedMeetingsCreateMeetings, Titles: make([]string, MostMeetings+1)}, "connectedMeetings.createMeetings has more than 100 titles"},
		{meeting.Command{Action: meeting.Kick, Target: "ann", Titles: []string{"A"}}, "kick takes no titles"},
		{meeting.Command{Action: meeting.Kick, Target: "ann", Move: &meeting.Move{To: "a"}}, "kick takes no from, to or presetId"},
		{meeting.Command{Action: meeting.PollsCreate, Poll: &meeting.NewPoll{Question: "Tea?", Options: []string{"yes"}}}, "polls.create needs two options at least"},
		{meeting.Command{Action: meeting.PollsCreate, Poll: &meeting.NewPoll{Options: []string{"yes", "no"}}}, "polls.create needs a question"},
		{meeting.Command{Action: meeting.PollsCreate, Poll: &meeting.NewPoll{Question: "Tea?", Options: []string{"yes", ""}}}, "polls.create has an empty option"},
		{meeting.Command{Action: meeting.KickAll, Poll: &meeting.NewPoll{}}, "kickAll takes no question and options"},
		{meeting.Command{Action: meeting.MetaSpotlight}, "meta.spotlight needs on: true or false"},
		{meeting.Command{Action: meeting.MetaSpotlight, Spotlight: &meeting.Spotlight{On: true, TabType: "chat", TabID: "a"}}, `meta.spotlight has a tab that is none: want its type, "plugin" or "screenshare", and its id`},
		{meeting.Command{Action: meeting.MetaSpotlight, Spotlight: &meeting.Spotlight{TabType: "plugin", TabID: "a"}}, "meta.spotlight takes a tab with on: true only"},
		{meeting.Command{Action: meeting.KickAll, Spotlight: &meeting.Spotlight{}}, "kickAll takes no on or tab"},
		{patching(meeting.PermissionsPatch{meeting.PatchCanRecord: 3}), "updatePermissions has a value of permissions.canRecord that means nothing there"},
		{patching(meeting.PermissionsPatch{meeting.PatchMediaAudioCanProduce: meeting.PatchCanRequest}), "updatePermissions has a value of permissions.media.audio.canProduce that means nothing there"},
		{patching(meeting.PermissionsPatch{meeting.PatchPollsCanVote: meeting.PatchYes}), "updatePermissions needs permissions.polls.canView beside the others of polls: without it the SDK takes the polls away, as with false"},
	} {
		_, failure := Check(&test.command, true)
		if assert.NotNil(t, failure, test.expected) {
			assert.Equal(t, meeting.ReasonBadInput, failure.Reason)
			assert.Equal(t, test.expected, failure.Message)
		}
	}
	_, failure := Check(&meeting.Command{Action: meeting.Kick, Targets: many[1:]}, true)
	assert.Nil(t, failure)
	_, failure = Check(&meeting.Command{Action: meeting.UpdatePermissions, Target: "ann"}, false)
	assert.Nil(t, failure, "it is not whole")
	for _, canView := range []meeting.PatchValue{meeting.PatchNo, meeting.PatchYes} {
		command := patching(meeting.PermissionsPatch{meeting.PatchPollsCanVote: meeting.PatchYes, meeting.PatchPollsCanView: canView})
		_, failure = Check(&command, true)
		assert.Nil(t, failure)
	}
}

func patching(patch meeting.PermissionsPatch) meeting.Command {
	return meeting.Command{Action: meeting.UpdatePermissions, Target: "ann", Permissions: &patch}
}

func TestEveryActionTakesWhatItsSpecSays(t *testing.T) {
	for _, spec := range action.All() {
		takes := func(command meeting.Command) bool {
			command.Action = spec.Name
			if spec.Takes == action.Patch {
				command.Permissions = &meeting.PermissionsPatch{meeting.PatchCanRecord: meeting.PatchNo}
			}
			if spec.Locks() {
				command.What = meeting.LockChat
			}
			switch spec.Takes {
			case action.Titles:
				command.Titles = []string{"Group"}
			case action.NewPoll:
				command.Poll = &meeting.NewPoll{Question: "Tea?", Options: []string{"yes", "no"}}
			case action.Spotlight:
				command.Spotlight = &meeting.Spotlight{On: true}
			}
			_, failure := Check(&command, true)
			return failure == nil
		}
		assert.Equal(t, !spec.TakesTarget() || spec.ForAll, takes(meeting.Command{}), spec.Name)
		assert.Equal(t, spec.TakesTarget(), takes(meeting.Command{Target: "ann"}), spec.Name)
		assert.Equal(t, spec.TakesTarget() && !spec.OnlyOne, takes(meeting.Command{Targets: ids{"ann"}}), spec.Name)
	}
}

func TestCheckNamesEverybodyOnce(t *testing.T) {
	given := ids{"bob", "ann", "bob", "ann", "eve"}
	command := meeting.Command{Action: meeting.Kick, Targets: given}
	_, failure := Check(&command, true)
	require.Nil(t, failure)
	assert.Equal(t, ids{"bob", "ann", "eve"}, command.Targets)
	assert.Equal(t, ids{"bob", "ann", "bob", "ann", "eve"}, given, "what was given stays as it is")
}
