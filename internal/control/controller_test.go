package control_test

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// scene is a meeting with Ann and Bob and a controller, in a bubble of its own
// time. The bubble fails the test when a goroutine is left behind.
type scene struct {
	t *testing.T
	*meetingtest.Memory
	*control.Controller
	ann, bob meeting.ParticipantID
}

func play(t *testing.T, test func(t *testing.T, s scene)) {
	synctest.Test(t, func(t *testing.T) {
		memory := meetingtest.NewMemory()
		s := scene{t: t, Memory: memory, ann: memory.Join("Ann"), bob: memory.Join("Bob")}
		s.Controller = control.New(memory, control.Options{})
		test(t, s)
		s.Controller.Close()
		memory.Close()
		assert.Zero(t, memory.Listeners())
	})
}

type result struct {
	outcome meeting.Outcome
	err     error
}

// perform begins a command and returns where its result will come.
func (s scene) perform(ctx context.Context, action meeting.Action, target meeting.ParticipantID) <-chan result {
	results := make(chan result, 1)
	go func() {
		outcome, err := s.Perform(ctx, meeting.Command{Action: action, Target: target})
		results <- result{outcome, err}
	}()
	synctest.Wait()
	return results
}

// outcome performs a command to its end.
func (s scene) outcome(action meeting.Action, target meeting.ParticipantID) meeting.Outcome {
	s.t.Helper()
	r := <-s.perform(s.t.Context(), action, target)
	require.NoError(s.t, r.err)
	return r.outcome
}

// failure performs a command that fails.
func (s scene) failure(action meeting.Action, target meeting.ParticipantID) *meeting.Error {
	s.t.Helper()
	r := <-s.perform(s.t.Context(), action, target)
	var failure *meeting.Error
	require.ErrorAs(s.t, r.err, &failure)
	assert.Equal(s.t, meeting.Outcome{}, r.outcome)
	return failure
}

func (s scene) requireUndecided(results <-chan result) {
	s.t.Helper()
	synctest.Wait()
	select {
	case r := <-results:
		require.Fail(s.t, "decided already", "%+v", r)
	default:
	}
}

// wait lets time pass; all that is due happens.
func wait(d time.Duration) {
	timer := time.NewTimer(d)
	<-timer.C
	synctest.Wait()
}

// waker keeps the function that wakes the controller.
type waker struct {
	control.Meeting
	wake func() (busy bool)
}

func (w *waker) Listen(wake func() (busy bool)) (stop func()) {
	w.wake = wake
	return w.Meeting.Listen(wake)
}

func TestWhoWakesIsToldWhetherACommandIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		memory := meetingtest.NewMemory()
		ann := memory.Join("Ann")
		w := &waker{Meeting: memory}
		controller := control.New(w, control.Options{})
		assert.False(t, w.wake())
		memory.SetDelay(time.Second)
		running, err := controller.Start(meeting.Command{Action: meeting.DisableAudio, Target: ann})
		require.NoError(t, err)
		assert.True(t, w.wake(), "under way")
		<-running.Done()
		synctest.Wait()
		assert.False(t, w.wake(), "over")

		memory.SetServer(meetingtest.YesButNo)
		_, err = controller.Start(meeting.Command{Action: meeting.Pin, Target: ann})
		require.NoError(t, err)
		synctest.Wait()
		memory.Batch(func() {
			memory.Pin(ann)
			assert.True(t, w.wake(), "at its end there are those who wait for it")
			assert.Empty(t, controller.State().Pending)
		})
		controller.Close()
		memory.Close()
	})
}

func TestConfirmed(t *testing.T) {
	for _, action := range []meeting.Action{meeting.DisableAudio, meeting.DisableVideo, meeting.Pin} {
		play(t, func(t *testing.T, s scene) {
			s.SetDelay(time.Second)
			outcome := s.outcome(action, s.ann)
			assert.Equal(t, meeting.Outcome{
				Action: action, Status: meeting.StatusConfirmed, Elapsed: time.Second,
				Targets: []meeting.TargetOutcome{{ID: s.ann, UserID: "user-1", Name: "Ann", Status: meeting.StatusConfirmed}},
			}, outcome)
			assert.Len(t, s.Sent(), 1)
			assert.Empty(t, s.State().Pending)
		})
	}
}

func TestKickIsConfirmedWhenSettled(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		outcome := s.outcome(meeting.Kick, s.ann)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
		assert.Equal(t, 6*time.Second, outcome.Elapsed)
		assert.Nil(t, s.State().Joined.Get(s.ann))
	})
}

