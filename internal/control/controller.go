package control

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/journal"
	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/internal/control/removed"
	"github.com/gavel-rtc/gavel/internal/control/speaking"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Options are the times a Controller works with. Zero values mean the defaults.
type Options struct {
	// ConfirmTimeout is how long an effect may take to show; by default 10 s, and 60 s for what
	// a recorder or a livestream has to be made ready for.
	ConfirmTimeout time.Duration
	// SettleTime is how long somebody must be away before they count as gone
	// for good; 6 s by default. From a break of their connection people come
	// back after 3.5 to 4.9 s: the SDK waits 3 s before it tries, up to 2 s more
	// by chance, and then joins (SDK 2.0.2, seen in Chromium). Who is away longer
	// than SettleTime cannot be told from who was removed.
	SettleTime time.Duration
}

const (
	defaultConfirmTimeout = 10 * time.Second
	defaultSettleTime     = 6 * time.Second
)

// Controller performs a host's commands in one meeting. All its methods may be
// called from any goroutine, also from a subscriber, and none but Perform waits.
type Controller struct {
	port     Meeting
	options  Options
	state    atomic.Pointer[meeting.State]
	unlisten func()

	// reads is held from a Read until its facts are folded, so that they are folded in
	// order. It is taken before mu.
	reads sync.Mutex

	mu          sync.Mutex // never held while the port is read: the page may call back
	closed      bool
	recalled    bool           // a memory was taken in
	broken      *meeting.Error // why the meeting can no longer be read
	calls       int            // how many have been sent
	running     []*Running
	owing       []Call // what is to be given back to users who have left, if they come again
	locks       *locks.Book
	policies    *policy.Book
	removed     removed.Book
	speaking    speaking.Book
	journal     journal.Journal
	entries     []meeting.JournalEntry // that no update has told yet
	quiet       int                    // how many calls are under way that keep the locks
	ended       chan struct{}          // closed by Close
	waits       waiting
	asks        waiting
	pace        pace // of what is sent to ask others
	requests    requests
	timer       *time.Timer
	subscribers []*subscriber
	queue       []meeting.Update
	delivering  bool
}

type subscriber struct {
	receive   func(meeting.Update)
	cancelled bool // dropped from the list with the next update
}

// New returns a Controller for the meeting. It has read the meeting in full and
// keeps listening to it until Close. When it cannot be read, Broken says why.
func New(port Meeting, options Options) *Controller {
	if options.SettleTime <= 0 {
		options.SettleTime = defaultSettleTime
	}
	c := &Controller{port: port, options: options, locks: locks.New(options.confirmTime(&proof.Unit{})), policies: policy.New(), ended: make(chan struct{})}
	c.state.Store(&meeting.State{})
	c.unlisten = port.Listen(c.catchUp)
	c.catchUp()
	return c
}

// Broken returns why the meeting can no longer be read, nil while it can. From then on
// nothing changes and nothing can be done.
func (c *Controller) Broken() *meeting.Error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.broken
}

// State returns the meeting as last seen. It never waits.
func (c *Controller) State() *meeting.State { return c.state.Load() }

// Can says whether the action can be performed now; see Can.
func (c *Controller) Can(action meeting.Action, target meeting.ParticipantID) meeting.Verdict {
	return Can(c.State(), action, target)
}

// CanCommand says whether the command can be performed now; see CanCommand.
func (c *Controller) CanCommand(command meeting.Command) meeting.Verdict {
	return CanCommand(c.State(), command)
}

// Perform performs a command and waits until it has ended. What is not allowed
// is an error and nothing is sent; what is so already is StatusUnchanged and
// nothing is sent. The same command twice at a time is sent once, and both
// callers get its outcome. When ctx ends before anything was sent, nothing is; when it
// ends later, only the waiting stops, but of a command on several targets what was not
// sent is called off, unless others wait for the same. Errors are *meeting.Error.
func (c *Controller) Perform(ctx context.Context, command meeting.Command) (meeting.Outcome, error) {
	if ctx.Err() != nil {
		return meeting.Outcome{}, aborted(command.Action, context.Cause(ctx))
	}
	running, err := c.Start(command)
	if err != nil {
		return meeting.Outcome{}, err
	}
	return running.Wait(ctx)
}

// Start is Perform without the waiting: when it returns, the command has been
// refused with an error, or it is under way and State lists it as pending.
func (c *Controller) Start(command meeting.Command) (*Running, error) {
	return c.StartLater(command, 0)
}

// StartLater is Start with nothing sent before the delay is over: what is so then counts, and
// it may then be refused with an error as how it ended. A command that is under way already
// is not delayed.
func (c *Controller) StartLater(command meeting.Command, delay time.Duration) (*Running, error) {
	spec, wrong := Check(&command, true)
	if wrong != nil {
		return nil, wrong
	}
	var running *Running
	var failure *meeting.Error
	// What happened before the command must not prove it.
	c.afterReading(func() { running, failure = c.start(command, &spec, delay, false) })
	c.deliver()
	if failure != nil {
		return nil, failure
	}
	return running, nil
}

