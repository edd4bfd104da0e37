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
	Waiting   section.WaitingShown
	Stage     section.StageShown
	People    section.PeopleShown
	Locks     section.LocksShown
	Broadcast section.BroadcastShown
	Session   section.SessionShown
	Dialog    Dialog
	Notice    Notice
	Said      Said
}

// Dialog is a question before a risky action. The zero Dialog is none.
type Dialog struct {
	Action     meeting.Action
	Target     meeting.ParticipantID
	Name       string
	People     int // whom it concerns, oneself included; 0 with one person
	State      section.ButtonState
	Why        string // with ButtonBlocked
	Permission string
}

// Notice is the last receipt, visible until something replaces it.
type Notice struct {
	Serial    int
	Sentences []meeting.Message
	Warning   bool
	// Offer is the key of the words on a button beside them, "" for none; see Screen.Undo.
	Offer string
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
		People: s.people.Shown(),
		Dialog: s.dialog(),
		Notice: s.notice,
		Said:   s.said,
	}
	if s.away {
		p.Banner = "banner.offline"
	}
	if len(s.notice.Sentences) > 0 {
		p.Notice.Offer = s.offer()
	}
	if p.Phase == PhaseOver {
		p.Closing = s.basis.State.Room.State
		return p
	}
	p.Waiting = s.waiting.Shown()
	p.Stage = s.stage.Shown()
	p.Locks = s.locks.Shown()
	p.Broadcast = s.broadcast.Shown()
	p.Session = s.session.Shown()
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

func (s *Screen) dialog() Dialog {
	spec, known := action.Of(s.question.Action)
	if !known {
		return Dialog{}
	}
	button := s.basis.Button(spec, s.question.Target)
	d := Dialog{Action: spec.Name, Target: s.question.Target, Name: s.asked, State: button.State, People: s.basis.Concerned(spec)}
	switch button.State {
	case section.ButtonBlocked:
		d.Why, d.Permission = button.Why, button.Permission
	case section.ButtonFolded: // the question stays, and says why it has become pointless
		verdict := control.Can(s.basis.State, spec.Name, s.question.Target)
		d.State, d.Why, d.Permission = section.ButtonBlocked, verdict.Message.Key, verdict.Permission
	}
	return d
}
