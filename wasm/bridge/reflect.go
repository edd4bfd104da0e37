//go:build js && wasm

package bridge

import (
	"syscall/js"

	"github.com/hack-pad/safejs"
)

// reflect calls a function of JavaScript's Reflect: every access to foreign objects
// goes this way. What throws there does so inside a call, which syscall/js guards; a
// plain read of a throwing getter is not guarded and breaks the Go runtime.
//
// It is syscall/js and not safejs because safejs links the packages fmt, reflect and
// os into the module, a quarter of its size (measured with Go 1.26), and because its
// errors would have to be taken apart again to find what was thrown.
func reflect(function string, args ...any) (result safejs.Value, err error) {
	defer caught(&result, &err)
	return safejs.Safe(reflection.Call(function, unwrapped(args)...)), nil
}

// caught, deferred, makes an error of what a call threw.
func caught(result *safejs.Value, err *error) {
	if recovered := recover(); recovered != nil {
		*result, *err = safejs.Undefined(), panicError(recovered)
	}
}

// reflection is kept because reading a property makes a value that Go's garbage
// collector has to let go of again: a third of what a call costs.
var reflection = js.Global().Get("Reflect")

// unwrapped replaces the values of safejs, which syscall/js does not know.
func unwrapped(values []any) []any {
	plain := make([]any, len(values))
	for i, value := range values {
		plain[i] = unwrap(value)
	}
	return plain
}

func unwrap(value any) any {
	switch value := value.(type) {
	case safejs.Value:
		return safejs.Unsafe(value)
	case []any:
		return unwrapped(value)
	case map[string]any:
		plain := make(map[string]any, len(value))
		for name, inner := range value {
			plain[name] = unwrap(inner)
		}
		return plain
	}
	return value
}
