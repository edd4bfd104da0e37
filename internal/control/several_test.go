package control_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

type ids = []meeting.ParticipantID

// performOn begins a command on several.
func (s scene) performOn(ctx context.Context, action meeting.Action, targets ids) <-chan result {
	results := make(chan result, 1)
	go func() {
		outcome, err := s.Perform(ctx, meeting.Command{Action: action, Targets: targets})
		results <- result{outcome, err}
	}()
	synctest.Wait()
	return results
}

// crowd lets so many join.
func (s scene) crowd(size int) (all ids) {
	for i := range size {
		all = append(all, s.Join(fmt.Sprint("Guest ", i)))
	}
	return all
}

func statuses(outcome meeting.Outcome) (all []meeting.Status) {
	for _, row := range outcome.Targets {
		all = append(all, row.Status)
	}
	return all
}

func targetsOf(calls []control.Call) (all ids) {
	for _, call := range calls {
		all = append(all, call.Target)
	}
	return all
}

// count counts the rows of each status.
func count(outcome meeting.Outcome) map[meeting.Status]int {
	counts := map[meeting.Status]int{}
	for _, row := range outcome.Targets {
		counts[row.Status]++
	}
	return counts
}

func TestSeveralHaveARowEach(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		cid := s.Join("Cid")
		s.SetAudio(s.bob, false)
		r := <-s.performOn(t.Context(), meeting.DisableAudio, ids{cid, s.bob, "nobody", s.SelfID(), s.ann, cid})
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusPartial, r.outcome.Status)
		assert.Equal(t, []meeting.TargetOutcome{
			{ID: cid, UserID: "user-3", Name: "Cid", Status: meeting.StatusConfirmed},
			{ID: s.bob, UserID: "user-2", Name: "Bob", Status: meeting.StatusUnchanged},
			{ID: "nobody", Status: meeting.StatusFailed, Code: "1204", Message: meeting.Message{Key: "reason.no-such-participant"}},
			{ID: s.SelfID(), UserID: "user-self", Name: "Host", Status: meeting.StatusFailed, Code: "1204", Message: meeting.Message{Key: "reason.is-self"}},
			{ID: s.ann, UserID: "user-1", Name: "Ann", Status: meeting.StatusConfirmed},
		}, r.outcome.Targets)
		assert.ElementsMatch(t, ids{cid, s.ann}, targetsOf(s.Sent()))

		r = <-s.performOn(t.Context(), meeting.DisableVideo, ids{s.ann, s.bob, cid})
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Status)
		r = <-s.performOn(t.Context(), meeting.DisableVideo, ids{s.ann, s.bob, cid})
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusUnchanged, r.outcome.Status)
		assert.Len(t, s.Sent(), 5)
	})
}

func TestSeveralOfWhomNobodyIsAllowed(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Withdraw(meeting.KickParticipant)
		r := <-s.performOn(t.Context(), meeting.Kick, ids{s.ann, s.bob})
		require.ErrorIs(t, r.err, meeting.ReasonPermission)
		r = <-s.performOn(t.Context(), meeting.DisableAudio, ids{s.SelfID(), "nobody"})
		require.ErrorIs(t, r.err, meeting.ReasonIsSelf)
		for _, targets := range []ids{{}, {s.ann, ""}} {
			r = <-s.performOn(t.Context(), meeting.DisableAudio, targets)
			require.ErrorIs(t, r.err, meeting.ReasonBadInput)
		}
		assert.Empty(t, s.Sent())
	})
}

