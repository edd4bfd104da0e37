//go:build js && wasm

package browsertest

import (
	"os"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// door is what js/test/browser/gotests.js has for tests where they run as the shipped
// module does, in a scope that holds what the product needs and nothing else. It is
// undefined where Go has the page's own global object.
var door = bridge.Global("gavelTests")

// page is the page's own global object.
func page() safejs.Value {
	if bridge.IsAbsent(door) {
		return safejs.Global()
	}
	own, err := bridge.Get(door, "page")
	if err != nil {
		panic(err)
	}
	return own
}

// File returns the text of a file, by its path from the folder of the tests.
func File(t testing.TB, path string) string {
	t.Helper()
	if bridge.IsAbsent(door) {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		return string(text)
	}
	reading, err := bridge.Call(door, "read", path)
	require.NoError(t, err)
	value, err := bridge.Await(t.Context(), reading)
	require.NoError(t, err)
	text, err := bridge.AsString(value, path)
	require.NoError(t, err)
	return text
}
