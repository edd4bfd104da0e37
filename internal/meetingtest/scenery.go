package meetingtest

import (
	"strings"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Scenery is a World in which somebody may share a screen, stand anywhere in relation to the
// stage, and in which there may be a recording and a livestream.
type Scenery interface {
	// ShareScreen is somebody sharing a screen.
	ShareScreen(id meeting.ParticipantID)
	// SetStage puts somebody, oneself included, where the stage is concerned.
	SetStage(id meeting.ParticipantID, status meeting.StageStatus)
	// SetRecording has one recording in a state of the SDK, none with IDLE.
	SetRecording(state string)
	// SetLivestream has the livestream in a state of the SDK.
	SetLivestream(state string)
	// Furnish puts the message, the plugin, the connected meeting or the person elsewhere that an action
	// is about into the meeting, so that the action does something to it, and returns its id.
	Furnish(spec action.Spec) meeting.ParticipantID
}

// SetState puts into the first state that accepts an action what the action is about: its
// target, or oneself.
func SetState(scenery Scenery, spec action.Spec, self, target meeting.ParticipantID) (state string) {
	state, _, _ = strings.Cut(spec.States, " ")
	if !spec.TakesTarget() {
		target = self
	}
	switch spec.Object {
	case action.Recording:
		scenery.SetRecording(state)
	case action.Livestream:
		scenery.SetLivestream(state)
	case action.Stage:
		scenery.SetStage(target, meeting.ParseStageStatus(state))
	}
	return state
}

// ShareScreen is somebody sharing a screen.
func (m *Memory) ShareScreen(id meeting.ParticipantID) {
	m.do(func() { m.setFlag(id, meeting.ScreenShareOn, true) })
}

// SetStage puts somebody, oneself included, where the stage is concerned.
func (m *Memory) SetStage(id meeting.ParticipantID, status meeting.StageStatus) {
	m.do(func() { m.setStage(id, status) })
}

func (m *Memory) setStage(id meeting.ParticipantID, status meeting.StageStatus) {
	if id == m.selfNow.ID {
		m.selfNow.Stage, m.selfChanged = status, true
	} else if other, here := m.members[id]; here {
		other.stage = status
		m.newsOf(id)
	}
}

// SetRecording has one recording in a state of the SDK, none with IDLE.
func (m *Memory) SetRecording(state string) { m.do(func() { m.record(state) }) }

func (m *Memory) record(state string) {
	m.room.RecordingState, m.room.Recordings = state, state
	if state == "IDLE" {
		m.room.Recordings = ""
	}
	m.roomChanged = true
}

// SetLivestream has the livestream in a state of the SDK.
func (m *Memory) SetLivestream(state string) { m.do(func() { m.livestream(state) }) }

func (m *Memory) livestream(state string) {
	m.room.LivestreamState, m.roomChanged = state, true
}

// Lack switches modules of the SDK off: recording, livestream or stage.
func (m *Memory) Lack(modules ...string) {
	m.do(func() {
		for _, module := range modules {
			switch module {
			case "recording":
				m.room.RecordingState, m.room.Recordings = "", ""
			case "livestream":
				m.room.LivestreamState = ""
			case "stage":
				m.room.HasStage = false
			}
		}
		m.roomChanged = true
	})
}

// SetViewType says of which kind the meeting is.
func (m *Memory) SetViewType(viewType string) {
	m.do(func() { m.room.ViewType, m.roomChanged = viewType, true })
}

// StopSharing is somebody stopping their own screen share.
func (m *Memory) StopSharing(id meeting.ParticipantID) {
	m.do(func() { m.setFlag(id, meeting.ScreenShareOn, false) })
}

// SetRecordings has several recordings, in states with a space between one and the next.
func (m *Memory) SetRecordings(states string) {
	m.do(func() {
		m.room.RecordingState, _, _ = strings.Cut(states, " ")
		m.room.Recordings, m.roomChanged = states, true
	})
}

// SetStageAccess says how oneself comes on stage.
func (m *Memory) SetStageAccess(access meeting.Production) {
	m.do(func() { m.selfNow.Permissions.StageAccess, m.selfChanged = access, true })
}

// SetProduction says whether oneself may turn on microphone and camera.
func (m *Memory) SetProduction(may meeting.Production) {
	m.do(func() {
		m.selfNow.Permissions.CanProduceAudio, m.selfNow.Permissions.CanProduceVideo = may, may
		m.selfChanged = true
	})
}

// SetPreset gives somebody a preset.
func (m *Memory) SetPreset(id meeting.ParticipantID, name string) {
	m.do(func() {
		m.members[id].text.PresetName = name
		m.newsOf(id).text = true
	})
}

// SetUser makes somebody a session of a user.
func (m *Memory) SetUser(id meeting.ParticipantID, user meeting.UserID) {
	m.do(func() {
		m.members[id].text.UserID = user
		m.newsOf(id).text = true
	})
}
