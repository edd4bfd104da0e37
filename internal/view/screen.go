package view

import (
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// noticeFor is how long a receipt without an undo stays.
const noticeFor = 8 * time.Second

// spokenFor is how long somebody counts as speaking after a sign of it.
const spokenFor = 3 * time.Second

// manyChanges is from how many changes on the list is sorted anew.
const manyChanges = 256

// Screen is the panel of one host: the meeting as they see it, what they look
// for and at, what they are asked and told. One goroutine may use it at a time.
// Times are counted from one moment, the same for all calls, before the first.
type Screen struct {
	state *meeting.State
	phase Phase
	away  bool // the connection is
	order order
	// audioOn and videoOn count the others whose device is on.
	audioOn, videoOn int
	tally            shownTally
	// ever has the permissions that were there at some time: their controls stay.
	ever     meeting.Permissions
	rights   Rights
	pinned   meeting.ParticipantID // the one before, while somebody else is
	speaking meeting.ParticipantID
	silentAt time.Duration // when speaking is no longer true

	query        string
	first, count int    // the visible rows
	drawn        []*Row // those of the last Panel
	drawnOf      rowBasis
	active       meeting.ParticipantID
	activeAt     int // where the active row was last
	focused      int

	question meeting.Command // the risky command asked about, or none
	asked    string          // the target's name
	marks    marks
	receipt  receipt
	undo     meeting.Command
	notice   Notice
	fadesAt  time.Duration
	said     Said
	foundDue time.Duration
}

// NewScreen returns a Screen without a meeting yet.
func NewScreen() *Screen {
	s := &Screen{state: &meeting.State{}, phase: PhaseOutside, marks: marks{}, rights: rightsOf(meeting.Permissions{})}
	s.order.rebuild(nil, meeting.Roster{})
	return s
}

// Update takes in the state of the meeting now, and the commands that ended.
func (s *Screen) Update(state *meeting.State, ended []meeting.Ended, now time.Duration) {
	before := s.state
	s.state = state
	s.updateList(before)
	s.updateRights(before)
	if before.PinnedID != state.PinnedID {
		s.pinned = before.PinnedID
	}
	for i := range ended {
		one := &ended[i]
		s.marks.take(one, now)
		s.receipt.take(one, s.nameOf(before, one.Command.Target), now)
		s.offerUndo(one)
	}
	if s.undo.Action != "" && !s.canUndo() {
		s.undo = meeting.Command{}
	}
	s.tellRoom()
	s.tally.show(s.tallyNow(), now)
}

func (s *Screen) updateList(before *meeting.State) {
	came := s.state.Joined.Len() - before.Joined.Len()
	many := max(came, -came) > manyChanges
	changed := 0
	for then, now := range s.state.Joined.Changes(before.Joined) {
		s.countDevices(then, -1)
		s.countDevices(now, +1)
		if now == nil {
			s.forgetMarks(then.ID)
		}
		changed++
		many = many || changed > manyChanges
		switch {
		case many: // everybody is sorted below
		case now == nil:
			s.order.remove(then.ID)
		default:
			s.order.put(now, false)
		}
	}
	selfChanged := before.Self != s.state.Self || before.Room.State != s.state.Room.State
	if many || before.Self.ID != s.state.Self.ID {
		s.order.rebuild(s.self(), s.state.Joined)
	} else if self := s.self(); self != nil && selfChanged {
		s.order.put(self, true)
	}
}

func (s *Screen) countDevices(p *meeting.Participant, by int) {
	if p == nil {
		return
	}
	if p.Flags.Has(meeting.AudioOn) {
		s.audioOn += by
	}
	if p.Flags.Has(meeting.VideoOn) {
		s.videoOn += by
	}
}

func (s *Screen) forgetMarks(id meeting.ParticipantID) {
	for key := range s.marks {
		if key.Target == id {
			delete(s.marks, key)
		}
	}
}

// self is oneself as one of the people in the list.
func (s *Screen) self() *meeting.Participant {
	self := &s.state.Self
	if self.ID == "" {
		return nil
	}
	return &meeting.Participant{ID: self.ID, Text: self.Text, Flags: self.Flags, Stage: self.Stage}
}

func (s *Screen) updateRights(before *meeting.State) {
	if before.Self.Permissions == s.state.Self.Permissions {
		return
	}
	for _, spec := range action.All() {
		if s.state.Self.Permissions.Has(spec.Permission) {
			s.ever = s.ever.With(spec.Permission)
		}
	}
	was := s.rights
	s.rights = rightsOf(s.state.Self.Permissions)
	if before.Self.ID == s.state.Self.ID && was != s.rights {
		s.say(false, meeting.Message{Key: "rights.changed"})
	}
}

func (s *Screen) nameOf(state *meeting.State, id meeting.ParticipantID) string {
	if id == state.Self.ID {
		return state.Self.Name
	}
	if p := state.Joined.Get(id); p != nil {
		return p.Name
	}
	return ""
}

// tellRoom announces what became of the meeting as a whole.
func (s *Screen) tellRoom() {
	was, wasAway := s.phase, s.away
	s.phase, s.away = phase(s.state.Room)
	switch {
	case s.phase == PhaseOver && was != PhaseOver:
		s.Cancel()
		s.say(true, meeting.Message{Key: "closing." + string(s.state.Room.State)})
	case s.away && !wasAway:
		s.say(true, meeting.Message{Key: "banner.offline"})
	case wasAway && !s.away && s.phase == PhaseLive:
		s.say(false, meeting.Message{Key: "banner.back"})
	}
}

func (s *Screen) say(assertive bool, sentences ...meeting.Message) {
	s.said = Said{Serial: s.said.Serial + 1, Sentences: sentences, Assertive: assertive}
}

// Search shows only those whose name has every word of query. query is folded as
// the search keys are, lower case and without accents, with spaces between words.
func (s *Screen) Search(query string, now time.Duration) {
	if query == s.query {
		return
	}
	s.query = query
	s.order.words = words(query)
	s.order.rebuild(s.self(), s.state.Joined)
	s.foundDue = now + gatherFor
}

// Look tells which rows are visible: count rows from first on.
func (s *Screen) Look(first, count int) { s.first, s.count = max(0, first), max(0, count) }

// Aim tells whether the person is about to use the list: then nobody in it moves.
func (s *Screen) Aim(aiming bool) { s.order.hold(aiming) }

// Activate makes somebody's row the one with the list's tab stop.
func (s *Screen) Activate(id meeting.ParticipantID) {
	if at, found := s.order.index(id); found {
		s.active, s.activeAt = id, at
	}
}

// Move moves the focus by rows up or down, as far as there are any.
func (s *Screen) Move(by int) {
	size := len(s.order.entries)
	if size == 0 {
		return
	}
	s.settleActive()
	s.activeAt = min(max(0, s.activeAt+by), size-1)
	s.active = s.order.entries[s.activeAt].person.ID
	s.focused++
}

// settleActive finds the active row again, or the one that took its place.
func (s *Screen) settleActive() {
	if s.activeAt < len(s.order.entries) && s.order.entries[s.activeAt].person.ID == s.active {
		return
	}
	if s.active != "" {
		if at, found := s.order.index(s.active); found {
			s.activeAt = at
			return
		}
	}
	s.active = ""
	if size := len(s.order.entries); size > 0 {
		s.activeAt = min(s.activeAt, size-1)
		s.active = s.order.entries[s.activeAt].person.ID
	}
}

// Speak tells that somebody speaks.
func (s *Screen) Speak(id meeting.ParticipantID, now time.Duration) {
	s.speaking, s.silentAt = id, now+spokenFor
}

// Press is the use of a button. It returns the command to perform now, and false
// when there is none: the button cannot be used, and that is told, or a question
// has to be answered first.
func (s *Screen) Press(name meeting.Action, target meeting.ParticipantID, now time.Duration) (meeting.Command, bool) {
	command := meeting.Command{Action: name, Target: target}
	spec, known := action.Of(name)
	if !known {
		return command, false
	}
	if button := s.button(spec, target); button.State != ButtonReady {
		if button.State == ButtonBlocked {
			s.undo = meeting.Command{}
			s.tell(now, false, cannot(command, s.nameOf(s.state, target), button))
		}
		return command, false
	}
	if spec.Risk != action.RiskNone {
		s.question, s.asked = command, s.nameOf(s.state, target)
		return command, false
	}
	delete(s.marks, command.Key())
	return command, true
}

// Confirm answers the question with yes. It returns the command to perform, and
// false when that is no longer possible; the question then stays, with the reason.
func (s *Screen) Confirm() (meeting.Command, bool) {
	command := s.question
	spec, known := action.Of(command.Action)
	if !known || s.button(spec, command.Target).State != ButtonReady {
		return command, false
	}
	s.Cancel()
	delete(s.marks, command.Key())
	return command, true
}

// Cancel answers the question with no.
func (s *Screen) Cancel() { s.question, s.asked = meeting.Command{}, "" }

// Refused takes in that a command could not even be started.
func (s *Screen) Refused(command meeting.Command, err *meeting.Error, now time.Duration) {
	ended := &meeting.Ended{Command: command, Err: err}
	s.marks.take(ended, now)
	s.receipt.take(ended, s.nameOf(s.state, command.Target), now)
}

// offerUndo makes the pin that was taken away, or set, the way back.
func (s *Screen) offerUndo(ended *meeting.Ended) {
	if ended.Err != nil || ended.Outcome.Status != meeting.StatusConfirmed {
		return
	}
	switch target := ended.Command.Target; {
	case ended.Command.Action == meeting.Unpin:
		s.undo = meeting.Command{Action: meeting.Pin, Target: target}
	case ended.Command.Action == meeting.Pin && s.nameOf(s.state, s.pinned) != "" && s.pinned != target:
		s.undo = meeting.Command{Action: meeting.Pin, Target: s.pinned}
	case ended.Command.Action == meeting.Pin:
		s.undo = meeting.Command{Action: meeting.Unpin, Target: target}
	}
}

func (s *Screen) canUndo() bool {
	return control.Can(s.state, s.undo.Action, s.undo.Target).Allowed && (s.undo.Action == meeting.Unpin || s.undo.Target != s.state.PinnedID)
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
	next = s.marks.expire(now)
	if due(s.receipt.due, now) {
		s.tellReceipt(now)
	}
	if due(s.foundDue, now) {
		s.foundDue = 0
		if s.query != "" {
			count := strconv.Itoa(len(s.order.entries))
			s.say(false, meeting.Message{Key: "search.found", Args: []meeting.Arg{{Name: "count", Value: count}}})
		}
	}
	if due(s.fadesAt, now) {
		s.Dismiss()
	}
	if due(s.silentAt, now) {
		s.speaking, s.silentAt = "", 0
	}
	if due(s.tally.due, now) {
		s.tally.show(s.tallyNow(), now)
	}
	for _, at := range []time.Duration{s.receipt.due, s.foundDue, s.fadesAt, s.silentAt, s.tally.due} {
		next = earlier(next, at)
	}
	return next
}

func due(at, now time.Duration) bool { return at != 0 && now >= at }

func (s *Screen) tellReceipt(now time.Duration) {
	if !s.receipt.isOnePin() {
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
func cannot(command meeting.Command, name string, button Button) meeting.Message {
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
