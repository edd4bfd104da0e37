//go:build js && wasm

package rtk

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/meeting"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// Object is what all objects of the SDK have in common here.
type Object interface {
	// Value returns the SDK's own object, undefined when its module is switched off.
	Value() safejs.Value
	// Send calls a method by its name: for what has no method of its own here.
	Send(stop <-chan struct{}, method string, args ...any) error
	// Ask is Send with what the promise resolves with.
	Ask(stop <-chan struct{}, method string, args ...any) (safejs.Value, error)
	// Post is Send without waiting: what becomes of it is told to nobody.
	Post(method string, args ...any)
}

// module is an object of the SDK: what every typed binding is made of. Its reads
// give the zero value where the SDK gives nothing, another type, or throws, as its
// getters do while a meeting starts or ends.
type module struct {
	scope *bridge.Scope
	value safejs.Value
	name  string // as a page would write it, for errors: "meeting.stage"
}

// Value returns the SDK's own object, undefined when its module is switched off.
func (m module) Value() safejs.Value { return m.value }

func (m module) inner(property string) module {
	value, err := bridge.Get(m.value, property)
	if err != nil {
		value = safejs.Undefined()
	}
	return module{scope: m.scope, value: value, name: m.name + "." + property}
}

func (m module) text(property string) string {
	text, _ := bridge.String(m.value, property)
	return text
}

// id reads a property that is an id: see [bridge.AsID].
func (m module) id(property string) string {
	id, _ := bridge.ID(m.value, property)
	return id
}

func (m module) is(property string) bool {
	is, _ := bridge.Bool(m.value, property)
	return is
}

func (m module) number(property string) float64 {
	number, _ := bridge.Number(m.value, property)
	return number
}

// Send calls a method of the SDK by its name and waits for its promise until stop is
// closed; then the error is [bridge.ErrStopped]. Nothing is sent when it is closed already.
// The SDK may throw, reject, or give nothing: the error is a [*meeting.Error], of
// [meeting.ReasonUnsupported] where there is no such method.
func (m module) Send(stop <-chan struct{}, method string, args ...any) error {
	_, err := m.Ask(stop, method, args...)
	return err
}

// Ask is Send with what the promise resolves with.
func (m module) Ask(stop <-chan struct{}, method string, args ...any) (safejs.Value, error) {
	select {
	case <-stop:
		return safejs.Undefined(), bridge.ErrStopped
	default:
	}
	result, err := m.call(method, args)
	if err == nil {
		result, err = bridge.AwaitUntil(stop, result)
		err = sdkError(err)
	}
	return result, err
}

// Await waits for a promise of the SDK as Send does.
func Await(stop <-chan struct{}, promise safejs.Value) error {
	_, err := bridge.AwaitUntil(stop, promise)
	return sdkError(err)
}

// Post calls a method as Send does, and waits for nothing.
func (m module) Post(method string, args ...any) {
	if result, err := m.call(method, args); err == nil {
		nothing := make(chan struct{})
		close(nothing)
		bridge.AwaitUntil(nothing, result) // so that a rejection is handled
	}
}

func (m module) call(method string, args []any) (safejs.Value, error) {
	function, err := bridge.Get(m.value, method)
	if err != nil || !bridge.IsFunction(function) {
		return safejs.Undefined(), newError(meeting.ReasonUnsupported, m.missing(method))
	}
	result, err := bridge.Apply(function, m.value, args...)
	return result, sdkError(err)
}

// do is Send with a context, whose error it returns when that ended first.
func (m module) do(ctx context.Context, method string, args ...any) error {
	err := m.Send(ctx.Done(), method, args...)
	if err == bridge.ErrStopped {
		return ctx.Err()
	}
	return err
}

func (m module) missing(method string) string {
	if !bridge.IsObject(m.value) {
		return "this meeting has no " + m.name + ": its module is switched off in RealtimeKitClient.init({ modules })"
	}
	return m.name + " has no method " + method + ": this SDK is not 2.0.x"
}

// on calls fn for each event. It runs inside the SDK's event and must not block.
func (m module) on(event string, fn func(args []safejs.Value)) (remove func(), err error) {
	if !bridge.IsObject(m.value) {
		return func() {}, newError(meeting.ReasonUnsupported, m.missing(event))
	}
	remove, err = m.scope.Listen(m.value, event, fn)
	return remove, sdkError(err)
}

// argument returns an event's argument as a module, undefined when the event has fewer.
func (m module) argument(args []safejs.Value, at int) module {
	value := safejs.Undefined()
	if at < len(args) {
		value = args[at]
	}
	return module{scope: m.scope, value: value, name: m.name}
}

func idValues[T ~string](ids []T) []any {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = bridge.IDValue(string(id))
	}
	return list
}

func texts[T ~string](all []T) []any {
	list := make([]any, len(all))
	for i, text := range all {
		list[i] = string(text)
	}
	return list
}
