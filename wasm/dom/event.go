//go:build js && wasm

package dom

import (
	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// event is what applier.js tells: the kind, and what it brings along.
type event struct {
	kind         string
	text, id     string // an action, query, section or question; whom or what an action is about, who in a section, or the options of a poll
	first, count int
	on           bool
}

// readEvent reads the arguments of send: the kind, then texts, numbers or a
// truth, whichever the kind has.
func readEvent(args []safejs.Value) event {
	var e event
	texts := []*string{&e.kind, &e.text, &e.id}
	numbers := []*int{&e.first, &e.count}
	for _, arg := range args {
		switch {
		case arg.Type() == safejs.TypeString && len(texts) > 0:
			*texts[0], _ = bridge.AsString(arg, "text")
			texts = texts[1:]
		case arg.Type() == safejs.TypeNumber && len(numbers) > 0:
			number, _ := bridge.AsNumber(arg, "number")
			*numbers[0] = int(number)
			numbers = numbers[1:]
		case arg.Type() == safejs.TypeBoolean:
			e.on, _ = bridge.AsBool(arg, "truth")
		}
	}
	return e
}
