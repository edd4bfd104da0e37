//go:build js && wasm

package hostcontrols

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/internal/port"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// CollectorSource returns the source of an ES module that exports createCollector. A page
// imports it, from a file of the program's or a blob, and hands that function over; so no
// page needs eval. It is a function, because the linker keeps a variable's text in programs
// that do not use it.
func CollectorSource() string { return port.CollectorSource }

// Options are what Attach needs beside the meeting.
type Options struct {
	// CreateCollector is the function that [CollectorSource] exports under this name;
	// the page imports that module and hands the function over. Required.
	CreateCollector safejs.Value
	// ConfirmTimeout is how long an effect may take to show; when zero 10 s, and 60 s where a
	// recorder or a livestream has to be made ready. Among
	// HostControls of one meeting that of the first holds.
	ConfirmTimeout time.Duration
	// OnCrash is told of a panic that was caught. The controls cannot be trusted after
	// that; close them. It may be nil.
	OnCrash func(error)
}

// HostControls is a host's controls of one meeting. Its methods may be called from
// any goroutine, and all but Perform from inside a callback.
type HostControls struct {
	shared *shared

	mu     sync.Mutex
	closed chan struct{}
	stops  []func()
}

// Attach begins to follow a meeting: page is the object that RealtimeKitClient.init() gave
// the page. Several HostControls of one meeting share one controller. It ends with
// Close, or when ctx does. Errors: [meeting.ReasonBadInput] for something that is no meeting,
// [meeting.ReasonVersion] for a meeting of another SDK version, [meeting.ReasonFailed] for one that
// cannot be read.
func Attach(ctx context.Context, page safejs.Value, options Options) (*HostControls, error) {
	h, err := Open(page, options)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, h.Close)
	h.onClose(func() { stop() })
	return h, nil
}

// Open is [Attach] for a program that has no context; in a module, contexts cost 30 KB.
func Open(page safejs.Value, options Options) (*HostControls, error) {
	shared, err := share(page, options)
	if err != nil {
		return nil, err
	}
	return &HostControls{shared: shared, closed: make(chan struct{}), stops: []func(){shared.release}}, nil
}

// State returns the meeting as last seen. After Close it stays as it is.
func (h *HostControls) State() *meeting.State { return h.shared.controller.State() }

// Can says whether the action can be performed now; target is empty for actions that
// are not about one person. It never waits.
func (h *HostControls) Can(action meeting.Action, target meeting.ParticipantID) meeting.Verdict {
	return h.shared.controller.Can(action, target)
}

// CanCommand is Can for a whole command. One that names several targets is allowed when it
// is for one of them; the verdict has a row for each.
func (h *HostControls) CanCommand(command meeting.Command) meeting.Verdict {
	return h.shared.controller.CanCommand(command)
}

// Perform performs a command and waits until it has ended; see [meeting.Outcome]. What is not
// allowed is an error and nothing is sent; what is so already is StatusUnchanged and
// nothing is sent. When ctx ends before anything was sent, nothing is; later only
// the waiting ends ([meeting.ReasonAborted]). Of a command on several targets the rest is
// then not sent ([meeting.StatusAborted]), unless others wait for the same, and Perform
// returns how it ended for those to whom it was. Errors are [*meeting.Error]; errors.Is(err,
// meeting.ReasonPermission) is the check to write. It must not be called inside a
// callback.
func (h *HostControls) Perform(ctx context.Context, command meeting.Command) (meeting.Outcome, error) {
	return h.PerformWith(ctx, command, PerformOptions{})
}

// PerformOptions say how a command is to be performed.
type PerformOptions struct {
	// Delay holds the command back, so that it can still be called off by the context of all
	// who wait for it. What is so when the delay is over counts. A command that is under way
	// already is not delayed.
	Delay time.Duration
	// OnProgress, unless nil, is called each time that of more targets it is known how it ended
	// for them, and at the end. It is called one at a time, on any goroutine, and must return soon.
	OnProgress func(done, total int)
}

// PerformWith is [HostControls.Perform] with options.
func (h *HostControls) PerformWith(ctx context.Context, command meeting.Command, options PerformOptions) (meeting.Outcome, error) {
	outcome, err := h.PerformUntil(ctx.Done(), command, options)
	var failure *meeting.Error
	if ctx.Err() != nil && errors.As(err, &failure) && failure.Reason == meeting.ReasonAborted {
		aborted := *failure
		aborted.Cause = context.Cause(ctx)
		return outcome, &aborted
	}
	return outcome, err
}

