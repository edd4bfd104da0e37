//go:build js && wasm

// Package browsertest is what the tests of the js/wasm packages share: a test main
// that fails on errors nobody caught, and JavaScript made from source text.
package browsertest

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// Main runs the tests and exits. Errors and rejections that no JavaScript caught,
// and errors printed to the console, fail the run: by themselves they would not.
func Main(m *testing.M) {
	watched := evaluate(`
		const seen = [];
		const target = globalThis.window ?? globalThis;
		target.addEventListener?.('error', (event) => seen.push('uncaught: ' + (event.error?.stack ?? event.message)));
		target.addEventListener?.('unhandledrejection', (event) => setTimeout(() => {
			if (!event.defaultPrevented) seen.push('unhandled rejection: ' + String(event.reason?.stack ?? event.reason));
		}));
		const print = console.error;
		console.error = (...args) => { seen.push('console.error: ' + args.join(' ')); print.apply(console, args); };
		return { seen, settled: () => new Promise((resolve) => setTimeout(resolve)) };
	`)
	code := m.Run()
	for _, line := range uncaught(watched) {
		fmt.Println("FAIL:", line)
		code = 1
	}
	os.Exit(code)
}

func uncaught(watched safejs.Value) []string {
	settled, err := watched.Call("settled")
	if err != nil {
		return []string{err.Error()}
	}
	await(settled)
	seen, err := bridge.Get(watched, "seen")
	if err != nil {
		return []string{err.Error()}
	}
	lines, err := bridge.Strings(seen, "seen")
	if err != nil {
		return []string{err.Error()}
	}
	return lines
}

func await(promise safejs.Value) {
	done := make(chan struct{})
	callback, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		close(done)
		return nil
	})
	if err != nil {
		panic(err)
	}
	defer callback.Release()
	if _, err := promise.Call("then", callback); err != nil {
		panic(err)
	}
	<-done
}

func evaluate(body string, args ...any) safejs.Value {
	constructor, err := page().Get("Function")
	if err != nil {
		panic(err)
	}
	function, err := constructor.New("args", body)
	if err != nil {
		panic(err)
	}
	result, err := function.Invoke(append([]any{}, args...))
	if err != nil {
		panic(err)
	}
	return result
}

// JS runs body as the body of a JavaScript function and returns its result. The
// arguments are in its array args.
func JS(t testing.TB, body string, args ...any) safejs.Value {
	t.Helper()
	constructor, err := page().Get("Function")
	require.NoError(t, err)
	function, err := constructor.New("args", body)
	require.NoError(t, err)
	result, err := bridge.Invoke(function, append([]any{}, args...))
	require.NoError(t, err)
	return result
}

// String is [JS] for a result that is a string.
func String(t testing.TB, body string, args ...any) string {
	t.Helper()
	text, err := bridge.AsString(JS(t, body, args...), "result")
	require.NoError(t, err)
	return text
}

// Number is [JS] for a result that is a number.
func Number(t testing.TB, body string, args ...any) int {
	t.Helper()
	number, err := bridge.AsNumber(JS(t, body, args...), "result")
	require.NoError(t, err)
	return int(number)
}

// Eventually waits until condition holds.
func Eventually(t testing.TB, condition func() bool, what string) {
	t.Helper()
	require.Eventually(t, condition, testlimit.Of(5*time.Second), time.Millisecond, what)
}

// NothingLeft has the end of the test prove that it left no callback, no waiting
// promise and no goroutine.
func NothingLeft(t testing.TB) {
	t.Helper()
	callbacks, awaiting, running := bridge.Callbacks(), bridge.Awaiting(), goroutines()
	t.Cleanup(func() {
		require.Equal(t, callbacks, bridge.Callbacks(), "callbacks left")
		Eventually(t, func() bool { return bridge.Awaiting() == awaiting }, "promises still awaited")
		Eventually(t, func() bool { return goroutines() == running }, "goroutines left")
	})
}

// goroutines counts those that run code of this module. The tests themselves, and
// what the Go runtime starts to receive events, are not among them.
func goroutines() int {
	stacks := make([]byte, 1<<20)
	count := 0
	for stack := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		ours := strings.Contains(stack, "github.com/gavel-rtc/gavel/")
		if ours && !strings.Contains(stack, "testing.tRunner(") && !strings.Contains(stack, "browsertest.goroutines(") {
			count++
		}
	}
	return count
}
