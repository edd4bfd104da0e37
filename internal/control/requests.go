package control

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// requestedOnceIn is how often a request of one kind is told at most. Who sends it is not known,
// so it cannot be limited by person.
const requestedOnceIn = time.Minute

// requestable are the devices that one can be asked to turn on.
var requestable = [...]meeting.Flags{meeting.AudioOn, meeting.VideoOn}

// requests knows when oneself was asked last.
type requests struct {
	told [len(requestable)]struct {
		at   time.Duration
		ever bool
	}
}

// take brings a state's requests up to date, and returns what is to be told of those that came.
func (r *requests) take(s *meeting.State, events []Event, now time.Duration) (told meeting.Flags) {
	var came meeting.Flags
	for i := range events {
		came |= events[i].Device
	}
	for i, device := range requestable {
		last := &r.told[i]
		switch {
		case s.Room.State != meeting.RoomJoined, s.Self.Flags.Has(device), !s.Self.MayTurnOn(device):
			s.Requested &^= device
		case came.Has(device) && (!last.ever || now-last.at >= requestedOnceIn):
			last.at, last.ever = now, true
			s.Requested |= device
			told |= device
		}
	}
	return told
}

// Decline answers the request to turn a device on with no. It may have been answered before.
func (c *Controller) Decline(device meeting.Flags) {
	c.afterReading(func() {
		if state := *c.State(); !c.closed && state.Requested&device != 0 {
			state.Requested &^= device
			c.publish(state, "", sinceStart())
		}
	})
	c.deliver()
}

// Accept turns a device of one's own on, as others have asked, and returns when it is on, or with a
// *meeting.Error. The browser may ask the person first, for as long as they like; stop ends the
// wait.
func (c *Controller) Accept(stop <-chan struct{}, device meeting.Flags) error {
	c.catchUp()
	state := c.State()
	spec := action.Spec{Permission: meeting.RequestProduceAudio, Needs: action.NeedsJoined}
	if device == meeting.VideoOn {
		spec.Permission = meeting.RequestProduceVideo
	}
	reason := roomReason(state, spec.Needs)
	if reason == "" && !state.Self.MayTurnOn(device) {
		reason = meeting.ReasonPermission
	}
	switch {
	case reason != "":
		return notAllowed(&spec, refusalOf(state, &spec, "", reason))
	case state.Self.Flags.Has(device):
		return nil
	}
	if err := c.port.TurnOn(stop, device); err != nil {
		return err
	}
	c.catchUp()
	if !c.State().Self.Flags.Has(device) {
		return &meeting.Error{Reason: meeting.ReasonFailed, Code: meeting.ReasonFailed.Code(),
			Message: "the device did not go on: the browser or the person may not have allowed it"}
	}
	return nil
}
