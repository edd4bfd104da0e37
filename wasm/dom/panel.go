//go:build js && wasm

package dom

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/view"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Controls are what a panel needs of a controller, or of host controls: the methods of
// these names. They are functions and no interface, because an interface would make the
// module carry everything their types lead to (20 KB).
type Controls struct {
	// State returns the meeting as last seen.
	State func() *meeting.State
	// Start begins a command, once the delay is over, without waiting for its end. callOff gives it
	// up: what is held back is not sent, and of several no more is.
	Start func(command meeting.Command, delay time.Duration) (callOff func(), err error)
	// Subscribe calls receive with each change until cancel is called.
	Subscribe func(receive func(meeting.Update)) (cancel func())
	// Accept turns a device on, as others ask of oneself, and waits until that is done. It is nil when the panel
	// is to show nothing of that.
	Accept func(stop <-chan struct{}, device meeting.Flags) error
	// Decline answers what others ask of oneself with no.
	Decline func(device meeting.Flags)
	// SetPolicy switches a policy on, EndPolicy off, and FormerPolicies those on again that were on
	// before the page was loaded anew, or has them forgotten.
	SetPolicy      func(meeting.PolicySetting) error
	EndPolicy      func(meeting.Policy)
	FormerPolicies func(again bool)
	// Journal has what was done before, unless it is nil.
	Journal func(since int) []meeting.JournalEntry
	// HoldBack is how long a removal, and the end for everybody, can still be called off.
	HoldBack time.Duration
	// TypeFrom is from how many people on a word has to be typed before everybody, or everybody
	// else, is removed; zero for never.
	TypeFrom int
	// Hidden are the names of the sections that the panel is not to have, with spaces between them.
	Hidden string
}

// Panel is the panel of one controller in one place of the page. Its methods may
// be called from any goroutine and from inside callbacks; none waits.
type Panel struct {
	controls Controls
	scope    *bridge.Scope
	// The applier's functions of these names.
	wakeUp, wakeAfter, apply safejs.Value

	mu     sync.Mutex // never held while a command is started or JavaScript is called
	closed bool
	awake  bool // the applier is there, and in a page that is painted
	screen *view.Screen
	shown  view.Panel
	due    time.Duration   // when the applier will ask next by itself, zero for never
	state  *meeting.State  // the last one, which the screen may not have taken in yet
	ended  []meeting.Ended // likewise
	// knocked and asked are those who began to wait to be let in, and for the stage, which the
	// screen may not have taken in yet.
	knocked, asked []meeting.ParticipantID
	requested      meeting.Flags // of oneself, likewise
	// callOff has what calls off the panel's commands that are held back, or on several.
	callOff map[meeting.Key]func()
	yielded []meeting.Yield // likewise
	// returned are those who are back that were removed, likewise.
	returned []meeting.Removed
}

// Open shows a panel. createApplier is the function of that
// name in applier.js with everything filled in but the way back: it takes send,
// puts the panel into the page and returns { wake, wakeAfter, apply, close }. The panel ends with
// Close, or with parent. An error is what createApplier threw.
func Open(parent *bridge.Scope, controls Controls, createApplier safejs.Value) (*Panel, error) {
	state := controls.State()
	p := &Panel{
		controls: controls,
		scope:    parent.Child(),
		screen:   view.NewScreen(),
		state:    state,
		callOff:  map[meeting.Key]func(){},
	}
	p.screen.HoldBack, p.screen.TypeFrom = controls.HoldBack, controls.TypeFrom
	p.screen.Hide(controls.Hidden)
	if controls.Journal != nil {
		p.screen.Recall(controls.Journal(0))
	}
	if controls.Accept == nil {
		p.screen.IgnoreRequests()
	}
	p.scope.OnClose(p.end)
	send, _, err := p.scope.Func(p.receive)
	var applier safejs.Value
	if err == nil {
		applier, err = bridge.Invoke(createApplier, send)
	}
	if err == nil {
		p.wakeUp, err = bridge.Get(applier, "wake")
	}
	if err == nil {
		p.wakeAfter, err = bridge.Get(applier, "wakeAfter")
	}
	if err == nil {
		p.apply, err = bridge.Get(applier, "apply")
	}
	if err != nil {
		p.Close()
		return nil, err
	}
	p.scope.OnClose(func() { bridge.Call(applier, "close") }) // ours; it does not throw
	p.scope.OnClose(controls.Subscribe(p.update))
	p.catchUp(state)
	return p, nil
}

// catchUp has the applier ask again with the next frame, unless it has shown all while it
// was made: since state something has changed, or something will be due.
func (p *Panel) catchUp(state *meeting.State) {
	p.mu.Lock()
	now := p.controls.State()
	if now != state {
		p.state = now
	}
	complete := now == state && p.due == 0
	p.mu.Unlock()
	if !complete {
		p.wake()
	}
}

