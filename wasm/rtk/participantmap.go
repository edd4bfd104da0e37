//go:build js && wasm

package rtk

import (
	"iter"

	"github.com/gavel-rtc/gavel/wasm/meeting"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// ParticipantMap is one of the SDK's maps of participants. It tells of the events of
// everybody in it; somebody who is in several maps is told of by each.
type ParticipantMap struct{ module }

// Size returns how many participants are in the map.
func (m ParticipantMap) Size() int { return int(m.number("size")) }

// Get returns the participant with the id.
func (m ParticipantMap) Get(id meeting.ParticipantID) (Participant, bool) {
	value, err := bridge.Call(m.value, "get", bridge.IDValue(string(id)))
	if err != nil || !bridge.IsObject(value) {
		return Participant{}, false
	}
	return m.participant(value), true
}

// All yields the participants that are in the map when the loop begins, in the
// order in which they came. Each property read costs a call into JavaScript.
func (m ParticipantMap) All() iter.Seq[Participant] {
	return func(yield func(Participant) bool) {
		array, err := bridge.Call(m.value, "toArray")
		if err != nil {
			return
		}
		participants, err := bridge.Values(array, "toArray()")
		if err != nil {
			return
		}
		for _, value := range participants {
			if !yield(m.participant(value)) {
				return
			}
		}
	}
}

func (m ParticipantMap) participant(value safejs.Value) Participant {
	return Participant{module{scope: m.scope, value: value, name: "participant"}}
}

// OnParticipantJoined is called when somebody has come into the map.
func (m ParticipantMap) OnParticipantJoined(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("participantJoined", fn)
}

// OnParticipantLeft is called when somebody has gone from the map.
func (m ParticipantMap) OnParticipantLeft(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("participantLeft", fn)
}

// OnParticipantsCleared is called when everybody was taken out of the map, as at the
// beginning of a reconnect. Nobody has left by that.
func (m ParticipantMap) OnParticipantsCleared(fn func()) (remove func(), err error) {
	return m.onChange("participantsCleared", fn)
}

// OnAudioUpdate is called when somebody's microphone was turned on or off; for one
// change it may come twice.
func (m ParticipantMap) OnAudioUpdate(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("audioUpdate", fn)
}

// OnVideoUpdate is called when somebody's camera was turned on or off; for one change
// it may come twice.
func (m ParticipantMap) OnVideoUpdate(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("videoUpdate", fn)
}

// OnScreenShareUpdate is called when sharing a screen began or ended.
func (m ParticipantMap) OnScreenShareUpdate(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("screenShareUpdate", fn)
}

// OnPinned is called when somebody in the map was pinned. The pinned map itself tells
// it as OnParticipantJoined instead.
func (m ParticipantMap) OnPinned(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("pinned", fn)
}

// OnUnpinned is called when somebody in the map was unpinned.
func (m ParticipantMap) OnUnpinned(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("unpinned", fn)
}

// OnStageStatusUpdate is called when somebody's stage status changed.
func (m ParticipantMap) OnStageStatusUpdate(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("stageStatusUpdate", fn)
}

// OnKicked is called on the side of whoever kicked, at once and before any answer of
// the server: it proves nothing.
func (m ParticipantMap) OnKicked(fn func(Participant)) (remove func(), err error) {
	return m.onParticipant("kicked", fn)
}

func (m ParticipantMap) onParticipant(event string, fn func(Participant)) (remove func(), err error) {
	return m.on(event, func(args []safejs.Value) { fn(m.participant(m.argument(args, 0).value)) })
}
