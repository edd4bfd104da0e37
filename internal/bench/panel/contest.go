package panel

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// contest lets everybody do the same and takes down what it cost.
type contest struct {
	rig      *rig
	figures  *figures
	progress io.Writer
	meetings int
}

func (c *contest) run(o Options) error {
	for round := range o.Rounds {
		c.figures.nextRound()
		for _, size := range o.Sizes {
			c.tell("round %d of %d: a meeting of %d", round+1, o.Rounds, size)
			if err := c.meet(size, round); err != nil {
				return fmt.Errorf("a meeting of %d: %w", size, err)
			}
		}
		if !o.Lines {
			continue
		}
		for _, l := range lines {
			c.tell("round %d of %d: arrivals, %s line", round+1, o.Rounds, l.name)
			for _, name := range rotated(order(0), round) {
				if err := c.arrive(name, l); err != nil {
					return fmt.Errorf("arrival of %s, %s line: %w", name, l.name, err)
				}
			}
		}
	}
	if o.Events == 0 {
		return nil
	}
	c.tell("memory over %d events", o.Events)
	return c.endure(o.Events)
}

func (c *contest) tell(format string, args ...any) { fmt.Fprintf(c.progress, format+"\n", args...) }

// order is who comes when in a round. The two that are compared most closely take
// turns at being first. The vendor's elements leave listeners behind that would cost
// whoever comes after, so they come last.
func order(round int) []string {
	if round%2 == 0 {
		return []string{nobody, plain, gavel, vendor}
	}
	return []string{nobody, gavel, plain, vendor}
}

// rotated has somebody else come first in each round, where everybody has a page of
// their own.
func rotated(all []string, round int) []string {
	first := round % len(all)
	return slices.Concat(all[first:], all[:first])
}

// meeting makes a new meeting with bots in it, microphones on, and opens a page that
// may join it as its host.
func (c *contest) meeting(bots int) (name string, added []roomclient.Bot, err error) {
	c.meetings++
	name = fmt.Sprintf("bench-%d", c.meetings)
	added, err = c.rig.api.AddBots(c.rig.browser, roomclient.Bots{Meeting: name, Count: bots, Audio: true})
	return name, added, err
}

// pass is what the SDK's init wants.
func (c *contest) pass(meeting string) (map[string]string, error) {
	token, err := c.rig.api.Token(c.rig.browser, roomclient.Who{Meeting: meeting, Name: "Host", Preset: "host"})
	return map[string]string{"authToken": token, "baseURI": localroom.BaseURI}, err
}

func (c *contest) openPage() (*tab, error) {
	t, err := c.rig.open()
	if err != nil {
		return nil, err
	}
	return t, t.navigate(c.rig.url + "/bench/")
}

// host joins a new meeting of so many bots as its host, on a page of its own, and
// runs play there. The turn has no contestant yet.
func (c *contest) host(size int, play func(turn) error) (err error) {
	name, bots, err := c.meeting(size)
	if err != nil {
		return err
	}
	pass, err := c.pass(name)
	if err != nil {
		return err
	}
	t, err := c.openPage()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	if err := t.do("join", pass); err != nil {
		return err
	}
	if err := t.do("untilPeople", size); err != nil {
		return err
	}
	return play(turn{contest: c, tab: t, meeting: name, bots: bots, size: size})
}

// meet has everybody show one meeting, one after the other, on one page.
func (c *contest) meet(size, round int) error {
	return c.host(size, func(turn turn) error {
		for _, turn.who = range order(round) {
			if err := turn.play(); err != nil {
				return fmt.Errorf("%s: %w", turn.who, err)
			}
		}
		return nil
	})
}

// turn is one contestant's in a meeting.
type turn struct {
	*contest
	tab     *tab
	meeting string
	bots    []roomclient.Bot
	who     string
	size    int
}

func (t *turn) add(row, unit string, values ...float64) {
	t.figures.add(figure{row, unit, t.size, t.who}, values...)
}

// big and crowded meetings have more to tell and take longer.
const (
	smallest = 10
	crowded  = 1000
)

