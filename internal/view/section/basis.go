package section

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Basis is what all sections are drawn of: the meeting as last seen, and what became of
// what was done in it.
type Basis struct {
	State *meeting.State
	Marks Marks
	// Live tells that the meeting has been joined and is not over.
	Live bool
	// Hidden are the names of the sections that are not shown, with spaces between them.
	Hidden string

	// ever has the permissions that were there at some time: their controls stay.
	ever meeting.Permissions
	// audioOn, videoOn and sharing count the others whose device is on, or who share a screen.
	audioOn, videoOn, sharing int
	tally                     shownTally
}

// NewBasis returns a Basis without a meeting yet.
func NewBasis() *Basis { return &Basis{State: &meeting.State{}, Marks: Marks{}} }

// Shows tells whether a section is shown.
func (b *Basis) Shows(name string) bool { return !action.OneOf(b.Hidden, name) }

// Permit takes in the permissions of now.
func (b *Basis) Permit() {
	for _, spec := range action.All() {
		for _, permission := range []meeting.Permission{spec.Permission, spec.Place.For} {
			if b.State.Self.Permissions.Has(permission) {
				b.ever = b.ever.With(permission)
			}
		}
	}
}

// Tally takes in the numbers of now.
func (b *Basis) Tally(now time.Duration) { b.tally.show(b.tallyNow(), now) }

// Expire shows the numbers that are due, and says when the next are: zero for none.
func (b *Basis) Expire(now time.Duration) (next time.Duration) {
	if Due(b.tally.due, now) {
		b.Tally(now)
	}
	return b.tally.due
}

// Due tells that a moment has come; zero is never.
func Due(at, now time.Duration) bool { return at != 0 && now >= at }

