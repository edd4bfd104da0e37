package meetingtest

import (
	"slices"
	"strconv"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// The meeting of a World, and what it may be furnished with.
const (
	ParentID  = "parent"
	RoomID    = "room-1"
	PluginID  = "plugin-1"
	MessageID = "message-1"
	// AwayUser is somebody in the room.
	AwayUser = "user-away"
)

// things are what there is in a Memory beside people, and what of it is to be told.
type things struct {
	messages  []meeting.ChatMessage
	polls     []meeting.Poll
	plugins   []meeting.Plugin
	connected []meeting.ConnectedMeeting

	anew, pollsNew, pluginsNew, connectedNew bool
	changes                                  []control.MessageChange
}

// read moves what is new into facts.
func (t *things) read(facts *control.Facts) {
	if facts.Reset {
		t.anew, t.pollsNew, t.pluginsNew, t.connectedNew, t.changes = true, true, true, true, nil
		for _, one := range t.messages {
			t.changes = append(t.changes, control.MessageChange{ChatMessage: one})
		}
	}
	facts.Messages, facts.MessagesAnew = t.changes, t.anew
	if t.pollsNew {
		facts.Polls = append([]meeting.Poll{}, t.polls...)
	}
	if t.pluginsNew {
		facts.Plugins = append([]meeting.Plugin{}, t.plugins...)
	}
	if t.connectedNew {
		facts.ConnectedMeetings = make([]meeting.ConnectedMeeting, len(t.connected))
		for i, one := range t.connected {
			one.Participants = slices.Clone(one.Participants)
			facts.ConnectedMeetings[i] = one
		}
	}
	t.anew, t.pollsNew, t.pluginsNew, t.connectedNew, t.changes = false, false, false, false, nil
}

func (t *things) pending() bool {
	return len(t.changes) > 0 || t.anew || t.pollsNew || t.pluginsNew || t.connectedNew
}

func (t *things) put(message meeting.ChatMessage) {
	t.drop(message.ID)
	t.messages = append(t.messages, message)
	t.changes = append(t.changes, control.MessageChange{ChatMessage: message})
}

func (t *things) drop(id meeting.MessageID) {
	t.messages = slices.DeleteFunc(t.messages, func(one meeting.ChatMessage) bool { return one.ID == id })
}

func (t *things) pinMessage(id meeting.MessageID, on bool) {
	for i := range t.messages {
		if one := &t.messages[i]; one.ID == id {
			one.Pinned = on
			t.changes = append(t.changes, control.MessageChange{ChatMessage: *one})
		}
	}
}

func (t *things) deleteMessage(id meeting.MessageID) {
	t.drop(id)
	change := control.MessageChange{Gone: true}
	change.ID = id
	t.changes = append(t.changes, change)
}

func (t *things) setPlugin(id meeting.PluginID, active bool) {
	for i := range t.plugins {
		if t.plugins[i].ID == id {
			t.plugins[i].Active, t.pluginsNew = active, true
		}
	}
}

func (t *things) createMeetings(titles []string) {
	for _, title := range titles {
		id := "room-" + strconv.Itoa(len(t.connected))
		t.connected, t.connectedNew = append(t.connected, meeting.ConnectedMeeting{ID: id, Title: title}), true
	}
}

func (t *things) deleteMeeting(id string) {
	t.connected = slices.DeleteFunc(t.connected, func(one meeting.ConnectedMeeting) bool { return one.ID == id })
	t.connectedNew = true
}

// move has a user be in another connected meeting.
func (t *things) move(user meeting.UserID, to string) {
	var who meeting.ConnectedParticipant
	for i := range t.connected {
		one := &t.connected[i]
		one.Participants = slices.DeleteFunc(slices.Clone(one.Participants), func(p meeting.ConnectedParticipant) bool {
			if p.UserID == user {
				who = p
			}
			return p.UserID == user
		})
	}
	for i := range t.connected {
		if one := &t.connected[i]; one.ID == to && who.UserID != "" {
			one.Participants = append(one.Participants, who)
		}
	}
	t.connectedNew = true
}

// Furnish puts what an action is about into the meeting, so that the action does something to it, and
// returns its id.
func (m *Memory) Furnish(spec action.Spec) (id meeting.ParticipantID) {
	m.do(func() {
		t := &m.things
		switch spec.Scope {
		case action.OnMessage:
			id = MessageID
			t.put(meeting.ChatMessage{ID: MessageID, UserID: "user-1", Name: "Ann", Text: "Hello", At: 1, Pinned: spec.Proof == action.ProofMessageUnpinned})
		case action.OnPlugin:
			id = PluginID
			t.setPlugin(PluginID, spec.Proof == action.ProofPluginClosed)
		case action.OnConnectedMeeting, action.OnUser:
			id = RoomID
			t.deleteMeeting(RoomID)
			t.connected = append(t.connected, meeting.ConnectedMeeting{ID: RoomID, Title: "Room 1", Participants: []meeting.ConnectedParticipant{{UserID: AwayUser, Name: "Zoe"}}})
			if spec.Scope == action.OnUser {
				id = AwayUser
			}
		}
	})
	return id
}

// Post is a message of the chat being new, or changed.
func (m *Memory) Post(message meeting.ChatMessage) { m.do(func() { m.things.put(message) }) }

// TellMeetings has the server tell who is in which of the connected meetings, the parent first.
func (m *Memory) TellMeetings(all ...meeting.ConnectedMeeting) {
	m.do(func() { m.things.connected, m.things.connectedNew = all, true })
}

// MoveTo is oneself being moved to another connected meeting.
func (m *Memory) MoveTo(meetingID string) {
	m.Batch(func() {
		m.Move()
		m.do(func() { m.room.MeetingID = meetingID })
	})
}