func TestKickOfSomebodyWhoReconnects(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Refuse)
		results := s.perform(t.Context(), meeting.Kick, s.ann)
		comeBack := s.Drop(s.ann)
		wait(5 * time.Second)
		comeBack()
		wait(time.Second)
		s.Reconnect(s.ann)
		assert.Equal(t, meeting.StatusUnconfirmed, (<-results).outcome.Status)
	})
}

func TestWholeMeetingActions(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		outcome := s.outcome(meeting.KickAll, "")
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
		assert.Equal(t, s.SelfID(), outcome.Targets[0].ID)
		assert.Equal(t, meeting.ReasonEnded, s.failure(meeting.KickAll, "").Reason)
	})
	play(t, func(t *testing.T, s scene) {
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.Leave, "").Status)
		assert.Equal(t, meeting.RoomLeft, s.State().Room.State)
	})
}

func TestUnchangedSendsNothing(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetAudio(s.ann, false)
		outcome := s.outcome(meeting.DisableAudio, s.ann)
		assert.Equal(t, meeting.StatusUnchanged, outcome.Status)
		assert.Equal(t, meeting.StatusUnchanged, outcome.Targets[0].Status)
		assert.Equal(t, "Ann", outcome.Targets[0].Name)

		s.SetAudio(s.bob, false)
		s.SetAudio(s.SelfID(), false)
		outcome = s.outcome(meeting.DisableAllAudio, "")
		assert.Equal(t, meeting.StatusUnchanged, outcome.Status)
		assert.Empty(t, outcome.Targets)

		s.Pin(s.bob)
		assert.Equal(t, meeting.StatusUnchanged, s.outcome(meeting.Pin, s.bob).Status)
		assert.Empty(t, s.Sent())
	})
}

func TestNotAllowedSendsNothing(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Withdraw(meeting.KickParticipant)
		failure := s.failure(meeting.Kick, s.ann)
		assert.Equal(t, meeting.ReasonPermission, failure.Reason)
		assert.Equal(t, "1201", failure.Code)
		assert.Equal(t, "kick_participant", failure.Permission)
		assert.Equal(t, s.Can(meeting.Kick, s.ann).Reason, failure.Reason)

		s.Grant(meeting.KickParticipant)
		assert.True(t, s.Can(meeting.Kick, s.ann).Allowed)
		assert.Equal(t, meeting.ReasonNotPinned, s.failure(meeting.Unpin, s.ann).Reason)
		assert.Equal(t, meeting.ReasonIsSelf, s.failure(meeting.Kick, s.SelfID()).Reason)
		s.Leave(s.bob)
		assert.Equal(t, meeting.ReasonNoSuchParticipant, s.failure(meeting.Kick, s.bob).Reason)
		s.Cut()
		assert.Equal(t, meeting.ReasonOffline, s.failure(meeting.Kick, s.ann).Reason)
		s.End(meeting.RoomKicked)
		assert.Equal(t, meeting.ReasonEnded, s.failure(meeting.Kick, s.ann).Reason)
		assert.Empty(t, s.Sent())
	})
}

func TestBadCommands(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		for _, command := range []meeting.Command{
			{}, {Action: "mute", Target: s.ann}, {Action: meeting.Kick}, {Action: meeting.KickAll, Target: s.ann},
		} {
			_, err := s.Perform(t.Context(), command)
			assert.ErrorIs(t, err, meeting.ReasonBadInput, "%+v", command)
		}
		assert.Empty(t, s.Sent())
		assert.Equal(t, meeting.ReasonUnsupported, s.Can("mute", s.ann).Reason)
	})
}

func TestThePinnedOneIsUnpinnedAndNobodyElse(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Pin(s.ann)
		assert.Equal(t, s.ann, s.State().PinnedID)
		assert.Equal(t, meeting.ReasonNotPinned, s.failure(meeting.Unpin, s.bob).Reason)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.Unpin, s.ann).Status)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.Pin, s.SelfID()).Status)
		assert.Equal(t, s.SelfID(), s.State().PinnedID)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.Unpin, s.SelfID()).Status)
		assert.Len(t, s.Sent(), 3)
	})
}

func TestRefusalsAndSilence(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Refuse)
		failure := s.failure(meeting.DisableAudio, s.ann)
		assert.Equal(t, meeting.ReasonRefused, failure.Reason)
		assert.Equal(t, "1200", failure.Code)
		for _, action := range []meeting.Action{meeting.Pin, meeting.Kick} {
			outcome := s.outcome(action, s.ann)
			assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status, action)
			assert.Equal(t, 10*time.Second, outcome.Elapsed)
		}
		s.SetServer(meetingtest.Silent)
		assert.Equal(t, meeting.StatusUnconfirmed, s.outcome(meeting.DisableAudio, s.ann).Status)
		s.SetServer(meetingtest.YesButNo)
		assert.Equal(t, meeting.StatusUnconfirmed, s.outcome(meeting.DisableAudio, s.ann).Status)
	})
}

