package control

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Running is a command under way. Several callers may wait for the same one,
// on any goroutine.
type Running struct {
	controller *Controller
	attempt    *attempt
	since      int64
	callers    int             // of Start, but for those who gave up; under the controller's mu
	shown      meeting.Pending // as it was last published
	byPolicy   bool
	// done is closed when outcome and err are set for good.
	done    chan struct{}
	outcome meeting.Outcome
	err     *meeting.Error
}

func (r *Running) finish(outcome meeting.Outcome, err *meeting.Error) {
	r.outcome, r.err = outcome, err
	close(r.done)
}

// Done is closed when the command has ended.
func (r *Running) Done() <-chan struct{} { return r.done }

// Result returns how the command ended, after Done. The error is nil or a *meeting.Error.
func (r *Running) Result() (meeting.Outcome, error) {
	if r.err != nil {
		return meeting.Outcome{}, r.err
	}
	return r.outcome, nil
}

// Wait returns how the command ended. When ctx ends first, see CallOff.
func (r *Running) Wait(ctx context.Context) (meeting.Outcome, error) {
	select {
	case <-r.done:
	case <-ctx.Done():
		if !r.CallOff() {
			return meeting.Outcome{}, aborted(r.attempt.command.Action, context.Cause(ctx))
		}
		<-r.done
	}
	return r.Result()
}

// CallOff is for a caller of Start who gives up. What was sent stays sent. When nobody else
// waits for it, a command on several targets sends no more: with something sent it comes to
// its outcome before long, which CallOff tells; otherwise it ends with ReasonAborted, and so
// does one that is held back or waits for its turn. Any other command goes on without the caller.
func (r *Running) CallOff() (outcomeToCome bool) {
	c := r.controller
	c.mu.Lock()
	outcomeToCome = r.callOff()
	c.mu.Unlock()
	c.deliver()
	return outcomeToCome
}

func (r *Running) callOff() (outcomeToCome bool) {
	r.callers--
	if r.callers > 0 || !r.attempt.several() && !r.attempt.unsent() {
		return false
	}
	select {
	case <-r.done:
		return r.err == nil
	default:
	}
	outcomeToCome = r.attempt.callOff("target.aborted")
	if !outcomeToCome {
		r.attempt.failure = aborted(r.attempt.command.Action, nil)
	}
	r.controller.settle()
	return outcomeToCome
}

// pending is the command as a state lists it.
func (r *Running) pending() meeting.Pending {
	a := r.attempt
	pending := meeting.Pending{Command: a.command, Since: r.since, Done: a.settled(), Total: len(a.rows)}
	if a.held() {
		pending.HeldUntil = r.since + (a.heldUntil - a.since).Milliseconds()
	}
	return pending
}

// hasNews tells that another row of several has a status, or that the command is held back no
// more.
func (r *Running) hasNews() bool {
	now := r.pending()
	return now.HeldUntil != r.shown.HeldUntil || r.attempt.several() && now.Done != r.shown.Done
}