// Close takes the panel out of the page. It may be called again.
func (p *Panel) Close() { p.scope.Close() }

func (p *Panel) end() {
	p.mu.Lock()
	p.closed = true
	held := p.callOff
	p.callOff = nil
	p.mu.Unlock()
	for _, callOff := range held {
		callOff()
	}
}

// Speak shows for a while that somebody speaks.
func (p *Panel) Speak(id meeting.ParticipantID) {
	p.mu.Lock()
	p.screen.Speak(id, now())
	p.mu.Unlock()
	p.wake()
}

// update is told by the controls that something has changed, which in a page that is
// painted is once for each frame at most.
func (p *Panel) update(update meeting.Update) {
	p.mu.Lock()
	p.state = update.State
	p.ended = append(p.ended, update.Ended...)
	p.knocked = append(p.knocked, update.Knocked...)
	p.asked = append(p.asked, update.Asked...)
	p.requested |= update.Requested
	p.yielded = append(p.yielded, update.Yielded...)
	p.returned = append(p.returned, update.Returned...)
	for i := range update.Ended {
		delete(p.callOff, update.Ended[i].Command.Key())
	}
	awake := p.awake
	p.mu.Unlock()
	if !awake {
		return // the applier asks when it wakes up
	}
	if changes := p.changes(true); changes != nil {
		bridge.Invoke(p.apply, string(changes)) // ours; it does not throw
	}
}

// wake has the applier ask for the changes with the next animation frame.
func (p *Panel) wake() { bridge.Invoke(p.wakeUp) } // ours; it does not throw

// receive is send: the person did something, a frame is about to be painted, or something is due.
func (p *Panel) receive(args []safejs.Value) any {
	event := readEvent(args)
	if event.kind == "names" {
		return p.names(event.on)
	}
	if act := p.handle(event); act != nil {
		act()
	}
	changes := p.changes(event.kind != "look")
	if changes == nil {
		return nil
	}
	return string(changes)
}

// names returns the names whose order the applier is to tell.
func (p *Panel) names(all bool) string {
	p.mu.Lock()
	names := p.screen.Names(all)
	p.mu.Unlock()
	return names
}

// handle takes an event in and returns what is to be done, nil for nothing.
func (p *Panel) handle(e event) (act func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := now()
	p.fold(at)
	switch e.kind {
	case "paint":
		p.awake, p.due = true, 0
		if e.count > 0 { // the first time: the rows that are likely to be visible
			p.screen.List(e.text).Look(e.first, e.count)
		}
	case "sleep":
		p.awake = false
	case "policy":
		if setting, on, do := p.screen.Policy(meeting.Policy(e.text), at); do && on {
			return p.setting(setting)
		} else if do {
			return func() { p.controls.EndPolicy(setting.Policy) }
		}
	case "former":
		return func() { p.controls.FormerPolicies(e.text == "again") }
	case "returned":
		command, perform, setting, keepOut := p.screen.AnswerReturn(e.text, at)
		if keepOut {
			return p.setting(setting)
		}
		return p.doing(command, perform)
	case "speaker":
		p.screen.Speaker(at)
	case "chat":
		p.screen.Chat(e.text)
	case "tools":
		p.screen.Tools(e.on)
	case "poll":
		return p.doing(p.screen.BeginPoll(e.text, e.id, e.first, at))
	case "arrange":
		p.screen.Arrange(e.text)
	case "press":
		if e.text == string(meeting.Floor) {
			if setting, do := p.screen.Floor(meeting.ParticipantID(e.id), at); do {
				return p.setting(setting)
			}
			return nil
		}
		return p.doing(p.screen.Press(meeting.Action(e.text), meeting.ParticipantID(e.id), at))
	case "locks":
		return p.doing(p.screen.Lock(meeting.Lockable(e.text), at))
	case "confirm":
		if command, now := p.screen.Confirm(); now {
			return p.answering(command, p.screen.Hold(command))
		}
	case "cancel":
		p.screen.Cancel()
	case "choose":
		p.screen.Choose(e.text, e.first)
	case "back":
		if command, now := p.screen.SetBack(); now {
			return p.answering(command, 0)
		}
	case "undo":
		return p.doing(p.screen.Undo())
	case "select":
		p.screen.Select(e.text, meeting.ParticipantID(e.id))
	case "many":
		return p.doing(p.screen.PressMany(meeting.Action(e.text), at))
	case "mute":
		return p.doing(p.screen.Mute(e.text, at))
	case "stop":
		running := p.screen.Selection().Running()
		return p.callingOff(running.Key())
	case "again":
		return p.doing(p.screen.Again())
	case "list":
		p.screen.ListRows()
	case "callOff":
		number, _ := strconv.Atoi(e.text)
		key, _ := p.screen.CallOff(number, at)
		return p.callingOff(key)
	case "accept":
		if device := meeting.RequestedDevice(e.text); p.screen.Accept(device) {
			return func() { p.scope.Go(func() { p.accept(device) }) }
		}
	case "decline":
		return func() { p.controls.Decline(meeting.RequestedDevice(e.text)) }
	case "dismiss":
		p.screen.Dismiss()
	case "rooms":
		if e.on {
			p.screen.Rooms().Open("")
		} else {
			p.screen.Rooms().Close()
		}
	case "moveTo":
		return p.doing(p.screen.MoveTo(e.text, at))
	case "goTo":
		return p.doing(p.screen.GoTo(e.text, at))
	case "createRooms":
		return p.doing(p.screen.CreateRooms(strings.Split(e.text, "\n"), at))
	case "search":
		p.screen.Search(e.text, e.on, at)
	case "suggest":
		p.screen.Suggest(e.text, e.first)
	case "look":
		p.screen.List(e.text).Look(e.first, e.count)
	case "order":
		p.screen.Sort(e.text, e.on)
	case "aim":
		p.screen.List(e.text).Aim(e.on)
	case "active":
		p.screen.List(e.text).Activate(meeting.ParticipantID(e.id))
	case "move":
		p.screen.List(e.text).Move(e.first)
	}
	return nil
}