func TestTheSDKFails(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Break(errors.New("boom"))
		failure := s.failure(meeting.DisableAudio, s.ann)
		assert.Equal(t, meeting.ReasonFailed, failure.Reason)
		assert.EqualError(t, failure, "disableAudio: boom")
		s.Break(meeting.SDKError("0013", "too fast", nil))
		assert.Equal(t, meeting.ReasonRateLimited, s.failure(meeting.Kick, s.ann).Reason)
		s.Break(nil)
		s.Stick()
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.DisableAudio, s.ann).Status)
	})
}

func TestManyAtOnce(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		cid := s.Join("Cid")
		s.SetAudio(cid, false)
		s.SetServer(meetingtest.YesButNo)
		results := s.perform(t.Context(), meeting.DisableAllAudio, "")
		s.SetAudio(s.SelfID(), false)
		s.Leave(s.bob)
		outcome := (<-results).outcome
		assert.Equal(t, meeting.StatusPartial, outcome.Status)
		statuses := map[meeting.ParticipantID]meeting.Status{}
		for _, target := range outcome.Targets {
			statuses[target.ID] = target.Status
		}
		assert.Equal(t, map[meeting.ParticipantID]meeting.Status{
			s.SelfID(): meeting.StatusConfirmed,
			s.ann:      meeting.StatusUnconfirmed,
			s.bob:      meeting.StatusLeft,
		}, statuses)

		s.SetServer(meetingtest.Refuse)
		outcome = s.outcome(meeting.DisableAllVideo, "")
		assert.Equal(t, meeting.StatusPartial, outcome.Status)
		assert.Equal(t, meeting.StatusRefused, outcome.Targets[0].Status)
		assert.Equal(t, "1200", outcome.Targets[0].Code)
		assert.Equal(t, "reason.refused", outcome.Targets[0].Message.Key)
	})
}

func TestMuteAndUnmuteInOneBreath(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		results := s.perform(t.Context(), meeting.DisableAudio, s.ann)
		s.Batch(func() {
			s.SetAudio(s.ann, false)
			s.SetAudio(s.ann, true)
		})
		assert.Equal(t, meeting.StatusConfirmed, (<-results).outcome.Status)
		assert.True(t, s.State().Joined.Get(s.ann).Flags.Has(meeting.AudioOn))
	})
}

func TestWhatHappenedBeforeProvesNothing(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		var results <-chan result
		s.Batch(func() {
			s.SetAudio(s.ann, false)
			s.SetAudio(s.ann, true)
			results = s.perform(t.Context(), meeting.DisableAudio, s.ann)
		})
		assert.Equal(t, meeting.StatusUnconfirmed, (<-results).outcome.Status)
	})
}

func TestTheSameCommandTwice(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetDelay(time.Second)
		ctx, abort := context.WithCancel(t.Context())
		first := s.perform(ctx, meeting.DisableAudio, s.ann)
		second := s.perform(t.Context(), meeting.DisableAudio, s.ann)
		other := s.perform(t.Context(), meeting.DisableAudio, s.bob)
		assert.Len(t, s.State().Pending, 2)
		assert.True(t, s.Can(meeting.DisableAudio, s.ann).Pending)
		assert.False(t, s.Can(meeting.DisableVideo, s.ann).Pending)
		abort()
		aborted := <-first
		require.ErrorIs(t, aborted.err, meeting.ReasonAborted)
		require.ErrorIs(t, aborted.err, context.Canceled)
		s.requireUndecided(second)
		assert.Equal(t, meeting.StatusConfirmed, (<-second).outcome.Status)
		assert.Equal(t, meeting.StatusConfirmed, (<-other).outcome.Status)
		assert.Len(t, s.Sent(), 2)
	})
}

func TestAbortedBeforeSending(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		ctx, abort := context.WithCancel(t.Context())
		abort()
		_, err := s.Perform(ctx, meeting.Command{Action: meeting.Kick, Target: s.ann})
		require.ErrorIs(t, err, meeting.ReasonAborted)
		synctest.Wait()
		assert.Empty(t, s.Sent())
	})
}

