package meetingtest

import (
	"slices"
	"strconv"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Join lets somebody join, microphone and camera on, and returns their id.
func (m *Memory) Join(name string) (id meeting.ParticipantID) {
	m.do(func() {
		joined := m.newcomer(name)
		joined.flags = meeting.AudioOn | meeting.VideoOn
		m.add(joined)
		id = joined.id
	})
	return id
}

// Crowd lets so many join.
func (m *Memory) Crowd(size int) (ids []meeting.ParticipantID) {
	for range size {
		ids = append(ids, m.Join("Somebody"))
	}
	return ids
}

// newcomer is somebody with ids of their own who is nowhere yet, with everything off.
func (m *Memory) newcomer(name string) *member {
	m.numbered++
	number := strconv.Itoa(m.numbered)
	return &member{
		id:   meeting.ParticipantID("peer-" + number),
		text: meeting.Text{UserID: meeting.UserID("user-" + number), Name: name, PresetName: "guest", SearchKey: name},
	}
}

func (m *Memory) add(joined *member) {
	m.members[joined.id] = joined
	m.order = append(m.order, joined.id)
	m.newsOf(joined.id).text = true
}

// Leave lets somebody leave.
func (m *Memory) Leave(id meeting.ParticipantID) { m.do(func() { m.remove(id) }) }

func (m *Memory) remove(id meeting.ParticipantID) *member {
	gone, here := m.members[id]
	if !here {
		return nil
	}
	delete(m.members, id)
	m.order = slices.DeleteFunc(m.order, func(other meeting.ParticipantID) bool { return other == id })
	m.newsOf(id).edges |= control.EdgeLeft
	return gone
}

// Rename gives somebody another name.
func (m *Memory) Rename(id meeting.ParticipantID, name string) {
	m.do(func() {
		m.members[id].text.Name = name
		m.newsOf(id).text = true
	})
}

// Reconnect is somebody else's connection breaking and coming back: the same
// id as a new object, which first shows up with everything off.
func (m *Memory) Reconnect(id meeting.ParticipantID) {
	m.do(func() {
		if gone := m.remove(id); gone != nil {
			m.comeBack(gone)
		}
	})
}

// Drop is the first half of Reconnect; calling the result is the other.
func (m *Memory) Drop(id meeting.ParticipantID) (comeBack func()) {
	var gone *member
	m.do(func() { gone = m.remove(id) })
	return func() {
		m.do(func() {
			if gone != nil {
				m.comeBack(gone)
			}
		})
	}
}

func (m *Memory) comeBack(gone *member) {
	m.add(&member{id: gone.id, text: gone.text})
	m.newsOf(gone.id).edges |= control.EdgeReplaced
}

// SetAudio is somebody, oneself included, turning their microphone on or off.
func (m *Memory) SetAudio(id meeting.ParticipantID, on bool) {
	m.do(func() { m.setFlag(id, meeting.AudioOn, on) })
}

// SetVideo is somebody, oneself included, turning their camera on or off.
func (m *Memory) SetVideo(id meeting.ParticipantID, on bool) {
	m.do(func() { m.setFlag(id, meeting.VideoOn, on) })
}

// Request is somebody asking oneself to turn a device on.
func (m *Memory) Request(device meeting.Flags) {
	m.do(func() { m.event(control.Event{Kind: control.Requested, Device: device}) })
}

// Write is somebody writing in the chat.
func (m *Memory) Write(user meeting.UserID) {
	m.do(func() { m.event(control.Event{Kind: control.Wrote, User: user}) })
}

// Pin is another host pinning somebody.
func (m *Memory) Pin(id meeting.ParticipantID) { m.do(func() { m.pin(id) }) }

// Unpin is another host unpinning whoever is pinned.
func (m *Memory) Unpin() { m.do(func() { m.pin("") }) }

func (m *Memory) pin(id meeting.ParticipantID) {
	for _, other := range append([]meeting.ParticipantID{m.selfNow.ID}, m.order...) {
		if other != id {
			m.setFlag(other, meeting.Pinned, false)
		}
	}
	m.setFlag(id, meeting.Pinned, true)
}

// flagOn and flagOff are the edges that turning a flag on and off shows.
var (
	flagOn  = map[meeting.Flags]control.Edge{meeting.Pinned: control.EdgePinned}
	flagOff = map[meeting.Flags]control.Edge{
		meeting.AudioOn: control.EdgeAudioOff,
		meeting.VideoOn: control.EdgeVideoOff,
		meeting.Pinned:  control.EdgeUnpinned,

		meeting.ScreenShareOn: control.EdgeScreenShareOff,
	}
)

// setFlag sets a flag of anybody who is there; what is so already shows nothing.
func (m *Memory) setFlag(id meeting.ParticipantID, flag meeting.Flags, on bool) {
	flags := &m.selfNow.Flags
	if id != m.selfNow.ID {
		other, here := m.members[id]
		if !here {
			return
		}
		flags = &other.flags
	}
	if flags.Has(flag) == on {
		return
	}
	*flags ^= flag
	edge := flagOff[flag]
	if on {
		edge = flagOn[flag]
	}
	if id == m.selfNow.ID {
		m.selfChanged = true
		m.selfEdges |= edge
		return
	}
	m.newsOf(id).edges |= edge
}

// Grant gives oneself permissions.
func (m *Memory) Grant(granted ...meeting.Permission) {
	m.do(func() {
		m.selfNow.Permissions = m.selfNow.Permissions.With(granted...)
		m.selfChanged = true
	})
}

// Withdraw takes permissions from oneself.
func (m *Memory) Withdraw(withdrawn ...meeting.Permission) {
	m.do(func() {
		m.selfNow.Permissions = m.selfNow.Permissions.Without(withdrawn...)
		m.selfChanged = true
	})
}

// Cut breaks one's own connection: people stay in the list meanwhile.
func (m *Memory) Cut() {
	m.do(func() {
		m.room.State, m.room.Connection, m.room.MediaJoined = meeting.RoomDisconnected, meeting.ConnectionReconnecting, false
		m.roomChanged = true
		m.event(control.Event{Kind: control.RoomLeft, State: meeting.RoomDisconnected})
	})
}

// Restore brings the connection back: the list is cleared and filled with new
// objects that show all devices off, then the room is joined again.
func (m *Memory) Restore() {
	m.do(func() {
		m.room.State, m.room.Connection, m.room.MediaJoined = meeting.RoomJoined, meeting.ConnectionConnected, true
		m.reset = true
		for id, old := range m.members {
			m.members[id] = &member{id: id, text: old.text, stage: old.stage}
		}
		m.selfNow.Flags &^= meeting.Pinned
		m.event(control.Event{Kind: control.ParticipantsCleared})
		m.event(control.Event{Kind: control.RoomJoined, Reconnected: true})
	})
}

// LoseMedia takes the media server from oneself, as leaving the stage of a
// group call does; the room stays joined.
func (m *Memory) LoseMedia() {
	m.do(func() {
		m.room.MediaJoined = false
		m.roomChanged = true
	})
}

// End ends the meeting for oneself: kicked, ended, left … As in the SDK, the
// others fall silent and the pin goes first, and the list stays.
func (m *Memory) End(state meeting.RoomState) { m.do(func() { m.end(state) }) }

func (m *Memory) end(state meeting.RoomState) {
	m.setAll(meeting.AudioOn)
	m.pin("")
	m.room.State, m.room.MediaJoined = state, false
	m.roomChanged = true
	m.event(control.Event{Kind: control.RoomLeft, State: state})
}

// Move moves oneself to a connected meeting with nobody else in it: the meeting
// object is replaced, and one's own id with it.
func (m *Memory) Move() {
	m.do(func() {
		m.members, m.order = map[meeting.ParticipantID]*member{}, nil
		m.numbered++
		m.selfNow.ID = meeting.ParticipantID("self-" + strconv.Itoa(m.numbered))
		m.selfNow.Flags &^= meeting.Pinned
		m.room.Title = "Connected"
		m.reset = true
		m.event(control.Event{Kind: control.MeetingChanged})
	})
}
