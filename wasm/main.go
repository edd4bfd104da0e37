//go:build js && wasm

package main

import (
	"sync"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/port"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// version is the package's, set when the module is built:
// -ldflags "-X main.version=…".
var version = "dev"

func main() {
	<-run(bridge.Global("gavel"))
}

// run offers the api to the loader. The channel it returns is closed when the
// program shall end.
func run(loader safejs.Value) (ended <-chan struct{}) {
	p := &program{loader: loader, ended: make(chan struct{})}
	p.scope = bridge.NewScope(p.crash)
	if err := p.offer(); err != nil {
		bridge.Call(loader, "ready", errorData(err))
		p.end()
	}
	return p.ended
}

// wakeUp is the loader's way into the program when a meeting has changed: see port.WakeUp.
//
//lint:ignore U1000 The loader calls it.
//go:wasmexport wakeUp
func wakeUp(number int32) (busy bool) { return port.WakeUp(number) }

// program is the running module.
type program struct {
	loader          safejs.Value
	createCollector safejs.Value
	scope           *bridge.Scope
	crashed, ending sync.Once
	ended           chan struct{}
}

func (p *program) offer() error {
	if found, _ := bridge.String(p.loader, "version"); found != version {
		return &meeting.Error{
			Reason:  meeting.ReasonVersion,
			Code:    meeting.ReasonVersion.Code(),
			Message: "gavel.wasm is of build " + version + " and index.js of build " + found + ": serve both from the same package",
		}
	}
	collector, err := bridge.Get(p.loader, "createCollector")
	if err != nil {
		return err
	}
	p.createCollector = collector
	api, err := object(p.scope, map[string]function{
		"attach":  p.attach,
		"dispose": p.dispose,
		"counts":  p.counts,
	})
	if err != nil {
		return err
	}
	if err := bridge.Set(api, "version", version); err != nil {
		return err
	}
	_, err = bridge.Call(p.loader, "ready", nil, api)
	return err
}

// function is a function of the api; it must not block.
type function func(args arguments) any

// arguments are those of a call; missing ones are undefined.
type arguments []safejs.Value

func (a arguments) at(i int) safejs.Value {
	if i < len(a) {
		return a[i]
	}
	return safejs.Undefined()
}

// object makes an object of functions, which scope owns.
func object(scope *bridge.Scope, functions map[string]function) (safejs.Value, error) {
	made, err := bridge.New(bridge.Global("Object"))
	if err != nil {
		return made, err
	}
	for name, fn := range functions {
		value, _, err := scope.Func(func(args []safejs.Value) any { return fn(args) })
		if err != nil {
			return made, err
		}
		if err := bridge.Set(made, name, value); err != nil {
			return made, err
		}
	}
	return made, nil
}

// dispose closes everything. The program ends after the callback has returned.
func (p *program) dispose(arguments) any {
	go p.end()
	return nil
}

// crash is told of a caught panic. The program cannot be trusted any more: it says so
// once, closes everything and ends.
func (p *program) crash(err error) {
	p.crashed.Do(func() {
		// Not by way of JSON: it may be what is broken.
		bridge.Call(p.loader, "crash", map[string]any{
			"reason":  string(meeting.ReasonCrashed),
			"code":    meeting.ReasonCrashed.Code(),
			"message": "Gavel has stopped working: " + err.Error(),
		})
		go p.end()
	})
}

// end waits for the answers that are still to be given: closing the scope ends what
// they wait for.
func (p *program) end() {
	p.ending.Do(func() {
		p.scope.Close()
		p.scope.Wait()
		close(p.ended)
	})
}
