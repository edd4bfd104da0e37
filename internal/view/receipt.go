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
	// rows are what became of each of several. The last command on several is again, for those
	// for whom it did not go well.
	rows  []line
	again meeting.Command
	// asked has the names of those whom the last question was about: who leaves before anything is
	// sent has none any more.
	asked map[meeting.ParticipantID]string
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
	code    string                // likewise, of several
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
		if called, asked := r.asked[ended.Command.Target]; asked && ended.Err.Reason == meeting.ReasonNoSuchParticipant {
			r.add(line{action: ended.Command.Action, status: meeting.StatusLeft, count: 1, id: ended.Command.Target, name: called}, now)
		} else if ended.Err.Reason != meeting.ReasonAborted {
			count := max(1, len(ended.Command.Targets))
			r.add(line{action: ended.Command.Action, status: meeting.StatusFailed, why: "reason." + string(ended.Err.Reason), count: count, id: ended.Command.Target, name: name, missing: ended.Err.Permission, what: ended.Command.What}, now)
		}
		return
	}
	done := ended.Command.Action
	spec, _ := action.Of(done)
	if spec.One != "" && !spec.Apart() {
		done = spec.One
	}
	several := len(ended.Outcome.Targets) > 1 && (ended.Command.Targets != nil || spec.Apart() || spec.Scope == action.OnUser)
	for i := range ended.Outcome.Targets {
		result := r.lineOf(done, &ended.Outcome.Targets[i], several)
		result.what = ended.Command.What
		if result.status == meeting.StatusConfirmed {
			result.count = max(1, len(ended.Command.Titles))
		}
		if several || result.status != meeting.StatusUnchanged && result.status != meeting.StatusAborted {
			r.add(result, now)
		}
	}
	if several {
		r.takeSeveral(ended, spec.One)
	}
}

// lineOf tells how a command ended for one person; of several with the code of a failure.
func (r *receipt) lineOf(done meeting.Action, target *meeting.TargetOutcome, several bool) line {
	result := line{action: done, status: target.Status, count: 1, id: target.ID, name: target.Name}
	switch target.Status {
	case meeting.StatusUnchanged:
		if target.Message.Key == locks.NeverSeen {
			result.status = unseen
		}
	case meeting.StatusRefused, meeting.StatusFailed:
		if name, asked := r.asked[target.ID]; asked && target.Message.Key == "reason."+string(meeting.ReasonNoSuchParticipant) {
			result.status, result.name = meeting.StatusLeft, name
			return result
		}
		result.status, result.why, result.missing = meeting.StatusFailed, target.Message.Key, target.Message.Arg("permission")
		if several {
			result.code = target.Code
		}
	case meeting.StatusUnconfirmed:
		if key := target.Message.Key; key != "target.unconfirmed" && key != "target.interrupted" { // more than that nothing was seen
			result.status, result.why = meeting.StatusFailed, key
		}
	}
	return result
}

// takeSeveral remembers what became of each of several, and whom it has to be tried again for: by
// the action on one, where the command named nobody.
func (r *receipt) takeSeveral(ended *meeting.Ended, one meeting.Action) {
	r.again = ended.Command
	r.again.Targets = nil
	if one != "" {
		r.again.Action = one
	}
	for i := range ended.Outcome.Targets {
		target := &ended.Outcome.Targets[i]
		row := r.lineOf(r.again.Action, target, true)
		row.what = ended.Command.What
		r.rows = append(r.rows, row)
		switch {
		case row.status == meeting.StatusLeft:
		case target.Status == meeting.StatusRefused, target.Status == meeting.StatusFailed, target.Status == meeting.StatusUnconfirmed, target.Status == meeting.StatusAborted:
			r.again.Targets = append(r.again.Targets, target.ID)
		}
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
		if known.action == result.action && known.status == result.status && known.why == result.why && known.code == result.code && known.what == result.what {
			if known.count > 1 || known.id != result.id {
				known.count++ // somebody else
			}
			return
		}
	}
	r.lines = append(r.lines, result)
}