// start decides about a command. c.mu is held.
func (c *Controller) start(command meeting.Command, spec *action.Spec, delay time.Duration, byPolicy bool) (*Running, *meeting.Error) {
	switch {
	case c.broken != nil:
		failure := *c.broken
		failure.Action = command.Action
		return nil, &failure
	case c.closed:
		return nil, closedError(command.Action)
	}
	for _, running := range c.running {
		if running.attempt.command.Is(&command) {
			running.callers++
			return running, nil
		}
	}
	state := c.State()
	rows, failure := decide(state, command, spec)
	if failure != nil {
		return nil, failure
	}
	now := sinceStart()
	c.running = append(c.running, &Running{
		controller: c,
		attempt:    newAttempt(command, spec, rows, now, c.options),
		since:      time.Now().UnixMilli(),
		callers:    1,
		byPolicy:   byPolicy,
		done:       make(chan struct{}),
	})
	running := c.running[len(c.running)-1]
	if delay > 0 {
		running.attempt.holdBack(now + delay)
	} else {
		c.keepLocks(running.attempt, state, now)
	}
	c.publish(*state, "", now)
	return running, nil
}

// send sends what may be sent of a command now. c.mu is held.
func (c *Controller) send(running *Running, state *meeting.State, now time.Duration) {
	asks := running.attempt.spec.Asks != 0
	if turn := c.pace.turn(now); asks && turn > now {
		running.attempt.waitFor(turn)
		return
	}
	for {
		call, found := running.attempt.next(state, c.calls, now)
		if !found {
			return
		}
		c.calls++
		if asks {
			c.pace.take(now)
		}
		go c.call(running, call)
	}
}

func (c *Controller) call(running *Running, call Call) {
	if running.attempt.spec.Proof == action.ProofLeft {
		c.giveAllBack() // while there is a way to them
	}
	err := c.carryOut(running, call)
	// An effect that is already there counts more than the answer.
	c.afterReading(func() {
		if err != nil {
			c.dropLocks(running.attempt, err)
		}
		switch {
		case c.closed:
		case call.Back:
			c.gaveBack(running.attempt, call, err)
			c.settle()
		case !running.attempt.ended():
			if running.attempt.sentTooSoon(err) {
				c.pace.refuse(sinceStart())
			} else {
				running.attempt.answer(c.State(), call, err)
			}
			c.settle()
		}
	})
	c.deliver()
}

// carryOut makes a call, but one that takes what has been given back already: the meeting is
// being left.
func (c *Controller) carryOut(running *Running, call Call) error {
	c.mu.Lock()
	late := !call.Back && running.attempt.isGivenBack(call)
	c.mu.Unlock()
	if late {
		return aborted(call.Action, nil)
	}
	return c.port.Call(running.done, call)
}

// catchUp takes in what the meeting has shown, and ends what has run out of time.
// The meeting wakes it, and so does the timer.
func (c *Controller) catchUp() (busy bool) {
	c.mu.Lock()
	before := c.busy()
	c.mu.Unlock()
	c.afterReading(func() {
		if !c.closed {
			c.expire()
		}
	})
	c.deliver()
	c.mu.Lock()
	defer c.mu.Unlock()
	return before || c.busy()
}

// busy tells that something is under way, or waits for its time. c.mu is held.
func (c *Controller) busy() bool {
	return len(c.running)+len(c.owing)+c.quiet > 0 || c.locks.Waits()
}

// afterReading takes in what the meeting has shown, and then calls act with c.mu held.
func (c *Controller) afterReading(act func()) {
	if c.port.Reading() {
		// The page calls from inside a read, which cannot be waited for.
		c.mu.Lock()
		defer c.mu.Unlock()
		act()
		c.carryOutPolicies()
		return
	}
	c.reads.Lock()
	defer c.reads.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed && c.broken == nil {
		c.read()
	}
	act()
	c.carryOutPolicies()
}

// read folds the latest facts into the state and shows them to the commands that were
// sent before. c.mu is held, but for the reading itself.
func (c *Controller) read() {
	var facts Facts
	before := c.calls
	c.unlocked(func() { facts = c.port.Read() })
	if c.closed || facts.empty() || c.knownWriters(&facts) {
		return
	}
	now := sinceStart()
	if facts.Broken != nil {
		c.breakOff(facts.Broken)
		return
	}
	state, seen := fold(c.State(), facts, &c.waits, &c.asks, time.Now().UnixMilli())
	c.noteSeen(seen) // before anything takes it in
	c.locks.Observe(seen, now)
	back := c.watch(seen, now)
	if seen.Over != "" && !seen.Moved { // one may come again
		c.owing = append(c.owing, c.allBack()...)
	}
	for _, running := range c.running {
		running.attempt.observe(seen, before, now)
	}
	requested := c.requests.take(state, facts.Events, now)
	c.publish(*state, seen.Over, now)
	update := &c.queue[len(c.queue)-1]
	update.Returned = append(back, update.Returned...)
	update.Knocked, update.Asked, update.Requested = c.waits.began, c.asks.began, requested
	c.giveBackLater(state)
}

