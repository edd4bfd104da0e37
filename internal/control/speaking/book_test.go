package speaking_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/internal/control/speaking"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// talk is a meeting that a Book watches, with a clock of its own.
type talk struct {
	book  speaking.Book
	state *meeting.State
	now   int64
}

func newTalk(people ...meeting.ParticipantID) *talk {
	one := &talk{state: &meeting.State{Self: meeting.Self{ID: "self", Flags: meeting.AudioOn, Text: meeting.Text{UserID: "user self"}}}, now: 1_000}
	for _, id := range people {
		one.put(id, meeting.UserID("user "+id), meeting.AudioOn)
	}
	return one
}

func (one *talk) see(change func(next *meeting.State, seen *proof.Observation)) {
	next := *one.state
	seen := &proof.Observation{Before: one.state, After: &next}
	change(&next, seen)
	one.book.Observe(seen, one.now)
	one.book.Enter(&next)
	one.state = &next
}

func (one *talk) put(id meeting.ParticipantID, user meeting.UserID, flags meeting.Flags) {
	one.see(func(next *meeting.State, seen *proof.Observation) {
		edit := next.Joined.Edit()
		p := &meeting.Participant{ID: id, Flags: flags, Text: meeting.Text{UserID: user}}
		if known := next.Joined.Get(id); known != nil {
			p.Spoken = known.Spoken
		}
		edit.Put(p)
		next.Joined = edit.Done()
		seen.Changes = []proof.Change{{ID: id}}
	})
}

func (one *talk) leave(id meeting.ParticipantID) {
	one.see(func(next *meeting.State, seen *proof.Observation) {
		edit := next.Joined.Edit()
		edit.Remove(id)
		next.Joined = edit.Done()
		seen.Changes = []proof.Change{{ID: id, Gone: true}}
	})
}

func (one *talk) speak(id meeting.ParticipantID) (news bool) {
	next := *one.state
	news = one.book.Speak(one.state, id, one.now)
	one.book.Enter(&next)
	one.state = &next
	return news
}

func (one *talk) spoken(id meeting.ParticipantID) int64 {
	before := one.state.Spoken
	if p := one.state.Joined.Get(id); p != nil {
		before = p.Spoken
	}
	return one.state.Speaker.SpokenFor(id, before, one.now)
}

func TestWhoSpeaksSinceWhen(t *testing.T) {
	one := newTalk("ann", "bob")
	assert.Zero(t, one.state.Speaker)
	assert.True(t, one.speak("ann"))
	assert.Equal(t, meeting.Speaker{ID: "ann", Since: 1_000}, one.state.Speaker)
	one.now += 500
	assert.False(t, one.speak("ann"), "goes on")
	assert.EqualValues(t, 500, one.spoken("ann"))
	assert.True(t, one.speak("bob"))
	assert.Equal(t, meeting.Speaker{ID: "bob", Since: 1_500}, one.state.Speaker)
	one.now += 200
	assert.EqualValues(t, 500, one.spoken("ann"))
	assert.EqualValues(t, 200, one.spoken("bob"))
	assert.True(t, one.speak("ann"))
	one.now += 100
	assert.EqualValues(t, 600, one.spoken("ann"))
	assert.EqualValues(t, 500, one.state.Joined.Get("ann").Spoken, "until they became it last")
}

func TestWhoCannotSpeak(t *testing.T) {
	one := newTalk()
	one.put("ann", "user ann", 0)
	for _, id := range []meeting.ParticipantID{"ann", "nobody", ""} {
		assert.False(t, one.speak(id), id)
	}
	assert.Zero(t, one.state.Speaker)
}

func TestWhoIsMutedOrLeavesDoesNotSpeak(t *testing.T) {
	for name, end := range map[string]func(one *talk){
		"muted":  func(one *talk) { one.put("ann", "user ann", 0) },
		"leaves": func(one *talk) { one.leave("ann") },
		"over": func(one *talk) {
			one.see(func(_ *meeting.State, seen *proof.Observation) { seen.Over = meeting.RoomEnded })
		},
		"moved": func(one *talk) { one.see(func(_ *meeting.State, seen *proof.Observation) { seen.Moved = true }) },
		"reset": func(one *talk) {
			one.see(func(next *meeting.State, seen *proof.Observation) {
				edit := (meeting.Roster{}).Edit()
				edit.Put(&meeting.Participant{ID: "ann", Text: meeting.Text{UserID: "user ann"}})
				next.Joined, seen.Reset, seen.Changes = edit.Done(), true, []proof.Change{{ID: "ann"}}
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			one := newTalk("ann")
			one.speak("ann")
			one.now += 300
			end(one)
			assert.Zero(t, one.state.Speaker)
			one.now += 1_000
			one.leave("ann")
			one.put("ann again", "user ann", meeting.AudioOn)
			assert.EqualValues(t, 300, one.spoken("ann again"), "by user, no longer than they spoke")
			one.speak("ann again")
			one.now += 50
			assert.EqualValues(t, 350, one.spoken("ann again"))
		})
	}
}

func TestOneself(t *testing.T) {
	one := newTalk("ann")
	assert.True(t, one.speak("self"))
	one.now += 70
	assert.EqualValues(t, 70, one.spoken("self"))
	one.speak("ann")
	assert.EqualValues(t, 70, one.state.Spoken)
	one.now += 70
	one.speak("self")
	one.now += 5
	one.see(func(next *meeting.State, seen *proof.Observation) {
		next.Self.Flags, seen.Changes = 0, []proof.Change{{ID: "self"}}
	})
	assert.Zero(t, one.state.Speaker)
	assert.EqualValues(t, 75, one.state.Spoken)
}

func TestAClockThatIsSetBackTakesNothing(t *testing.T) {
	one := newTalk("ann", "bob")
	one.speak("ann")
	one.now -= 900
	assert.Zero(t, one.spoken("ann"))
	one.speak("bob")
	assert.Zero(t, one.spoken("ann"))
}
