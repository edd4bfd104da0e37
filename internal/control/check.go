package control

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// MostTargets is how many people one command may name.
const MostTargets = 5_000

// Check finds the spec of a command and has the command name everybody once, or says what is
// wrong with it. Of a command that is not whole it may be left out what is to become of them.
func Check(command *meeting.Command, whole bool) (spec action.Spec, failure *meeting.Error) {
	spec, known := specOf(*command)
	if !known {
		return spec, badInput("", "there is no action \""+string(command.Action)+"\"")
	}
	one, several := command.Target != "", command.Targets != nil
	wrong := ""
	switch {
	case !spec.TakesTarget() && (one || several):
		wrong = " takes no target"
	case command.AllowMultiple && spec.Takes != action.AllowMultiple:
		wrong = " takes no allowMultiple"
	case !command.Permissions.Empty() && spec.Takes != action.Patch:
		wrong = " takes no permissions"
	case command.What != "" && !spec.Locks():
		wrong = " takes no what"
	case command.Titles != nil && spec.Takes != action.Titles:
		wrong = " takes no titles"
	case command.Move != nil && spec.Takes != action.Moving:
		wrong = " takes no from, to or presetId"
	case command.Poll != nil && spec.Takes != action.NewPoll:
		wrong = " takes no question and options"
	case command.Spotlight != nil && spec.Takes != action.Spotlight:
		wrong = " takes no on or tab"
	case command.NeverSeen && spec.Takes != action.ToUnlock:
		wrong = " takes no neverSeen"
	case one && several:
		wrong = " takes target or targets, not both"
	case several && !spec.TakesTargets():
		wrong = " takes one target, no targets"
	case spec.AboutThings() && !one && !several:
		wrong = " needs the id of what it is about"
	case spec.TakesTargets() && !one && !several:
		wrong = " needs a target, the id of a participant, or targets, several of them"
	case spec.TakesTarget() && !one && !several:
		wrong = " needs a target: the id of a participant"
	case several && len(command.Targets) == 0 && spec.AboutThings():
		wrong = " has an empty list: name one at least"
	case several && len(command.Targets) == 0:
		wrong = " has empty targets: name one participant at least"
	case len(command.Targets) > MostTargets:
		wrong = " has more than " + strconv.Itoa(MostTargets) + " targets"
	case slices.Contains(command.Targets, ""):
		wrong = " has an empty id among its targets"
	case spec.Takes == action.Patch && whole:
		wrong = wrongPatch(command.Permissions)
	case whole && spec.Takes == action.Titles:
		wrong = wrongTitles(command.Titles)
	case whole && spec.Takes == action.NewPoll:
		wrong = wrongPoll(command.Poll)
	case whole && spec.Takes == action.Spotlight:
		wrong = wrongSpotlight(command.Spotlight)
	case spec.Locks() && command.What.Flag() == 0 && (whole || command.What != ""):
		wrong = wrongLockable(command.What)
	}
	if wrong != "" {
		return spec, badInput(spec.Name, string(spec.Name)+wrong)
	}
	command.Targets = distinct(command.Targets)
	if command.Permissions != nil { // the caller may change theirs
		patch := *command.Permissions
		command.Permissions = &patch
	}
	return spec, nil
}

// MostMeetings is how many connected meetings one command may create.
const MostMeetings = 100

// wrongTitles says what is wrong with the titles of meetings to be created.
func wrongTitles(titles []string) string {
	switch {
	case len(titles) == 0:
		return " needs titles: one for each meeting"
	case len(titles) > MostMeetings:
		return " has more than " + strconv.Itoa(MostMeetings) + " titles"
	case slices.ContainsFunc(titles, isBlank):
		return " has an empty title"
	}
	return ""
}

// wrongPoll says what is wrong with a poll. The SDK begins none without a question and two options,
// and says nothing (SDK 2.0.2).
func wrongPoll(poll *meeting.NewPoll) string {
	switch {
	case poll == nil || isBlank(poll.Question):
		return " needs a question"
	case len(poll.Options) < 2:
		return " needs two options at least"
	case slices.ContainsFunc(poll.Options, isBlank):
		return " has an empty option"
	}
	return ""
}

func wrongSpotlight(spotlight *meeting.Spotlight) string {
	switch {
	case spotlight == nil:
		return " needs on: true or false"
	case spotlight.TabID == "" && spotlight.TabType == "":
		return ""
	case spotlight.TabID == "" || spotlight.TabType != "plugin" && spotlight.TabType != "screenshare":
		return " has a tab that is none: want its type, \"plugin\" or \"screenshare\", and its id"
	case !spotlight.On:
		return " takes a tab with on: true only"
	}
	return ""
}

// isBlank tells that a text has nothing but spaces and control characters.
func isBlank(text string) bool {
	for i := range len(text) {
		if text[i] > ' ' {
			return false
		}
	}
	return true
}

// wrongLockable says what is wrong with what is to be locked.
func wrongLockable(what meeting.Lockable) string {
	var all []string
	for _, known := range meeting.AllLockable() {
		all = append(all, "\""+string(known)+"\"")
	}
	want := "one of " + strings.Join(all, ", ")
	if what == "" {
		return " needs what: " + want
	}
	return " cannot be done to what: \"" + string(what) + "\", want " + want
}

// distinct returns the ids in order, each once.
func distinct(ids []meeting.ParticipantID) []meeting.ParticipantID {
	var once []meeting.ParticipantID
	known := make(map[meeting.ParticipantID]bool, len(ids))
	for _, id := range ids {
		if !known[id] {
			known[id] = true
			once = append(once, id)
		}
	}
	return once
}

// wrongPatch says what is wrong with a patch, "" for nothing.
func wrongPatch(patch *meeting.PermissionsPatch) string {
	if patch.Empty() {
		return " needs permissions: what is to change"
	}
	for key := range meeting.PatchKeys {
		if value := patch[key]; value != meeting.PatchUnnamed && !key.Takes(value) {
			return " has a value of permissions." + key.Path() + " that means nothing there"
		}
	}
	polls := patch[meeting.PatchPollsCanCreate] | patch[meeting.PatchPollsCanVote]
	if polls != meeting.PatchUnnamed && patch[meeting.PatchPollsCanView] == meeting.PatchUnnamed {
		return " needs permissions.polls.canView beside the others of polls: without it the SDK takes the polls away, as with false"
	}
	return ""
}
