package control

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Running is a command under way. Several callers may wait for the same one,
// on any goroutine.
type Running struct {
	attempt *attempt
	since   int64
	number  int // commands are counted in the order in which they began
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

// Wait returns how the command ended. When ctx ends first, it returns an error
// with ReasonAborted; the command itself goes on.
func (r *Running) Wait(ctx context.Context) (meeting.Outcome, error) {
	select {
	case <-r.done:
		return r.Result()
	case <-ctx.Done():
		return meeting.Outcome{}, aborted(r.attempt.command.Action, context.Cause(ctx))
	}
}
