package removed_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/internal/control/removed"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// door is a meeting that a Book watches, with a clock of its own.
type door struct {
	t     *testing.T
	book  removed.Book
	state *meeting.State
	now   time.Duration
}

func newDoor(t *testing.T) *door {
	return &door{t: t, state: &meeting.State{Self: meeting.Self{ID: "self"}}, now: time.Minute}
}

// who is somebody with the ids that are in a text of up to three words: peer, user, custom.
func who(peer meeting.ParticipantID, user meeting.UserID, custom meeting.CustomID) *meeting.Participant {
	return &meeting.Participant{ID: peer, Text: meeting.Text{UserID: user, CustomID: custom, Name: "name of " + string(user)}}
}

// step is one batch: who comes into the meeting and waits, and who goes from where they are.
type step struct {
	comes, waits []*meeting.Participant
	goes, stops  []meeting.ParticipantID
	reset        bool
}

func (d *door) take(s step) (back []meeting.Removed) {
	d.now += time.Second
	next := *d.state
	seen := &proof.Observation{Before: d.state, After: &next, Reset: s.reset, Blind: s.reset}
	joined, waiting := next.Joined.Edit(), next.Waitlisted.Edit()
	for _, id := range s.stops {
		waiting.Remove(id)
		seen.Changes = append(seen.Changes, proof.Change{ID: id, Waits: true, Gone: true})
	}
	for _, p := range s.waits {
		waiting.Put(p)
		seen.Changes = append(seen.Changes, proof.Change{ID: p.ID, Waits: true})
	}
	for _, id := range s.goes {
		joined.Remove(id)
		seen.Changes = append(seen.Changes, proof.Change{ID: id, Gone: true, Another: true})
	}
	for _, p := range s.comes {
		joined.Put(p)
		seen.Changes = append(seen.Changes, proof.Change{ID: p.ID})
	}
	next.Joined, next.Waitlisted = joined.Done(), waiting.Done()
	back = d.book.Observe(seen, d.now)
	d.book.Enter(&next)
	d.state = &next
	return back
}

func (d *door) join(p *meeting.Participant) []meeting.Removed {
	return d.take(step{comes: []*meeting.Participant{p}})
}

func (d *door) leave(id meeting.ParticipantID) {
	assert.Empty(d.t, d.take(step{goes: []meeting.ParticipantID{id}}))
}

// end ends a kick of some.
func (d *door) end(status meeting.Status, sent time.Duration, people ...*meeting.Participant) (back []meeting.Removed) {
	var rows []meeting.TargetOutcome
	for _, p := range people {
		rows = append(rows, meeting.TargetOutcome{ID: p.ID, UserID: p.UserID, CustomID: p.CustomID, Name: p.Name, Status: status})
	}
	back = d.book.Remove(d.state, rows, sent, int64(d.now/time.Millisecond))
	next := *d.state
	d.book.Enter(&next)
	d.state = &next
	return back
}

// kick has somebody come and be removed.
func (d *door) kick(p *meeting.Participant) {
	d.join(p)
	sent := d.now
	d.leave(p.ID)
	assert.Empty(d.t, d.end(meeting.StatusConfirmed, sent, p))
}

func (d *door) back() (all []meeting.ParticipantID) {
	for i := range d.state.Removed {
		all = append(all, d.state.Removed[i].Back)
	}
	return all
}

func TestWhoIsRemovedIsRemembered(t *testing.T) {
	d := newDoor(t)
	d.kick(who("peer-1", "ann", "c-ann"))
	assert.Equal(t, []meeting.Removed{{UserID: "ann", CustomID: "c-ann", Name: "name of ann", At: int64(d.now / time.Millisecond)}}, d.state.Removed)
	published := d.state.Removed
	d.join(who("peer-2", "ann", ""))
	assert.Empty(t, published[0].Back, "what was published does not change")
}

