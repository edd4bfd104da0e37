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
	spec, _ := action.Of(call.Action)
	if stuck || spec.RefusedLater != "" && answer == nil {
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

// TurnOn implements control.Meeting.
func (m *Memory) TurnOn(stop <-chan struct{}, device meeting.Flags) error {
	var stuck bool
	var err error
	m.do(func() {
		stuck, err = m.stuck, m.broken
		if err == nil && !stuck && m.server == Obey { // otherwise the browser has not allowed it
			m.setFlag(m.selfNow.ID, device, true)
		}
	})
	if stuck {
		<-stop
		return stopped()
	}
	return err
}

// Send implements control.Meeting.
func (m *Memory) Send(call control.Call) {
	m.do(func() {
		if m.room.Connection.Down() {
			return
		}
		m.sent = append(m.sent, call)
		if m.server == Obey {
			m.effect(call)
		}
	})
}

// promise returns when and how the SDK's promise settles. Few calls wait for the server.
func (m *Memory) promise(name meeting.Action, server Server) (time.Duration, error) {
	code, waits := refusalCode(name)
	switch {
	case !waits:
		return 0, nil
	case server == Refuse:
		return m.delay, meeting.SDKError(code, "the server refused", nil)
	case server == Silent:
		return serverTimeout, meeting.SDKError(code, "the server did not answer", nil)
	}
	return m.delay, nil
}

// refusalCode is the code of a refusal of the server, for the calls that wait for it.
func refusalCode(name meeting.Action) (code string, waits bool) {
	spec, _ := action.Of(name)
	switch {
	case spec.Proof == action.ProofAudioOff || spec.Proof == action.ProofVideoOff:
		return "1200", true
	case spec.Object == action.Recording:
		return "1000", true
	case spec.Object == action.Livestream:
		return "1900", true
	}
	return "", name == meeting.StageKick || name == meeting.StageJoin || name == meeting.StageLeave
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
	} else if call.Target != "" && spec.Scope == action.OnParticipant || spec.Patches() && !m.anyHere(call.Each) {
		return meeting.SDKError("1204", "no such participant", nil)
	}
	denied, notJoined := "1201", "1205"
	switch spec.Object {
	case action.Stage:
		denied, notJoined = "2001", "2005"
	case action.Recording:
		denied = "1001"
	case action.Livestream:
		denied = "1901"
	}
	switch {
	case call.Action == meeting.Unpin && !flags.Has(meeting.Pinned):
		return &meeting.Error{Reason: meeting.ReasonNotPinned, Code: meeting.ReasonNotPinned.Code()}
	case m.broken != nil:
		return m.broken
	case spec.Needs&action.NeedsMedia != 0 && !m.room.MediaJoined, spec.Needs&action.NeedsJoined != 0 && m.room.State.Over():
		return meeting.SDKError(notJoined, "not joined", nil)
	case spec.Waiting() || spec.Patches(): // the SDK checks no permission
	case !call.OnSelf && !m.selfNow.Permissions.Has(spec.Permission):
		return meeting.SDKError(denied, "permission denied", nil)
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
	if call.Back {
		return // what is given back shows nothing
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
	case meeting.AskToUnmute, meeting.AskToStartVideo:
		// It is up to them.
	case meeting.Pin:
		m.pin(call.Target)
	case meeting.Unpin:
		m.pin("")
	case meeting.Kick, meeting.KickOthers:
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
	case meeting.StopScreenShare, meeting.StopAllScreenShares:
		for _, person := range call.Each {
			m.setFlag(person.ID, meeting.ScreenShareOn, false)
		}
	case meeting.UpdatePermissions, meeting.Lock, meeting.Unlock:
		m.patch(call.Each, *call.Permissions)
	case meeting.StageGrantAccess:
		m.moveOnStage(call.Each, meeting.AcceptedToJoinStage)
	case meeting.StageDenyAccess, meeting.StageKick:
		m.moveOnStage(call.Each, meeting.OffStage)
	case meeting.StageRequestAccess:
		m.setStage(m.selfNow.ID, meeting.RequestedToJoinStage)
	case meeting.StageJoin:
		m.setStage(m.selfNow.ID, meeting.OnStage)
	case meeting.StageCancelRequestAccess, meeting.StageLeave:
		m.setStage(m.selfNow.ID, meeting.OffStage)
	case meeting.RecordingStart, meeting.RecordingResume:
		m.record("RECORDING")
	case meeting.RecordingPause:
		m.record("PAUSED")
	case meeting.RecordingStop:
		m.record("IDLE")
	case meeting.LivestreamStart:
		m.livestream("LIVESTREAMING")
	case meeting.LivestreamStop:
		m.livestream("IDLE")
	case meeting.ConnectedMeetingsCreateMeetings:
		m.things.createMeetings(call.Titles)
	case meeting.ConnectedMeetingsMoveParticipants:
		for _, person := range call.Each {
			m.things.move(person.UserID, call.To)
		}
	case meeting.ConnectedMeetingsDeleteMeetings:
		for _, one := range call.Each {
			m.things.deleteMeeting(string(one.ID))
		}
	case meeting.ChatPin, meeting.ChatUnpin:
		m.things.pinMessage(call.Target, call.Action == meeting.ChatPin)
	case meeting.ChatDeleteMessage:
		m.things.deleteMessage(call.Target)
	case meeting.PollsCreate:
		m.things.polls, m.things.pollsNew = append(m.things.polls, meeting.Poll{ID: "poll", Question: call.Poll.Question, UserID: m.selfNow.UserID}), true
	case meeting.PluginsActivate, meeting.PluginsDeactivate:
		m.things.setPlugin(call.Target, call.Action == meeting.PluginsActivate)
	case meeting.MetaSpotlight:
		m.room.Spotlight, m.roomChanged = call.Spotlight.On, true
	}
}

func (m *Memory) anyHere(people []control.Person) bool {
	return slices.ContainsFunc(people, func(person control.Person) bool { return m.members[person.ID] != nil })
}

// patch turns the devices off that are taken from users, in all their sessions.
func (m *Memory) patch(users []control.Person, patch meeting.PermissionsPatch) {
	for key, device := range map[meeting.PatchKey]meeting.Flags{
		meeting.PatchMediaAudioCanProduce: meeting.AudioOn, meeting.PatchMediaVideoCanProduce: meeting.VideoOn, meeting.PatchMediaScreenshareCanProduce: meeting.ScreenShareOn,
	} {
		if patch[key] != meeting.PatchNotAllowed {
			continue
		}
		m.eachSession(users, func(id meeting.ParticipantID) { m.setFlag(id, device, false) })
	}
}

// moveOnStage moves all sessions of users.
func (m *Memory) moveOnStage(users []control.Person, to meeting.StageStatus) {
	m.eachSession(users, func(id meeting.ParticipantID) { m.setStage(id, to) })
}

func (m *Memory) eachSession(users []control.Person, do func(meeting.ParticipantID)) {
	for _, person := range users {
		for _, id := range m.order {
			if m.members[id].text.UserID == person.UserID {
				do(id)
			}
		}
	}
}

func (m *Memory) setAll(flag meeting.Flags) {
	m.setFlag(m.selfNow.ID, flag, false)
	for _, id := range m.order {
		m.setFlag(id, flag, false)
	}
}