func TestEachOfSeveralEndsByItsOwnProof(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		cid := s.Join("Cid")
		results := s.performOn(t.Context(), meeting.DisableAudio, ids{s.ann, s.bob, cid})
		require.Equal(t, ids{s.ann, s.bob, cid}, s.State().Pending[0].Targets)
		s.SetAudio(s.bob, false)
		s.Leave(cid)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, []meeting.Status{meeting.StatusUnconfirmed, meeting.StatusConfirmed, meeting.StatusLeft}, statuses(r.outcome))
		assert.Equal(t, meeting.StatusPartial, r.outcome.Status)

		s.SetServer(meetingtest.Refuse)
		r = <-s.performOn(t.Context(), meeting.DisableVideo, ids{s.ann, s.bob})
		require.NoError(t, r.err)
		assert.Equal(t, []meeting.Status{meeting.StatusRefused, meeting.StatusRefused}, statuses(r.outcome))
		assert.Equal(t, "1200", r.outcome.Targets[0].Code)
		assert.Equal(t, "reason.refused", r.outcome.Targets[0].Message.Key)
		s.SetServer(meetingtest.Obey)
		s.Break(meeting.SDKError("0013", "too fast", nil))
		r = <-s.performOn(t.Context(), meeting.DisableVideo, ids{s.ann, s.bob})
		require.NoError(t, r.err)
		assert.Equal(t, []meeting.Status{meeting.StatusFailed, meeting.StatusFailed}, statuses(r.outcome))
		assert.Equal(t, "0013", r.outcome.Targets[0].Code)
	})
}

func TestSeveralAreSentAFewAtATime(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		all := s.crowd(20)
		s.SetDelay(time.Second)
		results := s.performOn(t.Context(), meeting.DisableAudio, all)
		for _, sent := range []int{8, 16, 20} {
			assert.ElementsMatch(t, all[:sent], targetsOf(s.Sent()))
			wait(time.Second)
		}
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Status)
		assert.Equal(t, 3*time.Second, r.outcome.Elapsed)
	})
}

// The time of each counts from when it was sent, and whoever nothing was seen of makes room.
func TestSeveralOfWhomNothingIsSeen(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		all := s.crowd(20)
		s.SetServer(meetingtest.Silent)
		results := s.performOn(t.Context(), meeting.DisableAudio, all)
		wait(10 * time.Second)
		assert.Len(t, s.Sent(), 16)
		s.SetServer(meetingtest.Obey)
		wait(10 * time.Second)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, map[meeting.Status]int{meeting.StatusUnconfirmed: 16, meeting.StatusConfirmed: 4}, count(r.outcome))
		assert.Equal(t, 20*time.Second, r.outcome.Elapsed)
	})
}

func TestWhatChangesBeforeTheTurnOfEach(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		all := s.crowd(14)
		s.SetDelay(time.Second)
		results := s.performOn(t.Context(), meeting.DisableAudio, all)
		s.SetAudio(all[8], false)
		s.Leave(all[9])
		s.SetAudio(all[10], false)
		s.SetAudio(all[10], true) // proves nothing: it was before
		s.SetServer(meetingtest.YesButNo)
		wait(time.Second)
		assert.ElementsMatch(t, append(append(ids{}, all[:8]...), all[10:]...), targetsOf(s.Sent()))
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Targets[7].Status)
		assert.Equal(t, meeting.StatusUnchanged, r.outcome.Targets[8].Status)
		assert.Equal(t, meeting.StatusLeft, r.outcome.Targets[9].Status)
		assert.Equal(t, "Guest 9", r.outcome.Targets[9].Message.Args[0].Value)
		assert.Equal(t, meeting.StatusUnconfirmed, r.outcome.Targets[10].Status)
	})
}

func TestARightWithdrawnInTheMiddle(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		all := s.crowd(12)
		s.SetDelay(time.Second)
		results := s.performOn(t.Context(), meeting.DisableAudio, all)
		s.Withdraw(meeting.CanDisableParticipantAudio)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, map[meeting.Status]int{meeting.StatusConfirmed: 8, meeting.StatusFailed: 4}, count(r.outcome))
		assert.Equal(t, "1201", r.outcome.Targets[11].Code)
		assert.Equal(t, "Your preset does not grant disable_participant_audio.", r.outcome.Targets[11].Message.Text())
		assert.Len(t, s.Sent(), 8)
	})
}