// breakOff ends everything because the meeting can no longer be read. c.mu is held.
func (c *Controller) breakOff(why *meeting.Error) {
	c.broken = why
	c.policies.EndAll()
	for _, running := range c.running {
		failure := *why
		failure.Action = running.attempt.command.Action
		running.attempt.failure = &failure
		for _, call := range running.attempt.allBack(c.State()) {
			go c.port.Send(call)
		}
		running.attempt.owed = nil
	}
	c.publish(*c.State(), "", sinceStart())
	c.queue[len(c.queue)-1].Broken = why
}

// expire settles when the time of a command is up. c.mu is held.
func (c *Controller) expire() {
	now := sinceStart()
	due := now >= c.wake()
	for _, running := range c.running {
		due = due || now >= running.attempt.wake
	}
	if due {
		c.settle()
	}
}

// settle goes on with the commands, and publishes when one has come to its end, or a row of
// several has. c.mu is held.
func (c *Controller) settle() {
	now := sinceStart()
	news := now >= c.wake() || c.locks.Changed()
	for _, running := range c.running {
		news = c.proceed(running, c.State(), now) || running.hasNews() || news
	}
	if news {
		c.publish(*c.State(), "", now)
	} else {
		c.setTimer(now)
	}
}

// proceed ends what has run out of time, sends what waits for its turn, and tells whether
// that was the end of the command. c.mu is held.
func (c *Controller) proceed(running *Running, state *meeting.State, now time.Duration) (ended bool) {
	if running.attempt.held() && now >= running.attempt.heldUntil {
		running.attempt.letGo(state, now)
		c.keepLocks(running.attempt, state, now)
	}
	running.attempt.expire(state, now)
	c.send(running, state, now)
	return running.attempt.ended()
}

// publish ends the commands that have come to their end, makes state the
// current one and queues the update. c.mu is held.
func (c *Controller) publish(state meeting.State, over meeting.RoomState, now time.Duration) {
	update := meeting.Update{State: &state, Over: over}
	var running []*Running
	for _, r := range c.running {
		if !c.proceed(r, &state, now) {
			running = append(running, r)
			continue
		}
		outcome, failure := r.attempt.outcome(now), r.attempt.failure
		state.Patched = patched(state.Patched, r.attempt.command.Permissions, &outcome)
		ended := meeting.Ended{Command: r.attempt.command, ByPolicy: r.byPolicy, Outcome: outcome, Err: failure}
		update.Ended = append(update.Ended, ended)
		update.Returned = append(update.Returned, c.takeIn(&state, &ended, r.attempt.since)...)
		defer r.finish(outcome, failure) // when the state no longer lists it
	}
	c.running = running
	c.settleLocks(&update, now)
	c.enter(&update)
	state.Pending = make([]meeting.Pending, len(c.running))
	for i, running := range c.running {
		running.shown = running.pending()
		state.Pending[i] = running.shown
	}
	c.state.Store(&state)
	c.queue = append(c.queue, update)
	c.setTimer(now)
}

func (c *Controller) setTimer(now time.Duration) {
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
	next := c.wake()
	if len(c.running) == 0 && next == never {
		return
	}
	for _, running := range c.running {
		next = min(next, running.attempt.wake)
	}
	c.timer = time.AfterFunc(next-now, func() { c.catchUp() })
}

// Subscribe calls receive with each update, one at a time and in order, until
// the returned function is called or the Controller is closed. receive runs on
// whichever goroutine brought the change; it must return soon.
func (c *Controller) Subscribe(receive func(meeting.Update)) (cancel func()) {
	s := &subscriber{receive: receive}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.subscribers = append(c.subscribers, s)
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		s.cancelled = true
	}
}

// deliver hands queued updates to the subscribers. When it is at work already,
// further up this stack or on another goroutine, that one takes care of them.
func (c *Controller) deliver() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.delivering {
		return
	}
	c.delivering = true
	defer func() { c.delivering = false }()
	for len(c.queue) > 0 && !c.closed {
		update := c.queue[0]
		c.queue = c.queue[1:]
		var remaining []*subscriber
		for _, s := range c.subscribers {
			if !s.cancelled {
				remaining = append(remaining, s)
			}
		}
		c.subscribers = remaining
		for _, s := range remaining {
			if !s.cancelled && !c.closed {
				c.unlocked(func() { s.receive(update) })
			}
		}
	}
}

func (c *Controller) unlocked(f func()) {
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}

// Close ends the listening and every wait: commands that are under way end with
// ReasonAborted. What was sent stays sent. It may be called more than once.
func (c *Controller) Close() {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return
	}
	c.closed = true
	close(c.ended)
	back := c.allBack()
	for _, running := range c.running {
		running.finish(meeting.Outcome{}, closedError(running.attempt.command.Action))
	}
	c.running, c.subscribers, c.queue = nil, nil, nil
	if c.timer != nil {
		c.timer.Stop()
	}
	c.mu.Unlock()
	for _, call := range back {
		c.port.Send(call)
	}
	c.unlisten()
}
