//go:build js && wasm

package bridge

import (
	"context"
	"errors"
	"sync"
	"syscall/js"

	"github.com/hack-pad/safejs"
)

type settlement struct {
	value safejs.Value
	err   error
}

// waiters holds who waits for which promise. One callback serves all promises, each
// knowing its number: a promise that settles after its waiter has gone is ignored,
// where a released callback would print an error into the page's console.
type waiters struct {
	mu      sync.Mutex
	last    int
	waiting map[int]chan<- settlement
}

var awaited = waiters{waiting: make(map[int]chan<- settlement)}

func (w *waiters) add() (id int, settled <-chan settlement) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last++
	waiter := make(chan settlement, 1)
	w.waiting[w.last] = waiter
	return w.last, waiter
}

func (w *waiters) take(id int) (waiter chan<- settlement, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	waiter, ok = w.waiting[id]
	delete(w.waiting, id)
	return waiter, ok
}

// Awaiting returns how many promises are being waited for.
func Awaiting() int {
	awaited.mu.Lock()
	defer awaited.mu.Unlock()
	return len(awaited.waiting)
}

// settler is settle(id, fulfilled, value). It lives as long as the program.
var settler = sync.OnceValue(func() safejs.Value {
	return safejs.Safe(js.FuncOf(func(_ js.Value, args []js.Value) any {
		settle(wrapped(args))
		return nil
	}).Value)
})

func settle(args []safejs.Value) {
	waiter, ok := awaited.take(safejs.Unsafe(args[0]).Int())
	if !ok {
		return
	}
	value := safejs.Undefined()
	if len(args) > 2 {
		value = args[2]
	}
	if safejs.Unsafe(args[1]).Bool() {
		waiter <- settlement{value: value}
	} else {
		waiter <- settlement{err: NewThrown(value)}
	}
}

// ErrStopped is the error of a wait that was given up.
var ErrStopped = errors.New("the wait was given up")

// Await waits for a promise, or any object with a then method, and returns what it
// was fulfilled with. A rejection is a [*Thrown]. Anything else is returned as it
// is. When ctx ends first the error is ctx.Err() and the promise is forgotten.
// It blocks: call it in a goroutine, never inside a callback.
func Await(ctx context.Context, value safejs.Value) (safejs.Value, error) {
	result, err := AwaitUntil(ctx.Done(), value)
	if errors.Is(err, ErrStopped) {
		return result, ctx.Err()
	}
	return result, err
}

// AwaitUntil is [Await] with a channel whose closing ends the wait, with [ErrStopped].
// A context costs a module 30 KB (Brotli, Go 1.26): it brings the formatting of times.
func AwaitUntil(stop <-chan struct{}, value safejs.Value) (safejs.Value, error) {
	if !IsObject(value) {
		return value, nil
	}
	then, err := Get(value, "then")
	if err != nil {
		return safejs.Undefined(), err
	}
	if !IsFunction(then) {
		return value, nil
	}
	id, settled := awaited.add()
	defer awaited.take(id)

	fulfil, err := Call(settler(), "bind", nil, id, true)
	if err != nil {
		return safejs.Undefined(), err
	}
	reject, err := Call(settler(), "bind", nil, id, false)
	if err != nil {
		return safejs.Undefined(), err
	}
	if _, err := Apply(then, value, fulfil, reject); err != nil {
		return safejs.Undefined(), err
	}
	select {
	case result := <-settled:
		return result.value, result.err
	case <-stop:
		return safejs.Undefined(), ErrStopped
	}
}

// Promise returns a JavaScript promise of what work returns, which must be something
// safejs can hand over. An error rejects it with a JavaScript Error of that message.
// work runs in a goroutine; stop is closed when signal, an AbortSignal or undefined,
// aborts, and when the scope closes. A panic in it rejects and goes to the crash hook.
func (s *Scope) Promise(signal safejs.Value, work func(stop <-chan struct{}) (any, error)) (safejs.Value, error) {
	stop, release, err := s.Stop(signal)
	if err != nil {
		return safejs.Undefined(), err
	}
	promise, resolve, reject, err := s.newPromise()
	if err != nil {
		release()
		return safejs.Undefined(), err
	}
	s.Go(func() {
		defer release()
		result, err := any(nil), errors.New("the work ended in a panic")
		defer func() {
			if err != nil {
				Invoke(reject, newError(err.Error()))
				return
			}
			Invoke(resolve, result)
		}()
		result, err = work(stop)
	})
	return promise, nil
}

func (s *Scope) newPromise() (promise, resolve, reject safejs.Value, err error) {
	executor, release, err := s.Func(func(args []safejs.Value) any {
		resolve, reject = args[0], args[1]
		return nil
	})
	if err != nil {
		return promise, resolve, reject, err
	}
	defer release()
	promise, err = New(Global("Promise"), executor)
	return promise, resolve, reject, err
}

func newError(message string) safejs.Value {
	made, err := New(Global("Error"), message)
	if err != nil {
		return safejs.Undefined()
	}
	return made
}

// Stop returns a channel that is closed when signal aborts, when the scope closes, or
// when release is called, which must happen. signal is an AbortSignal, undefined or
// null; anything else is a [*TypeError].
func (s *Scope) Stop(signal safejs.Value) (stop <-chan struct{}, release func(), err error) {
	stopped := make(chan struct{})
	end := s.OnClose(func() { close(stopped) })
	if IsAbsent(signal) {
		return stopped, end, nil
	}
	noSignal := &TypeError{Name: "signal", Want: "an AbortSignal", Got: TypeName(signal)}
	aborted, err := Bool(signal, "aborted")
	if err != nil {
		end()
		return nil, nil, noSignal
	}
	if aborted {
		end()
		return stopped, end, nil
	}
	remove, err := s.ListenTarget(signal, "abort", func([]safejs.Value) { end() })
	if err != nil {
		end()
		return nil, nil, noSignal
	}
	return stopped, func() {
		remove()
		end()
	}, nil
}
