package control

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Lacks says what an action needs that the meeting does not have: the module
// ([meeting.ReasonUnsupported]) or a stage ([meeting.ReasonStageDisabled]); "" for nothing.
func Lacks(s *meeting.State, spec *action.Spec) meeting.Reason {
	switch {
	case spec.Object == action.Recording && s.Room.RecordingState == "",
		spec.Object == action.Livestream && s.Room.LivestreamState == "",
		spec.Object == action.Stage && !s.Room.HasStage,
		lacksModule(s, spec.Object):
		return meeting.ReasonUnsupported
	case spec.Needs&action.NeedsStage != 0 && !s.Self.Permissions.Has(meeting.StageEnabled):
		return meeting.ReasonStageDisabled
	}
	return ""
}

// modules are the modules that Room.Modules names.
var modules = [...]struct {
	object action.Object
	name   string
}{{action.Chat, "chat"}, {action.Polls, "polls"}, {action.Plugin, "plugins"}, {action.ConnectedMeetings, "connectedMeetings"}}

func lacksModule(s *meeting.State, object action.Object) bool {
	for _, module := range modules {
		if module.object == object {
			return !action.OneOf(s.Room.Modules, module.name)
		}
	}
	return false
}

// Fits tells whether what an action is about is in a state that accepts it. Who is not there
// is in none.
func Fits(s *meeting.State, spec *action.Spec, target meeting.ParticipantID) bool {
	return Lacks(s, spec) == "" && stateAgainst(s, spec, target) == ""
}

// stateAgainst is the key of what is said about a state that does not accept an action, "" when
// it does.
func stateAgainst(s *meeting.State, spec *action.Spec, target meeting.ParticipantID) string {
	switch spec.Object {
	case action.Recording:
		return notAccepted(spec, "recording.", s.Room.RecordingState, s.Room.Recordings)
	case action.Livestream:
		return notAccepted(spec, "livestream.", s.Room.LivestreamState, "")
	case action.Stage:
		stage := s.Self.Stage
		if spec.TakesTarget() {
			stage = stageOf(s, target)
		}
		if spec.Needs&action.NeedsInvitable != 0 && isFree(s, target) {
			return "state.stage.free"
		}
		return notAccepted(spec, "stage.", stage.String(), "")
	}
	return moduleAgainst(s, spec, target)
}

// notAccepted is the key about a state of a module; there may be several things of it, each in
// a state of its own.
func notAccepted(spec *action.Spec, module, state, each string) string {
	if spec.Accepts(state) || each != "" && spec.Accepts(each) {
		return ""
	}
	return "state." + module + state
}

func stageOf(s *meeting.State, id meeting.ParticipantID) meeting.StageStatus {
	if p := s.Joined.Get(id); p != nil {
		return p.Stage
	}
	return s.Self.Stage
}

// isFree tells that somebody off stage may come on it at any time, as far as that can be known:
// they have one's own preset, and oneself may.
func isFree(s *meeting.State, id meeting.ParticipantID) bool {
	p := s.Joined.Get(id)
	return p != nil && p.Stage == meeting.OffStage && p.PresetName != "" && p.PresetName == s.Self.PresetName && s.Self.Permissions.StageAccess == meeting.ProductionAllowed
}
