package view

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Phase is which of its faces the panel shows.
type Phase string

// The phases.
const (
	PhaseOutside Phase = "outside" // not joined yet
	PhaseWaiting Phase = "waiting" // to be let in
	PhaseLive    Phase = "live"
	PhaseOver    Phase = "over"
)

// Panel is what is to be seen. It never changes.
type Panel struct {
	Phase     Phase
	Closing   meeting.RoomState // how it ended, with PhaseOver
	Header    section.HeaderShown
	Banner    string // key of a sentence, "" for no banner
	Requests  section.RequestsShown
	Waiting   section.WaitingShown
	Stage     section.StageShown
	People    section.PeopleShown
	Locks     section.LocksShown
	Policies  section.PoliciesShown
	Returned  section.ReturnedShown
	Broadcast section.BroadcastShown
	Rooms     section.RoomsShown
	Chat      section.ChatShown
	Tools     section.ToolsShown
	Session   section.SessionShown
	Held      section.HeldBack
	Typed     section.CommandLineShown
	Dialog    Dialog
	Notice    Notice
	Said      Said
}

// Dialog is a question before a risky action. The zero Dialog is none.
type Dialog struct {
	Action     meeting.Action
	Target     meeting.ParticipantID
	Words      string // begin the keys of what is asked
	Name       string
	People     int       // whom it concerns, oneself included; 0 with one person
	Settings   *Settings // of a question about permissions
	Ending     Ending
	State      section.ButtonState
	Why        string // with ButtonBlocked
	Permission string
}

// Notice is the last receipt, visible until something replaces it.
type Notice struct {
	Serial    int
	Sentences []meeting.Message
	Warning   bool
	Offer     Offer
	CanRetry  bool // what did not go well for some of several
	CanList   bool // what became of each of several
	List      []meeting.Message
}

// Offer is what a receipt offers to do: the key of its words, "" for nothing, and of how many people.
type Offer struct {
	Key    string
	People int
}

// Said is what a screen reader is told.
type Said struct {
	Serial    int
	Sentences []meeting.Message
	Assertive bool
}

// Panel returns what is to be seen now.
func (s *Screen) Panel() Panel {
	p := Panel{
		Phase:  s.phase,
		Header: s.header.Shown(),
		Dialog: s.dialog(),
		Notice: s.notice,
		Said:   s.said,
	}
	shows := s.basis.Shows
	if shows("people") {
		p.People = s.people.Shown()
	}
	if s.away {
		p.Banner = "banner.offline"
	}
	p.Notice.Offer = s.offer()
	p.Notice.CanRetry = len(s.again.Targets) > 0
	p.Notice.CanList = len(s.rows) > 0 && p.Notice.List == nil
	if p.Phase == PhaseOver {
		p.Closing = s.basis.State.Room.State
		return p
	}
	selected := s.Selection().Targets()
	if shows("requests") {
		p.Requests = s.requests.Shown()
	}
	if shows("waiting") {
		p.Waiting = s.waiting.Shown()
	}
	if shows("stage") {
		p.Stage = s.stage.Shown()
	}
	if shows("locks") {
		p.Locks = s.locks.Shown(selected)
	}
	if shows("policies") {
		p.Policies = s.policies.Shown(selected)
	}
	if shows("returned") {
		p.Returned = s.returned.Shown()
	}
	if shows("broadcast") {
		p.Broadcast = s.broadcast.Shown()
	}
	if shows("rooms") {
		p.Rooms = s.rooms.Shown()
	}
	if shows("chat") {
		p.Chat = s.chat.Shown()
	}
	if shows("tools") {
		p.Tools = s.tools.Shown()
	}
	if shows("session") {
		p.Session = s.session.Shown()
	}
	p.Held = s.held.Shown()
	p.Typed = s.typed.Shown()
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

// wordsOf begins the keys of a question. Of several people only what is risky has words of its
// own.
func wordsOf(spec action.Spec, command meeting.Command) string {
	several := len(command.Targets) > 0
	switch {
	case spec.Risk == action.RiskNone && (several || spec.Scope != action.OnUser):
		return "dialog.many"
	case several:
		return "dialog." + string(spec.Name) + ".many"
	}
	return "dialog." + string(spec.Name)
}

func (s *Screen) dialog() Dialog {
	spec, known := action.Of(s.question.Action)
	if !known {
		return Dialog{}
	}
	if spec.Takes == action.Patch {
		return s.permissionsDialog()
	}
	button := s.button(spec, s.question)
	d := Dialog{Action: spec.Name, Target: s.question.Target, Words: wordsOf(spec, s.question), Name: s.asked, State: button.State, People: s.basis.Concerned(spec, s.question.Target)}
	if len(s.question.Targets) > 0 {
		d.People = button.Count
	}
	d.Ending = s.ending(spec, d.People)
	switch button.State {
	case section.ButtonBlocked:
		d.Why, d.Permission = button.Why, button.Permission
	case section.ButtonFolded: // the question stays, and says why it has become pointless
		verdict := control.Can(s.basis.State, spec.Name, s.question.Target)
		if len(s.question.Targets) > 0 || s.question.Move != nil {
			verdict = control.CanCommand(s.basis.State, s.question)
		}
		d.State, d.Why, d.Permission = section.ButtonBlocked, verdict.Message.Key, verdict.Permission
	}
	return d
}