// Earlier returns the first of two moments, of which zero is never.
func Earlier(a, b time.Duration) time.Duration {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// count takes in that somebody has come, changed or left.
func (b *Basis) count(p *meeting.Participant, by int) {
	if p == nil {
		return
	}
	if p.Flags.Has(meeting.AudioOn) {
		b.audioOn += by
	}
	if p.Flags.Has(meeting.VideoOn) {
		b.videoOn += by
	}
	if p.Flags.Has(meeting.ScreenShareOn) {
		b.sharing += by
	}
}

// People is how many there are, oneself included once one is in the meeting.
func (b *Basis) People() int {
	if b.Live {
		return b.State.Joined.Len() + 1
	}
	return b.State.Joined.Len()
}

// Concerned is how many people a risky action is about, 0 where that need not be said.
func (b *Basis) Concerned(spec action.Spec, target meeting.ParticipantID) int {
	switch {
	case spec.Scope == action.OnUser && target == "":
		return b.elsewhere()
	case spec.Scope == action.OnConnectedMeeting:
		if one := b.State.ConnectedMeeting(string(target)); one != nil {
			return len(one.Participants)
		}
	case spec.Scope == action.OnEach:
		return b.countOf(spec)
	case spec.Risk != action.RiskEverybody:
		return 0
	case spec.Waiting():
		return b.State.Waitlisted.Len()
	case spec.Apart():
		return b.others(b.State.Joined.Len())
	}
	return b.People()
}

// others is how many are here, up to a number, who are not oneself in another session.
func (b *Basis) others(most int) (found int) {
	for p := range b.State.Joined.All() {
		if found == most {
			break
		}
		if p.UserID != b.State.Self.UserID {
			found++
		}
	}
	return found
}

// Name is what somebody is called who is in a state, whoever wrote a message, a plugin, or a connected
// meeting; "" for nobody.
func Name(state *meeting.State, id meeting.ParticipantID) string {
	if id == "" {
		return ""
	}
	if text, _, found := state.Person(id); found {
		return text.Name
	}
	if p := state.Waitlisted.Get(id); p != nil {
		return p.Name
	}
	if one := state.ConnectedMeeting(string(id)); one != nil {
		return one.Title
	}
	if _, who := state.WhereIs(meeting.UserID(id)); who != nil {
		return who.Name
	}
	if message := state.Message(id); message != nil {
		return message.Name
	}
	if plugin := state.Plugin(id); plugin != nil {
		return plugin.Name
	}
	return ""
}

// Asks tells whether an action is to be asked about first, which would change a number of people.
func (b *Basis) Asks(spec action.Spec, people int) bool {
	if people >= ManyPeople && !spec.Waiting() {
		return true
	}
	if spec.Risk == action.RiskMedia {
		return b.State.Room.ViewType == "GROUP_CALL"
	}
	return spec.Risk != action.RiskNone
}

// Button returns the control for an action as it is now.
func (b *Basis) Button(spec action.Spec, target meeting.ParticipantID) Button {
	verdict := control.Can(b.State, spec.Name, target)
	without := spec.AboutThings() && verdict.Allowed // what one opened oneself can be closed without the right
	if !without && !b.ever.Has(spec.Permission) || !b.ever.Has(spec.Place.For) || control.Lacks(b.State, &spec) != "" {
		return Button{}
	}
	command := meeting.Command{Action: spec.Name, Target: target}
	button := Button{Action: spec.Name, State: ButtonReady, Count: b.counted(spec)}
	idle := b.nothingToDo(spec, target)
	switch {
	case b.underWay(command):
		button.State = ButtonBusy
	case spec.Place.WhenPossible && (idle || !control.Fits(b.State, &spec, target)):
		return Button{}
	case !without && !b.State.Self.Permissions.Has(spec.Permission):
		// The SDK lets anybody pin themselves; the server does not.
		button.State, button.Why, button.Permission = ButtonBlocked, "reason.permission", spec.Permission.PresetField()
	case !verdict.Allowed && spec.Waiting() && verdict.Reason == meeting.ReasonNoSuchParticipant:
		button.State, button.Why = ButtonBlocked, "reason.not-waiting"
	case !verdict.Allowed:
		button.State, button.Why, button.Permission = ButtonBlocked, verdict.Message.Key, verdict.Permission
	case idle && spec.Waiting():
		button.State, button.Why = ButtonBlocked, "waiting.nobody"
	case idle:
		button.State, button.Why = ButtonBlocked, "already."+string(spec.Name)
	}
	if made, ok := b.Marks.of(command); ok && button.State != ButtonBusy && !(made.kind > MarkDone && idle) {
		button.Mark = made.kind
		if button.State == ButtonReady {
			button.Why, button.Permission = made.why, made.permission
		}
	}
	return button
}

// underWay tells that a command was sent and has not ended, by itself or as one of several.
func (b *Basis) underWay(command meeting.Command) bool {
	return b.State.IsPending(command) || slices.ContainsFunc(b.State.Pending, func(pending meeting.Pending) bool {
		return pending.Action == command.Action && (slices.Contains(pending.Targets, command.Target) || (pending.Permissions != nil || pending.Poll != nil || pending.Spotlight != nil) && pending.Target == command.Target)
	})
}

// nothingToDo tells that an action would change nothing.
func (b *Basis) nothingToDo(spec action.Spec, target meeting.ParticipantID) bool {
	switch spec.Scope {
	case action.OnEach:
		return b.countOf(spec) == 0
	case action.OnOthers:
		if spec.Apart() {
			return b.others(1) == 0
		}
		return !spec.Locks() && b.sharing == 0
	case action.OnEachWaiting:
		return b.State.Waitlisted.Len() == 0
	case action.OnUser:
		return target == "" && b.elsewhere() == 0
	case action.OnParticipant:
		// What can be undone is done by the same button.
		return spec.Undo == "" && target != b.State.Self.ID && control.AlreadySo(b.State, spec, target)
	}
	return false
}

// all returns the controls of a whole section.
func (b *Basis) all(slots []slot) []Button {
	buttons := make([]Button, len(slots))
	for i := range slots {
		buttons[i] = b.Button(slots[i].of(b.State, ""), "")
	}
	return buttons
}
