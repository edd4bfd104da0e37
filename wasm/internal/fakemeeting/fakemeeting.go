//go:build js && wasm

// Package fakemeeting is a meeting in JavaScript, in the shape of the SDK's, for tests.
package fakemeeting

import (
	"context"
	_ "embed"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/port"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

//go:embed fake.js
var source string

// Import loads the source of an ES module and returns one of its exports.
func Import(t testing.TB, source, name string) safejs.Value {
	t.Helper()
	loading := browsertest.JS(t, `
		const url = URL.createObjectURL(new Blob([args[0]], { type: 'text/javascript' }));
		return import(url).finally(() => URL.revokeObjectURL(url));`, source)
	module, err := bridge.Await(context.Background(), loading)
	require.NoError(t, err)
	export, err := bridge.Get(module, name)
	require.NoError(t, err)
	require.True(t, bridge.IsFunction(export), "%s is exported", name)
	return export
}

// CreateCollector returns collector.js's function of this name.
func CreateCollector(t testing.TB) safejs.Value {
	t.Helper()
	return Import(t, port.CollectorSource, "createCollector")
}

// World is the meeting and the people and the server around it.
type World struct {
	t     testing.TB
	Value safejs.Value
}

// New returns a world in which a host has joined with every permission, and nobody else.
func New(t testing.TB) *World {
	t.Helper()
	var getters []any
	for _, permission := range meeting.AllPermissions() {
		getters = append(getters, permission.Getter())
	}
	create := Import(t, source, "createWorld")
	world, err := bridge.Invoke(create, getters)
	require.NoError(t, err)
	return &World{t: t, Value: world}
}

// Do runs JavaScript with the world under the name world; further arguments are in args.
func (w *World) Do(body string, args ...any) safejs.Value {
	w.t.Helper()
	return browsertest.JS(w.t, "const world = args.shift();"+body, append([]any{w.Value}, args...)...)
}

// MeetingObject returns the meeting object of now.
func (w *World) MeetingObject() safejs.Value {
	w.t.Helper()
	return w.Do(`return world.meeting`)
}

// Listeners counts the listeners on all of the world's emitters.
func (w *World) Listeners() int {
	w.t.Helper()
	count, err := bridge.AsNumber(w.Do(`return world.listening()`), "listening()")
	require.NoError(w.t, err)
	return int(count)
}

// Text runs JavaScript that returns a string.
func (w *World) Text(body string, args ...any) string {
	w.t.Helper()
	text, err := bridge.AsString(w.Do(body, args...), "result")
	require.NoError(w.t, err)
	return text
}