// PerformUntil is [HostControls.PerformWith] with a channel whose closing ends the wait.
func (h *HostControls) PerformUntil(stop <-chan struct{}, command meeting.Command, options PerformOptions) (meeting.Outcome, error) {
	if options.OnProgress == nil {
		return h.perform(stop, command, options.Delay)
	}
	progress := &progress{of: command, tell: options.OnProgress}
	ignore := h.shared.controller.Subscribe(progress.update)
	defer ignore()
	outcome, err := h.perform(stop, command, options.Delay)
	if err == nil {
		progress.finish(len(outcome.Targets))
	}
	return outcome, err
}

func (h *HostControls) perform(stop <-chan struct{}, command meeting.Command, delay time.Duration) (meeting.Outcome, error) {
	select {
	case <-stop:
		return meeting.Outcome{}, aborted(command.Action, "the caller stopped waiting")
	case <-h.closed:
		return meeting.Outcome{}, aborted(command.Action, "the host controls have been closed")
	default:
	}
	running, err := h.shared.controller.StartLater(command, delay)
	if err != nil {
		return meeting.Outcome{}, err
	}
	select {
	case <-running.Done():
		return running.Result()
	case <-stop:
		if !running.CallOff() {
			return meeting.Outcome{}, aborted(command.Action, "the caller stopped waiting")
		}
	case <-h.closed:
		running.CallOff()
	}
	select {
	case <-running.Done():
		return running.Result()
	case <-h.closed:
		return meeting.Outcome{}, aborted(command.Action, "the host controls have been closed")
	}
}

func aborted(action meeting.Action, message string) error {
	return &meeting.Error{Reason: meeting.ReasonAborted, Code: meeting.ReasonAborted.Code(), Action: action, Message: message}
}

// Start begins a command without waiting: when it returns, the command has been refused
// with an error, or it is under way and how it ends comes with a [meeting.Update].
func (h *HostControls) Start(command meeting.Command) error {
	_, err := h.shared.controller.Start(command)
	return err
}

// StartLater is Start for a command that is held back until the delay is over. callOff gives it up:
// as long as nothing was sent, and nobody else waits for the same, nothing is.
func (h *HostControls) StartLater(command meeting.Command, delay time.Duration) (callOff func(), err error) {
	running, err := h.shared.controller.StartLater(command, delay)
	if err != nil {
		return nil, err
	}
	return func() { running.CallOff() }, nil
}

// Accept turns a device of one's own on, as others ask with [meeting.Update.Requested], and returns
// when it is on. The browser may ask the person first. Errors are [*meeting.Error]: of
// [meeting.ReasonPermission] where the preset does not allow it, of [meeting.ReasonFailed] where the
// device did not go on.
func (h *HostControls) Accept(ctx context.Context, device meeting.Flags) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-h.closed:
			cancel()
		case <-ctx.Done():
		}
	}()
	return h.AcceptUntil(ctx.Done(), device)
}

// AcceptUntil is [HostControls.Accept] with a channel whose closing ends the wait.
func (h *HostControls) AcceptUntil(stop <-chan struct{}, device meeting.Flags) error {
	return h.shared.controller.Accept(stop, device)
}

// Decline answers the request to turn a device on with no, which nobody is told.
func (h *HostControls) Decline(device meeting.Flags) { h.shared.controller.Decline(device) }

// Subscribe calls fn with each change, one at a time and in order, until the function
// it returns is called or the controls are closed. fn must return soon.
func (h *HostControls) Subscribe(fn func(meeting.Update)) (stop func()) {
	stop = h.shared.controller.Subscribe(fn)
	h.onClose(stop)
	return stop
}

// onClose has fn called by Close, at once if that has been.
func (h *HostControls) onClose(fn func()) {
	h.mu.Lock()
	open := h.stops != nil
	if open {
		h.stops = append(h.stops, fn)
	}
	h.mu.Unlock()
	if !open {
		fn()
	}
}

// Close lets go of the meeting and ends every wait of these controls. What was sent
// stays sent. It may be called again.
func (h *HostControls) Close() {
	h.mu.Lock()
	stops := h.stops
	h.stops = nil
	if stops != nil {
		close(h.closed)
	}
	h.mu.Unlock()
	for _, stop := range slices.Backward(stops) {
		stop()
	}
}