func TestStartTellsAtOnce(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetDelay(time.Second)
		running, err := s.Start(meeting.Command{Action: meeting.DisableAudio, Target: s.ann})
		require.NoError(t, err)
		require.Len(t, s.State().Pending, 1)
		assert.Equal(t, s.ann, s.State().Pending[0].Target)
		outcome, err := running.Wait(t.Context())
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)

		running, err = s.Start(meeting.Command{Action: meeting.DisableAudio})
		require.Error(t, err)
		assert.Nil(t, running)
	})
}

func TestPermissionWithdrawnWhilePending(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetDelay(time.Second)
		results := s.perform(t.Context(), meeting.DisableAudio, s.ann)
		s.Withdraw(meeting.CanDisableParticipantAudio)
		assert.Equal(t, meeting.ReasonPermission, s.Can(meeting.DisableAudio, s.ann).Reason)
		assert.Equal(t, meeting.StatusConfirmed, (<-results).outcome.Status)
	})
}

func TestConnectionLostWhilePending(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Silent)
		kick := s.perform(t.Context(), meeting.Kick, s.ann)
		mute := s.perform(t.Context(), meeting.DisableAudio, s.bob)
		s.Cut()
		assert.True(t, s.State().Stale)
		assert.Equal(t, 2, s.State().Joined.Len())
		s.Leave(s.ann)
		wait(5 * time.Second)
		s.Restore()
		assert.False(t, s.State().Stale)
		s.requireUndecided(kick)
		s.requireUndecided(mute)
		assert.Equal(t, meeting.StatusUnconfirmed, (<-kick).outcome.Status, "a reconnect is no proof")
		assert.Equal(t, meeting.StatusUnconfirmed, (<-mute).outcome.Status, "a new object that is off is no proof")
	})
}

func TestConfirmedAfterTheConnectionIsBack(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Silent)
		mute := s.perform(t.Context(), meeting.DisableAudio, s.ann)
		s.Cut()
		s.Restore()
		s.SetAudio(s.ann, true)
		s.SetAudio(s.ann, false)
		assert.Equal(t, meeting.StatusConfirmed, (<-mute).outcome.Status)
	})
}

func TestMeetingReplacedWhilePending(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Silent)
		results := s.perform(t.Context(), meeting.DisableAudio, s.ann)
		s.Move()
		outcome := (<-results).outcome
		assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status)
		assert.Zero(t, outcome.Elapsed, "at once")
		assert.Equal(t, "target.interrupted", outcome.Targets[0].Message.Key)
		assert.Zero(t, s.State().Joined.Len())
		s.SetServer(meetingtest.Obey)
		eve := s.Join("Eve")
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.DisableAudio, eve).Status)
	})
}

func TestMeetingEndsWhilePending(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Silent)
		mute := s.perform(t.Context(), meeting.DisableAudio, s.ann)
		kickAll := s.perform(t.Context(), meeting.KickAll, "")
		s.Batch(func() {
			s.SetAudio(s.ann, false) // as the SDK shows it while it leaves
			s.End(meeting.RoomKicked)
		})
		assert.Equal(t, meeting.StatusUnconfirmed, (<-mute).outcome.Status)
		assert.Equal(t, meeting.StatusUnconfirmed, (<-kickAll).outcome.Status)
		assert.Equal(t, 2, s.State().Joined.Len(), "the list stays")
	})
}

func TestSubscribersHearEverythingInOrder(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		var updates []meeting.Update
		var ended []meeting.Ended
		cancel := s.Subscribe(func(update meeting.Update) {
			updates = append(updates, update)
			ended = append(ended, update.Ended...)
			if len(update.Ended) == 1 && update.Ended[0].Command.Action == meeting.Pin {
				_, err := s.Start(meeting.Command{Action: meeting.Unpin, Target: s.ann})
				assert.NoError(t, err)
			}
		})
		s.outcome(meeting.Pin, s.ann)
		synctest.Wait()
		s.SetServer(meetingtest.Refuse)
		s.failure(meeting.DisableAudio, s.bob)
		s.End(meeting.RoomEnded)
		synctest.Wait()

		var actions []meeting.Action
		for _, end := range ended {
			actions = append(actions, end.Command.Action)
		}
		assert.Equal(t, []meeting.Action{meeting.Pin, meeting.Unpin, meeting.DisableAudio}, actions)
		assert.Equal(t, meeting.StatusConfirmed, ended[1].Outcome.Status)
		assert.Equal(t, meeting.ReasonRefused, ended[2].Err.Reason)
		last := updates[len(updates)-1]
		assert.Equal(t, meeting.RoomEnded, last.Over)
		assert.Same(t, s.State(), last.State)

		heard := len(updates)
		cancel()
		cancel()
		s.Join("Eve")
		synctest.Wait()
		assert.Len(t, updates, heard)
	})
}

