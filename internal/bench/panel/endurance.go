package panel

import "fmt"

// marks is how often the memory is looked at over all events.
const marks = 10

// endure has microphones switched many times, and tells how the memory goes.
func (c *contest) endure(events int) error {
	for _, who := range []string{plain, gavel} {
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
		half := "first"
		if mark >= marks/2 {
			half = "second"
		}
		t.add(fmt.Sprintf("%d events, %s half: JavaScript heap", events, half), "MB", now.heap/1e6)
		if t.who == gavel {
			t.add(fmt.Sprintf("%d events, %s half: WebAssembly memory", events, half), "MB", wasm/1e6)
		}
	}
	return nil
}

// switchAll switches microphones off and on again, everybody's in turn.
func (t *turn) switchAll(count int) error {
	for range count / (2 * len(t.bots)) {
		for _, on := range []bool{false, true} {
			for _, bot := range t.bots {
				if err := t.switchMicrophone(bot.ID, on); err != nil {
					return err
				}
			}
		}
	}
	return t.tab.do("untilMicrophones", len(t.bots))
}
