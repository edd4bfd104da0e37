package view

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// headerActions are the controls for everybody, in their order.
var headerActions = [4]meeting.Action{meeting.DisableAllAudio, meeting.DisableAllVideo, meeting.Leave, meeting.KickAll}

// rightActions stand for the rights of a preset: one action for each field.
var rightActions = [4]meeting.Action{meeting.DisableAudio, meeting.DisableVideo, meeting.Pin, meeting.Kick}

// Panel returns what is to be seen now.
func (s *Screen) Panel() Panel {
	s.settleActive()
	p := Panel{
		Phase:  s.phase,
		Title:  s.state.Room.Title,
		Facts:  s.facts(),
		Rights: s.rights,
		List: List{
			Size:    len(s.order.entries),
			Search:  s.query,
			Stale:   s.state.Stale,
			Active:  s.active,
			Focused: s.focused,
		},
		Dialog: s.dialog(),
		Notice: s.notice,
		Said:   s.said,
	}
	if s.away {
		p.Banner = "banner.offline"
	}
	p.Notice.CanUndo = s.undo.Action != "" && len(s.notice.Sentences) > 0
	if p.Phase == PhaseOver {
		p.Closing = s.state.Room.State
		return p
	}
	for i, name := range headerActions {
		spec, _ := action.Of(name)
		p.Header[i] = s.button(spec, "")
	}
	if p.Phase == PhaseLive {
		p.Rows = s.rows()
	}
	return p
}

// phase tells the phase of a room, and whether the connection is away in it.
func phase(room meeting.Room) (p Phase, away bool) {
	switch {
	case room.State.Over():
		return PhaseOver, false
	case room.State == meeting.RoomWaitlisted:
		return PhaseWaiting, false
	case room.State == meeting.RoomInit || room.State == "":
		return PhaseOutside, false
	}
	return PhaseLive, room.Connection.Down() || room.State == meeting.RoomDisconnected
}

func (s *Screen) facts() Facts {
	self := &s.state.Self
	return Facts{
		People:    s.tally.people,
		Waiting:   s.state.Waitlisted.Len(),
		Recording: s.state.Room.RecordingState,
		Self:      s.lookOf(self.Flags, self.Stage),
		Preset:    self.PresetName,
	}
}

// people is how many there are, oneself included once one is in the meeting.
func (s *Screen) people() int {
	if s.phase == PhaseLive {
		return s.state.Joined.Len() + 1
	}
	return s.state.Joined.Len()
}

func rightsOf(permissions meeting.Permissions) Rights {
	var rights Rights
	for _, name := range rightActions {
		spec, _ := action.Of(name)
		if permissions.Has(spec.Permission) {
			rights.Granted = listed(rights.Granted, string(name))
		} else {
			rights.Missing = listed(rights.Missing, string(name))
			rights.Fields = listed(rights.Fields, spec.Permission.PresetField())
		}
	}
	return rights
}

func listed(list, word string) string {
	if list == "" {
		return word
	}
	return list + " " + word
}

// lookOf tells of the stage only where there is one: without, the SDK has everybody on it.
func (s *Screen) lookOf(flags meeting.Flags, stage meeting.StageStatus) Look {
	look := Look(flags)
	if !s.state.Self.Permissions.Has(meeting.StageEnabled) {
		return look
	}
	switch stage {
	case meeting.OnStage:
		look |= LookOnStage
	case meeting.RequestedToJoinStage:
		look |= LookAsking
	case meeting.AcceptedToJoinStage:
		look |= LookAccepted
	}
	return look
}

// button returns the control for an action as it is now.
func (s *Screen) button(spec action.Spec, target meeting.ParticipantID) Button {
	if !s.ever.Has(spec.Permission) {
		return Button{}
	}
	command := meeting.Command{Action: spec.Name, Target: target}
	button := Button{Action: spec.Name, State: ButtonReady, Count: s.tally.of(spec.Name)}
	verdict := control.Can(s.state, spec.Name, target)
	switch {
	case s.state.IsPending(command):
		button.State = ButtonBusy
	case !s.state.Self.Permissions.Has(spec.Permission):
		// The SDK lets anybody pin themselves; the server does not.
		button.State, button.Why, button.Permission = ButtonBlocked, "reason.permission", spec.Permission.PresetField()
	case !verdict.Allowed:
		button.State, button.Why, button.Permission = ButtonBlocked, "reason."+string(verdict.Reason), verdict.Permission
	case s.alreadySo(spec, target):
		button.State, button.Why = ButtonBlocked, "already."+string(spec.Name)
	}
	if made, ok := s.markOf(command); ok && button.State != ButtonBusy && !(made.kind > MarkDone && s.alreadySo(spec, target)) {
		button.Mark = made.kind
		if button.State == ButtonReady {
			button.Why, button.Permission = made.why, made.permission
		}
	}
	return button
}

// markOf finds what became of a command. An action and what undoes it are one button.
func (s *Screen) markOf(command meeting.Command) (mark, bool) {
	key := command.Key()
	made, ok := s.marks[key]
	if !ok {
		spec, _ := action.Of(command.Action)
		key.Action = spec.Undo
		made, ok = s.marks[key]
	}
	return made, ok
}

func (s *Screen) countOf(action meeting.Action) int {
	others, flag := 0, meeting.Flags(0)
	switch action {
	case meeting.DisableAllAudio:
		others, flag = s.audioOn, meeting.AudioOn
	case meeting.DisableAllVideo:
		others, flag = s.videoOn, meeting.VideoOn
	}
	if flag != 0 && s.state.Self.Flags.Has(flag) {
		return others + 1
	}
	return others
}

// alreadySo tells that the action would change nothing.
func (s *Screen) alreadySo(spec action.Spec, target meeting.ParticipantID) bool {
	if spec.Scope == action.OnEach {
		return s.countOf(spec.Name) == 0
	}
	flag := meeting.Flags(0)
	switch spec.Proof {
	case action.ProofAudioOff:
		flag = meeting.AudioOn
	case action.ProofVideoOff:
		flag = meeting.VideoOn
	default:
		return false
	}
	p := s.state.Joined.Get(target)
	return p != nil && !p.Flags.Has(flag)
}

func (s *Screen) dialog() Dialog {
	spec, known := action.Of(s.question.Action)
	if !known {
		return Dialog{}
	}
	button := s.button(spec, s.question.Target)
	d := Dialog{Action: spec.Name, Target: s.question.Target, Name: s.asked, State: button.State}
	if spec.Risk == action.RiskEverybody {
		d.People = s.people()
	}
	if button.State == ButtonBlocked {
		d.Why, d.Permission = button.Why, button.Permission
	}
	return d
}
