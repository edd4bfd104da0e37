package view

import (
	"slices"
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// receipt gathers what became of commands until it is told: many results of a
// kind become one sentence with a number.
type receipt struct {
	lines []line
	due   time.Duration
}

// line counts the results of one kind.
type line struct {
	action  meeting.Action
	status  meeting.Status
	why     string // key of the reason of a failure
	count   int
	id      meeting.ParticipantID // of the first person
	name    string                // likewise
	missing string                // permission, of a failure
	what    meeting.Lockable      // that was locked or unlocked
}

// What there is to tell beside how commands ended.
const (
	yielded meeting.Status = "yielded" // a lock came to nothing
	unseen  meeting.Status = "unseen"  // stays locked, for they were never seen to use it
)

// take adds how a command ended; name is that of its target, if it has one.
func (r *receipt) take(ended *meeting.Ended, name string, now time.Duration) {
	if ended.Err != nil {
		if ended.Err.Reason != meeting.ReasonAborted {
			r.add(line{action: ended.Command.Action, status: meeting.StatusFailed, why: "reason." + string(ended.Err.Reason), id: ended.Command.Target, name: name, missing: ended.Err.Permission}, now)
		}
		return
	}
	done := ended.Command.Action
	if spec, _ := action.Of(done); spec.One != "" {
		done = spec.One
	}
	for i := range ended.Outcome.Targets {
		target := &ended.Outcome.Targets[i]
		result := line{action: done, status: target.Status, id: target.ID, name: target.Name, what: ended.Command.What}
		switch target.Status {
		case meeting.StatusUnchanged:
			if target.Message.Key != locks.NeverSeen {
				continue
			}
			result.status = unseen
		case meeting.StatusAborted:
			continue
		case meeting.StatusRefused, meeting.StatusFailed:
			result.status, result.why, result.missing = meeting.StatusFailed, target.Message.Key, target.Message.Arg("permission")
		case meeting.StatusUnconfirmed:
			if key := target.Message.Key; key != "target.unconfirmed" && key != "target.interrupted" { // more than that nothing was seen
				result.status, result.why = meeting.StatusFailed, key
			}
		}
		r.add(result, now)
	}
}

func (r *receipt) add(result line, now time.Duration) {
	if len(r.lines) == 0 {
		r.due = now + section.GatherFor
	}
	if result.isPinChange() { // there is one pin: where it ended is all there is to tell
		r.lines = slices.DeleteFunc(r.lines, line.isPinChange)
	}
	for i := range r.lines {
		known := &r.lines[i]
		if known.action == result.action && known.status == result.status && known.why == result.why && known.what == result.what {
			if known.count > 1 || known.id != result.id {
				known.count++ // somebody else
			}
			return
		}
	}
	result.count = 1
	r.lines = append(r.lines, result)
}

// isOnePin tells that there is nothing but one change of the pin: an undo beside it
// can mean nothing else.
func (r *receipt) isOnePin() bool {
	return len(r.lines) == 1 && r.lines[0].isPinChange()
}

// tellsUnseen tells that some stay locked who were never seen to use it.
func (r *receipt) tellsUnseen() bool {
	return slices.ContainsFunc(r.lines, func(l line) bool { return l.status == unseen })
}

func (l line) isPinChange() bool {
	return l.status == meeting.StatusConfirmed && (l.action == meeting.Pin || l.action == meeting.Unpin)
}

// tell returns what was gathered, as sentences, and whether anything went wrong.
func (r *receipt) tell() (sentences []meeting.Message, warning bool) {
	for i := range r.lines {
		l := &r.lines[i]
		sentence, ok := l.sentence()
		if !ok {
			continue
		}
		sentences = append(sentences, sentence)
		warning = warning || l.status == meeting.StatusFailed || l.status == meeting.StatusUnconfirmed || l.status == yielded
	}
	r.lines, r.due = nil, 0
	return sentences, warning
}

// sentence is about one person by name, or about many by number. What ends the
// meeting for oneself has the closing screen instead.
func (l *line) sentence() (meeting.Message, bool) {
	spec, _ := action.Of(l.action)
	if spec.Scope == action.OnMeeting && l.status == meeting.StatusConfirmed {
		return meeting.Message{}, false
	}
	message := meeting.Message{Key: string(l.status), Args: []meeting.Arg{{Name: "action", Value: string(l.action)}}}
	if l.what != "" {
		message.Args = append(message.Args, meeting.Arg{Name: "what", Value: string(l.what)})
	}
	switch l.status {
	case meeting.StatusConfirmed, meeting.StatusSent:
		message.Key = "done." + string(l.action)
		if l.status == meeting.StatusSent && spec.Takes == action.ToLock { // what cannot be seen is not said to be so
			message.Key = "sent." + string(l.action)
		}
	case meeting.StatusFailed:
		message.Args = append(message.Args, meeting.Arg{Name: "reason", Value: l.why}, meeting.Arg{Name: "permission", Value: l.missing})
	}
	switch {
	case l.count > 1:
		message.Key += ".many"
		message.Args = append(message.Args, meeting.Arg{Name: "count", Value: strconv.Itoa(l.count)})
	case spec.TakesTarget() || l.status == yielded:
		message.Args = append(message.Args, meeting.Arg{Name: "name", Value: l.name})
	default:
		message.Key += ".all"
	}
	return message, true
}