func TestWhoWasNotRemovedIsNot(t *testing.T) {
	d := newDoor(t)
	ann := who("peer-1", "ann", "")
	for _, status := range []meeting.Status{meeting.StatusFailed, meeting.StatusLeft, meeting.StatusRefused, meeting.StatusAborted, meeting.StatusUnconfirmed, meeting.StatusSent, meeting.StatusUnchanged} {
		assert.Empty(t, d.end(status, d.now, ann))
		assert.Empty(t, d.state.Removed, status)
	}
	assert.Empty(t, d.join(ann))
}

func TestWhoComesBack(t *testing.T) {
	for name, p := range map[string]*meeting.Participant{
		"as the same user":          who("peer-9", "ann", "other"),
		"with the same custom id":   who("peer-9", "somebody", "c-ann"),
		"with both":                 who("peer-9", "ann", "c-ann"),
		"as the same user, no more": who("peer-9", "ann", ""),
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			d.kick(who("peer-1", "ann", "c-ann"))
			assert.Empty(t, d.join(who("peer-2", "bob", "c-bob")))
			back := d.join(p)
			require.Len(t, back, 1)
			assert.Equal(t, meeting.ParticipantID("peer-9"), back[0].Back)
			assert.Equal(t, meeting.UserID("ann"), back[0].UserID, "as they were when they were removed")
			assert.Equal(t, back, d.state.Removed)
			assert.Empty(t, d.take(step{}))
		})
	}
}

func TestNoCustomIDIsNobodys(t *testing.T) {
	d := newDoor(t)
	d.kick(who("peer-1", "ann", ""))
	assert.Empty(t, d.join(who("peer-2", "bob", "")))
	d.kick(who("peer-3", "cid", ""))
	assert.Len(t, d.state.Removed, 2)
}

func TestWhoWaitsIsBackAndLetInIsNotToldTwice(t *testing.T) {
	for _, gap := range []bool{false, true} {
		d := newDoor(t)
		d.kick(who("peer-1", "ann", ""))
		again := who("peer-2", "ann", "")
		assert.Len(t, d.take(step{waits: []*meeting.Participant{again}}), 1)
		assert.Equal(t, []meeting.ParticipantID{"peer-2"}, d.back())
		if gap { // first gone, then there
			assert.Empty(t, d.take(step{stops: []meeting.ParticipantID{"peer-2"}}))
			assert.Equal(t, []meeting.ParticipantID{""}, d.back())
			assert.Empty(t, d.join(again))
		} else {
			assert.Empty(t, d.take(step{stops: []meeting.ParticipantID{"peer-2"}, comes: []*meeting.Participant{again}}))
		}
		assert.Equal(t, []meeting.ParticipantID{"peer-2"}, d.back(), "gap %v", gap)
	}
}

func TestWhoLeavesAndComesAgainIsToldAgain(t *testing.T) {
	d := newDoor(t)
	d.kick(who("peer-1", "ann", ""))
	for _, id := range []meeting.ParticipantID{"peer-2", "peer-3"} {
		assert.Len(t, d.join(who(id, "ann", "")), 1)
		d.leave(id)
		assert.Equal(t, []meeting.ParticipantID{""}, d.back())
	}
	d.now += time.Minute
	assert.Len(t, d.join(who("peer-3", "ann", "")), 1, "also with the id of before, when that is long ago")
	d.leave("peer-3")
	assert.Empty(t, d.join(who("peer-3", "ann", "")), "their connection broke")
	assert.Equal(t, []meeting.ParticipantID{"peer-3"}, d.back())
}

func TestWhoIsBackBeforeTheRemovalIsProven(t *testing.T) {
	d := newDoor(t)
	ann := who("peer-1", "ann", "c-ann")
	d.join(ann)
	d.join(who("peer-2", "ann", "c-ann")) // was there all the time
	sent := d.now
	d.leave("peer-1")
	assert.Empty(t, d.join(who("peer-3", "ann", "c-ann")))
	d.join(who("peer-4", "bob", "c-bob"))
	back := d.end(meeting.StatusConfirmed, sent, ann)
	require.Len(t, back, 1)
	assert.Equal(t, meeting.ParticipantID("peer-3"), back[0].Back)
	assert.Empty(t, d.take(step{}), "once")
}

