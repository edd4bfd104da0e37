//go:build js && wasm

package rtk

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/meeting"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// Meeting is a RealtimeKit meeting: the object that RealtimeKitClient.init() gave.
type Meeting struct{ module }

// Bind binds the page's meeting object. Anything else is an error that says what was
// given and what would be right: null, a promise, a React ref, an object that is no
// meeting ([meeting.ReasonBadInput]), a meeting of SDK 1.x ([meeting.ReasonVersion]).
func Bind(value safejs.Value) (*Meeting, error) {
	return BindIn(bridge.NewScope(nil), value)
}

// BindIn is [Bind] with the scope that shall own the listeners.
func BindIn(scope *bridge.Scope, value safejs.Value) (*Meeting, error) {
	if err := check(value); err != nil {
		return nil, err
	}
	return Of(scope.Child(), value), nil
}

// Of binds an object that is known to be a meeting.
func Of(scope *bridge.Scope, value safejs.Value) *Meeting {
	return &Meeting{module{scope: scope, value: value, name: "meeting"}}
}

// In returns the same meeting; scope owns the listeners made through it.
func (m *Meeting) In(scope *bridge.Scope) *Meeting { return Of(scope.Child(), m.value) }

const whatIsRight = ", want the object that `await RealtimeKitClient.init(…)` gives"

func check(value safejs.Value) error {
	if !bridge.IsObject(value) {
		return newError(meeting.ReasonBadInput, "meeting is "+bridge.TypeName(value)+whatIsRight)
	}
	m := module{value: value}
	switch {
	case m.hasMethod("then"):
		return newError(meeting.ReasonBadInput, "meeting is a promise"+whatIsRight+": await it first")
	case m.hasMethod("joinRoom"), m.hasMethod("leaveRoom"):
		return newError(meeting.ReasonVersion, "this meeting is of RealtimeKit SDK 1.x, want @cloudflare/realtimekit 2.0.x")
	case m.missingMethod() == "":
		return nil
	case m.has("current"):
		return newError(meeting.ReasonBadInput, "meeting is a ref, want the meeting in its property current, once it is set")
	case m.has("__v_isRef"):
		return newError(meeting.ReasonBadInput, "meeting is a ref of Vue's, want the meeting in its property value, once it is set")
	case m.has("__v_raw"):
		return newError(meeting.ReasonBadInput, "meeting is wrapped by Vue, behind whose proxies the SDK does not work: keep it in shallowRef(), not ref() or reactive()")
	case m.hasMethod("init"):
		return newError(meeting.ReasonBadInput, "meeting is the RealtimeKitClient class itself"+whatIsRight)
	}
	if !m.has("self") && !m.has("participants") {
		return newError(meeting.ReasonBadInput, "meeting is an object without self and participants"+whatIsRight)
	}
	return newError(meeting.ReasonBadInput, "there is no method "+m.missingMethod()+whatIsRight)
}

// missingMethod returns the first method that a meeting must have and this has not, or "".
func (m module) missingMethod() string {
	m.name = "meeting"
	self, joined := m.inner("self"), m.inner("participants").inner("joined")
	for _, want := range []struct {
		holder module
		method string
	}{{m, "join"}, {m, "leave"}, {self, "on"}, {joined, "on"}, {joined, "get"}, {joined, "values"}} {
		if !want.holder.hasMethod(want.method) {
			return want.holder.name + "." + want.method
		}
	}
	return ""
}

func (m module) hasMethod(name string) bool {
	return bridge.IsFunction(m.inner(name).value)
}

func (m module) has(property string) bool {
	return !m.inner(property).value.IsUndefined()
}

// Close removes every listener made through this meeting. The meeting itself goes on.
func (m *Meeting) Close() { m.scope.Close() }

// Join joins the meeting. It returns without an error while one waits to be let in:
// look at [Self.RoomState]. After leaving, being removed, or a failed connection it
// never returns before its context ends; a new meeting object is needed then.
func (m *Meeting) Join(ctx context.Context) error { return m.do(ctx, "join") }

// Leave leaves the meeting.
func (m *Meeting) Leave(ctx context.Context) error { return m.do(ctx, "leave") }

// Self returns oneself.
func (m *Meeting) Self() Self { return Self{m.inner("self")} }

// Participants returns everybody else.
func (m *Meeting) Participants() Participants { return Participants{m.inner("participants")} }

// Stage returns the stage. Its methods fail with [meeting.ReasonUnsupported] when the page
// has switched the module off.
func (m *Meeting) Stage() Stage { return Stage{m.inner("stage")} }

// Recording returns the recordings.
func (m *Meeting) Recording() Recording { return Recording{m.inner("recording")} }

// Livestream returns the livestream. Only meetings of the view type LIVESTREAM have one: in
// others its methods fail with [meeting.ReasonUnsupported].
func (m *Meeting) Livestream() Livestream { return Livestream{m.inner("livestream")} }

// Chat returns the chat. Its methods fail with [meeting.ReasonUnsupported] when the page has
// switched the module off, as those of polls and plugins do.
func (m *Meeting) Chat() Chat { return Chat{m.inner("chat")} }

// Polls returns the polls.
func (m *Meeting) Polls() Polls { return Polls{m.inner("polls")} }

// Plugins returns the plugins.
func (m *Meeting) Plugins() Plugins { return Plugins{m.inner("plugins")} }

// Meta returns title and connection of the meeting.
func (m *Meeting) Meta() Meta { return Meta{m.inner("meta")} }

// ConnectedMeetings returns the connected (breakout) meetings.
func (m *Meeting) ConnectedMeetings() ConnectedMeetings {
	return ConnectedMeetings{m.inner("connectedMeetings")}
}
