package control

import (
	"math"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// attempt is a command on its way, as data: what is known of each target. Its
// methods take the time as an argument, see sinceStart, and touch nothing else.
type attempt struct {
	command meeting.Command
	spec    action.Spec
	proof   *proof.Unit
	since   time.Duration
	// deadline is when a target of which nothing was seen becomes unconfirmed.
	deadline time.Duration
	// awayTime is how long somebody must be away before that means anything.
	awayTime time.Duration

	rows  []row
	index map[meeting.ParticipantID]int
	open  int
	// wake is when expire has something to do next, or before.
	wake time.Duration
	// answered tells that the SDK's call ended without an error.
	answered bool
	// failure ends the whole attempt with an error.
	failure *meeting.Error
}

// row is what is known of one target. It is open until it has a status.
type row struct {
	meeting.TargetOutcome
	// sign is proof.Away or proof.Off while the row will be settled by that, unless
	// something else is seen; due is when.
	sign proof.Sign
	due  time.Duration
}

func (r *row) open() bool { return r.Status == "" }

// offTime is how long a device must have been seen off before that proves
// something by itself. Of somebody who leaves the SDK first says that their
// devices went off, and participantLeft follows 5 to 60 ms later (SDK 2.0.2,
// seen in Chromium).
const offTime = 500 * time.Millisecond

const never = time.Duration(math.MaxInt64)

func newAttempt(command meeting.Command, spec action.Spec, targets []meeting.TargetOutcome, now time.Duration, options Options) *attempt {
	a := &attempt{
		command:  command,
		spec:     spec,
		proof:    proof.Of(spec.Proof),
		since:    now,
		deadline: now + options.ConfirmTimeout,
		rows:     make([]row, len(targets)),
		index:    make(map[meeting.ParticipantID]int, len(targets)),
		open:     len(targets),
	}
	a.awayTime = a.proof.AwayTime
	if a.awayTime == 0 {
		a.awayTime = options.SettleTime
	}
	for i, target := range targets {
		a.rows[i].TargetOutcome = target
		a.index[target.ID] = i
	}
	a.wake = a.deadline
	return a
}

func (a *attempt) ended() bool { return a.open == 0 || a.failure != nil }

// settle ends a row. key is that of the message to it, "" for none.
func (a *attempt) settle(r *row, status meeting.Status, key string) {
	r.Status = status
	r.Message.Key = key
	if status == meeting.StatusLeft {
		r.Message.Args = []meeting.Arg{{Name: "name", Value: r.Name}}
	}
	r.sign = proof.Nothing
	a.open--
}

// end ends a row with what is usually said to a status.
func (a *attempt) end(r *row, status meeting.Status) {
	key := ""
	switch status {
	case meeting.StatusLeft:
		key = "target.left"
	case meeting.StatusUnconfirmed:
		key = "target.unconfirmed"
	}
	a.settle(r, status, key)
}

// hold has a row settled by a sign before long, unless something else is seen.
func (a *attempt) hold(r *row, sign proof.Sign, due time.Duration) {
	r.sign, r.due = sign, due
	a.wake = min(a.wake, due)
}

// release takes a hold back.
func (a *attempt) release(r *row) {
	r.sign = proof.Nothing
	a.wake = min(a.wake, a.deadline)
}

// observe takes in what a batch of facts has shown.
func (a *attempt) observe(seen *proof.Observation, now time.Duration) {
	if a.proof.Room != nil && a.proof.Room(seen) {
		a.eachOpen(func(r *row) { a.settle(r, meeting.StatusConfirmed, "") })
	}
	switch {
	case seen.Over != "" || seen.Moved:
		a.eachOpen(func(r *row) { a.settle(r, meeting.StatusUnconfirmed, "target.interrupted") })
		return
	case seen.Blind:
		a.eachOpen(func(r *row) {
			if r.sign == proof.Away {
				a.release(r)
			}
		})
		return
	case a.proof.Change == nil:
		return
	}
	for i := range seen.Changes {
		change := &seen.Changes[i]
		if at, ours := a.index[change.ID]; ours && a.rows[at].open() {
			a.take(&a.rows[at], a.proof.Change(seen, change), now)
		}
	}
}

func (a *attempt) eachOpen(do func(*row)) {
	for i := range a.rows {
		if r := &a.rows[i]; r.open() {
			do(r)
		}
	}
}

// take takes in what was seen of an open row's target.
func (a *attempt) take(r *row, sign proof.Sign, now time.Duration) {
	switch sign {
	case proof.Shown:
		a.settle(r, meeting.StatusConfirmed, "")
	case proof.Contrary:
		a.settle(r, meeting.StatusUnconfirmed, a.proof.Contrary)
	case proof.Off:
		switch {
		case a.answered:
			a.settle(r, meeting.StatusConfirmed, "")
		case r.sign != proof.Off:
			a.hold(r, sign, now+offTime)
		}
	case proof.Away:
		a.hold(r, sign, now+a.awayTime)
	case proof.Here:
		if r.sign == proof.Away {
			a.release(r)
		}
	case proof.Another:
		a.release(r)
	}
}

// expire ends the wait for targets whose time is up.
func (a *attempt) expire(s *meeting.State, now time.Duration) {
	if now < a.wake {
		return
	}
	a.wake = never
	a.eachOpen(func(r *row) {
		due := a.deadline
		if r.sign != proof.Nothing {
			due = r.due
		}
		switch {
		case now < due:
			a.wake = min(a.wake, due)
		case r.sign == proof.Away:
			a.end(r, a.proof.Away)
		case r.sign == proof.Off:
			a.settleOff(s, r)
		case a.proof.Late == nil:
			a.end(r, meeting.StatusUnconfirmed)
		default:
			a.end(r, a.proof.Late(s, r.ID))
		}
	})
}

// settleOff ends a row whose target's device went off.
func (a *attempt) settleOff(s *meeting.State, r *row) {
	if _, _, found := s.Person(r.ID); found {
		a.settle(r, meeting.StatusConfirmed, "")
	} else {
		a.end(r, meeting.StatusLeft)
	}
}

// answer takes in how the SDK's call ended, while the attempt has not. Success
// alone proves nothing: it ends what was seen already, and what no proof could end.
func (a *attempt) answer(s *meeting.State, err error) {
	if err == nil {
		a.answered = true
		a.eachOpen(func(r *row) {
			switch {
			case r.sign == proof.Off:
				a.settleOff(s, r)
			case r.sign == proof.Nothing && a.proof.Answered != "":
				a.end(r, a.proof.Answered)
			}
		})
		return
	}
	failure := a.explain(s, err)
	refused := failure.Reason == meeting.ReasonRefused
	switch {
	case a.spec.One != "" && refused:
		a.fail(meeting.StatusRefused, failure)
	case a.spec.One != "" && a.shown():
		a.fail(meeting.StatusFailed, failure)
	case refused && a.proof.Away != meeting.StatusConfirmed && a.settling():
		// The server refuses because the person has left, or is off already: that settles by itself.
	default:
		a.failure = failure
	}
}

// settling tells that an open row is settled before long by what was seen.
func (a *attempt) settling() (found bool) {
	a.eachOpen(func(r *row) { found = found || r.sign != proof.Nothing })
	return found
}

// shown tells that the effect, or what may be that, was seen of some target.
func (a *attempt) shown() bool {
	for i := range a.rows {
		if r := &a.rows[i]; !r.open() || r.sign == proof.Off {
			return true
		}
	}
	return false
}

// fail ends the open rows, but for those that settle by themselves.
func (a *attempt) fail(status meeting.Status, failure *meeting.Error) {
	a.eachOpen(func(r *row) {
		if r.sign == proof.Nothing {
			a.settle(r, status, "")
			r.Code = failure.Code
			r.Message = meeting.MessageOf(failure.Reason, failure.Permission)
		}
	})
}

// explain makes the error of a call one of this command.
func (a *attempt) explain(s *meeting.State, err error) *meeting.Error {
	failure, ok := err.(*meeting.Error)
	if !ok {
		failure = meeting.SDKError("", err.Error(), err)
	}
	explained := *failure
	explained.Action = a.command.Action
	switch {
	case explained.Reason == meeting.ReasonPermission:
		explained.Permission = a.spec.Permission.PresetField()
	case explained.Reason == meeting.ReasonNotJoined && s.Room.State == meeting.RoomJoined:
		explained.Reason = meeting.ReasonMediaNotJoined
	}
	return &explained
}

// outcome returns how the attempt ended.
func (a *attempt) outcome(now time.Duration) meeting.Outcome {
	targets := make([]meeting.TargetOutcome, len(a.rows))
	for i := range a.rows {
		targets[i] = a.rows[i].TargetOutcome
	}
	return meeting.Outcome{
		Action:  a.command.Action,
		Status:  meeting.Summary(targets),
		Elapsed: now - a.since,
		Targets: targets,
	}
}
