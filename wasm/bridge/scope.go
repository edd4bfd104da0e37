//go:build js && wasm

package bridge

import (
	"container/list"
	"errors"
	"sync"
	"sync/atomic"
	"syscall/js"

	"github.com/hack-pad/safejs"
)

// ErrClosed is returned when something is asked of a [Scope] after Close.
var ErrClosed = errors.New("the scope is closed")

var callbacks atomic.Int64

// Callbacks returns how many callbacks of all scopes are alive: created and not
// yet released. A program that has closed its scopes finds 0.
func Callbacks() int {
	return int(callbacks.Load())
}

// Crash is told of a panic that was caught inside a callback or a goroutine of a [Scope].
type Crash func(error)

// Scope owns what Go has placed into the page: callbacks and the listeners made of
// them. Close takes all of it back. A scope may be used from any goroutine and from
// inside callbacks.
type Scope struct {
	crash   Crash
	running *sync.WaitGroup // the goroutines, those of children included

	mu       sync.Mutex // never held while JavaScript or a cleanup runs
	closed   bool
	cleanups list.List // of func(), the newest last
}

// NewScope returns an open scope. crash may be nil.
func NewScope(crash Crash) *Scope {
	if crash == nil {
		crash = func(error) {}
	}
	return &Scope{crash: crash, running: new(sync.WaitGroup)}
}

// Child returns a scope that has the same crash hook and is closed with its parent.
func (s *Scope) Child() *Scope {
	child := NewScope(s.crash)
	child.running = s.running
	leave := s.OnClose(child.Close)
	child.OnClose(leave)
	return child
}

// OnClose has run called once, when the scope closes, or when the function it
// returns is called. What came later runs first. On a closed scope it runs at once.
func (s *Scope) OnClose(run func()) (early func()) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		run()
		return func() {}
	}
	owned := s.cleanups.PushBack(run)
	s.mu.Unlock()
	return func() { s.run(owned) }
}

func (s *Scope) run(owned *list.Element) {
	s.mu.Lock()
	run, _ := s.cleanups.Remove(owned).(func())
	owned.Value = nil
	s.mu.Unlock()
	if run != nil {
		run()
	}
}

// Closed reports whether Close was called.
func (s *Scope) Closed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

// Close releases everything the scope owns. It may be called again.
func (s *Scope) Close() {
	for {
		s.mu.Lock()
		s.closed = true
		newest := s.cleanups.Back()
		s.mu.Unlock()
		if newest == nil {
			return
		}
		s.run(newest)
	}
}

// Func makes a JavaScript function of fn. release takes it back before the scope
// closes. fn must not block; a panic in it goes to the crash hook and the page
// sees undefined. Without a scope to own it (closed) the error is [ErrClosed].
func (s *Scope) Func(fn func(args []safejs.Value) any) (function safejs.Value, release func(), err error) {
	if s.Closed() {
		return safejs.Undefined(), func() {}, ErrClosed
	}
	made := js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer s.Recover()
		return unwrap(fn(wrapped(args)))
	})
	callbacks.Add(1)
	release = s.OnClose(func() {
		made.Release()
		callbacks.Add(-1)
	})
	return safejs.Safe(made.Value), release, nil
}

func wrapped(args []js.Value) []safejs.Value {
	values := make([]safejs.Value, len(args))
	for i, arg := range args {
		values[i] = safejs.Safe(arg)
	}
	return values
}

// Listen calls fn for each event of an emitter that has on and off, as the emitters
// of RealtimeKit have. The function it returns removes the listener and may be
// called again; closing the scope removes it too.
func (s *Scope) Listen(emitter safejs.Value, event string, fn func(args []safejs.Value)) (remove func(), err error) {
	return s.listen(emitter, "on", "off", event, fn)
}

// ListenTarget is [Scope.Listen] for a DOM EventTarget.
func (s *Scope) ListenTarget(target safejs.Value, event string, fn func(args []safejs.Value)) (remove func(), err error) {
	return s.listen(target, "addEventListener", "removeEventListener", event, fn)
}

func (s *Scope) listen(emitter safejs.Value, add, remove, event string, fn func(args []safejs.Value)) (func(), error) {
	function, release, err := s.Func(func(args []safejs.Value) any {
		fn(args)
		return nil
	})
	if err != nil {
		return func() {}, err
	}
	if _, err := Call(emitter, add, event, function); err != nil {
		release()
		return func() {}, err
	}
	return s.OnClose(func() {
		Call(emitter, remove, event, function) // an emitter that cannot let go keeps a function that does nothing
		release()
	}), nil
}

// Go runs fn in a goroutine. A panic in it goes to the crash hook.
func (s *Scope) Go(fn func()) {
	s.running.Go(func() {
		defer s.Recover()
		fn()
	})
}

// Wait waits until every goroutine begun with Go has ended, those of children and of
// the parent included.
func (s *Scope) Wait() { s.running.Wait() }

// Fail tells the crash hook that something is broken beyond repair.
func (s *Scope) Fail(err error) { s.crash(err) }

// Recover, deferred, hands a panic to the crash hook instead of ending the program.
func (s *Scope) Recover() {
	if recovered := recover(); recovered != nil {
		s.crash(panicError(recovered))
	}
}