func (t *turn) play() error {
	if err := t.load(); err != nil {
		return err
	}
	before, err := t.holding()
	if err != nil {
		return err
	}
	steps := []func() error{t.roster, t.updates}
	if t.who != nobody {
		steps = append(steps, t.latency) // before t.weigh, whose collecting of all garbage has the browser forget compiled code
	}
	steps = append(steps, t.weigh(before))
	if t.who != nobody {
		steps = append(steps, t.searches, t.scrolling)
	}
	if t.size <= crowded {
		steps = append(steps, t.mutes)
	}
	if t.size == crowded {
		steps = append(steps, t.joins)
	}
	if t.who == gavel || t.who == plain {
		steps = append(steps, t.press) // late, for what it begins does not end
	}
	steps = append(steps, t.closing(before))
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// load has the contestant's code loaded, and waits until the page is idle: what is made
// ready before there is something to show is paid for here.
func (t *turn) load() error {
	cpu, _, err := t.tab.spent(func() error {
		return errors.Join(t.tab.do("choose", t.who, t.size), t.untilIdle())
	})
	if t.who != nobody {
		t.add("loaded and made ready, main thread", "ms CPU", ms(cpu))
	}
	return err
}

// calm is what the page may take, at most, while it has nothing to do for ten frames. It is
// idle when it was calm so often in a row: 1.3 s, for Gavel pauses for one.
const (
	calm       = 15 * time.Millisecond
	calmInARow = 8
)

func (t *turn) untilIdle() error {
	for inARow := 0; inARow < calmInARow; {
		cpu, _, err := t.tab.spent(func() error { return t.tab.do("idle") })
		if err != nil {
			return err
		}
		if cpu < calm {
			inARow++
		} else {
			inARow = 0
		}
	}
	return nil
}

func (t *turn) roster() error {
	var shown float64
	cpu, script, err := t.tab.spent(func() (err error) {
		shown, err = eval[float64](t.tab, "show", t.size+1)
		return err
	})
	t.add("first roster, until painted", "ms", shown)
	t.add("first roster, script", "ms CPU", ms(script))
	t.add("first roster, main thread", "ms CPU", ms(cpu))
	return err
}

// eventsAtATime are switched one after the other, each in a frame of its own.
const (
	eventsAtATime = 60
	eventSpacing  = 20 * time.Millisecond
)

// updates switches microphones of people who are to be seen.
func (t *turn) updates() error {
	cpu, script, err := t.tab.spent(func() error { return t.toggle(eventsAtATime) })
	t.add("one update on screen, script", "ms CPU", ms(script)/eventsAtATime)
	t.add("one update on screen, main thread", "ms CPU", ms(cpu)/eventsAtATime)
	return err
}

// toggle switches the microphones of people on screen off and on again, count in all.
func (t *turn) toggle(count int) error {
	ids, err := t.onScreen()
	if err != nil {
		return err
	}
	ids = ids[:min(len(ids), count/2)]
	tick := time.NewTicker(eventSpacing)
	defer tick.Stop()
	off := 0
	for i := range count {
		<-tick.C
		on := i/len(ids)%2 == 1
		if err := t.switchMicrophone(ids[i%len(ids)], on); err != nil {
			return err
		}
		if on {
			off--
		} else {
			off++
		}
	}
	if err := t.tab.do("untilMicrophones", t.size-off); err != nil {
		return err
	}
	if off > 0 {
		if err := t.switchMicrophones(ids, true); err != nil {
			return err
		}
	}
	return t.tab.do("untilMicrophones", t.size)
}

func (t *turn) onScreen() ([]string, error) {
	if t.who == nobody {
		ids, err := eval[[]string](t.tab, "ids")
		return ids[:min(len(ids), smallest)], err
	}
	ids, err := eval[[]string](t.tab, "visible")
	return ids[:min(len(ids), smallest)], err
}

func (t *turn) switchMicrophone(id string, on bool) error {
	_, err := t.rig.api.ChangeBot(t.rig.browser, id, map[string]any{"audio": on})
	return err
}

func (t *turn) botIDs() []string {
	ids := make([]string, len(t.bots))
	for i, bot := range t.bots {
		ids[i] = bot.ID
	}
	return ids
}

// switchMicrophones switches several, four at a time; one that is so already stays so.
func (t *turn) switchMicrophones(ids []string, on bool) error {
	errs := make(chan error)
	batches := slices.Collect(slices.Chunk(ids, max(1, len(ids)/4)))
	for _, batch := range batches {
		go func() {
			var problems []error
			for _, id := range batch {
				problems = append(problems, t.switchMicrophone(id, on))
			}
			errs <- errors.Join(problems...)
		}()
	}
	var problems []error
	for range batches {
		problems = append(problems, <-errs)
	}
	return errors.Join(problems...)
}

const (
	untilDrawn = "one update on screen, until drawn"
	latencies  = 100 // enough to tell the slowest of a hundred
)

// latency times updates from the SDK's event to the change of the row.
func (t *turn) latency() error {
	ids, err := t.onScreen()
	if err != nil {
		return err
	}
	id := ids[0]
	watched := make(chan error, 1)
	go func() {
		times, err := eval[[]float64](t.tab, "watchMicrophone", id, latencies)
		if err == nil {
			t.add(untilDrawn, "ms", times...)
			t.add(untilDrawn+", 99th percentile", "ms", quantile(times, 0.99))
		}
		watched <- err
	}()
	if err := t.tab.do("painted"); err != nil {
		return err
	}
	tick := time.NewTicker(2 * eventSpacing)
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case err := <-watched:
			return errors.Join(err, t.switchMicrophone(id, true), t.tab.do("untilMicrophones", t.size))
		case <-tick.C:
			if err := t.switchMicrophone(id, i%2 == 1); err != nil {
				return err
			}
		}
	}
}

