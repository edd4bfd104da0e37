//go:build js && wasm

package bridge_test

import (
	"context"
	"errors"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func TestReadsAreStrict(t *testing.T) {
	object := browsertest.JS(t, `return { text: 'é', yes: true, number: 1.5, none: undefined, nil: null, inner: {} }`)

	text, err := bridge.String(object, "text")
	require.NoError(t, err)
	assert.Equal(t, "é", text)
	yes, err := bridge.Bool(object, "yes")
	require.NoError(t, err)
	assert.True(t, yes)
	number, err := bridge.Number(object, "number")
	require.NoError(t, err)
	assert.Equal(t, 1.5, number)

	_, err = bridge.String(object, "none")
	assert.EqualError(t, err, "none is undefined, want a string")
	_, err = bridge.String(object, "inner")
	assert.EqualError(t, err, "inner is object, want a string")
	_, err = bridge.Bool(object, "text")
	assert.EqualError(t, err, "text is string, want a boolean")
	_, err = bridge.Number(object, "nil")
	assert.EqualError(t, err, "nil is null, want a number")
	_, err = bridge.Object(object, "nil")
	assert.EqualError(t, err, "nil is null, want an object")
	_, err = bridge.Get(safejs.Undefined(), "self")
	assert.EqualError(t, err, "self is undefined, want an object to read it from")
	_, err = bridge.Call(object, "missing")
	assert.EqualError(t, err, "missing is undefined, want a function")
	_, err = bridge.Strings(object, "ids")
	assert.ErrorContains(t, err, "ids is object, want an array")
}

func TestWhatIsThrownBecomesAnError(t *testing.T) {
	object := browsertest.JS(t, `return {
		get getter() { throw new TypeError('not yet') },
		get method() { throw 'no method for you' },
		stringCode() { throw Object.assign(new Error('denied'), { name: 'ClientError', code: '1201' }) },
		numberCode() { throw Object.assign(new Error('denied'), { code: 1201 }) },
		text() { throw 'plain' },
		empty() { throw '' },
		nothing() { throw undefined },
		nil() { throw null },
		bare() { throw { get message() { throw 1 } } },
		symbol() { throw Symbol('s') },
	}`)

	_, err := bridge.Get(object, "getter")
	assert.EqualError(t, err, "TypeError: not yet")
	_, err = bridge.Call(object, "method")
	assert.EqualError(t, err, "no method for you")

	for method, want := range map[string]bridge.Thrown{
		"stringCode": {Name: "ClientError", Message: "denied", Code: "1201"},
		"numberCode": {Name: "Error", Message: "denied", Code: "1201"},
		"text":       {Message: "plain"},
		"empty":      {Message: "an empty string was thrown"},
		"nothing":    {Message: "undefined was thrown"},
		"nil":        {Message: "null was thrown"},
		"bare":       {Message: "an object without a message was thrown"},
		"symbol":     {Message: "symbol was thrown"},
	} {
		_, err := bridge.Call(object, method)
		var thrown *bridge.Thrown
		require.ErrorAs(t, err, &thrown, method)
		assert.Equal(t, want, bridge.Thrown{Name: thrown.Name, Message: thrown.Message, Code: thrown.Code}, method)
	}
}

func TestAScopeTakesEverythingBack(t *testing.T) {
	browsertest.NothingLeft(t)
	emitter := browsertest.JS(t, `
		const listeners = [];
		return {
			on: (event, fn) => listeners.push(fn),
			off: (event, fn) => listeners.splice(listeners.indexOf(fn), 1),
			emit: (value) => [...listeners].forEach((fn) => fn(value)),
			count: () => listeners.length,
		}`)
	count := func() int { return browsertest.Number(t, `return args[0].count()`, emitter) }
	parent := bridge.NewScope(nil)
	child := parent.Child()

	var heard []string
	hear := func(args []safejs.Value) {
		text, err := bridge.AsString(args[0], "value")
		require.NoError(t, err)
		heard = append(heard, text)
	}
	remove, err := child.Listen(emitter, "event", hear)
	require.NoError(t, err)
	_, err = child.Listen(emitter, "event", hear)
	require.NoError(t, err)
	browsertest.JS(t, `args[0].emit('one')`, emitter)
	remove()
	remove()
	browsertest.JS(t, `args[0].emit('two')`, emitter)
	assert.Equal(t, []string{"one", "one", "two"}, heard)
	assert.Equal(t, 1, count())

	parent.Close()
	parent.Close()
	assert.Zero(t, count())
	_, err = child.Listen(emitter, "event", hear)
	assert.ErrorIs(t, err, bridge.ErrClosed)
	ran := false
	parent.OnClose(func() { ran = true })
	assert.True(t, ran, "a cleanup given to a closed scope runs at once")
}

func TestAPanicInACallbackReachesTheCrashHook(t *testing.T) {
	browsertest.NothingLeft(t)
	var crashes []string
	scope := bridge.NewScope(func(err error) { crashes = append(crashes, err.Error()) })
	defer scope.Close()
	for _, value := range []any{"text", errors.New("an error"), 7} {
		callback, _, err := scope.Func(func([]safejs.Value) any { panic(value) })
		require.NoError(t, err)
		// Go calls JavaScript, which calls the panicking Go at once.
		result := browsertest.JS(t, `return String(args[0]())`, callback)
		text, err := bridge.AsString(result, "result")
		require.NoError(t, err)
		assert.Equal(t, "null", text)
	}
	throws := browsertest.JS(t, `return () => { throw 'a string' }`)
	callback, _, err := scope.Func(func([]safejs.Value) any { return safejs.Unsafe(throws).Invoke() })
	require.NoError(t, err)
	browsertest.JS(t, `args[0]()`, callback)
	assert.Equal(t, []string{"text", "an error", "panic with a value that is neither an error nor a string", "a string"}, crashes)
}

func TestAwait(t *testing.T) {
	browsertest.NothingLeft(t)
	ctx := context.Background()

	value, err := bridge.Await(ctx, browsertest.JS(t, `return Promise.resolve('done')`))
	require.NoError(t, err)
	text, err := bridge.AsString(value, "value")
	require.NoError(t, err)
	assert.Equal(t, "done", text)

	for rejected, want := range map[string]string{
		`Promise.reject(new RangeError('too far'))`:                     "RangeError: too far",
		`Promise.reject('plain')`:                                       "plain",
		`Promise.reject()`:                                              "undefined was thrown",
		`({ then() { throw new Error('no promise') } })`:                "Error: no promise",
		`({ get then() { throw new Error('not even a then') } })`:       "Error: not even a then",
		`({ then: (fulfil, reject) => { reject(null); fulfil(1) } })`:   "null was thrown",
		`new Promise((_, reject) => queueMicrotask(() => reject(404)))`: "404",
	} {
		_, err := bridge.Await(ctx, browsertest.JS(t, `return `+rejected))
		assert.EqualError(t, err, want, rejected)
	}
	for _, plain := range []string{`undefined`, `null`, `7`, `'text'`, `({ then: 7 })`} {
		want := browsertest.JS(t, `return `+plain)
		got, err := bridge.Await(ctx, want)
		require.NoError(t, err)
		assert.Equal(t, want.Type(), got.Type(), plain)
	}
}

func TestAwaitEndsWithItsContext(t *testing.T) {
	browsertest.NothingLeft(t)
	late := browsertest.JS(t, `
		let fulfil;
		const promise = new Promise((resolve) => { fulfil = resolve });
		return { promise, fulfil: () => { fulfil('late'); return promise } }`)
	promise, err := bridge.Get(late, "promise")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() {
		_, err := bridge.Await(ctx, promise)
		ended <- err
	}()
	browsertest.Eventually(t, func() bool { return bridge.Awaiting() == 1 }, "the promise is awaited")
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	assert.Zero(t, bridge.Awaiting())

	settled, err := bridge.Call(late, "fulfil")
	require.NoError(t, err)
	_, err = bridge.Await(context.Background(), settled)
	require.NoError(t, err, "a promise that settles after its waiter has gone disturbs nobody")
}

func TestPromise(t *testing.T) {
	browsertest.NothingLeft(t)
	var crashes []error
	scope := bridge.NewScope(func(err error) { crashes = append(crashes, err) })
	defer scope.Close()
	await := func(work func(<-chan struct{}) (any, error)) (safejs.Value, error) {
		promise, err := scope.Promise(safejs.Undefined(), work)
		require.NoError(t, err)
		return bridge.Await(context.Background(), promise)
	}

	value, err := await(func(<-chan struct{}) (any, error) { return "yes", nil })
	require.NoError(t, err)
	text, err := bridge.AsString(value, "value")
	require.NoError(t, err)
	assert.Equal(t, "yes", text)

	_, err = await(func(<-chan struct{}) (any, error) { return nil, errors.New("no") })
	assert.EqualError(t, err, "Error: no")

	_, err = await(func(<-chan struct{}) (any, error) { panic("broken") })
	assert.EqualError(t, err, "Error: the work ended in a panic")
	require.Len(t, crashes, 1)
	assert.EqualError(t, crashes[0], "broken")
}

func TestAPromiseFollowsItsSignal(t *testing.T) {
	browsertest.NothingLeft(t)
	scope := bridge.NewScope(nil)
	untilAborted := func(stop <-chan struct{}) (any, error) {
		<-stop
		return nil, bridge.ErrStopped
	}
	controller := browsertest.JS(t, `return new AbortController()`)
	signal, err := bridge.Get(controller, "signal")
	require.NoError(t, err)

	promise, err := scope.Promise(signal, untilAborted)
	require.NoError(t, err)
	assert.Equal(t, 1, bridge.Callbacks(), "one listener on the signal")
	browsertest.JS(t, `args[0].abort()`, controller)
	_, err = bridge.Await(context.Background(), promise)
	assert.EqualError(t, err, "Error: the wait was given up")
	assert.Zero(t, bridge.Callbacks())

	promise, err = scope.Promise(signal, untilAborted)
	require.NoError(t, err)
	_, err = bridge.Await(context.Background(), promise)
	assert.EqualError(t, err, "Error: the wait was given up", "aborted before it began")

	promise, err = scope.Promise(safejs.Null(), untilAborted)
	require.NoError(t, err)
	scope.Close()
	_, err = bridge.Await(context.Background(), promise)
	assert.EqualError(t, err, "Error: the wait was given up", "closing the scope ends the work")

	_, err = bridge.NewScope(nil).Promise(browsertest.JS(t, `return 7`), untilAborted)
	assert.EqualError(t, err, "signal is number, want an AbortSignal")
	_, err = bridge.NewScope(nil).Promise(browsertest.JS(t, `return { aborted: false }`), untilAborted)
	assert.EqualError(t, err, "signal is object, want an AbortSignal")
}
