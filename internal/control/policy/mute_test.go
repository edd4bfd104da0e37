package policy_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestEveryPolicyHasAnAction(t *testing.T) {
	for _, one := range meeting.AllPolicies() {
		assert.NotEmpty(t, policy.Action(one), one)
	}
	assert.Empty(t, policy.Action("sing"))
}

func TestMuteOnEntry(t *testing.T) {
	h := newHouse(t)
	h.put(who("bob1", meeting.AudioOn))
	assert.Empty(t, h.set(of(meeting.MuteOnEntry)), "who is there has not joined")
	assert.Empty(t, h.put(who("ann1", 0)))
	h.now += 9 * time.Second
	assert.Equal(t, mute("ann1"), h.put(who("ann1", meeting.AudioOn)))
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)), "under way")
	h.put(who("ann1", 0))
	assert.Empty(t, h.end(mute("ann1")[0], meeting.StatusConfirmed, true))
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)), "once")

	assert.Equal(t, mute("cid1"), h.put(who("cid1", meeting.AudioOn)), "comes with it on")
	assert.Empty(t, h.end(mute("cid1")[0], meeting.StatusUnconfirmed, true), "once, whatever comes of it")
}

func TestWhoTurnsTheirMicrophoneOnLaterIsNotMutedOnEntry(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.MuteOnEntry))
	h.put(who("ann1", 0))
	h.now += 10 * time.Second
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)))
}

func TestABreakOfAConnectionIsNoEntry(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.MuteOnEntry))
	h.put(who("ann1", 0))
	h.now += time.Minute
	h.leave("ann1")
	h.now += time.Minute
	assert.Empty(t, h.put(who("ann2", meeting.AudioOn)), "also with another id")
	h.leave("ann2")
	h.now += time.Minute + 1
	assert.Equal(t, mute("ann3"), h.put(who("ann3", meeting.AudioOn)))
}

func TestWhoIsLetInHasJoined(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.MuteOnEntry))
	h.set(meeting.ActivePolicy{Policy: meeting.Admit, CustomIDs: []meeting.CustomID{"custom ann"}})
	assert.Len(t, h.knock(who("ann1", 0)), 1)
	h.stopWaiting("ann1")
	h.now += time.Second
	assert.Equal(t, mute("ann1"), h.put(who("ann1", meeting.AudioOn)))
}

func TestKeepMuted(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", meeting.AudioOn), who("bob1", meeting.AudioOn), who("self1", meeting.AudioOn))
	assert.Equal(t, []meeting.Command{{Action: meeting.DisableAudio, Targets: ids{"ann1", "bob1"}}}, h.set(of(meeting.KeepMuted)), "not another session of oneself")
	h = newHouse(t)
	h.put(who("ann1", meeting.AudioOn), who("bob1", meeting.AudioOn))
	assert.Equal(t, mute("bob1"), h.set(of(meeting.KeepMuted, "user bob")))
	assert.True(t, h.book.Concerns("user bob"))
	assert.False(t, h.book.Concerns("user ann"))
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)))
}

func TestKeepMutedYieldsAfterThreeTimes(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.KeepMuted))
	for try := range 5 {
		wanted := h.put(who("ann1", meeting.AudioOn))
		if try >= policy.MostTries {
			assert.Empty(t, wanted)
			continue
		}
		assert.Equal(t, mute("ann1"), wanted)
		h.put(who("ann1", 0))
		assert.Empty(t, h.end(wanted[0], meeting.StatusConfirmed, true))
	}
	assert.Equal(t, []meeting.Yield{{Policy: meeting.KeepMuted, ID: "ann1", Name: "ann"}}, h.book.Yields())
	assert.Equal(t, ids{"ann1"}, h.state.Policies[0].Yielded)
	h.leave("ann1")
	assert.Empty(t, h.put(who("ann2", meeting.AudioOn)), "the same user")
	assert.Empty(t, h.book.Yields(), "once")
	assert.Equal(t, mute("bob1"), h.put(who("bob1", meeting.AudioOn)), "not for others")

	published := h.state.Policies
	h.inVain(mute("bob1"))
	assert.Equal(t, ids{"ann1"}, published[0].Yielded, "what was published does not change")
	assert.Len(t, h.book.Yields(), 1)

	assert.Len(t, h.set(of(meeting.KeepMuted)), 1, "begins anew")
	assert.Empty(t, h.state.Policies[0].Yielded)
}

