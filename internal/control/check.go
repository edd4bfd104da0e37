package control

import (
	"slices"
	"strconv"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// MostTargets is how many people one command may name.
const MostTargets = 5_000

// Check finds the spec of a command and has the command name everybody once, or says what is
// wrong with it.
func Check(command *meeting.Command) (spec action.Spec, failure *meeting.Error) {
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
	case one && several:
		wrong = " takes target or targets, not both"
	case several && !spec.TakesTargets():
		wrong = " takes one target, no targets"
	case spec.TakesTargets() && !one && !several:
		wrong = " needs a target, the id of a participant, or targets, several of them"
	case spec.TakesTarget() && !one && !several:
		wrong = " needs a target: the id of a participant"
	case several && len(command.Targets) == 0:
		wrong = " has empty targets: name one participant at least"
	case len(command.Targets) > MostTargets:
		wrong = " has more than " + strconv.Itoa(MostTargets) + " targets"
	case slices.Contains(command.Targets, ""):
		wrong = " has an empty id among its targets"
	}
	if wrong != "" {
		return spec, badInput(spec.Name, string(spec.Name)+wrong)
	}
	command.Targets = distinct(command.Targets)
	return spec, nil
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
