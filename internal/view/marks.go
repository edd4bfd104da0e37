package view

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// doneFor is how long a button shows that it worked.
const doneFor = 4 * time.Second

// mark is what became of the last use of a button. One that went well fades.
type mark struct {
	kind            Mark
	why, permission string
	until           time.Duration // zero: until the next use
}

// marks has what there is to show at buttons, by the command of the button.
type marks map[meeting.Key]mark

// take marks the buttons a command was about. Those of everybody in it who did
// not end well are marked too.
func (m marks) take(ended *meeting.Ended, now time.Duration) {
	if ended.Err != nil {
		if ended.Err.Reason != meeting.ReasonAborted {
			m[ended.Command.Key()] = mark{kind: MarkFailed, why: "reason." + string(ended.Err.Reason), permission: ended.Err.Permission}
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
	worst := mark{kind: MarkDone, until: now + doneFor}
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
	m.set(ended.Command, worst)
}

func (m marks) set(command meeting.Command, made mark) {
	if made.kind == MarkNone {
		delete(m, command.Key())
		return
	}
	m[command.Key()] = made
}

func markOf(target *meeting.TargetOutcome, now time.Duration) mark {
	switch target.Status {
	case meeting.StatusConfirmed, meeting.StatusSent:
		return mark{kind: MarkDone, until: now + doneFor}
	case meeting.StatusUnconfirmed:
		return mark{kind: MarkUnconfirmed, why: target.Message.Key}
	case meeting.StatusRefused, meeting.StatusFailed:
		return mark{kind: MarkFailed, why: "reason." + string(target.Status)}
	}
	return mark{}
}

// expire forgets the marks that have faded and says when the next one will.
func (m marks) expire(now time.Duration) (next time.Duration) {
	for command, made := range m {
		switch {
		case made.until == 0:
		case now >= made.until:
			delete(m, command)
		default:
			next = earlier(next, made.until)
		}
	}
	return next
}

// earlier returns the first of two moments, of which zero is never.
func earlier(a, b time.Duration) time.Duration {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
