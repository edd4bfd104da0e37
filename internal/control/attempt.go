package control

import (
	"math"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// attempt is a command on its way, as data: what is known of each target. Its
// methods take the time as an argument, see sinceStart, and touch nothing else.
type attempt struct {
	command meeting.Command
	spec    *action.Spec
	proof   *proof.Unit
	since   time.Duration
	// confirmTime is how long a row waits for its effect, from when it was sent.
	confirmTime time.Duration
	// awayTime is how long somebody must be away before that means anything.
	awayTime time.Duration

	rows  []row
	index map[meeting.ParticipantID]int
	open  int
	// sent is how many rows have had their turn: those behind them have not been sent.
	sent int
	// underWay is how many calls of several are neither answered nor of no use any more.
	underWay int
	// owed are those from whom something was taken that is to be given back; the attempt has
	// not ended before.
	owed []debt
	// wake is when expire has something to do next, or before.
	wake time.Duration
	// before is what was locked when it locked or unlocked something, nil when it did not.
	before *locks.Before
	// failure ends the whole attempt with an error.
	failure *meeting.Error
	// heldUntil is when it may be sent, zero for at once: until then nothing is decided.
	heldUntil time.Duration
	// late tells that its turn did not come at once: whom it concerns is judged anew then.
	late bool
	// again tells that the SDK took it for one too many, and that it is sent once more.
	again bool
}

// row is what is known of one target. It is open until it has a status.
type row struct {
	meeting.TargetOutcome
	// call is the number of the call that it was sent with, unsent before.
	call int
	// deadline is when it becomes unconfirmed when nothing was seen.
	deadline time.Duration
	// answered tells that the SDK's call ended without an error.
	answered bool
	// underWay tells that it is one of attempt.underWay.
	underWay bool
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

// atATime is how many calls of one command may be under way. The SDK limits no action that
// takes targets and is not one call for all, but waits up to 20 s for the server's answer (SDK
// 2.0.2): so many are quick, and there is something left to call off.
const atATime = 8

const (
	never  = time.Duration(math.MaxInt64)
	unsent = math.MaxInt
)

func newAttempt(command meeting.Command, spec *action.Spec, targets []meeting.TargetOutcome, now time.Duration, options Options) *attempt {
	a := &attempt{
		command:     command,
		spec:        spec,
		proof:       proof.OfCommand(spec.Proof, &command),
		since:       now,
		confirmTime: options.confirmTime(proof.Of(spec.Proof)),
		wake:        never,
	}
	a.awayTime = a.proof.AwayTime
	if a.awayTime == 0 {
		a.awayTime = options.SettleTime
	}
	a.aimAt(targets)
	return a
}

// aimAt makes a row of each target.
func (a *attempt) aimAt(targets []meeting.TargetOutcome) {
	a.rows = make([]row, len(targets))
	a.index = make(map[meeting.ParticipantID]int, len(targets))
	a.open = 0
	for i, target := range targets {
		a.rows[i] = row{TargetOutcome: target, call: unsent}
		a.index[target.ID] = i
		if a.rows[i].open() {
			a.open++
		}
	}
}

// holdBack keeps the attempt from being sent.
func (a *attempt) holdBack(until time.Duration) { a.heldUntil, a.wake = until, until }

// held tells that the attempt is not to be sent yet.
func (a *attempt) held() bool { return a.heldUntil != 0 }

// letGo decides about an attempt whose time has come, anew: who is there now counts.
func (a *attempt) letGo(s *meeting.State, now time.Duration) {
	a.heldUntil, a.since = 0, now
	targets, failure := decide(s, a.command, a.spec)
	if a.failure = failure; failure == nil {
		a.aimAt(targets)
	}
}

// targets are the rows as they are told.
func (a *attempt) targets() []meeting.TargetOutcome {
	targets := make([]meeting.TargetOutcome, len(a.rows))
	for i := range a.rows {
		targets[i] = a.rows[i].TargetOutcome
	}
	return targets
}

// settled is how many rows have a status.
func (a *attempt) settled() int { return len(a.rows) - a.open }

// several tells that it is about some people one by one, and not about a whole.
func (a *attempt) several() bool { return a.command.Targets != nil || a.spec.Apart() }

// apart tells that each of several has a call of its own.
func (a *attempt) apart() bool { return a.several() && !a.spec.Together() }

func (a *attempt) ended() bool {
	return (a.open == 0 && !a.held() || a.failure != nil) && !a.owes()
}

// next returns a call to send now, the one with this number. Where each of several targets has
// a call of its own, what has changed while it waited for its turn counts.
func (a *attempt) next(s *meeting.State, number int, now time.Duration) (call Call, found bool) {
	if call, found = a.nextBack(s); found {
		return call, true
	}
	if a.failure != nil || a.held() {
		return call, false
	}
	if !a.apart() {
		if a.late {
			a.judgeAnew(s)
		}
		found = a.sent == 0 && a.open > 0 && a.failure == nil
		if found {
			call = a.whole(s)
			for ; a.sent < len(a.rows); a.sent++ {
				if r := &a.rows[a.sent]; r.open() {
					a.send(r, number, now)
				}
			}
		}
		return call, found
	}
	for a.sent < len(a.rows) && a.underWay < atATime {
		r := &a.rows[a.sent]
		a.sent++
		if r.open() && a.stillToDo(s, r) {
			a.send(r, number, now)
			r.underWay = true
			a.underWay++
			return a.callOn(s, r), true
		}
	}
	return call, false
}

// whole is the call of a command that is sent in one.
func (a *attempt) whole(s *meeting.State) Call {
	target := a.command.Target
	call := Call{Action: a.command.Action, Target: target, OnSelf: target != "" && target == s.Self.ID, AllowMultiple: a.command.AllowMultiple, Permissions: a.patch(s, false),
		Titles: a.command.Titles, Poll: a.command.Poll, Spotlight: a.command.Spotlight}
	if a.spec.Takes == action.Moving {
		return a.moving(s, call)
	}
	if a.spec.Scope == action.OnEachWaiting || a.spec.Scope == action.OnOthers || a.spec.NamesEach() {
		for i := range a.rows {
			if r := &a.rows[i]; r.open() {
				call.Each = append(call.Each, r.person())
			}
		}
	}
	return call
}

// moving is the call that moves people from wherever they are: from where oneself is last, as that
// may move oneself.
func (a *attempt) moving(s *meeting.State, call Call) Call {
	call.Target, call.OnSelf = "", false
	if move := a.command.Move; move != nil {
		call.PresetID = move.PresetID
	}
	if to := proof.Destination(s, &a.command); to != nil {
		call.To = to.ID
	}
	var here []Person
	for i := range a.rows {
		r := &a.rows[i]
		in, _ := s.WhereIs(r.UserID)
		if !r.open() || in == nil {
			continue
		}
		person := r.person()
		person.In = in.ID
		if in.ID == s.Room.MeetingID {
			here = append(here, person)
		} else {
			call.Each = append(call.Each, person)
		}
	}
	call.Each = append(call.Each, here...)
	return call
}

// patch is what changes the permissions of others, or gives back what was taken; nil for an
// action that does not.
func (a *attempt) patch(s *meeting.State, back bool) *meeting.PermissionsPatch {
	what := meeting.ScreenShareOn
	if a.spec.Locks() {
		what = a.command.What.Flag()
	}
	switch {
	case a.spec.Takes == action.Patch:
		return a.command.Permissions
	case !a.spec.Patches():
		return nil
	case back || a.spec.Takes == action.ToUnlock:
		return locks.Giving(what, s)
	}
	return locks.Taking(what)
}

// callOn is the call of one of several.
func (a *attempt) callOn(s *meeting.State, r *row) Call {
	call := Call{Action: a.command.Action, Target: r.ID, Permissions: a.patch(s, false)}
	if a.spec.NamesEach() {
		call.Each = []Person{r.person()}
	}
	return call
}

func (r *row) person() Person { return Person{ID: r.ID, UserID: r.UserID} }

func (a *attempt) send(r *row, call int, now time.Duration) {
	r.call, r.deadline = call, now+a.confirmTime
	a.wake = min(a.wake, r.deadline)
	if a.spec.GivesBack {
		a.owed = append(a.owed, debt{row: r})
	}
}

// waitFor keeps what is to be sent until its turn.
func (a *attempt) waitFor(turn time.Duration) {
	if a.unsent() {
		a.late = true
		a.wake = min(a.wake, turn)
	}
}

// unsent tells that it can still be called off as if it had never been given.
func (a *attempt) unsent() bool { return a.held() || a.sent == 0 && a.open > 0 && a.failure == nil }

// judgeAnew judges everybody whose turn came late.
func (a *attempt) judgeAnew(s *meeting.State) {
	a.late = false
	for i := range a.rows {
		if r := &a.rows[i]; r.open() {
			a.stillToDo(s, r)
		}
	}
}

// sentTooSoon tells that the SDK took a request to others for one too many, for the first time:
// it is to be sent once more.
func (a *attempt) sentTooSoon(err error) bool {
	failure, ok := err.(*meeting.Error)
	if !ok || failure.Reason != meeting.ReasonRateLimited || a.spec.Asks == 0 || a.again {
		return false
	}
	a.again, a.sent = true, 0
	a.eachSent(unsent, func(r *row) { r.call = unsent })
	return true
}

// stillToDo judges somebody whose turn it is, and ends their row when there is nothing to be sent.
func (a *attempt) stillToDo(s *meeting.State, r *row) bool {
	against := judge(s, a.spec, r.ID)
	switch {
	case alreadySo(s, a.proof, r.ID):
		a.end(r, meeting.StatusUnchanged)
	case against == meeting.ReasonNoSuchParticipant:
		a.end(r, meeting.StatusLeft)
	case against != "" && !a.several():
		a.failure = notAllowed(a.spec, refusalOf(s, a.spec, r.ID, against))
	case against != "":
		a.fail(r, meeting.StatusFailed, notAllowed(a.spec, refusalOf(s, a.spec, r.ID, against)))
	}
	return r.open()
}

// callOff ends the rows that have not been sent, and tells whether any was.
func (a *attempt) callOff(key string) (some bool) {
	for i := range a.rows {
		r := &a.rows[i]
		some = some || r.call != unsent
		if r.open() && r.call == unsent {
			a.settle(r, meeting.StatusAborted, key)
		}
	}
	a.sent, a.heldUntil = len(a.rows), 0
	return some
}

// settle ends a row. key is that of the message to it, "" for none. Inlined wherever it is
// called it would be 5 KB.
//
//go:noinline
func (a *attempt) settle(r *row, status meeting.Status, key string) {
	r.Status = status
	r.Message.Key = key
	if status == meeting.StatusLeft {
		r.Message.Args = []meeting.Arg{{Name: "name", Value: r.Name}}
	}
	r.sign = proof.Nothing
	a.open--
	a.makeRoom(r)
}

// makeRoom has the next call sent in the place of a row's.
func (a *attempt) makeRoom(r *row) {
	if r.underWay {
		r.underWay = false
		a.underWay--
	}
}

// end ends a row with what is usually said to a status.
func (a *attempt) end(r *row, status meeting.Status) {
	key := ""
	switch status {
	case meeting.StatusLeft:
		key = "target.left"
	case meeting.StatusUnconfirmed:
		key = "target.unconfirmed"
		if a.proof.Unconfirmed != "" {
			key = a.proof.Unconfirmed
		}
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
	a.wake = min(a.wake, r.deadline)
}

// observe takes in what a batch of facts has shown. It tells nothing of what was sent with
// the call of this number or a later one.
func (a *attempt) observe(seen *proof.Observation, before int, now time.Duration) {
	if a.proof.Room != nil {
		sign := a.proof.Room(seen)
		a.eachSent(before, func(r *row) { a.take(r, sign, now) })
	}
	if a.proof.Each != nil {
		a.eachSent(before, func(r *row) { a.take(r, a.proof.Each(seen, r.ID), now) })
	}
	switch {
	case seen.Moved && a.proof.Follows && a.sent > 0:
		return
	case seen.Over != "" || seen.Moved:
		a.eachSent(before, func(r *row) { a.settle(r, meeting.StatusUnconfirmed, "target.interrupted") })
		if !a.callOff("target.interrupted") {
			a.failure = aborted(a.command.Action, nil)
		}
		a.owed = nil // there is no way to them any more
		return
	case seen.Blind:
		a.eachSent(before, func(r *row) {
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
		at, ours := a.index[change.ID]
		if !ours {
			continue
		}
		if r := &a.rows[at]; r.open() && r.call < before {
			a.take(r, a.proof.Change(seen, change), now)
		}
	}
}

// eachSent does something to the open rows that were sent with a call before one of this number.
func (a *attempt) eachSent(before int, do func(*row)) {
	for i := range a.rows {
		if r := &a.rows[i]; r.open() && r.call < before {
			do(r)
		}
	}
}

// take takes in what was seen of an open row's target.
func (a *attempt) take(r *row, sign proof.Sign, now time.Duration) {
	switch sign {
	case proof.Shown:
		a.settle(r, meeting.StatusConfirmed, "")
	case proof.Contrary, proof.Claimed:
		r.sign, r.due = sign, r.deadline
		if r.answered || a.spec.RefusedLater != "" {
			a.settleAnswered(r)
		}
	case proof.Off:
		switch {
		case r.answered && !a.proof.AnswerTellsNothing:
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
	a.eachSent(unsent, func(r *row) {
		due := r.deadline
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
		case r.sign == proof.Contrary:
			a.settleAnswered(r)
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

// answer takes in how the SDK's call ended, while the attempt has not.
func (a *attempt) answer(s *meeting.State, call Call, err error) {
	switch {
	case a.apart():
		a.answerOne(s, &a.rows[a.index[call.Target]], err)
		return
	case err == nil || a.several():
		a.eachSent(unsent, func(r *row) { a.answerOne(s, r, err) })
		return
	}
	failure := a.explain(s, err)
	refused := failure.Reason == meeting.ReasonRefused
	switch {
	case a.spec.One != "" && refused:
		a.failAll(meeting.StatusRefused, failure)
	case a.spec.One != "" && a.shown():
		a.failAll(meeting.StatusFailed, failure)
	case refused && a.settling():
		// The server refuses because the person has left, or is off already: that settles by itself.
	default:
		a.failure = failure
	}
}

// answerOne is answer for one of several.
func (a *attempt) answerOne(s *meeting.State, r *row, err error) {
	a.makeRoom(r)
	switch {
	case !r.open():
	case err == nil:
		a.succeed(s, r)
	default:
		failure := a.explain(s, err)
		refused := failure.Reason == meeting.ReasonRefused
		switch {
		case failure.Reason == meeting.ReasonNoSuchParticipant:
			a.end(r, meeting.StatusLeft)
		case refused && a.settles(r):
		case refused:
			a.fail(r, meeting.StatusRefused, failure)
		default:
			a.fail(r, meeting.StatusFailed, failure)
		}
	}
}

// succeed takes in that the SDK's call ended without an error. That alone proves nothing: it
// ends what was seen already, and what no proof could end.
func (a *attempt) succeed(s *meeting.State, r *row) {
	r.answered = true
	switch {
	case r.sign == proof.Off && !a.proof.AnswerTellsNothing:
		a.settleOff(s, r)
	case r.sign == proof.Claimed || r.sign == proof.Contrary:
		a.settleAnswered(r)
	case r.sign == proof.Nothing && a.proof.Answered != "" && (a.proof.Visible == nil || !a.proof.Visible(s, r.ID)):
		a.end(r, a.proof.Answered)
	}
}

// settleAnswered ends a row by a sign that has waited for the answer.
func (a *attempt) settleAnswered(r *row) {
	if r.sign == proof.Claimed {
		a.settle(r, meeting.StatusConfirmed, "")
	} else {
		a.settle(r, meeting.StatusUnconfirmed, a.proof.Contrary)
	}
}

// settles tells that a row will be settled by what was seen of its target, not by what the
// server says of it.
func (a *attempt) settles(r *row) bool {
	return (r.sign == proof.Off || r.sign == proof.Away) && a.proof.Away != meeting.StatusConfirmed
}

// settling tells that some row settles.
func (a *attempt) settling() (found bool) {
	a.eachSent(unsent, func(r *row) { found = found || a.settles(r) })
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

// failAll ends the open rows, but for those that settle by themselves.
func (a *attempt) failAll(status meeting.Status, failure *meeting.Error) {
	a.eachSent(unsent, func(r *row) {
		if r.sign == proof.Nothing {
			a.fail(r, status, failure)
		}
	})
}

func (a *attempt) fail(r *row, status meeting.Status, failure *meeting.Error) {
	a.settle(r, status, "")
	r.Code, r.Message = failure.Code, meeting.MessageOf(failure.Reason, failure.Permission)
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
	case explained.Reason == meeting.ReasonFailed && a.spec.Object == action.Stage && explained.Code == string(meeting.ReasonFailed):
		// What the server says about the stage has no code (SDK 2.0.2).
		explained.Reason, explained.Code = meeting.ReasonRefused, "2000"
	case explained.Reason == meeting.ReasonFailed && a.spec.Object == action.ConnectedMeetings && explained.Code == string(meeting.ReasonFailed):
		explained.Reason, explained.Code = meeting.ReasonRefused, meeting.ReasonRefused.Code()
	}
	return &explained
}

// outcome returns how the attempt ended.
func (a *attempt) outcome(now time.Duration) meeting.Outcome {
	targets := a.targets()
	return meeting.Outcome{
		Action:  a.command.Action,
		Status:  meeting.Summary(targets),
		Elapsed: now - a.since,
		Targets: targets,
	}
}
