package view

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// noticeFor is how long a receipt without an undo stays.
const noticeFor = 8 * time.Second

// Screen is the panel of one host: the meeting as they see it, what they look
// for and at, what they are asked and told. One goroutine may use it at a time.
// Times are counted from one moment, the same for all calls, before the first.
type Screen struct {
	basis     *section.Basis
	header    *section.Header
	waiting   *section.Waiting
	stage     *section.Stage
	people    *section.People
	locks     *section.Locks
	broadcast *section.Broadcast
	session   *section.Session

	phase    Phase
	away     bool                  // the connection is
	pinned   meeting.ParticipantID // the one before, while somebody else is
	question meeting.Command       // the risky command asked about, or none
	asked    string                // the target's name
	receipt  receipt
	undo     meeting.Command
	notice   Notice
	fadesAt  time.Duration
	said     Said
}

// NewScreen returns a Screen without a meeting yet.
func NewScreen() *Screen {
	basis := section.NewBasis()
	return &Screen{
		basis:     basis,
		header:    section.NewHeader(basis),
		waiting:   section.NewWaiting(basis),
		stage:     section.NewStage(basis),
		people:    section.NewPeople(basis),
		locks:     section.NewLocks(basis),
		broadcast: section.NewBroadcast(basis),
		session:   section.NewSession(basis),
		phase:     PhaseOutside,
	}
}

// Update takes in the state of the meeting now, and the commands that ended.
func (s *Screen) Update(state *meeting.State, ended []meeting.Ended, now time.Duration) {
	before := s.basis.State
	s.basis.State = state
	s.tellRoom()
	s.tellChanges(before, ended)
	s.people.Update(before)
	s.waiting.Update(before)
	s.stage.Update(before)
	s.updateRights(before)
	if before.PinnedID != state.PinnedID {
		s.pinned = before.PinnedID
	}
	for i := range ended {
		one := &ended[i]
		s.basis.Marks.Take(one, now)
		s.receipt.take(one, section.Name(before, one.Command.Target), now)
		s.offerUndo(one)
		s.offerUnlock(one)
	}
	if s.undo.Action != "" && !s.canUndo() {
		s.undo = meeting.Command{}
	}
	s.basis.Tally(now)
}

func (s *Screen) updateRights(before *meeting.State) {
	state := s.basis.State
	was, is := before.Room, state.Room
	sameModules := was.HasStage == is.HasStage && (was.RecordingState == "") == (is.RecordingState == "") && (was.LivestreamState == "") == (is.LivestreamState == "")
	if sameModules && before.Self.Permissions == state.Self.Permissions {
		return
	}
	s.basis.Permit()
	if s.header.Permit() && before.Self.ID == state.Self.ID {
		s.say(false, meeting.Message{Key: "rights.changed"})
	}
}

// tellRoom announces what became of the meeting as a whole.
func (s *Screen) tellRoom() {
	was, wasAway := s.phase, s.away
	s.phase, s.away = phase(s.basis.State.Room)
	s.basis.Live = s.phase == PhaseLive
	switch {
	case s.phase == PhaseOver && was != PhaseOver:
		s.Cancel()
		s.say(true, meeting.Message{Key: "closing." + string(s.basis.State.Room.State)})
	case s.away && !wasAway:
		s.say(true, meeting.Message{Key: "banner.offline"})
	case wasAway && !s.away && s.phase == PhaseLive:
		s.say(false, meeting.Message{Key: "banner.back"})
	}
}

func (s *Screen) say(assertive bool, sentences ...meeting.Message) {
	s.said = Said{Serial: s.said.Serial + 1, Sentences: sentences, Assertive: assertive}
}

// List returns the list of a section by the section's name, which is "waiting", "stage" or
// "people".
func (s *Screen) List(section string) *section.List {
	switch section {
	case "waiting":
		return &s.waiting.List
	case "stage":
		return &s.stage.List
	}
	return &s.people.List
}

// Search shows only people whose name has every word of query; see section.People.
func (s *Screen) Search(query string, composing bool, now time.Duration) {
	s.people.Search(query, composing, now)
}

// Names returns the names that are to be sorted by their page; see section.People.
func (s *Screen) Names(all bool) string { return s.people.Names(all) }

// Sort takes in the order of names; see section.People.
func (s *Screen) Sort(keys string, all bool) { s.people.Sort(keys, all) }

// Knock tells who began to wait to be let in.
func (s *Screen) Knock(ids []meeting.ParticipantID, now time.Duration) { s.waiting.Knock(ids, now) }

// Ask tells who began to ask for the stage.
func (s *Screen) Ask(ids []meeting.ParticipantID, now time.Duration) { s.stage.Ask(ids, now) }

// Speak tells that somebody speaks.
func (s *Screen) Speak(id meeting.ParticipantID, now time.Duration) { s.people.Speak(id, now) }