func TestWhatIsRefusedIsTriedThreeTimes(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", meeting.AudioOn), who("bob1", meeting.AudioOn))
	sent := h.carryOut(h.set(of(meeting.KeepMuted)), func(command meeting.Command) []meeting.Command {
		h.book.Refused(h.state, command)
		return h.due()
	})
	assert.Equal(t, policy.MostTries, sent, "both in one command")
	assert.Len(t, h.book.Yields(), 2)

	h = newHouse(t)
	h.put(who("ann1", meeting.AudioOn))
	assert.Equal(t, policy.MostTries, h.carryOut(h.set(of(meeting.KeepMuted)), func(command meeting.Command) []meeting.Command {
		h.book.Ended(h.state, &meeting.Ended{Command: command, ByPolicy: true, Err: &meeting.Error{Reason: meeting.ReasonPermission}})
		return h.due()
	}))
}

func TestEverySessionOfAUserIsMuted(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", meeting.AudioOn), who("ann2", meeting.AudioOn))
	assert.Equal(t, mute("ann1"), h.set(of(meeting.KeepMuted)))
	h.put(who("ann1", 0))
	assert.Equal(t, mute("ann2"), h.end(mute("ann1")[0], meeting.StatusConfirmed, true))
}

func TestAnotherCommandAboutSomebodyIsNotThatOfThePolicy(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", meeting.AudioOn))
	h.set(of(meeting.KeepMuted))
	assert.Empty(t, h.end(meeting.Command{Action: meeting.DisableVideo, Target: "ann1"}, meeting.StatusConfirmed, false))
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)), "still under way")
	assert.Len(t, h.end(mute("ann1")[0], meeting.StatusUnconfirmed, true), 1)
}

func TestNothingIsSentWhileTheConnectionIsAway(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.KeepMuted))
	h.cut()
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)))
	assert.Empty(t, h.see(func(next *meeting.State, _ *proof.Observation) {
		next.Room.State, next.Room.Connection, next.Stale = meeting.RoomJoined, meeting.ConnectionConnected, true
	}), "not read anew yet")
	assert.Equal(t, mute("ann1"), h.restore())
}

func TestNothingIsMutedOrPinnedWithoutMedia(t *testing.T) {
	for name, change := range map[string]func(room *meeting.Room, lacks bool){
		"not joined yet": func(room *meeting.Room, lacks bool) { room.MediaJoined = !lacks },
		"only watches":   func(room *meeting.Room, lacks bool) { room.OnlyWatches = lacks },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(who("bob1", 0), who("cid1", 0))
			h.set(of(meeting.KeepMuted))
			h.set(of(meeting.Floor, "user cid"))
			h.pin("bob1")
			h.set(of(meeting.KeepPin, "user bob"))
			h.book.Yields()
			h.set(meeting.ActivePolicy{Policy: meeting.Admit, CustomIDs: []meeting.CustomID{"custom dan"}})
			h.room(func(room *meeting.Room) { change(room, true) })
			h.pin("")
			assert.Empty(t, h.put(who("ann1", meeting.AudioOn)))
			h.now += time.Hour
			assert.Empty(t, h.put(who("cid1", meeting.AudioOn)))
			assert.Greater(t, h.book.Wake(h.state), h.now+24*time.Hour, "it does not spin")
			assert.Len(t, h.knock(who("dan1", 0)), 1, "what takes no media is done")
			assert.Empty(t, h.book.Yields())
			commands := h.room(func(room *meeting.Room) { change(room, false) })
			require.Len(t, commands, 2)
			assert.ElementsMatch(t, ids{"ann1", "cid1"}, commands[0].Targets[:2])
			assert.Equal(t, pinned("bob1")[0], commands[1])
		})
	}
}

func TestFloor(t *testing.T) {
	for name, c := range map[string]struct {
		flags  meeting.Flags
		gone   bool
		wanted []meeting.Command
	}{
		"on":   {flags: meeting.AudioOn, wanted: mute("ann1")},
		"off":  {},
		"gone": {flags: meeting.AudioOn, gone: true},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(who("ann1", c.flags))
			floor := of(meeting.Floor, "user ann")
			floor.Name = "ann"
			assert.Empty(t, h.set(floor))
			assert.Equal(t, h.now+time.Minute, h.book.Wake(h.state))
			if c.gone {
				h.leave("ann1")
			}
			h.now += time.Minute - 1
			assert.Empty(t, h.due())
			h.now++
			assert.Equal(t, c.wanted, h.due())
			id := meeting.ParticipantID("ann1")
			if c.gone {
				id = ""
			}
			assert.Equal(t, []meeting.Yield{{Policy: meeting.Floor, ID: id, Name: "ann"}}, h.book.Yields())
			assert.Empty(t, h.state.Policies)
			assert.Greater(t, h.book.Wake(h.state), h.now+24*time.Hour)
			assert.Empty(t, h.due())
		})
	}
}

