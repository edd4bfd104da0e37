//go:build js && wasm

package bridge

import (
	"syscall/js"

	"github.com/hack-pad/safejs"
)

// typeBigInt stands for the one type of JavaScript that syscall/js does not know.
const typeBigInt = safejs.Type(-1)

// typeOf is Value.Type, which panics on a BigInt.
func typeOf(v safejs.Value) (t safejs.Type) {
	defer func() {
		if recover() != nil {
			t = typeBigInt
		}
	}()
	return v.Type()
}

// TypeName returns the JavaScript type of v in words: "undefined", "null", "string",
// "bigint" …
func TypeName(v safejs.Value) string {
	t := typeOf(v)
	if t == typeBigInt {
		return "bigint"
	}
	return t.String()
}

// Is reports whether v is the same as a string, a number or a boolean.
func Is(v safejs.Value, plain any) bool { return safejs.Unsafe(v).Equal(js.ValueOf(plain)) }

// IsFunction reports whether v can be called.
func IsFunction(v safejs.Value) bool { return typeOf(v) == safejs.TypeFunction }

// IsObject reports whether v can have properties: an object or a function, not null.
func IsObject(v safejs.Value) bool {
	return typeOf(v) == safejs.TypeObject || IsFunction(v)
}

// IsAbsent reports whether v is undefined or null.
func IsAbsent(v safejs.Value) bool {
	return v.IsUndefined() || v.IsNull()
}

// Get reads the property name of object. What a getter throws comes back as a
// [*Thrown]; reading from something that is no object is a [*TypeError].
func Get(object safejs.Value, name string) (safejs.Value, error) {
	if !IsObject(object) {
		return safejs.Undefined(), &TypeError{Name: name, Want: "an object to read it from", Got: TypeName(object)}
	}
	return reflect("get", object, name)
}

// Set writes the property name of object. What a setter throws comes back as a [*Thrown].
func Set(object safejs.Value, name string, value any) error {
	_, err := reflect("set", object, name, value)
	return err
}

// Call calls the method of object. What it throws, or what a getter of that name
// throws, comes back as a [*Thrown]; a missing method is a [*TypeError].
func Call(object safejs.Value, method string, args ...any) (safejs.Value, error) {
	function, err := Get(object, method)
	if err != nil {
		return safejs.Undefined(), err
	}
	if !IsFunction(function) {
		return safejs.Undefined(), &TypeError{Name: method, Want: "a function", Got: TypeName(function)}
	}
	return Apply(function, object, args...)
}

// Invoke calls a function that needs no this. What it throws comes back as a [*Thrown].
func Invoke(function safejs.Value, args ...any) (result safejs.Value, err error) {
	defer caught(&result, &err)
	return safejs.Safe(safejs.Unsafe(function).Invoke(unwrapped(args)...)), nil
}

// Apply calls function with this and args. What it throws comes back as a [*Thrown].
func Apply(function, this safejs.Value, args ...any) (safejs.Value, error) {
	return reflect("apply", function, this, args)
}

// New calls constructor with new. What it throws comes back as a [*Thrown].
func New(constructor safejs.Value, args ...any) (safejs.Value, error) {
	return reflect("construct", constructor, args)
}

// Global returns a property of the global object, undefined when there is none.
func Global(name string) safejs.Value {
	return safejs.Safe(js.Global().Get(name))
}

// Array makes an array of values that safejs can hand over, however many.
func Array(values []any) safejs.Value { return safejs.Safe(js.ValueOf(unwrapped(values))) }

// TypeError says that a value of the page has another type than expected.
type TypeError struct {
	Name string // the property or argument
	Want string // what would have been right
	Got  string // the JavaScript type found
}

// Error says what was found and what is right.
func (e *TypeError) Error() string {
	return e.Name + " is " + e.Got + ", want " + e.Want
}

// AsString returns v if it is a JavaScript string, else a [*TypeError] that calls it name.
// (safejs answers "<undefined>" without an error instead.)
func AsString(v safejs.Value, name string) (string, error) {
	if typeOf(v) != safejs.TypeString {
		return "", &TypeError{Name: name, Want: "a string", Got: TypeName(v)}
	}
	return safejs.Unsafe(v).String(), nil
}

// AsBool returns v if it is a JavaScript boolean, else a [*TypeError] that calls it name.
func AsBool(v safejs.Value, name string) (bool, error) {
	if typeOf(v) != safejs.TypeBoolean {
		return false, &TypeError{Name: name, Want: "a boolean", Got: TypeName(v)}
	}
	return safejs.Unsafe(v).Bool(), nil
}

// AsNumber returns v if it is a JavaScript number, else a [*TypeError] that calls it name.
func AsNumber(v safejs.Value, name string) (float64, error) {
	if typeOf(v) != safejs.TypeNumber {
		return 0, &TypeError{Name: name, Want: "a number", Got: TypeName(v)}
	}
	return safejs.Unsafe(v).Float(), nil
}

// Bytes returns the first bytes of a Uint8Array, as many as size if it has so many.
func Bytes(array safejs.Value, size int) (bytes string, err error) {
	var result safejs.Value
	defer caught(&result, &err)
	copied := make([]byte, size)
	return string(copied[:js.CopyBytesToGo(copied, safejs.Unsafe(array))]), nil
}

// String reads a property that must be a string.
func String(object safejs.Value, name string) (string, error) {
	v, err := Get(object, name)
	if err != nil {
		return "", err
	}
	return AsString(v, name)
}

// Bool reads a property that must be a boolean.
func Bool(object safejs.Value, name string) (bool, error) {
	v, err := Get(object, name)
	if err != nil {
		return false, err
	}
	return AsBool(v, name)
}

// Number reads a property that must be a number.
func Number(object safejs.Value, name string) (float64, error) {
	v, err := Get(object, name)
	if err != nil {
		return 0, err
	}
	return AsNumber(v, name)
}

// Object reads a property that must be an object.
func Object(object safejs.Value, name string) (safejs.Value, error) {
	v, err := Get(object, name)
	if err != nil {
		return v, err
	}
	if !IsObject(v) {
		return v, &TypeError{Name: name, Want: "an object", Got: TypeName(v)}
	}
	return v, nil
}

// Keys returns the names of object's own enumerable properties.
func Keys(object safejs.Value) ([]string, error) {
	list, err := Call(Global("Object"), "keys", object)
	if err != nil {
		return nil, err
	}
	return Strings(list, "Object.keys()")
}

// Strings returns the elements of an array of strings, else an error that calls it name.
func Strings(array safejs.Value, name string) ([]string, error) {
	var all []string
	err := each(array, name, func(element safejs.Value) error {
		text, err := AsString(element, name+"[]")
		all = append(all, text)
		return err
	})
	return all, err
}

// Values returns the elements of an array, else an error that calls it name.
func Values(array safejs.Value, name string) ([]safejs.Value, error) {
	var all []safejs.Value
	err := each(array, name, func(element safejs.Value) error {
		all = append(all, element)
		return nil
	})
	return all, err
}

func each(array safejs.Value, name string, visit func(safejs.Value) error) error {
	count, err := Number(array, "length")
	if err != nil {
		return &TypeError{Name: name, Want: "an array", Got: TypeName(array)}
	}
	for i := range int(count) {
		element, err := reflect("get", array, i)
		if err != nil {
			return err
		}
		if err := visit(element); err != nil {
			return err
		}
	}
	return nil
}
