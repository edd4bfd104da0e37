package control

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func onlyChange(c Change) Facts { return Facts{Joined: []Change{c}} }

func TestFoldShowsWhatHappened(t *testing.T) {
	const all = meeting.AudioOn | meeting.VideoOn | meeting.Pinned
	for _, test := range []struct {
		name     string
		facts    Facts
		expected proof.Change
	}{
		{"reported edge", onlyChange(Change{ID: "ann", Flags: all, Edges: EdgeAudioOff}), proof.Change{ID: "ann", WentOff: meeting.AudioOn}},
		{"edges from the state", onlyChange(Change{ID: "ann"}), proof.Change{ID: "ann", WentOff: meeting.AudioOn | meeting.VideoOn | meeting.Pinned}},
		{"pinned from the state", onlyChange(Change{ID: "bob", Flags: meeting.Pinned}), proof.Change{ID: "bob", WentOn: meeting.Pinned}},
		{"another object", onlyChange(Change{ID: "ann", Edges: EdgeReplaced}), proof.Change{ID: "ann", Another: true}},
		{"gone", onlyChange(Change{ID: "ann", Gone: true, Edges: EdgeLeft}), proof.Change{ID: "ann", Gone: true, Another: true}},
		{"newcomer", onlyChange(Change{ID: "eve"}), proof.Change{ID: "eve"}},
		{"oneself", Facts{Self: &SelfChange{Self: meeting.Self{ID: "me"}}}, proof.Change{ID: "me", WentOff: meeting.AudioOn}},
		{"oneself under a new id", Facts{Self: &SelfChange{Self: meeting.Self{ID: "me-2"}}}, proof.Change{ID: "me-2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, seen := fold(aMeeting(), test.facts, &waiting{}, &waiting{}, 0)
			assert.Equal(t, []proof.Change{test.expected}, seen.Changes)
			assert.False(t, seen.Blind || seen.Moved)
		})
	}
}

func TestFoldKnowsWhatProvesNothing(t *testing.T) {
	reset := Facts{Reset: true, Self: &SelfChange{Self: meeting.Self{ID: "me"}}, Room: &meeting.Room{State: meeting.RoomJoined}}
	away := &meeting.Room{State: meeting.RoomJoined, Connection: meeting.ConnectionReconnecting}
	for _, test := range []struct {
		name   string
		before *meeting.State
		facts  Facts
		stale  bool
	}{
		{"reset", aMeeting(), reset, false},
		{"connection away", aMeeting(), Facts{Room: away}, true},
		{"still away", aMeeting(connected(meeting.ConnectionReconnecting), func(s *meeting.State) { s.Stale = true }), onlyChange(Change{ID: "ann"}), true},
		{"back, but not read yet", aMeeting(func(s *meeting.State) { s.Stale = true }), onlyChange(Change{ID: "ann"}), true},
		{"back and read", aMeeting(func(s *meeting.State) { s.Stale = true }), reset, false},
		{"cleared", aMeeting(), Facts{Events: []Event{{Kind: ParticipantsCleared}}}, true},
		{"cleared and read", aMeeting(), Facts{Events: []Event{{Kind: ParticipantsCleared}}, Reset: true}, false},
		{"another meeting", aMeeting(), Facts{Events: []Event{{Kind: MeetingChanged}}}, false},
		{"left for the time being", aMeeting(), Facts{Events: []Event{{Kind: RoomLeft, State: meeting.RoomConnectedMeeting}}}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, seen := fold(test.before, test.facts, &waiting{}, &waiting{}, 0)
			assert.True(t, seen.Blind)
			assert.Equal(t, test.stale, next.Stale)
			assert.Empty(t, seen.Over)
		})
	}
}

func TestFoldTellsTheEndOnce(t *testing.T) {
	byEvent := Facts{Events: []Event{{Kind: RoomLeft, State: meeting.RoomKicked}}}
	byState := Facts{Room: &meeting.Room{State: meeting.RoomKicked}}
	_, seen := fold(aMeeting(), byEvent, &waiting{}, &waiting{}, 0)
	assert.Equal(t, meeting.RoomKicked, seen.Over)
	after, seen := fold(aMeeting(), byState, &waiting{}, &waiting{}, 0)
	assert.Equal(t, meeting.RoomKicked, seen.Over)
	_, seen = fold(after, byEvent, &waiting{}, &waiting{}, 0)
	assert.Empty(t, seen.Over)
}

func TestFoldKeepsTheOldState(t *testing.T) {
	before := aMeeting()
	next, _ := fold(before, Facts{
		Joined: []Change{
			{ID: "bob", Flags: meeting.Pinned | meeting.AudioOn},
			{ID: "ann", Flags: meeting.AudioOn, Stage: meeting.OnStage},
			{ID: "eve", Text: &meeting.Text{Name: "Eve"}},
		},
		Waitlisted: []Change{{ID: "joe", Text: &meeting.Text{Name: "Joe"}}},
	}, &waiting{}, &waiting{}, 0)
	assert.Equal(t, aMeeting(), before)
	assert.Equal(t, 3, next.Joined.Len())
	assert.Equal(t, "Ann", next.Joined.Get("ann").Name)
	assert.Equal(t, meeting.OnStage, next.Joined.Get("ann").Stage)
	assert.Equal(t, "Eve", next.Joined.Get("eve").Name)
	assert.Equal(t, "Joe", next.Waitlisted.Get("joe").Name)
	assert.Equal(t, meeting.ParticipantID("bob"), next.PinnedID)
}

func TestFoldFollowsThePin(t *testing.T) {
	s := aMeeting()
	step := func(facts Facts) meeting.ParticipantID {
		s, _ = fold(s, facts, &waiting{}, &waiting{}, 0)
		return s.PinnedID
	}
	assert.Empty(t, step(onlyChange(Change{ID: "ann"})))
	assert.Equal(t, meeting.ParticipantID("bob"), step(onlyChange(Change{ID: "bob", Flags: meeting.Pinned})))
	assert.Empty(t, step(onlyChange(Change{ID: "bob", Gone: true})))
	self := meeting.Self{ID: "me", Flags: meeting.Pinned}
	assert.Equal(t, meeting.ParticipantID("me"), step(Facts{Self: &SelfChange{Self: self}}))
	assert.Empty(t, step(Facts{Reset: true}))
	require.Zero(t, s.Joined.Len())
}