func TestTheConnectionGoesInTheMiddle(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		all := s.crowd(12)
		s.SetServer(meetingtest.Silent)
		results := s.performOn(t.Context(), meeting.DisableAudio, all)
		s.Cut()
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, map[meeting.Status]int{meeting.StatusUnconfirmed: 8, meeting.StatusFailed: 4}, count(r.outcome))
		assert.Equal(t, meeting.ReasonOffline.Code(), r.outcome.Targets[11].Code)
	})
}

func TestTheMeetingEndsInTheMiddle(t *testing.T) {
	for name, end := range map[string]func(s scene){
		"ended": func(s scene) { s.End(meeting.RoomKicked) },
		"moved": func(s scene) { s.Move() },
	} {
		t.Run(name, func(t *testing.T) {
			play(t, func(t *testing.T, s scene) {
				all := s.crowd(12)
				s.SetServer(meetingtest.Silent)
				results := s.performOn(t.Context(), meeting.DisableAudio, all)
				end(s)
				r := <-results
				require.NoError(t, r.err)
				assert.Zero(t, r.outcome.Elapsed, "at once")
				assert.Equal(t, map[meeting.Status]int{meeting.StatusUnconfirmed: 8, meeting.StatusAborted: 4}, count(r.outcome))
				assert.Equal(t, "target.interrupted", r.outcome.Targets[11].Message.Key)
				assert.Len(t, s.Sent(), 8)
			})
		})
	}
}

func TestCalledOffInTheMiddle(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		all := s.crowd(12)
		s.SetDelay(time.Second)
		ctx, abort := context.WithCancel(t.Context())
		results := s.performOn(ctx, meeting.DisableAudio, all)
		abort()
		s.requireUndecided(results)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusPartial, r.outcome.Status)
		assert.Equal(t, map[meeting.Status]int{meeting.StatusConfirmed: 8, meeting.StatusAborted: 4}, count(r.outcome))
		assert.Equal(t, "It was called off before this was sent.", r.outcome.Targets[8].Message.Text())
		assert.Len(t, s.Sent(), 8)
		assert.Empty(t, s.State().Pending)
	})
}

func TestCalledOffWhenAllWasSent(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetDelay(time.Second)
		ctx, abort := context.WithCancel(t.Context())
		results := s.performOn(ctx, meeting.DisableAudio, ids{s.ann, s.bob})
		abort()
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Status)
	})
}

func TestCalledOffBeforeAnythingWasSent(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		ctx, abort := context.WithCancel(t.Context())
		abort()
		r := <-s.performOn(ctx, meeting.DisableAudio, ids{s.ann, s.bob})
		require.ErrorIs(t, r.err, meeting.ReasonAborted)
		require.ErrorIs(t, r.err, context.Canceled)
		assert.Empty(t, s.Sent())
	})
}

func TestCalledOffByOneOfTwo(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		all := s.crowd(12)
		s.SetDelay(time.Second)
		ctx, abort := context.WithCancel(t.Context())
		first := s.performOn(ctx, meeting.DisableAudio, all)
		second := s.performOn(t.Context(), meeting.DisableAudio, append(all, all[0]))
		assert.Len(t, s.State().Pending, 1, "the same wish")
		abort()
		require.ErrorIs(t, (<-first).err, meeting.ReasonAborted)
		r := <-second
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Status)
		assert.Len(t, s.Sent(), 12)
	})
}

