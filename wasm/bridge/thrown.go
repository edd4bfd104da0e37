//go:build js && wasm

package bridge

import (
	"errors"
	"syscall/js"

	"github.com/hack-pad/safejs"
)

// Thrown is what JavaScript threw, or rejected a promise with.
type Thrown struct {
	Name    string       // the error's name, such as "TypeError"; empty when no Error was thrown
	Message string       // never empty
	Code    string       // its code, also when JavaScript has it as a number, a boolean or a BigInt; empty when there is none
	Value   safejs.Value // what was thrown: any type, undefined included
}

// Error returns the message, led by the name.
func (t *Thrown) Error() string {
	if t.Name == "" {
		return t.Message
	}
	return t.Name + ": " + t.Message
}

// NewThrown describes a value that JavaScript threw. It never fails: errors,
// strings, numbers, undefined and objects whose getters throw are all described.
func NewThrown(value safejs.Value) *Thrown {
	t := &Thrown{Value: value}
	switch typeOf(value) {
	case safejs.TypeObject, safejs.TypeFunction:
		t.Name = text(value, "name")
		t.Message = text(value, "message")
		t.Code = text(value, "code")
		if t.Message == "" {
			t.Message = "an object without a message was thrown"
		}
	case safejs.TypeString, safejs.TypeNumber, safejs.TypeBoolean, typeBigInt:
		t.Message = primitive(value)
		if t.Message == "" {
			t.Message = "an empty string was thrown"
		}
	default:
		t.Message = TypeName(value) + " was thrown"
	}
	return t
}

// text reads a property that should be a string and may be a number, a boolean or a BigInt.
func text(object safejs.Value, name string) string {
	value, err := Get(object, name)
	if err != nil {
		return ""
	}
	return primitive(value)
}

// asText is JavaScript's own String: Go's text of a fraction is 20 kB of brotli.
var asText = js.Global().Get("String")

func primitive(value safejs.Value) string {
	switch typeOf(value) {
	case safejs.TypeString:
		return safejs.Unsafe(value).String()
	case safejs.TypeNumber, safejs.TypeBoolean, typeBigInt:
		return asText.Invoke(safejs.Unsafe(value)).String()
	}
	return ""
}

// panicError makes an error of what a panic holds: what JavaScript threw, or Go.
func panicError(recovered any) error {
	switch value := recovered.(type) {
	case js.Error:
		return NewThrown(safejs.Safe(value.Value))
	case error:
		return value
	case string:
		return errors.New(value)
	}
	return errors.New("panic with a value that is neither an error nor a string")
}