func TestWhoHasTheFloorIsNotKeptMutedMeanwhile(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.Floor, "user ann"))
	h.set(of(meeting.KeepMuted))
	assert.Empty(t, h.put(who("ann1", meeting.AudioOn)))
	assert.Equal(t, mute("bob1"), h.put(who("bob1", meeting.AudioOn)))
	h.book.End(meeting.Floor)
	assert.Equal(t, mute("ann1"), h.due(), "and then again")
}

func TestTheFloorEndsInEverySession(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", meeting.AudioOn))
	h.set(of(meeting.Floor, "user ann"))
	h.leave("ann1")
	h.put(who("ann2", meeting.AudioOn), who("ann3", meeting.AudioOn))
	h.now += time.Minute
	assert.Equal(t, []meeting.Command{{Action: meeting.DisableAudio, Targets: ids{"ann2", "ann3"}}}, h.due())
}

func TestAFloorThatEndsWhileTheConnectionIsAway(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", meeting.AudioOn))
	h.set(of(meeting.Floor, "user ann"))
	until := h.book.Wake(h.state)
	h.cut()
	assert.Greater(t, h.book.Wake(h.state), until+24*time.Hour)
	h.now = until + time.Second
	assert.Empty(t, h.due())
	assert.Equal(t, mute("ann1"), h.restore())
}

func TestAFloorGoesOnWhenTheConnectionIsBack(t *testing.T) {
	h := newHouse(t)
	h.put(who("ann1", meeting.AudioOn))
	h.set(of(meeting.Floor, "user ann"))
	until := h.book.Wake(h.state)
	h.cut()
	h.due()
	h.restore()
	assert.Equal(t, until, h.book.Wake(h.state))
}

func TestPoliciesEndWithTheMeeting(t *testing.T) {
	for name, end := range map[string]func(seen *proof.Observation){
		"over":  func(seen *proof.Observation) { seen.Over = meeting.RoomEnded },
		"moved": func(seen *proof.Observation) { seen.Moved = true },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(who("ann1", 0))
			var want []meeting.Yield
			for _, one := range meeting.AllPolicies() {
				h.set(meeting.ActivePolicy{Policy: one, UserIDs: []meeting.UserID{"user ann"}, CustomIDs: []meeting.CustomID{"c"}})
				want = append(want, meeting.Yield{Policy: one})
			}
			h.book.Yields()
			assert.Empty(t, h.see(func(_ *meeting.State, seen *proof.Observation) { end(seen) }))
			assert.Equal(t, want, h.book.Yields())
			assert.Empty(t, h.state.Policies)
			assert.Empty(t, h.put(who("ann1", meeting.AudioOn), who("bob1", meeting.AudioOn)))
			assert.Greater(t, h.book.Wake(h.state), h.now+24*time.Hour)
			assert.False(t, h.book.End(meeting.KeepMuted))
			assert.Empty(t, h.see(func(_ *meeting.State, seen *proof.Observation) { end(seen) }))
			assert.Empty(t, h.book.Yields(), "once")
		})
	}
}

func TestWhatIsKnownOfUsersIsBounded(t *testing.T) {
	h := newHouse(t)
	h.set(of(meeting.KeepMuted))
	h.set(of(meeting.MuteOnEntry))
	const most = 8_000
	number := 0
	for range 60 {
		var people []*meeting.Participant
		var left ids
		for range 500 {
			number++
			p := who(meeting.ParticipantID("user"+strconv.Itoa(number)+"x"), meeting.AudioOn)
			people, left = append(people, p), append(left, p.ID)
		}
		h.put(people...)
		h.now += time.Minute + 1
		h.leave(left...)
	}
	assert.LessOrEqual(t, h.book.Users(), most+1_000)
}

func TestAClockMayCountFromAnyMoment(t *testing.T) {
	h := newHouse(t)
	h.now = -time.Hour
	h.set(of(meeting.MuteOnEntry))
	h.set(of(meeting.KeepMuted))
	h.put(who("ann1", 0))
	h.now += time.Minute
	assert.Equal(t, policy.MostTries, h.inVain(h.put(who("ann1", meeting.AudioOn))))
}
