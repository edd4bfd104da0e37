package panel

import (
	"errors"
	"fmt"
)

// marks is how often the memory is looked at over all events.
const marks = 10

// endure has microphones switched many times, and tells how the memory goes. The SDK
// keeps something of each event itself, so it is also measured alone.
func (c *contest) endure(events int) error {
	for _, who := range []string{nobody, plain, gavel} {
		if err := c.endureOne(who, events); err != nil {
			return fmt.Errorf("%s over %d events: %w", who, events, err)
		}
	}
	return nil
}

const enduring = 100

func (c *contest) endureOne(who string, events int) error {
	return c.host(enduring, func(turn turn) error {
		turn.who = who
		return turn.endure(events)
	})
}

func (t *turn) endure(events int) error {
	if err := t.tab.do("choose", t.who); err != nil {
		return err
	}
	if err := t.tab.do("show", t.size+1); err != nil {
		return err
	}
	t.add("memory curve: events", "count", float64(events))
	for mark := range marks {
		if err := t.switchAll(events / marks); err != nil {
			return err
		}
		now, err := t.tab.readSettled()
		if err != nil {
			return err
		}
		wasm, err := eval[float64](t.tab, "wasmBytes")
		if err != nil {
			return err
		}
		half := "memory curve, first half: "
		if mark >= marks/2 {
			half = "memory curve, second half: "
		}
		t.add(half+"JavaScript heap", "MB", now.heap/1e6)
		if t.who == gavel {
			t.add(half+"WebAssembly memory", "MB", wasm/1e6)
		}
	}
	return nil
}

// switchAll switches everybody's microphone off and on again, count times in all. The
// page takes each of the two in before the next, so that nothing piles up there.
func (t *turn) switchAll(count int) error {
	for range count / (2 * t.size) {
		if err := errors.Join(t.switchMicrophones(t.botIDs(), false), t.tab.do("untilMicrophones", 0)); err != nil {
			return err
		}
		if err := errors.Join(t.switchMicrophones(t.botIDs(), true), t.tab.do("untilMicrophones", t.size)); err != nil {
			return err
		}
	}
	return nil
}
