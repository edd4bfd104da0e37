package meetingtest

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Server is how the server treats what the host sends.
type Server uint8

const (
	// Obey does it and says yes.
	Obey Server = iota
	// Refuse does nothing and says no, where it says anything.
	Refuse
	// Silent does nothing and says nothing.
	Silent
	// YesButNo says yes and does nothing.
	YesButNo
)

// serverTimeout is how long the SDK waits for the server (SDK 2.0.2).
const serverTimeout = 20 * time.Second

// SetServer says how the server treats what is sent from now on.
func (m *Memory) SetServer(server Server) { m.do(func() { m.server = server }) }

// SetDelay says how long effects take from now on; zero is at once.
func (m *Memory) SetDelay(delay time.Duration) { m.do(func() { m.delay = delay }) }

// Break makes the SDK throw err from now on; nil mends it.
func (m *Memory) Break(err error) { m.do(func() { m.broken = err }) }

// Stick makes the SDK's promises never settle from now on.
func (m *Memory) Stick() { m.do(func() { m.stuck = true }) }

// Sent returns the calls that reached the server.
func (m *Memory) Sent() []control.Call {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.sent)
}

// Call implements control.Meeting.
func (m *Memory) Call(stop <-chan struct{}, call control.Call) error {
	var wait time.Duration
	var answer error
	stuck := false
	m.do(func() {
		if answer = m.refuseLocally(stop, call); answer != nil {
			return
		}
		stuck = m.stuck
		server := m.server
		if m.room.Connection.Down() {
			server = Silent
		} else {
			m.sent = append(m.sent, call)
		}
		if server == Obey {
			m.later(call)
		}
		wait, answer = m.promise(call.Action, server)
	})
	if stuck {
		<-stop
		return stopped()
	}
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-stop:
			return stopped()
		}
	}
	return answer
}

// promise returns when and how the SDK's promise settles. Only the calls that
// turn devices off wait for the server.
func (m *Memory) promise(action meeting.Action, server Server) (time.Duration, error) {
	switch action {
	case meeting.DisableAudio, meeting.DisableVideo, meeting.DisableAllAudio, meeting.DisableAllVideo:
	default:
		return 0, nil
	}
	switch server {
	case Refuse:
		return m.delay, meeting.SDKError("1200", "the server refused", nil)
	case Silent:
		return serverTimeout, meeting.SDKError("1200", "the server did not answer", nil)
	}
	return m.delay, nil
}

// refuseLocally does what the port and the SDK check before they send.
func (m *Memory) refuseLocally(stop <-chan struct{}, call control.Call) error {
	select {
	case <-stop:
		return stopped()
	default:
	}
	spec, known := action.Of(call.Action)
	if !known {
		return &meeting.Error{Reason: meeting.ReasonUnsupported, Code: meeting.ReasonUnsupported.Code()}
	}
	var flags meeting.Flags
	if target, here := m.members[call.Target]; here {
		flags = target.flags
	} else if call.OnSelf {
		flags = m.selfNow.Flags
	} else if call.Target != "" && !spec.Waiting() {
		return meeting.SDKError("1204", "no such participant", nil)
	}
	switch {
	case call.Action == meeting.Unpin && !flags.Has(meeting.Pinned):
		return &meeting.Error{Reason: meeting.ReasonNotPinned, Code: meeting.ReasonNotPinned.Code()}
	case m.broken != nil:
		return m.broken
	case spec.Needs&action.NeedsMedia != 0 && !m.room.MediaJoined, spec.Needs&action.NeedsJoined != 0 && m.room.State.Over():
		return meeting.SDKError("1205", "not joined", nil)
	case spec.Waiting(): // the SDK checks no permission
	case !call.OnSelf && !m.selfNow.Permissions.Has(spec.Permission):
		return meeting.SDKError("1201", "permission denied", nil)
	}
	return nil
}

func stopped() error {
	return &meeting.Error{Reason: meeting.ReasonAborted, Code: meeting.ReasonAborted.Code(), Message: "nobody waits any more"}
}

// later has the call take effect after the delay.
func (m *Memory) later(call control.Call) {
	if m.delay == 0 {
		m.effect(call)
		return
	}
	m.timers = append(m.timers, time.AfterFunc(m.delay, func() {
		m.do(func() { m.effect(call) })
	}))
}

func (m *Memory) effect(call control.Call) {
	if m.room.State.Over() {
		return
	}
	switch call.Action {
	case meeting.DisableAudio:
		m.setFlag(call.Target, meeting.AudioOn, false)
	case meeting.DisableVideo:
		m.setFlag(call.Target, meeting.VideoOn, false)
	case meeting.DisableAllAudio:
		m.setAll(meeting.AudioOn)
	case meeting.DisableAllVideo:
		m.setAll(meeting.VideoOn)
	case meeting.Pin:
		m.pin(call.Target)
	case meeting.Unpin:
		m.pin("")
	case meeting.Kick:
		m.remove(call.Target)
	case meeting.KickAll:
		m.end(meeting.RoomEnded)
	case meeting.Leave:
		m.end(meeting.RoomLeft)
	case meeting.AcceptWaitingRoomRequest:
		m.letIn(call.Target)
	case meeting.RejectWaitingRoomRequest:
		m.waiting.take(call.Target)
	case meeting.AcceptAllWaitingRoomRequest:
		for _, person := range call.Each {
			m.letIn(person.ID)
		}
	case meeting.RejectAllWaitingRoomRequest:
		for _, person := range call.Each {
			m.waiting.take(person.ID)
		}
	}
}

func (m *Memory) setAll(flag meeting.Flags) {
	m.setFlag(m.selfNow.ID, flag, false)
	for _, id := range m.order {
		m.setFlag(id, flag, false)
	}
}
