package control

import (
	"math"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// attempt is a command on its way, as data: what is known of each target. Its
// methods take the time as an argument, see sinceStart, and touch nothing else.
type attempt struct {
	command meeting.Command
	spec    action.Spec
	since   time.Duration
	// deadline is when a target of which nothing was seen becomes unconfirmed.
	deadline time.Duration
	// settleTime is how long somebody must be away before they count as gone.
	settleTime time.Duration

	targets []meeting.TargetOutcome
	index   map[meeting.ParticipantID]int
	open    int
	// goneSince has the open targets who are away, by their number.
	goneSince map[int]time.Duration
	// offSince has the open targets whose device went off before the SDK's call
	// was answered, by their number: they may be about to leave, see offTime.
	offSince map[int]time.Duration
	// answered tells that the SDK's call ended without an error.
	answered bool
	// failure ends the whole attempt with an error.
	failure *meeting.Error
}

// offTime is how long a device must have been seen off before that proves
// something by itself. Of somebody who leaves the SDK first says that their
// devices went off, and participantLeft follows 5 to 60 ms later (SDK 2.0.2,
// seen in Chromium).
const offTime = 500 * time.Millisecond

func newAttempt(command meeting.Command, spec action.Spec, targets []meeting.TargetOutcome, now time.Duration, options Options) *attempt {
	a := &attempt{
		command:    command,
		spec:       spec,
		since:      now,
		deadline:   now + options.ConfirmTimeout,
		settleTime: options.SettleTime,
		targets:    targets,
		index:      make(map[meeting.ParticipantID]int, len(targets)),
		open:       len(targets),
		goneSince:  map[int]time.Duration{},
		offSince:   map[int]time.Duration{},
	}
	for i, target := range targets {
		a.index[target.ID] = i
	}
	return a
}

func (a *attempt) ended() bool { return a.open == 0 || a.failure != nil }

func (a *attempt) isOpen(i int) bool { return a.targets[i].Status == "" }

// settle ends one target. key is that of the message to it, "" for none.
func (a *attempt) settle(i int, status meeting.Status, key string) {
	target := &a.targets[i]
	target.Status = status
	target.Message.Key = key
	if status == meeting.StatusLeft {
		target.Message.Args = []meeting.Arg{{Name: "name", Value: target.Name}}
	}
	a.open--
	delete(a.goneSince, i)
	delete(a.offSince, i)
}

// settling tells whether a target will be settled by expire before long.
func (a *attempt) settling(i int) bool {
	_, gone := a.goneSince[i]
	_, off := a.offSince[i]
	return gone || off
}

// observe takes in what a batch of facts has shown.
func (a *attempt) observe(seen sight, now time.Duration) {
	if seen.over != "" || seen.moved {
		a.interrupt(seen.over)
		return
	}
	if seen.blind {
		a.goneSince = map[int]time.Duration{}
		return
	}
	for _, change := range seen.changes {
		i, ours := a.index[change.id]
		if !ours || !a.isOpen(i) {
			continue
		}
		if a.spec.Waiting() {
			a.observeWaiting(i, change, now)
			continue
		}
		if change.waits {
			continue
		}
		another := change.edges&(EdgeLeft|EdgeReplaced) != 0
		switch {
		case change.gone:
			a.goneSince[i] = now
			delete(a.offSince, i)
		case !another && change.edges&proofEdge(a.spec.Proof) != 0:
			a.prove(i, now)
		default:
			delete(a.goneSince, i)
			if another {
				delete(a.offSince, i)
			}
		}
	}
}

// awayTime is how long somebody must have been away from the waiting room before that
// proves that they were turned away: who is let in, by another host perhaps, comes into
// the meeting within a second (SDK 2.0.2 and the local room, seen in Chromium).
const awayTime = 2 * time.Second

// observeWaiting takes in what was seen of somebody who waits to be let in.
func (a *attempt) observeWaiting(i int, change glimpse, now time.Duration) {
	letIn := a.spec.Proof == action.ProofLetIn
	switch {
	case !change.waits && change.gone:
	case !change.waits && letIn:
		a.settle(i, meeting.StatusConfirmed, "")
	case !change.waits:
		a.settle(i, meeting.StatusUnconfirmed, "target.admitted")
	case !change.gone:
		delete(a.goneSince, i)
	case !letIn:
		a.goneSince[i] = now
	}
}

// prove takes in that the effect on a target was seen.
func (a *attempt) prove(i int, now time.Duration) {
	device := a.spec.Proof == action.ProofAudioOff || a.spec.Proof == action.ProofVideoOff
	if !device || a.answered {
		a.settle(i, meeting.StatusConfirmed, "")
		return
	}
	if _, known := a.offSince[i]; !known {
		a.offSince[i] = now
	}
}

// proofEdge returns the edge that proves an effect on one person, none for
// proofs that are about being there.
func proofEdge(proof action.Proof) Edge {
	switch proof {
	case action.ProofAudioOff:
		return EdgeAudioOff
	case action.ProofVideoOff:
		return EdgeVideoOff
	case action.ProofPinned:
		return EdgePinned
	case action.ProofUnpinned:
		return EdgeUnpinned
	}
	return 0
}

// interrupt ends the attempt because the meeting did: over is how, "" when the
// meeting object was replaced.
func (a *attempt) interrupt(over meeting.RoomState) {
	proven := a.spec.Proof == action.ProofEnded && over == meeting.RoomEnded ||
		a.spec.Proof == action.ProofLeft && over == meeting.RoomLeft
	for i := range a.targets {
		switch {
		case !a.isOpen(i):
		case proven:
			a.settle(i, meeting.StatusConfirmed, "")
		default:
			a.settle(i, meeting.StatusUnconfirmed, "target.interrupted")
		}
	}
}

// expire ends the wait for targets whose time is up.
func (a *attempt) expire(s *meeting.State, now time.Duration) {
	for i, since := range a.goneSince {
		if now < since+a.goneTime() {
			continue
		}
		if a.spec.Proof == action.ProofGone || a.spec.Proof == action.ProofTurnedAway {
			a.settle(i, meeting.StatusConfirmed, "")
		} else {
			a.settle(i, meeting.StatusLeft, "target.left")
		}
	}
	for i, since := range a.offSince {
		if now >= since+offTime {
			a.settleOff(s, i)
		}
	}
	if now < a.deadline {
		return
	}
	for i := range a.targets {
		if a.settling(i) || !a.isOpen(i) {
			continue
		}
		if _, _, inside := s.Person(a.targets[i].ID); inside && a.spec.Proof == action.ProofLetIn {
			a.settle(i, meeting.StatusConfirmed, "") // read anew meanwhile
		} else if _, _, found := whom(s, a.spec, a.targets[i].ID); !found && a.spec.Proof != action.ProofGone {
			a.settle(i, meeting.StatusLeft, "target.left")
		} else {
			a.settle(i, meeting.StatusUnconfirmed, "target.unconfirmed")
		}
	}
}

// goneTime is how long somebody must be away before that means anything.
func (a *attempt) goneTime() time.Duration {
	if a.spec.Waiting() {
		return awayTime
	}
	return a.settleTime
}

// settleOff ends a target whose device went off.
func (a *attempt) settleOff(s *meeting.State, i int) {
	if _, _, found := s.Person(a.targets[i].ID); found {
		a.settle(i, meeting.StatusConfirmed, "")
	} else {
		a.settle(i, meeting.StatusLeft, "target.left")
	}
}

// wake returns when expire has something to do next.
func (a *attempt) wake() time.Duration {
	next := time.Duration(math.MaxInt64)
	if a.open > len(a.goneSince)+len(a.offSince) {
		next = a.deadline
	}
	for _, since := range a.offSince {
		next = min(next, since+offTime)
	}
	for _, since := range a.goneSince {
		next = min(next, since+a.goneTime())
	}
	return next
}

// answer takes in how the SDK's call ended, while the attempt has not. Success
// alone proves nothing: it ends what was seen already, and what no proof could end.
func (a *attempt) answer(s *meeting.State, err error) {
	if err == nil {
		a.answered = true
		for i := range a.offSince {
			a.settleOff(s, i)
		}
		if a.spec.Proof == action.NoProof {
			a.settleOpen(meeting.StatusSent, nil)
		}
		return
	}
	failure := a.explain(s, err)
	refused := failure.Reason == meeting.ReasonRefused
	switch {
	case a.spec.One != "" && refused:
		a.settleOpen(meeting.StatusRefused, failure)
	case a.spec.One != "" && a.open-len(a.offSince) < len(a.targets):
		a.settleOpen(meeting.StatusFailed, failure)
	case refused && a.spec.Proof != action.ProofGone && len(a.goneSince)+len(a.offSince) > 0:
		// The server refuses because the person has left, or is off already: that settles by itself.
	default:
		a.failure = failure
	}
}

// settleOpen ends all open targets alike, but for those that settle by themselves.
func (a *attempt) settleOpen(status meeting.Status, failure *meeting.Error) {
	for i := range a.targets {
		if a.settling(i) || !a.isOpen(i) {
			continue
		}
		a.settle(i, status, "")
		if failure != nil {
			a.targets[i].Code = failure.Code
			a.targets[i].Message = meeting.MessageOf(failure.Reason, failure.Permission)
		}
	}
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
	return meeting.Outcome{
		Action:  a.command.Action,
		Status:  meeting.Summary(a.targets),
		Elapsed: now - a.since,
		Targets: a.targets,
	}
}
