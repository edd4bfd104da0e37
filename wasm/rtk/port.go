//go:build js && wasm

package rtk

import (
	_ "embed"
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meeting"
	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// CollectorSource is the source of collector.js, an ES module that exports
// createCollector. A page imports it and hands that function over; so no page needs
// eval. A program that does not use this string does not carry it.
//
//go:embed collector.js
var CollectorSource string

// Port is a meeting as package control sees it: facts from the collector, calls
// through the bindings. It follows the meeting when the page moves to a connected one.
type Port struct {
	scope           *bridge.Scope
	meeting         *Meeting
	createCollector safejs.Value
	collector       safejs.Value
	read            safejs.Value // its function of that name
	usual           safejs.Value // its array for batches that are not too long
	room            int          // how many bytes that takes
	unpacker        unpacker
	reading         bool
	broken          *Error // why the meeting cannot be read any more
}

var _ control.Meeting = (*Port)(nil)

// NewPort prepares to gather what m shows, with createCollector of collector.js.
// What it places into the page, it places when Listen is called, and the scope of m
// owns it. The error has [ReasonBadInput] when createCollector is no function.
func NewPort(m *Meeting, createCollector safejs.Value) (*Port, error) {
	if !bridge.IsFunction(createCollector) {
		return nil, newError(ReasonBadInput, "createCollector is "+bridge.TypeName(createCollector)+": hand over the function that collector.js exports under this name")
	}
	return &Port{scope: m.scope, meeting: m, createCollector: createCollector}, nil
}

// Listen implements control.Meeting.
func (p *Port) Listen(wake func() (busy bool)) (stop func()) {
	scope := p.scope.Child()
	collector, err := p.collect(scope, wake)
	if err == nil {
		p.read, err = bridge.Get(collector, "read")
	}
	if err == nil {
		p.usual, err = bridge.Object(collector, "bytes")
	}
	if err == nil {
		var length float64
		length, err = bridge.Number(p.usual, "length")
		p.room = int(length)
	}
	if err != nil {
		p.breakOff(err)
		scope.Close()
		return func() {}
	}
	p.collector = collector
	scope.OnClose(func() {
		bridge.Call(collector, "close") // it throws nothing
	})
	return scope.Close
}

// collect makes the collector. One goroutine wakes for as long as scope is open: the
// stack of a new one would have to grow each time.
func (p *Port) collect(scope *bridge.Scope, wake func() (busy bool)) (safejs.Value, error) {
	changed := make(chan struct{}, 1)
	scope.OnClose(func() { close(changed) })
	callback, _, err := scope.Func(func([]safejs.Value) any {
		select {
		case changed <- struct{}{}:
		default:
		}
		return nil
	})
	if err != nil {
		return safejs.Undefined(), err
	}
	var granted []string
	for _, permission := range meeting.AllPermissions() {
		granted = append(granted, permission.Getter())
	}
	scope.Go(func() {
		for range changed {
			if !scope.Closed() {
				wake()
			}
		}
	})
	number, forget := listen(func() bool {
		defer scope.Recover()
		return wake()
	})
	scope.OnClose(forget)
	options := map[string]any{"granted": strings.Join(granted, " "), "words": strings.Join(words, " "), "port": number}
	return bridge.Invoke(p.createCollector, p.meeting.value, callback, options)
}

// Reading implements control.Meeting.
func (p *Port) Reading() bool { return p.reading }

// Read implements control.Meeting.
func (p *Port) Read() control.Facts {
	p.reading = true
	defer func() { p.reading = false }()
	batch := ""
	if p.broken == nil {
		var err error
		if batch, err = p.batch(); err != nil {
			p.breakOff(err)
		}
	}
	switch {
	case p.broken != nil:
		return control.Facts{Broken: p.broken}
	case batch == "":
		return control.Facts{}
	}
	return p.unpacker.unpack(batch)
}

// breakOff remembers that the meeting cannot be read any more.
func (p *Port) breakOff(err error) {
	p.broken = newError(meeting.ReasonCrashed, "the meeting can no longer be read: "+err.Error())
	p.broken.Cause = err
}

// batch returns what changed since the last time, "" for nothing. It comes as bytes in an
// array, which is quicker than a string of JavaScript (ARCHITECTURE.md, “A batch is bytes”).
func (p *Port) batch() (string, error) {
	read, err := bridge.Invoke(p.read)
	if err != nil {
		return "", err
	}
	size, err := bridge.AsNumber(read, "read()")
	if err != nil || size == 0 {
		return "", err
	}
	array := p.usual
	if int(size) > p.room {
		if array, err = bridge.Get(p.collector, "bytes"); err != nil {
			return "", err
		}
	}
	return bridge.Bytes(array, int(size))
}

// Meeting returns the meeting object that the page uses now: another one than at the
// beginning once the SDK has moved to a connected meeting.
func (p *Port) Meeting() safejs.Value {
	value, err := bridge.Object(p.collector, "meeting")
	if err != nil {
		return p.meeting.value
	}
	return value
}

// In returns the meeting that the page uses now; scope owns the listeners made through it.
func (p *Port) In(scope *bridge.Scope) *Meeting { return newMeeting(scope.Child(), p.Meeting()) }

// Call implements control.Meeting. An action's name is that of the SDK's method.
func (p *Port) Call(stop <-chan struct{}, call control.Call) error {
	spec, known := action.Of(call.Action)
	if !known {
		return newError(ReasonUnsupported, "there is no action "+string(call.Action))
	}
	object, err := p.object(spec.Object, call)
	if err != nil {
		return err
	}
	if spec.Needs&action.NeedsPinned != 0 && !object.is("isPinned") {
		return newError(meeting.ReasonNotPinned, "this participant is not pinned; unpin would take the pin from whoever is")
	}
	err = object.sendAs(stop, spec, call)
	if err == bridge.ErrStopped {
		return newError(meeting.ReasonAborted, "nobody waits for it any more")
	}
	return err
}

// sendAs calls the SDK's method of an action, with what it takes.
func (m module) sendAs(stop <-chan struct{}, spec action.Spec, call control.Call) error {
	name := string(spec.Name)
	switch spec.Takes {
	case action.AllowUnmute:
		return m.send(stop, name, true)
	case action.ID:
		return m.send(stop, name, bridge.IDValue(string(call.Target)))
	case action.UserIDs:
		ids := make([]UserID, len(call.Each))
		for i, whom := range call.Each {
			ids[i] = whom.UserID
		}
		return m.send(stop, name, idValues(ids))
	case action.EachID:
		for _, whom := range call.Each {
			if err := m.send(stop, string(spec.One), bridge.IDValue(string(whom.ID))); err != nil {
				return err
			}
		}
		return nil
	}
	return m.send(stop, name)
}

// object returns the object that has the method, as it is in the meeting now.
func (p *Port) object(of action.Object, call control.Call) (module, error) {
	m := Meeting{module{scope: p.scope, value: p.Meeting(), name: "meeting"}}
	switch {
	case of == action.Meeting:
		return m.module, nil
	case of == action.Participants:
		return m.Participants().module, nil
	case call.OnSelf:
		return m.Self().module, nil
	}
	participant, ok := m.Participants().Joined().Get(call.Target)
	if !ok {
		return module{}, newError(ReasonNoSuchParticipant, "there is no participant with this id in the meeting")
	}
	return participant.module, nil
}