// searches types names of people who are there in a meeting of any size.
func (t *turn) searches() error {
	for _, query := range []string{"ami", "chiara", "ign", "fatoum", "hina"} {
		var painted float64
		cpu, _, err := t.tab.spent(func() (err error) {
			painted, err = eval[float64](t.tab, "search", query)
			return err
		})
		if err != nil {
			return err
		}
		t.add("search keystroke, until painted", "ms", painted)
		t.add("search keystroke, main thread", "ms CPU", ms(cpu))
	}
	return t.tab.do("endSearch", t.size+1)
}

const frame = 1000.0 / 60

func (t *turn) scrolling() error {
	const frames = 60
	var times []float64
	cpu, _, err := t.tab.spent(func() (err error) {
		times, err = eval[[]float64](t.tab, "scroll", frames)
		return err
	})
	if err != nil {
		return err
	}
	late := 0.0
	for _, time := range times {
		if time > 1.5*frame {
			late++
		}
	}
	t.add("scrolling, main thread per frame", "ms CPU", ms(cpu)/frames)
	t.add("scrolling, frames that came late", "of 60", late)
	return nil
}

func (t *turn) press() error {
	ids, err := t.onScreen()
	if err != nil {
		return err
	}
	for _, id := range ids[:3] {
		called, err := eval[float64](t.tab, "press", id)
		if err != nil {
			return err
		}
		t.add("click to the SDK's method", "ms", called)
	}
	return nil
}

// mutes has everybody muted at once, by oneself through the SDK.
func (t *turn) mutes() error {
	var longest blocks
	cpu, _, err := t.tab.spent(func() (err error) {
		longest, err = eval[blocks](t.tab, "blocksWhileMuting")
		return err
	})
	if err != nil {
		return err
	}
	t.add("everybody muted, main thread", "ms CPU", ms(cpu))
	t.addBlocks("everybody muted", longest)
	return errors.Join(t.switchMicrophones(t.botIDs(), true), t.tab.do("untilMicrophones", t.size))
}

// blocks is how long the main thread was not free, in ms: see blocks.js.
type blocks struct{ Turn, Task float64 }

func (t *turn) addBlocks(row string, longest blocks) {
	t.add(row+", longest block", "ms", longest.Turn)
	t.add(row+", longest task over 50 ms", "ms", longest.Task)
}

const arrivingAtOnce = 200

// joins has many people come at once, and go again: once for what it costs, and once
// more for how long it holds the page, because to watch that costs something too.
func (t *turn) joins() error {
	all := t.size + arrivingAtOnce
	var added []roomclient.Bot
	cpu, _, err := t.tab.spent(func() (err error) {
		added, err = t.come(func() error { return t.tab.do("untilPeople", all) })
		return err
	})
	if err := errors.Join(err, t.leave(added)); err != nil {
		return err
	}
	t.add("200 people join, main thread", "ms CPU", ms(cpu))

	watched := make(chan error, 1)
	go func() {
		longest, err := eval[blocks](t.tab, "blocksUntilPeople", all)
		t.addBlocks("200 people join", longest)
		watched <- err
	}()
	added, err = t.come(func() error { return <-watched })
	return errors.Join(err, t.leave(added))
}

func (t *turn) come(arrived func() error) ([]roomclient.Bot, error) {
	added, err := t.rig.api.AddBots(t.rig.browser, roomclient.Bots{Meeting: t.meeting, Count: arrivingAtOnce, Audio: true})
	return added, errors.Join(err, arrived())
}

func (t *turn) leave(bots []roomclient.Bot) error {
	for _, bot := range bots {
		if _, err := t.rig.api.ChangeBot(t.rig.browser, bot.ID, map[string]any{"leave": true}); err != nil {
			return err
		}
	}
	return t.tab.do("untilPeople", t.size)
}

// holding is what a page and its meeting hold.
type holding struct {
	meter
	onMeeting float64 // listeners
}

func (t *turn) holding() (holding, error) {
	now, err := t.tab.readSettled()
	if err != nil {
		return holding{}, err
	}
	onMeeting, err := eval[float64](t.tab, "listeners")
	return holding{now, onMeeting}, err
}

// addHeld takes down what is held now and was not before.
func (t *turn) addHeld(when string, before holding) error {
	now, err := t.holding()
	if err != nil {
		return err
	}
	t.add(when+": JavaScript heap", "MB", (now.heap-before.heap)/1e6)
	t.add(when+": nodes of the page", "count", now.nodes-before.nodes)
	t.add(when+": listeners on the page", "count", now.listeners-before.listeners)
	t.add(when+": listeners on the meeting", "count", now.onMeeting-before.onMeeting)
	return nil
}

// weigh tells what the panel keeps while it is shown.
func (t *turn) weigh(before holding) func() error {
	return func() error {
		if err := t.addHeld("shown", before); err != nil || t.who != gavel {
			return err
		}
		wasm, err := eval[float64](t.tab, "wasmBytes")
		t.add("shown: WebAssembly memory", "MB", wasm/1e6)
		return err
	}
}

// closing tells what is left when the panel was closed.
func (t *turn) closing(before holding) func() error {
	return func() error {
		if err := t.tab.do("close"); err != nil {
			return err
		}
		return t.addHeld("closed", before)
	}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
