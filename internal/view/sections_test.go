package view

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// What is hidden is neither drawn nor told; the head and what is told otherwise stay.
func TestSectionsThatAreHidden(t *testing.T) {
	state := inRooms()
	state.Room.Modules = "chat polls plugins connectedMeetings"
	state.Room.RecordingState = "IDLE"
	state.Waitlisted = with(host(), waiting("wim", 1)).Joined
	state.Policies = []meeting.ActivePolicy{{Policy: meeting.KeepMuted}}
	const all = "requests waiting stage people locks policies returned broadcast rooms chat tools session"
	s := NewScreen()
	s.Hide(all)
	s.people.Look(0, 10)
	s.Update(&state, nil, noon)
	s.Knock([]meeting.ParticipantID{"id-wim"}, noon)
	s.Ask([]meeting.ParticipantID{"id-ann"}, noon)
	s.Request(meeting.AudioOn)
	s.Return([]meeting.Removed{{UserID: "user-ann", Back: "id-ann"}}, noon)
	s.Expire(noon * 2)
	shown := s.Panel()
	assert.Equal(t, Panel{Phase: PhaseLive, Header: shown.Header}, shown)
	assert.Equal(t, "Weekly", shown.Header.Title)
	assert.Equal(t, 3, shown.Header.Facts.People)

	fields := map[string]string{"people": "People", "waiting": "Waiting", "locks": "Locks", "policies": "Policies", "broadcast": "Broadcast", "rooms": "Rooms", "chat": "Chat", "tools": "Tools", "session": "Session"}
	for section, field := range fields {
		s := NewScreen()
		s.Hide(section)
		s.people.Look(0, 10)
		s.Update(&state, nil, noon)
		panel := reflect.ValueOf(s.Panel())
		for other, field := range fields {
			assert.Equal(t, other == section, panel.FieldByName(field).IsZero(), "without %s: %s", section, other)
		}
		assert.True(t, panel.FieldByName(field).IsZero())
	}
}