// doing is what performs a command, if it is to be.
func (p *Panel) doing(command meeting.Command, now bool) func() {
	if !now {
		return nil
	}
	return func() { p.perform(command, 0) }
}

// setting is what switches a policy on.
func (p *Panel) setting(setting meeting.PolicySetting) func() {
	return func() {
		if refusal, ok := p.controls.SetPolicy(setting).(*meeting.Error); ok {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.screen.PolicyRefused(refusal, now())
		}
	}
}

// answering is what performs the command that a question was answered with, and what belongs to it.
func (p *Panel) answering(command meeting.Command, delay time.Duration) func() {
	also := p.screen.Also()
	return func() {
		p.perform(command, delay)
		for _, other := range also {
			p.perform(other, 0)
		}
	}
}

// callingOff is what calls a command off, nil when it no longer can be.
func (p *Panel) callingOff(key meeting.Key) func() {
	callOff := p.callOff[key]
	delete(p.callOff, key)
	return callOff
}

// perform starts a command; how it ends comes with an update.
func (p *Panel) perform(command meeting.Command, delay time.Duration) {
	callOff, err := p.controls.Start(command, delay)
	p.mu.Lock()
	defer p.mu.Unlock()
	if refusal, ok := err.(*meeting.Error); ok {
		p.screen.Refused(command, refusal, now())
	} else if (delay > 0 || len(command.Targets) > 1) && !p.closed && p.controls.State().IsPending(command) {
		p.callOff[command.Key()] = callOff
	}
}

// accept does what others ask of oneself.
func (p *Panel) accept(device meeting.Flags) {
	stop, release, _ := p.scope.Stop(safejs.Undefined()) // without a signal there is no error
	defer release()
	failure, _ := p.controls.Accept(stop, device).(*meeting.Error)
	p.mu.Lock()
	p.screen.Accepted(device, failure, now())
	p.mu.Unlock()
	p.wake()
}

// changes returns what has to change on the page, nil for nothing, and has the applier
// ask again when something is due by then. While the page is laid out nothing expires: what comes
// and goes then has it laid out once more.
func (p *Panel) changes(expire bool) []byte {
	changes, again := p.look(now(), expire)
	if again != 0 {
		bridge.Invoke(p.wakeAfter, int(again/time.Millisecond)+1) // ours; it does not throw
	}
	return changes
}

// look returns what has to change on the page, and after what time it has to be looked
// again: zero for never, or when that is known.
func (p *Panel) look(at time.Duration, expire bool) (changes []byte, again time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, 0
	}
	p.fold(at)
	if expire {
		due := p.screen.Expire(at)
		if due != 0 && due != p.due {
			again = max(1, due-at)
		}
		p.due = due
	}
	panel := p.screen.Panel()
	changes = view.Diff(&p.shown, &panel)
	p.shown = panel
	return changes, again
}

// fold brings the screen up to date.
func (p *Panel) fold(at time.Duration) {
	if p.state == nil {
		return
	}
	p.screen.Update(p.state, p.ended, at)
	p.screen.Knock(p.knocked, at)
	p.screen.Ask(p.asked, at)
	p.screen.Request(p.requested)
	p.screen.Yield(p.yielded, at)
	p.screen.Return(p.returned, at)
	p.state, p.ended, p.knocked, p.asked, p.requested, p.yielded, p.returned = nil, nil, nil, nil, 0, nil, nil
}

var start = time.Now()

// now is the time by which screens count. It is never zero.
func now() time.Duration { return time.Since(start) + 1 }
