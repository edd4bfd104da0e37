// Program stands in for the real module in the tests of the loader. It answers
// as that one does, and breaks in every way a Go program can when told to.
package main

import (
	"os"
	"syscall/js"
	"time"
)

var version string

func main() {
	gavel := js.Global().Get("gavel")
	if given := gavel.Get("version").String(); given != version {
		gavel.Call("ready", failure("version", "The module is of version "+version+", the loader of "+given+"."))
		return
	}
	disposed := make(chan struct{})
	gavel.Call("ready", nil, map[string]any{
		"attach": function(func(args []js.Value) any { return attach(args[0], args[2]) }),
		"dispose": function(func([]js.Value) any {
			close(disposed)
			return nil
		}),
	})
	<-disposed
}

func attach(meeting, notify js.Value) any {
	if meeting.Type() != js.TypeObject {
		return map[string]any{"error": failure("bad-input", "No meeting.")}
	}
	handle := map[string]any{
		"snapshot": function(func([]js.Value) any { return map[string]any{"title": "All hands"} }),
		"can": function(func(args []js.Value) any {
			return map[string]any{"verdict": map[string]any{"allowed": true, "action": args[0]}}
		}),
		"perform": function(func(args []js.Value) any { return perform(args[0], notify) }),
		"hear":    function(func([]js.Value) any { return nil }),
		"journal": function(func([]js.Value) any { return []any{} }),
		"memory":  function(func([]js.Value) any { return "" }),
		"recall":  function(func([]js.Value) any { return nil }),
		"close":   function(func([]js.Value) any { return nil }),
	}
	return map[string]any{"handle": handle}
}

// perform does what the command's action says. Only "succeed" and "fail" ever
// settle by themselves.
func perform(command, notify js.Value) any {
	executor := function(func(settle []js.Value) any {
		switch command.Get("action").String() {
		case "succeed":
			settle[0].Invoke(map[string]any{"outcome": map[string]any{"status": "confirmed"}})
		case "fail":
			settle[0].Invoke(map[string]any{"error": failure("refused", "The server refused.")})
		case "notify":
			go notify.Invoke("outcome", map[string]any{"status": "sent"})
		case "knock":
			go notify.Invoke("knock", map[string]any{"count": 2})
		case "report a crash":
			go js.Global().Get("gavel").Call("crash", failure("crashed", "Reported."))
		case "panic":
			go panic("thrown in a goroutine")
		case "panic later":
			time.AfterFunc(time.Millisecond, func() { panic("thrown by a timer") })
		case "read a getter that throws":
			command.Get("given").Get("broken")
		case "exit":
			time.AfterFunc(time.Hour, func() {})
			go os.Exit(0)
		}
		return nil
	})
	return js.Global().Get("Promise").New(executor)
}

func function(body func(args []js.Value) any) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any { return body(args) })
}

func failure(reason, message string) map[string]any {
	return map[string]any{"reason": reason, "code": reason, "message": message}
}