// isOneStep tells that there is nothing but one change of the pin, or of one message's: an undo
// beside it can mean nothing else.
func (r *receipt) isOneStep() bool {
	return len(r.lines) == 1 && (r.lines[0].isPinChange() || r.lines[0].isMessagePin())
}

// isMessagePin tells that one message was pinned, or no longer is.
func (l line) isMessagePin() bool {
	spec, _ := action.Of(l.action)
	return l.status == meeting.StatusConfirmed && l.count == 1 && spec.Scope == action.OnMessage && spec.Undo != ""
}

func (l line) isPinChange() bool {
	return l.status == meeting.StatusConfirmed && (l.action == meeting.Pin || l.action == meeting.Unpin)
}

// tell returns what was gathered, as sentences with what was done first, and whether anything
// went wrong.
func (r *receipt) tell() (sentences []meeting.Message, warning bool) {
	var rest []meeting.Message
	for i := range r.lines {
		l := &r.lines[i]
		sentence, ok := l.sentence()
		switch {
		case !ok:
		case l.status == meeting.StatusConfirmed || l.status == meeting.StatusSent:
			sentences = append(sentences, sentence)
		default:
			rest = append(rest, sentence)
			warning = warning || l.status == meeting.StatusFailed || l.status == meeting.StatusUnconfirmed || l.status == yielded
		}
	}
	*r = receipt{asked: r.asked}
	return append(sentences, rest...), warning
}

// listed returns a sentence for each of several, what went wrong first.
func listed(rows []line) []meeting.Message {
	var sentences []meeting.Message
	for _, status := range []meeting.Status{meeting.StatusFailed, meeting.StatusUnconfirmed, meeting.StatusAborted, meeting.StatusLeft, unseen, meeting.StatusUnchanged, meeting.StatusSent, meeting.StatusConfirmed} {
		for i := range rows {
			if sentence, ok := rows[i].sentence(); ok && rows[i].status == status {
				sentences = append(sentences, sentence)
			}
		}
	}
	return sentences
}

// sentence is about one person by name, or about many by number. What ends the
// meeting for oneself has the closing screen instead.
func (l *line) sentence() (meeting.Message, bool) {
	spec, _ := action.Of(l.action)
	if spec.Scope == action.OnMeeting && spec.Takes != action.Titles && spec.Proof != action.ProofPollBegun && l.status == meeting.StatusConfirmed {
		return meeting.Message{}, false
	}
	message := meeting.Message{Key: string(l.status), Args: []meeting.Arg{{Name: "action", Value: string(l.action)}}}
	if l.what != "" {
		message.Args = append(message.Args, meeting.Arg{Name: "what", Value: string(l.what)})
	}
	switch l.status {
	case meeting.StatusConfirmed, meeting.StatusSent:
		message.Key = "done." + string(l.action)
		if l.status == meeting.StatusSent && (spec.Takes == action.Patch || spec.Takes == action.ToLock || spec.Takes == action.NewPoll) { // what cannot be seen is not said to be so
			message.Key = "sent." + string(l.action)
		}
	case meeting.StatusUnchanged:
		message.Args = append(message.Args, meeting.Arg{Name: "reason", Value: "already." + string(l.action)})
	case meeting.StatusFailed:
		message.Args = append(message.Args, meeting.Arg{Name: "reason", Value: l.why}, meeting.Arg{Name: "permission", Value: l.missing})
	}
	if l.code != "" {
		message.Args = append(message.Args, meeting.Arg{Name: "code", Value: l.code})
	}
	switch {
	case l.count > 1:
		message.Key += ".many"
		message.Args = append(message.Args, meeting.Arg{Name: "count", Value: strconv.Itoa(l.count)})
	case l.what != "" && l.id == "":
		message.Key += ".everybody"
	case spec.TakesTarget() && l.id != "" || l.status == yielded || spec.Apart() && l.id != "":
		message.Args = append(message.Args, meeting.Arg{Name: "name", Value: l.name})
	default:
		message.Key += ".all"
	}
	return message, true
}