func TestStartedAndCalledOff(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetDelay(time.Second)
		running, err := s.Start(meeting.Command{Action: meeting.DisableAudio, Targets: s.crowd(12)})
		require.NoError(t, err)
		synctest.Wait()
		assert.True(t, running.CallOff())
		<-running.Done()
		outcome, err := running.Result()
		require.NoError(t, err)
		assert.Equal(t, 4, count(outcome)[meeting.StatusAborted])

		running, err = s.Start(meeting.Command{Action: meeting.DisableVideo, Target: s.ann})
		require.NoError(t, err)
		assert.False(t, running.CallOff(), "one goes on")
		<-running.Done()
		outcome, err = running.Result()
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)

		s.SetServer(meetingtest.Silent)
		running, err = s.Start(meeting.Command{Action: meeting.Kick, Targets: ids{s.ann, s.bob}})
		require.NoError(t, err)
		s.Controller.Close()
		assert.False(t, running.CallOff(), "it has ended without an outcome")
	})
}

func TestSeveralAreLetInAndTurnedAway(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		cid, dan, eve := s.Knock("Cid"), s.Knock("Dan"), s.Knock("Eve")
		r := <-s.performOn(t.Context(), meeting.AcceptWaitingRoomRequest, ids{cid, s.ann, dan})
		require.NoError(t, r.err)
		assert.Equal(t, []meeting.Status{meeting.StatusConfirmed, meeting.StatusFailed, meeting.StatusConfirmed}, statuses(r.outcome))
		r = <-s.performOn(t.Context(), meeting.RejectWaitingRoomRequest, ids{eve})
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Status)
		assert.Equal(t, 4, s.State().Joined.Len())
		assert.Zero(t, s.State().Waitlisted.Len())
	})
}

func TestEverybodyElseIsRemovedOneByOne(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		again := s.Join("Host")
		s.SetUser(again, "user-self")
		guests := s.crowd(18)
		s.Stick()
		results := s.perform(t.Context(), meeting.KickOthers, "")
		require.Len(t, s.Sent(), 8, "eight at a time")
		for _, call := range s.Sent() {
			assert.Equal(t, control.Call{Action: meeting.KickOthers, Target: call.Target}, call)
		}
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.KickOthers, r.outcome.Action)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Status)
		assert.ElementsMatch(t, append(ids{s.ann, s.bob}, guests...), targetsOf(s.Sent()), "each once")
		assert.Len(t, r.outcome.Targets, 20)
		assert.NotNil(t, s.State().Joined.Get(again), "one's own other session stays")
		assert.Equal(t, meeting.RoomJoined, s.State().Room.State)

		r = <-s.perform(t.Context(), meeting.KickOthers, "")
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusUnchanged, r.outcome.Status, "nobody else is here")
		assert.Len(t, s.Sent(), 20)
	})
}

func TestOfEverybodyElseSomeGoAndSomeDoNot(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		results := s.perform(t.Context(), meeting.KickOthers, "")
		s.Leave(s.ann)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, []meeting.Status{meeting.StatusConfirmed, meeting.StatusUnconfirmed}, statuses(r.outcome))
		assert.Equal(t, meeting.StatusPartial, r.outcome.Status)
	})
}

func TestEverybodyElseIsCalledOff(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		running, err := s.StartLater(meeting.Command{Action: meeting.KickOthers}, time.Second)
		require.NoError(t, err)
		assert.False(t, running.CallOff())
		assert.Empty(t, s.Sent())

		late := s.crowd(1)[0]
		running, err = s.StartLater(meeting.Command{Action: meeting.KickOthers}, time.Second)
		require.NoError(t, err)
		s.Leave(s.ann)
		<-running.Done()
		outcome, err := running.Result()
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
		assert.ElementsMatch(t, ids{s.bob, late}, targetsOf(s.Sent()), "who is there when it is sent")

		s.crowd(20)
		s.Stick()
		running, err = s.Start(meeting.Command{Action: meeting.KickOthers})
		require.NoError(t, err)
		synctest.Wait()
		assert.True(t, running.CallOff(), "in the middle it has an outcome")
		<-running.Done()
		outcome, err = running.Result()
		require.NoError(t, err)
		assert.Equal(t, map[meeting.Status]int{meeting.StatusConfirmed: 8, meeting.StatusAborted: 12}, count(outcome))
	})
}
