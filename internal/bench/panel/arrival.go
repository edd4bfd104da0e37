package panel

import (
	"errors"
	"os"
	"path/filepath"
)

// arrivingAmong is how many others there are when somebody arrives.
const arrivingAmong = 100

// arrive opens the page of a contestant twice, the second time with what the browser
// has kept of the first.
func (c *contest) arrive(who string, over line) (err error) {
	meeting, _, err := c.meeting(arrivingAmong)
	if err != nil {
		return err
	}
	t, err := c.rig.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	if err := t.use(over); err != nil {
		return err
	}
	for _, visit := range []string{"first", "second"} {
		pass, err := c.pass(meeting)
		if err != nil {
			return err
		}
		if err := t.navigate(c.rig.url + "/bench/"); err != nil {
			return err
		}
		arrival, err := eval[struct{ Init, Join, Joined, Usable float64 }](t, "arrive", who, pass, arrivingAmong+1)
		if err != nil {
			return err
		}
		add := func(row string, value float64) {
			c.figures.add(figure{over.name + " line, " + visit + " visit: " + row, "ms", arrivingAmong, who}, value)
		}
		add("joined", arrival.Joined)
		add("join()", arrival.Join)
		add("init() and join()", arrival.Init+arrival.Join)
		if who == nobody {
			continue
		}
		add("usable", arrival.Usable)
		add("usable after joined", arrival.Usable-arrival.Joined)
		if over.speed == 0 && visit == "first" {
			if err := c.weighCode(t, who); err != nil {
				return err
			}
		}
	}
	return nil
}

// weighCode tells what a contestant's code weighs and how it travels.
func (c *contest) weighCode(t *tab, who string) error {
	code, err := eval[struct{ Requests, Raw, Gzip, Brotli float64 }](t, "code")
	add := func(row, unit string, value float64) { c.figures.add(figure{row, unit, 0, who}, value) }
	add("code: requests", "count", code.Requests)
	add("code: raw", "bytes", code.Raw)
	add("code: gzip", "bytes", code.Gzip)
	add("code: brotli", "bytes", code.Brotli)
	if err != nil || who != gavel {
		return err
	}
	module, err := os.Stat(filepath.Join(c.rig.folder, "contestants/gavel/gavel.wasm.br"))
	if err != nil {
		return err
	}
	add("code: gavel.wasm, brotli", "bytes", float64(module.Size()))
	return nil
}