// Press is the use of a button. It returns the command to perform now, and false
// when there is none: the button cannot be used, and that is told, or a question
// has to be answered first.
func (s *Screen) Press(name meeting.Action, target meeting.ParticipantID, now time.Duration) (meeting.Command, bool) {
	command := meeting.Command{Action: name, Target: target}
	spec, known := action.Of(name)
	if !known {
		return command, false
	}
	if button := s.basis.Button(spec, target); button.State != section.ButtonReady {
		if button.State == section.ButtonBlocked {
			s.undo = meeting.Command{}
			s.tell(now, false, cannot(command, section.Name(s.basis.State, target), button))
		}
		return command, false
	}
	if s.basis.Asks(spec) {
		s.question, s.asked = command, section.Name(s.basis.State, target)
		return command, false
	}
	s.basis.Marks.Forget(command)
	return command, true
}

// Confirm answers the question with yes. It returns the command to perform, and
// false when that is no longer possible; the question then stays, with the reason.
func (s *Screen) Confirm() (meeting.Command, bool) {
	command := s.question
	spec, known := action.Of(command.Action)
	if !known || s.basis.Button(spec, command.Target).State != section.ButtonReady {
		return command, false
	}
	s.Cancel()
	s.basis.Marks.Forget(command)
	return command, true
}

// Cancel answers the question with no.
func (s *Screen) Cancel() { s.question, s.asked = meeting.Command{}, "" }

// Refused takes in that a command could not even be started.
func (s *Screen) Refused(command meeting.Command, err *meeting.Error, now time.Duration) {
	ended := &meeting.Ended{Command: command, Err: err}
	s.basis.Marks.Take(ended, now)
	s.receipt.take(ended, section.Name(s.basis.State, command.Target), now)
}

// offerUndo makes the pin that was taken away, or set, the way back.
func (s *Screen) offerUndo(ended *meeting.Ended) {
	if ended.Err != nil || ended.Outcome.Status != meeting.StatusConfirmed {
		return
	}
	_, _, there := s.basis.State.Person(s.pinned)
	switch target := ended.Command.Target; {
	case ended.Command.Action == meeting.Unpin:
		s.undo = meeting.Command{Action: meeting.Pin, Target: target}
	case ended.Command.Action == meeting.Pin && s.pinned != "" && there && s.pinned != target:
		s.undo = meeting.Command{Action: meeting.Pin, Target: s.pinned}
	case ended.Command.Action == meeting.Pin:
		s.undo = meeting.Command{Action: meeting.Unpin, Target: target}
	}
}

func (s *Screen) canUndo() bool {
	state := s.basis.State
	if s.undo.Targets != nil {
		return control.CanCommand(state, s.undo).Allowed
	}
	return control.Can(state, s.undo.Action, s.undo.Target).Allowed && (s.undo.Action == meeting.Unpin || s.undo.Target != state.PinnedID)
}

// Undo returns the command that takes the last one back, and false when there is none.
func (s *Screen) Undo() (meeting.Command, bool) {
	command := s.undo
	s.Dismiss()
	return command, command.Action != ""
}

// Dismiss takes the notice away.
func (s *Screen) Dismiss() {
	s.undo = meeting.Command{}
	s.notice = Notice{Serial: s.notice.Serial + 1}
	s.fadesAt = 0
}

// Expire does what is due at a time, and says when it wants to be called next:
// zero for never.
func (s *Screen) Expire(now time.Duration) (next time.Duration) {
	next = s.basis.Marks.Expire(now)
	before := s.said.Serial
	if section.Due(s.receipt.due, now) {
		s.tellReceipt(now)
	}
	if section.Due(s.fadesAt, now) {
		s.Dismiss()
	}
	found, searchDue := s.people.Expire(now)
	knocked, knockDue := s.waiting.Expire(now)
	asked, askDue := s.stage.Expire(now)
	switch told := slices.Concat(found, knocked, asked); {
	case len(told) == 0:
	case s.said.Serial != before: // a receipt at the same moment
		s.said.Sentences = append(slices.Clone(s.said.Sentences), told...)
	default:
		s.say(false, told...)
	}
	for _, at := range []time.Duration{s.receipt.due, s.fadesAt, searchDue, knockDue, askDue, s.basis.Expire(now)} {
		next = section.Earlier(next, at)
	}
	return next
}

func (s *Screen) tellReceipt(now time.Duration) {
	if !s.receipt.isOnePin() && !(s.undo.NeverSeen && s.receipt.tellsUnseen()) {
		s.undo = meeting.Command{}
	}
	sentences, warning := s.receipt.tell()
	if len(sentences) > 0 {
		s.tell(now, warning, sentences...)
	}
}

// tell puts sentences into the notice and says them.
func (s *Screen) tell(now time.Duration, warning bool, sentences ...meeting.Message) {
	s.notice = Notice{Serial: s.notice.Serial + 1, Sentences: sentences, Warning: warning}
	s.fadesAt = 0
	if !warning && s.undo.Action == "" {
		s.fadesAt = now + noticeFor
	}
	s.say(warning, sentences...)
}

// cannot says why a button cannot be used.
func cannot(command meeting.Command, name string, button section.Button) meeting.Message {
	message := meeting.Message{Key: "failed.all", Args: []meeting.Arg{
		{Name: "action", Value: string(command.Action)},
		{Name: "reason", Value: button.Why},
		{Name: "permission", Value: button.Permission},
	}}
	if command.Target != "" {
		message.Key = "failed"
		message.Args = append(message.Args, meeting.Arg{Name: "name", Value: name})
	}
	return message
}
