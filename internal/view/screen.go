package view

import (
	"slices"
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// noticeFor is how long a receipt without an undo stays.
const noticeFor = 8 * time.Second

// Screen is the panel of one host: the meeting as they see it, what they look
// for and at, what they are asked and told. One goroutine may use it at a time.
// Times are counted from one moment, the same for all calls, before the first.
type Screen struct {
	// HoldBack is how long the removal of somebody, and the end for everybody, can still be called
	// off; zero for not at all.
	HoldBack time.Duration
	// TypeFrom is from how many people on a word has to be typed before the meeting ends for all of
	// them; zero for never.
	TypeFrom int

	basis     *section.Basis
	requests  *section.Requests
	header    *section.Header
	waiting   *section.Waiting
	stage     *section.Stage
	people    *section.People
	locks     *section.Locks
	policies  *section.Policies
	returned  *section.Returned
	broadcast *section.Broadcast
	rooms     *section.Rooms
	chat      *section.Chat
	tools     *section.Tools
	session   *section.Session
	held      *section.Held
	typed     *section.CommandLine

	phase    Phase
	away     bool                  // the connection is
	pinned   meeting.ParticipantID // the one before, while somebody else is
	question meeting.Command       // the command asked about, risky or of permissions, or none
	asked    string                // the target's name
	editor   editor                // what is asked about permissions
	also     []meeting.Command     // what is performed beside the answer to it
	together []meeting.Command     // what was, until all is told of it
	receipt  receipt
	earlier  earlier
	undo     meeting.Command
	again    meeting.Command // for those for whom the last command on several did not go well
	rows     []line          // what became of each of several
	offered  bool            // undo is of what the next receipt will tell
	notice   Notice
	fadesAt  time.Duration
	said     Said
	recalled []meeting.JournalEntry // of before the page was loaded anew
}

// NewScreen returns a Screen without a meeting yet.
func NewScreen() *Screen {
	basis := section.NewBasis()
	people := section.NewPeople(basis)
	return &Screen{
		basis:     basis,
		requests:  section.NewRequests(basis),
		header:    section.NewHeader(basis),
		waiting:   section.NewWaiting(basis),
		stage:     section.NewStage(basis),
		people:    people,
		locks:     section.NewLocks(basis),
		policies:  section.NewPolicies(basis),
		returned:  section.NewReturned(basis),
		broadcast: section.NewBroadcast(basis),
		rooms:     section.NewRooms(basis, people.Selection()),
		chat:      section.NewChat(basis),
		tools:     section.NewTools(basis),
		session:   section.NewSession(basis),
		held:      section.NewHeld(basis),
		typed:     section.NewCommandLine(basis),
		phase:     PhaseOutside,
	}
}

// Update takes in the state of the meeting now, and the commands that ended.
func (s *Screen) Update(state *meeting.State, ended []meeting.Ended, now time.Duration) {
	before := s.basis.State
	s.basis.State = state
	s.tellRoom()
	s.tellChanges(before, ended)
	if s.basis.Shows("people") {
		s.people.Update(before)
	}
	if s.basis.Shows("waiting") {
		s.waiting.Update(before)
	}
	if s.basis.Shows("stage") {
		s.stage.Update(before)
	}
	s.held.Update()
	if s.basis.Shows("policies") {
		s.policies.Update()
	}
	s.typed.Update(before)
	s.stopAsking(now)
	s.updateRights(before)
	if before.PinnedID != state.PinnedID {
		s.pinned = before.PinnedID
	}
	for i := range ended {
		one := &ended[i]
		s.basis.Marks.Take(one, now)
		s.Selection().Ended(one.Command)
		s.receipt.take(one, section.Name(before, one.Command.Target), now)
		s.offerUndo(one)
		s.offerUnlock(one)
	}
	s.updateUndo()
	s.askBack(now)
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
	if !s.basis.Live {
		s.chat.Open, s.tools.Open = false, false
		s.rooms.Close()
	}
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

// Hide has sections not shown, whose names have spaces between them: neither what is to be seen of
// them nor what they would tell is worked out. It is called before all else.
func (s *Screen) Hide(sections string) { s.basis.Hidden = sections }

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

// Suggest shows what may be meant by what is typed; see section.CommandLine. Without lines nothing is.
func (s *Screen) Suggest(lines string, limit int) { s.typed.Suggest(lines, limit) }

// Selection returns who is selected among the people.
func (s *Screen) Selection() *section.Selection { return s.people.Selection() }

// Select selects people; see [section.Selection]. What a reader cannot see is told.
func (s *Screen) Select(way string, id meeting.ParticipantID) {
	count, changed := s.Selection().Select(way, id)
	if changed && way != section.SelectOne {
		s.say(false, meeting.Message{Key: "selected", Args: []meeting.Arg{{Name: "count", Value: strconv.Itoa(count)}}})
	}
}

// Names returns the names that are to be sorted by their page; see section.People.
func (s *Screen) Names(all bool) string { return s.people.Names(all) }

// Sort takes in the order of names; see section.People.
func (s *Screen) Sort(keys string, all bool) { s.people.Sort(keys, all) }

// Knock tells who began to wait to be let in.
func (s *Screen) Knock(ids []meeting.ParticipantID, now time.Duration) {
	if s.basis.Shows("waiting") {
		s.waiting.Knock(ids, now)
	}
}

// Ask tells who began to ask for the stage.
func (s *Screen) Ask(ids []meeting.ParticipantID, now time.Duration) {
	if s.basis.Shows("stage") {
		s.stage.Ask(ids, now)
	}
}

// IgnoreRequests has what others ask of oneself neither shown nor told.
func (s *Screen) IgnoreRequests() { s.requests.Off = true }

// Request tells which devices others ask oneself to turn on.
func (s *Screen) Request(devices meeting.Flags) {
	if s.basis.Shows("requests") {
		s.requests.Ask(devices)
	}
}

// Accept answers a request with yes. It returns false when there is nothing to be done.
func (s *Screen) Accept(device meeting.Flags) bool { return s.requests.Accept(device) }

// Accepted takes in that what was accepted has been done, or has failed.
func (s *Screen) Accepted(device meeting.Flags, err *meeting.Error, now time.Duration) {
	s.requests.Accepted(device)
	if err == nil || err.Reason == meeting.ReasonAborted {
		return
	}
	why := meeting.MessageOf(err.Reason, err.Permission)
	if err.Reason == meeting.ReasonFailed {
		why = meeting.Message{Key: "request." + meeting.RequestKind(device) + ".failed"}
	}
	s.tellPlain(now, true, why)
}

// Speak tells that somebody speaks.
func (s *Screen) Speak(id meeting.ParticipantID, now time.Duration) { s.people.Speak(id, now) }

// Press is the use of a button. It returns the command to perform now, and false
// when there is none: the button cannot be used, and that is told, or a question
// has to be answered first.
func (s *Screen) Press(name meeting.Action, target meeting.ParticipantID, now time.Duration) (meeting.Command, bool) {
	command := meeting.Command{Action: name, Target: target}
	spec, known := action.Of(name)
	if name == section.ChooseRoom {
		s.rooms.Open(target)
	}
	if !known {
		return command, false
	}
	if spec.Takes == action.Spotlight {
		command.Target, command.Spotlight = "", s.tools.Turn(target)
	}
	return s.press(spec, command, now)
}

// press is Press for a command on one, or on none.
func (s *Screen) press(spec action.Spec, command meeting.Command, now time.Duration) (meeting.Command, bool) {
	target := command.Target
	if button := s.basis.Button(spec, target); button.State != section.ButtonReady {
		if button.State == section.ButtonBlocked {
			s.tellPlain(now, false, cannot(command, section.Name(s.basis.State, target), button))
		}
		return command, false
	}
	if spec.Takes == action.Patch {
		s.EditPermissions([]meeting.ParticipantID{target})
		return command, false
	}
	if s.basis.Asks(spec, s.basis.Concerned(spec, target)) {
		s.ask(command)
		return command, false
	}
	s.begin(command)
	return command, true
}

// PressMany is Press of a button for the selected. The command names all of them: what each
// needed or not is in its receipt.
func (s *Screen) PressMany(name meeting.Action, now time.Duration) (meeting.Command, bool) {
	return s.pressOn(name, s.Selection().Targets(), now)
}

// pressOn is Press for several.
func (s *Screen) pressOn(name meeting.Action, targets []meeting.ParticipantID, now time.Duration) (meeting.Command, bool) {
	command := meeting.Command{Action: name, Targets: targets}
	spec, known := action.Of(name)
	if !known || len(targets) == 0 {
		return command, false
	}
	if len(targets) == 1 {
		return s.Press(name, targets[0], now)
	}
	button := s.Selection().ButtonFor(spec, targets)
	switch {
	case button.State == section.ButtonReady && spec.Takes == action.Patch:
		s.EditPermissions(targets)
	case button.State == section.ButtonBlocked:
		s.tellPlain(now, false, cannot(command, "", button))
	case button.State != section.ButtonReady:
	case s.basis.Asks(spec, button.Count):
		s.ask(command)
	default:
		s.begin(command)
		return command, true
	}
	return command, false
}

// ask has a question answered first.
func (s *Screen) ask(command meeting.Command) {
	s.question, s.asked = command, section.Name(s.basis.State, command.Target)
	s.receipt.asked = map[meeting.ParticipantID]string{}
	for _, id := range targetsOf(command) {
		s.receipt.asked[id] = section.Name(s.basis.State, id)
	}
}

// isHere tells that somebody is in the meeting, or in a connected one by their user id.
func (s *Screen) isHere(id meeting.ParticipantID) bool {
	_, _, found := s.basis.State.Person(id)
	in, _ := s.basis.State.WhereIs(meeting.UserID(id))
	return found || in != nil
}

// stopAsking ends a question about several all of whom have left; what was chosen for them in it
// stays.
func (s *Screen) stopAsking(now time.Duration) {
	targets := s.question.Targets
	if spec, _ := action.Of(s.question.Action); spec.Takes == action.Patch {
		return
	}
	if s.away || len(targets) < 2 || slices.ContainsFunc(targets, s.isHere) {
		return
	}
	s.Cancel()
	s.tellPlain(now, false, meeting.Message{Key: "left.many", Args: []meeting.Arg{{Name: "count", Value: strconv.Itoa(len(targets))}}})
}

// Confirm answers the question with yes. It returns the command to perform, and
// false when that is no longer possible; the question then stays, with the reason.
func (s *Screen) Confirm() (meeting.Command, bool) {
	if s.dialog().State != section.ButtonReady {
		return s.question, false
	}
	command := s.question
	if spec, _ := action.Of(command.Action); spec.Takes == action.Patch {
		command = s.lockDevices(command)
	}
	return s.answered(command), true
}

// answered closes the question for a command that is performed.
func (s *Screen) answered(command meeting.Command) meeting.Command {
	s.Cancel()
	s.begin(command)
	return command
}

// targetsOf are those whom a command names, or one "" where it names nobody.
func targetsOf(command meeting.Command) []meeting.ParticipantID {
	if command.Targets != nil {
		return command.Targets
	}
	return []meeting.ParticipantID{command.Target}
}

// button is the control of a command.
func (s *Screen) button(spec action.Spec, command meeting.Command) section.Button {
	if command.Move != nil {
		return s.rooms.ButtonFor(command)
	}
	if len(command.Targets) > 0 {
		return s.Selection().ButtonFor(spec, command.Targets)
	}
	return s.basis.Button(spec, command.Target)
}

// begin is for a command that is about to be performed.
func (s *Screen) begin(command meeting.Command) {
	for _, id := range targetsOf(command) {
		s.basis.Marks.Forget(meeting.Command{Action: command.Action, Target: id})
	}
	s.Selection().Began(command)
}

// Hold returns how long a command that was confirmed is to be held back, zero for not at all, and
// shows it meanwhile.
func (s *Screen) Hold(command meeting.Command) time.Duration {
	spec, _ := action.Of(command.Action)
	if s.HoldBack == 0 || spec.Proof != action.ProofGone && spec.Proof != action.ProofEnded {
		return 0
	}
	s.held.Hold(command, section.Name(s.basis.State, command.Target))
	return s.HoldBack
}

// CallOff returns the key of the command that was held back under this number and is called off,
// and false when it is no longer held.
func (s *Screen) CallOff(number int, now time.Duration) (meeting.Key, bool) {
	key, found := s.held.Key(number)
	if found {
		s.tellPlain(now, false, meeting.Message{Key: "held.calledOff"})
	}
	return key, found
}

// Cancel answers the question with no.
func (s *Screen) Cancel() { s.question, s.asked, s.editor = meeting.Command{}, "", editor{} }

// Refused takes in that a command could not even be started.
func (s *Screen) Refused(command meeting.Command, err *meeting.Error, now time.Duration) {
	ended := &meeting.Ended{Command: command, Err: err}
	s.Selection().Ended(command)
	s.held.Drop(command)
	s.basis.Marks.Take(ended, now)
	s.receipt.take(ended, section.Name(s.basis.State, command.Target), now)
}

// Dismiss takes the notice away.
func (s *Screen) Dismiss() {
	s.undo, s.again, s.rows = meeting.Command{}, meeting.Command{}, nil
	s.notice = Notice{Serial: s.notice.Serial + 1}
	s.fadesAt = 0
}

// Again returns the last command on several for those for whom it did not go well, and who are
// still there; false when there is none.
func (s *Screen) Again() (meeting.Command, bool) {
	command := s.again
	command.Targets = nil
	for _, id := range s.again.Targets {
		if s.isHere(id) {
			command.Targets = append(command.Targets, id)
		}
	}
	s.Dismiss()
	command = forOne(command)
	if command.Target == "" && command.Targets == nil {
		return command, false
	}
	s.begin(command)
	return command, true
}

// forOne names a single one of several as the target.
func forOne(command meeting.Command) meeting.Command {
	if len(command.Targets) == 1 {
		command.Target, command.Targets = command.Targets[0], nil
	}
	return command
}

// ListRows shows what became of each of several, as long as it is not dismissed.
func (s *Screen) ListRows() {
	s.notice.List = listed(s.rows)
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
	returned, returnDue := s.returned.Expire(now)
	switch told := slices.Concat(s.requests.Expire(), s.held.Expire(), s.policies.Expire(), found, returned, knocked, asked); {
	case len(told) == 0:
	case s.said.Serial != before: // a receipt at the same moment
		s.said.Sentences = append(slices.Clone(s.said.Sentences), told...)
	default:
		s.say(false, told...)
	}
	for _, at := range []time.Duration{s.receipt.due, s.fadesAt, searchDue, knockDue, askDue, returnDue, s.basis.Expire(now)} {
		next = section.Earlier(next, at)
	}
	return next
}

func (s *Screen) tellReceipt(now time.Duration) {
	s.settleUndo()
	rows, again := s.receipt.rows, s.receipt.again
	sentences, warning := s.receipt.tell()
	if len(sentences) == 0 {
		return
	}
	before := s.earlier
	s.earlier = earlier{}
	sentences, rows, warning = append(before.sentences, sentences...), append(before.rows, rows...), before.warning || warning
	s.tell(now, warning, sentences...)
	s.rows, s.again = rows, again
	for _, other := range s.together {
		if s.basis.State.IsPending(other) {
			s.earlier = earlier{slices.Clip(sentences), slices.Clip(rows), warning}
			return
		}
	}
	s.together = nil
}

// earlier is what was told of an answer while the rest of what it began is under way: it is told
// again with that.
type earlier struct {
	sentences []meeting.Message
	rows      []line
	warning   bool
}

// tell puts sentences into the notice and says them.
func (s *Screen) tell(now time.Duration, warning bool, sentences ...meeting.Message) {
	s.notice = Notice{Serial: s.notice.Serial + 1, Sentences: sentences, Warning: warning}
	s.again, s.rows = meeting.Command{}, nil
	s.fadesAt = 0
	switch {
	case warning:
	case s.undo.Action == "":
		s.fadesAt = now + noticeFor
	case s.undo.Targets != nil:
		s.fadesAt = now + askFor
	}
	s.say(warning, sentences...)
}

// tellPlain tells something that offers nothing.
//
//go:noinline
func (s *Screen) tellPlain(now time.Duration, warning bool, message meeting.Message) {
	s.undo = meeting.Command{}
	s.tell(now, warning, message)
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
