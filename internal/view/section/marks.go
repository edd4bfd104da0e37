package section

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// DoneFor is how long a button shows that it worked.
const DoneFor = 4 * time.Second

// mark is what became of the last use of a button. One that went well fades.
type mark struct {
	kind            Mark
	why, permission string
	until           time.Duration // zero: until the next use
}

// Marks has what there is to show at buttons, by the command of the button.
type Marks map[meeting.Key]mark

// Take marks the buttons a command was about. Those of everybody in it who did
// not end well are marked too.
func (m Marks) Take(ended *meeting.Ended, now time.Duration) {
	command := ended.Command
	command.Poll, command.Spotlight = nil, nil // one button does them all
	if ended.Err != nil {
		if ended.Err.Reason != meeting.ReasonAborted {
			m[command.Key()] = mark{kind: MarkFailed, why: "reason." + string(ended.Err.Reason), permission: ended.Err.Permission}
		}
		return
	}
	spec, _ := action.Of(ended.Command.Action)
	if spec.TakesTarget() {
		for i := range ended.Outcome.Targets {
			target := &ended.Outcome.Targets[i]
			m.set(meeting.Command{Action: spec.Name, Target: target.ID}, markOf(target, now))
		}
		return
	}
	worst := mark{kind: MarkDone, until: now + DoneFor}
	for i := range ended.Outcome.Targets {
		target := &ended.Outcome.Targets[i]
		one := markOf(target, now)
		if one.kind > worst.kind {
			worst = one
		}
		if one.kind > MarkDone && spec.One != "" {
			m.set(meeting.Command{Action: spec.One, Target: target.ID}, one)
		}
	}
	m.set(command, worst)
}

func (m Marks) set(command meeting.Command, made mark) {
	if made.kind == MarkNone || made.why == "target.admitted" { // who is inside waits no more
		delete(m, command.Key())
		return
	}
	m[command.Key()] = made
}

func markOf(target *meeting.TargetOutcome, now time.Duration) mark {
	switch target.Status {
	case meeting.StatusConfirmed, meeting.StatusSent:
		return mark{kind: MarkDone, until: now + DoneFor}
	case meeting.StatusUnconfirmed:
		return mark{kind: MarkUnconfirmed, why: target.Message.Key}
	case meeting.StatusRefused, meeting.StatusFailed:
		return mark{kind: MarkFailed, why: target.Message.Key, permission: target.Message.Arg("permission")}
	}
	return mark{}
}

// Expire forgets the marks that have faded and says when the next one will.
func (m Marks) Expire(now time.Duration) (next time.Duration) {
	for command, made := range m {
		switch {
		case made.until == 0:
		case now >= made.until:
			delete(m, command)
		default:
			next = Earlier(next, made.until)
		}
	}
	return next
}

// Forget forgets the mark of a command: it is tried anew.
func (m Marks) Forget(command meeting.Command) { delete(m, command.Key()) }

// forgetPerson forgets the marks of somebody who has left.
func (m Marks) forgetPerson(id meeting.ParticipantID) {
	for key := range m {
		if key.Target == id {
			delete(m, key)
		}
	}
}

// of finds what became of a command. An action and what undoes it are one button.
func (m Marks) of(command meeting.Command) (mark, bool) {
	key := command.Key()
	made, ok := m[key]
	if !ok {
		spec, _ := action.Of(command.Action)
		key.Action = spec.Undo
		made, ok = m[key]
	}
	return made, ok
}