func TestAnotherSessionThatWasThereAllTheTimeHasNotComeBack(t *testing.T) {
	d := newDoor(t)
	ann, phone := who("peer-1", "ann", "c-ann"), who("peer-2", "ann", "c-ann")
	d.join(ann)
	d.join(phone)
	sent := d.now // not a moment later than they came
	d.leave("peer-1")
	assert.Empty(t, d.end(meeting.StatusConfirmed, sent, ann))
	assert.Empty(t, d.take(step{comes: []*meeting.Participant{phone}}), "they changed")
	assert.Empty(t, d.take(step{comes: []*meeting.Participant{phone}, reset: true}), "one's own connection broke")
	assert.Equal(t, []meeting.ParticipantID{""}, d.back())
}

func TestTheFirstOfTwoSessionsStaysTheOneWhoIsBack(t *testing.T) {
	d := newDoor(t)
	d.kick(who("peer-1", "ann", ""))
	assert.Len(t, d.join(who("peer-2", "ann", "")), 1)
	assert.Empty(t, d.join(who("peer-3", "ann", "")))
	d.leave("peer-3")
	assert.Equal(t, []meeting.ParticipantID{"peer-2"}, d.back())
}

func TestPeopleWhoAreReadAnewHaveNotComeBack(t *testing.T) {
	d := newDoor(t)
	d.kick(who("peer-1", "ann", ""))
	d.kick(who("peer-2", "bob", ""))
	again := who("peer-3", "ann", "")
	assert.Len(t, d.join(again), 1)
	assert.Empty(t, d.take(step{comes: []*meeting.Participant{again}, reset: true}))
	bob := who("peer-4", "bob", "")
	assert.Len(t, d.take(step{comes: []*meeting.Participant{again, bob}, reset: true}), 1, "came meanwhile")
	assert.Equal(t, []meeting.ParticipantID{"peer-3", "peer-4"}, d.back())
}

func TestWhoIsRemovedTwiceIsThereOnce(t *testing.T) {
	d := newDoor(t)
	d.kick(who("peer-1", "ann", "c-ann"))
	d.kick(who("peer-2", "bob", ""))
	d.kick(who("peer-3", "other", "c-ann"))
	require.Len(t, d.state.Removed, 2)
	assert.Equal(t, meeting.UserID("other"), d.state.Removed[1].UserID)
	assert.Equal(t, []meeting.ParticipantID{"", ""}, d.back())
}

func TestTheLastThousandAreRemembered(t *testing.T) {
	d := newDoor(t)
	var all []*meeting.Participant
	for i := range 5_000 {
		all = append(all, who(meeting.ParticipantID("peer-"+strconv.Itoa(i)), meeting.UserID("user-"+strconv.Itoa(i)), ""))
	}
	d.end(meeting.StatusConfirmed, d.now, all...)
	require.Len(t, d.state.Removed, 1_000)
	assert.Equal(t, meeting.UserID("user-4000"), d.state.Removed[0].UserID)
	assert.Equal(t, meeting.UserID("user-4999"), d.state.Removed[999].UserID)
	d.end(meeting.StatusConfirmed, d.now, who("peer", "one more", ""))
	require.Len(t, d.state.Removed, 1_000)
	assert.Equal(t, meeting.UserID("user-4001"), d.state.Removed[0].UserID)
	assert.Equal(t, meeting.UserID("one more"), d.state.Removed[999].UserID)
}

func TestRecallMeetsThoseWhoAreThere(t *testing.T) {
	d := newDoor(t)
	d.join(who("peer-1", "ann", ""))
	d.take(step{waits: []*meeting.Participant{who("peer-2", "bob", "")}})
	back := d.book.Recall(d.state, []meeting.Removed{{UserID: "ann", At: 1}, {UserID: "bob", At: 2}, {UserID: "cid", At: 3}, {UserID: "ann", At: 4}})
	require.Len(t, back, 2)
	next := *d.state
	d.book.Enter(&next)
	assert.Equal(t, []meeting.Removed{{UserID: "bob", At: 2, Back: "peer-2"}, {UserID: "cid", At: 3}, {UserID: "ann", At: 4, Back: "peer-1"}}, next.Removed)
}
