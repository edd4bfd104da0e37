//go:build js && wasm

package port

import (
	_ "embed"
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/batch"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

// CollectorSource is the source of collector.js, see hostcontrols.CollectorSource.
//
//go:embed collector.js
var CollectorSource string

// Port is a meeting as package control sees it: facts from the collector, calls
// through the bindings. It follows the meeting when the page moves to a connected one.
type Port struct {
	scope           *bridge.Scope
	meeting         safejs.Value // as it was at the beginning
	createCollector safejs.Value
	collector       safejs.Value
	read            safejs.Value // its function of that name
	usual           safejs.Value // its array for batches that are not too long
	room            int          // how many bytes that takes
	unpacker        batch.Unpacker
	reading         bool
	broken          *meeting.Error // why the meeting cannot be read any more
}

var _ control.Meeting = (*Port)(nil)

// New prepares to gather what a meeting shows, with createCollector of collector.js.
// What it places into the page, it places when Listen is called, and scope owns it. The
// error has meeting.ReasonBadInput when value is no meeting or createCollector no
// function, meeting.ReasonVersion for a meeting of another SDK version.
func New(scope *bridge.Scope, value, createCollector safejs.Value) (*Port, error) {
	if _, err := rtk.BindIn(scope, value); err != nil {
		return nil, err
	}
	if !bridge.IsFunction(createCollector) {
		return nil, failure(meeting.ReasonBadInput, "createCollector is "+bridge.TypeName(createCollector)+": hand over the function that collector.js exports under this name")
	}
	return &Port{scope: scope, meeting: value, createCollector: createCollector}, nil
}

func failure(reason meeting.Reason, message string) *meeting.Error {
	return &meeting.Error{Reason: reason, Code: reason.Code(), Message: message}
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
	options := map[string]any{"granted": strings.Join(granted, " "), "words": strings.Join(batch.Words, " "), "port": number}
	return bridge.Invoke(p.createCollector, p.meeting, callback, options)
}

// Reading implements control.Meeting.
func (p *Port) Reading() bool { return p.reading }

// Read implements control.Meeting.
func (p *Port) Read() control.Facts {
	p.reading = true
	defer func() { p.reading = false }()
	var facts control.Facts
	if p.broken == nil {
		packed, err := p.batch()
		if err == nil && packed != "" {
			facts, err = p.unpacker.Unpack(packed)
		}
		if err != nil {
			p.breakOff(err)
		}
	}
	if p.broken != nil {
		return control.Facts{Broken: p.broken}
	}
	return facts
}

// breakOff remembers that the meeting cannot be read any more.
func (p *Port) breakOff(err error) {
	p.broken = failure(meeting.ReasonCrashed, "the meeting can no longer be read: "+err.Error())
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
		return p.meeting
	}
	return value
}
