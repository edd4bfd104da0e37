package control

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// waitingRoom is a meeting with a clock of its own, as the facts show it.
type waitingRoom struct {
	state *meeting.State
	waits waiting
	asks  waiting
	now   int64
}

func (r *waitingRoom) fold(facts Facts) (knocked int) {
	r.state, _ = fold(r.state, facts, &r.waits, &r.asks, r.now)
	return len(r.waits.began)
}

func waits(ids ...meeting.ParticipantID) Facts {
	var facts Facts
	for _, id := range ids {
		facts.Waitlisted = append(facts.Waitlisted, Change{ID: id, Text: &meeting.Text{UserID: "u"}})
	}
	return facts
}

func went(id meeting.ParticipantID) Facts {
	return Facts{Waitlisted: []Change{{ID: id, Gone: true, Edges: EdgeLeft}}}
}

// anew is a read in full in which these wait.
func anew(ids ...meeting.ParticipantID) Facts {
	facts := waits(ids...)
	self := aMeeting().Self
	facts.Reset, facts.Self, facts.Room = true, &SelfChange{Self: self}, &meeting.Room{State: meeting.RoomJoined, Connection: meeting.ConnectionConnected}
	return facts
}

func cut() Facts {
	return Facts{Room: &meeting.Room{State: meeting.RoomDisconnected, Connection: meeting.ConnectionReconnecting}}
}

func TestSinceWhenSomebodyWaits(t *testing.T) {
	const minute = 60_000
	type step struct {
		at      int64 // after the first read
		facts   Facts
		knocked int
	}
	for _, test := range []struct {
		name     string
		steps    []step
		expected int64 // of Wim
	}{
		{"from the first read", []step{{0, anew("wim"), 0}}, 0},
		{"from a knock", []step{{0, anew(), 0}, {10, waits("wim"), 1}}, 10},
		{"from a knock, when something else changes", []step{{0, anew(), 0}, {10, waits("wim"), 1}, {20, waits("wim"), 0}}, 10},
		{"another session of the same user is another", []step{{0, anew("first"), 0}, {10, waits("wim"), 1}}, 10},
		{"two at once are one update", []step{{0, anew(), 0}, {10, waits("wim", "eve"), 2}}, 10},
		{"back after a while", []step{{0, anew("wim"), 0}, {10, went("wim"), 0}, {10 + minute, waits("wim"), 0}}, 0},
		{"back at once", []step{{0, anew("wim"), 0}, {10, Facts{Waitlisted: []Change{{ID: "wim", Edges: EdgeLeft | EdgeReplaced, Text: &meeting.Text{}}}}, 0}}, 0},
		{"back too late", []step{{0, anew("wim"), 0}, {10, went("wim"), 0}, {11 + minute, waits("wim"), 1}}, 11 + minute},
		{"back twice", []step{{0, anew("wim"), 0}, {10, went("wim"), 0}, {20, waits("wim"), 0}, {30 + minute, went("wim"), 0}, {40 + minute, waits("wim"), 0}}, 0},
		{"over one's own reconnect", []step{{0, anew("wim"), 0}, {10, cut(), 0}, {5 * minute, anew("wim"), 0}}, 0},
		{"cleared while away", []step{{0, anew("wim"), 0}, {10, cut(), 0}, {20, went("wim"), 0}, {5 * minute, anew("wim"), 0}}, 0},
		{"cleared as the connection goes", []step{{0, anew("wim"), 0}, {10, Facts{Room: cut().Room, Waitlisted: went("wim").Waitlisted}, 0}, {5 * minute, anew("wim"), 0}}, 0},
		{"told only after the read anew", []step{{0, anew("wim"), 0}, {10, cut(), 0}, {5 * minute, anew(), 0}, {5*minute + 10, waits("wim"), 0}}, 0},
		{"knocked while away", []step{{0, anew("eve"), 0}, {10, cut(), 0}, {minute, anew("eve", "wim"), 1}}, minute},
		{"in another meeting", []step{{0, anew(), 0}, {10, Facts{Events: []Event{{Kind: MeetingChanged}}, Reset: true, Self: anew().Self, Room: anew().Room, Waitlisted: waits("wim").Waitlisted}, 0}}, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			const began = 1_700_000_000_000
			room := waitingRoom{state: &meeting.State{}}
			for _, step := range test.steps {
				room.now = began + step.at
				assert.Equal(t, step.knocked, room.fold(step.facts), "knocks after %s", time.Duration(step.at)*time.Millisecond)
			}
			assert.Equal(t, began+test.expected, room.state.Waitlisted.Get("wim").Since)
		})
	}
}

func TestWhoMayNotLetThemInIsNotToldOfAKnock(t *testing.T) {
	room := waitingRoom{state: &meeting.State{}}
	room.fold(anew())
	self := room.state.Self
	self.Permissions = self.Permissions.Without(meeting.AcceptWaitingRequests)
	room.fold(Facts{Self: &SelfChange{Self: self}})
	assert.Zero(t, room.fold(waits("wim")))
	self.Permissions = self.Permissions.With(meeting.AcceptWaitingRequests)
	facts := waits("eve")
	facts.Self = &SelfChange{Self: self}
	assert.Equal(t, 1, room.fold(facts))
	assert.Zero(t, room.fold(Facts{Room: &meeting.Room{State: meeting.RoomJoined}}), "it is told once")
}

func TestWhoWentIsForgotten(t *testing.T) {
	room := waitingRoom{state: &meeting.State{}, now: 1}
	room.fold(anew("wim", "eve"))
	room.fold(went("wim"))
	room.now = comeBackWithin + 2
	room.fold(went("eve"))
	assert.Len(t, room.waits.gone, 1)
}