func TestCloseEndsEveryWait(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Stick()
		s.SetServer(meetingtest.Silent)
		heard := 0
		s.Subscribe(func(meeting.Update) { heard++ })
		first := s.perform(t.Context(), meeting.DisableAudio, s.ann)
		second := s.perform(t.Context(), meeting.Kick, s.bob)
		s.Controller.Close()
		s.Controller.Close()
		require.ErrorIs(t, (<-first).err, meeting.ReasonAborted)
		require.ErrorIs(t, (<-second).err, meeting.ReasonAborted)
		require.ErrorIs(t, s.failure(meeting.Kick, s.ann), meeting.ReasonAborted)
		before := heard
		s.Join("Eve")
		wait(time.Minute)
		assert.Equal(t, before, heard)
		assert.Zero(t, s.Listeners())
	})
}

func TestClosedFromASubscriber(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Subscribe(func(meeting.Update) { s.Controller.Close() })
		s.Subscribe(func(meeting.Update) { assert.Fail(t, "heard after closing") })
		s.Join("Eve")
		assert.Zero(t, s.Listeners())
	})
}

func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		memory := meetingtest.NewMemory()
		ann := memory.Join("Ann")
		memory.Stick()
		memory.SetServer(meetingtest.Silent)
		c := control.New(memory, control.Options{})
		_, err := c.Start(meeting.Command{Action: meeting.DisableAudio, Target: ann})
		require.NoError(t, err)
		c.Close()
	}
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, testlimit.Of(5*time.Second), 5*time.Millisecond)
}

func TestAMeetingThatCannotBeReadAnyMore(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		why := &meeting.Error{Reason: meeting.ReasonCrashed, Message: "garbled"}
		s.SetServer(meetingtest.Silent)
		var updates []meeting.Update
		s.Subscribe(func(update meeting.Update) { updates = append(updates, update) })
		pending := s.perform(t.Context(), meeting.Kick, s.ann)
		before := s.State()
		assert.Nil(t, s.Broken())
		s.GarbleWith(why)
		require.ErrorIs(t, (<-pending).err, meeting.ReasonCrashed)
		assert.Same(t, why, s.Broken())
		last := updates[len(updates)-1]
		assert.Same(t, why, last.Broken)
		assert.Equal(t, before.Joined, last.State.Joined, "what is known stays")
		assert.Empty(t, last.State.Pending)
		failure := s.failure(meeting.Kick, s.ann)
		require.ErrorIs(t, failure, meeting.ReasonCrashed)
		assert.Equal(t, meeting.Kick, failure.Action)
		heard := len(updates)
		s.Join("Eve")
		synctest.Wait()
		assert.Len(t, updates, heard)
	})
}

// interrupted is a meeting of which a getter, while it is read, calls interrupt.
type interrupted struct {
	control.Meeting
	reading   atomic.Bool
	interrupt atomic.Pointer[func()]
}

func (m *interrupted) Reading() bool { return m.reading.Load() }

func (m *interrupted) Read() control.Facts {
	if interrupt := m.interrupt.Swap(nil); interrupt != nil {
		m.reading.Store(true)
		(*interrupt)()
		m.reading.Store(false)
	}
	return m.Meeting.Read()
}

func TestThePageCallsFromInsideARead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		memory := meetingtest.NewMemory()
		ann := memory.Join("Ann")
		m := &interrupted{Meeting: memory}
		controller := control.New(m, control.Options{})
		kick, mute := meeting.Command{Action: meeting.Kick, Target: ann}, meeting.Command{Action: meeting.DisableAudio, Target: ann}

		memory.SetServer(meetingtest.Silent)
		var running *control.Running
		interrupt := func() {
			assert.True(t, controller.Can(meeting.DisableAudio, ann).Allowed)
			controller.Subscribe(func(meeting.Update) {})
			var err error
			running, err = controller.Start(mute)
			require.NoError(t, err)
			memory.SetAudio(ann, false) // what is being read does not prove it
		}
		m.interrupt.Store(&interrupt)
		_, err := controller.Start(kick)
		require.NoError(t, err)
		synctest.Wait()
		assert.Len(t, controller.State().Pending, 2)
		outcome, err := running.Wait(t.Context())
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status)

		end := controller.Close
		m.interrupt.Store(&end)
		_, err = controller.Start(kick)
		require.ErrorIs(t, err, meeting.ReasonAborted)
		assert.Zero(t, memory.Listeners())
	})
}
