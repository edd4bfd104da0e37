package control

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// requestedOnceIn is how often a request of one kind is told at most. Who sends it is not known,
// so it cannot be limited by person.
const requestedOnceIn = time.Minute

// turnsOnWithin is how long a device may take to be seen on once the SDK's call has resolved. The
// SDK resolves when it is on, or when the browser did not allow it (SDK 2.0.2).
const turnsOnWithin = 2 * time.Second

// requests knows when others asked oneself for something.
type requests struct {
	told map[meeting.Request]time.Duration
}

// take brings a state's requests up to date, and returns what is to be told of those that came.
func (r *requests) take(s *meeting.State, events []Event, now time.Duration) (told []meeting.Request) {
	s.Requests = slices.DeleteFunc(slices.Clone(s.Requests), func(request meeting.Request) bool { return !toDo(s, request) })
	for _, event := range events {
		request := event.Request
		if event.Kind != Requested || !toDo(s, request) {
			continue
		}
		if before, found := r.told[request]; found && now-before < requestedOnceIn {
			continue
		}
		if r.told == nil {
			r.told = map[meeting.Request]time.Duration{}
		}
		r.told[request] = now
		told = append(told, request)
		if !slices.Contains(s.Requests, request) {
			s.Requests = append(s.Requests, request)
		}
	}
	return told
}

// toDo tells that one may do what is asked, and has not done it.
func toDo(s *meeting.State, request meeting.Request) bool {
	device := request.Device()
	return device != 0 && s.Room.State == meeting.RoomJoined && !s.Self.Flags.Has(device) && request.MayDo(&s.Self)
}

// Decline answers a request with no. It may have been answered before.
func (c *Controller) Decline(request meeting.Request) {
	c.afterReading(func() {
		state := *c.State()
		if c.closed || !slices.Contains(state.Requests, request) {
			return
		}
		state.Requests = slices.DeleteFunc(slices.Clone(state.Requests), func(other meeting.Request) bool { return other == request })
		c.publish(state, "", sinceStart())
	})
	c.deliver()
}

// Accept does what a request asks for: it turns a device of one's own on, and returns when that is
// seen, or with a *meeting.Error. The browser may ask the person first, for as long as they like;
// stop ends the wait.
func (c *Controller) Accept(stop <-chan struct{}, request meeting.Request) error {
	if request.Device() == 0 {
		return badInput("", "there is no request \""+string(request)+"\"")
	}
	on := make(chan struct{}, 1)
	defer c.Subscribe(func(update meeting.Update) {
		if update.State.Self.Flags.Has(request.Device()) {
			select {
			case on <- struct{}{}:
			default:
			}
		}
	})()
	c.catchUp()
	if refused := c.mayAccept(request); refused != nil {
		return refused
	}
	if c.State().Self.Flags.Has(request.Device()) {
		return nil
	}
	over, answer := make(chan struct{}), make(chan error, 1)
	defer close(over)
	go func() { answer <- c.port.TurnOn(over, request) }()
	tooLate := make(chan struct{})
	for {
		select {
		case <-on:
			return nil
		case err := <-answer:
			if err != nil {
				return err
			}
			c.catchUp()
			// A channel of times would bring their formatting into the module.
			defer time.AfterFunc(turnsOnWithin, func() { close(tooLate) }).Stop()
		case <-tooLate:
			return &meeting.Error{Reason: meeting.ReasonFailed, Code: meeting.ReasonFailed.Code(),
				Message: "the device did not go on: the browser or the person may not have allowed it"}
		case <-stop:
			return aborted("", nil)
		case <-c.ended:
			return closedError("")
		}
	}
}

// mayAccept says what stands against doing what a request asks for, nil for nothing.
func (c *Controller) mayAccept(request meeting.Request) *meeting.Error {
	if broken := c.Broken(); broken != nil {
		return broken
	}
	state := c.State()
	reason, field := roomReason(state, action.NeedsJoined), ""
	if reason == "" && !request.MayDo(&state.Self) {
		reason, field = meeting.ReasonPermission, request.Permission().PresetField()
	}
	if reason == "" {
		return nil
	}
	return &meeting.Error{Reason: reason, Code: reason.Code(), Permission: field, Message: meeting.MessageOf(reason, field).Text()}
}
