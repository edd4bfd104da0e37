package locks_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/control/locks"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestWhatFailsLeavesAloneWhomItWasNotAbout(t *testing.T) {
	var state meeting.State
	edit := state.Joined.Edit()
	row := func(name string) []meeting.TargetOutcome {
		p := &meeting.Participant{}
		p.ID, p.UserID = meeting.ParticipantID(name), meeting.UserID("user of "+name)
		edit.Put(p)
		return []meeting.TargetOutcome{{ID: p.ID, UserID: p.UserID}}
	}
	ann, bob := row("ann"), row("bob")
	state.Joined = edit.Done()

	book := locks.New(time.Second)
	lock := func(what meeting.Flags, rows []meeting.TargetOutcome) *locks.Before {
		before := book.Lock(&state, what, rows, false, 0)
		book.Settle(&state, 0)
		return before
	}
	lock(meeting.VideoOn, bob)
	before := lock(meeting.AudioOn, ann)
	lock(meeting.AudioOn, bob)
	book.Failed(before)
	book.Settle(&state, 0)
	assert.ElementsMatch(t, []meeting.ActiveLock{{What: meeting.LockAudio, Target: "bob"}, {What: meeting.LockVideo, Target: "bob"}}, state.Locks)
	assert.Zero(t, state.Joined.Get("ann").Locked)
	assert.Equal(t, meeting.AudioOn|meeting.VideoOn, state.Joined.Get("bob").Locked)
}
