package control_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// line is what an entry tells in short.
type line struct {
	by     meeting.Actor
	action meeting.Action
	what   string
	id     meeting.ParticipantID
	status meeting.Status
}

func lines(entries []meeting.JournalEntry) (all []line) {
	for i := range entries {
		e := &entries[i]
		all = append(all, line{e.By, e.Action, e.What, e.ID, e.Status})
	}
	return all
}

func (s scene) requireJournal(want ...line) {
	s.t.Helper()
	synctest.Wait()
	require.Equal(s.t, want, lines(s.Journal(0)))
}

func TestTheJournalHasHowCommandsEnded(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetDelay(time.Second)
		s.outcome(meeting.DisableAudio, s.ann)
		entry, kept := s.JournalEntry(1)
		require.True(t, kept)
		assert.Equal(t, meeting.JournalEntry{
			Number: 1, At: time.Now().UnixMilli(), By: meeting.ByMe, Action: meeting.DisableAudio,
			ID: s.ann, UserID: "user-1", Name: "Ann", Status: meeting.StatusConfirmed, Elapsed: time.Second,
		}, entry)
		s.outcome(meeting.DisableAudio, s.ann)
		s.do(meeting.Command{Action: meeting.DisableVideo, Targets: ids{s.ann, s.bob}})
		s.requireJournal(
			line{meeting.ByMe, meeting.DisableAudio, "", s.ann, meeting.StatusConfirmed},
			line{meeting.ByMe, meeting.DisableAudio, "", s.ann, meeting.StatusUnchanged},
			line{meeting.ByMe, meeting.DisableVideo, "", s.ann, meeting.StatusConfirmed},
			line{meeting.ByMe, meeting.DisableVideo, "", s.bob, meeting.StatusConfirmed},
		)
		first, last := s.JournalNumbers()
		assert.Equal(t, []int{1, 4}, []int{first, last})
		assert.Len(t, s.Journal(3), 1)
	})
}

func TestTheJournalHasWhatFailed(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Refuse)
		s.failure(meeting.DisableAudio, s.ann)
		entry := s.Journal(0)[0]
		assert.Equal(t, []string{"refused", "1200", "Ann", "user-1"}, []string{string(entry.Status), entry.Code, entry.Name, string(entry.UserID)})

		s.SetServer(meetingtest.Obey)
		_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.Kick, Target: "nobody"})
		require.Error(t, err)
		assert.Len(t, s.Journal(0), 1, "what was never begun is not in it")

		running, err := s.StartLater(meeting.Command{Action: meeting.Kick, Target: s.bob}, heldFor)
		require.NoError(t, err)
		running.CallOff()
		ctx, abort := context.WithCancel(t.Context())
		held, err := s.StartLater(meeting.Command{Action: meeting.DisableAudio, Targets: ids{s.ann, s.bob}}, heldFor)
		require.NoError(t, err)
		abort()
		_, err = held.Wait(ctx)
		require.ErrorIs(t, err, meeting.ReasonAborted)
		s.requireJournal(
			line{meeting.ByMe, meeting.DisableAudio, "", s.ann, meeting.StatusRefused},
			line{meeting.ByMe, meeting.Kick, "", s.bob, meeting.StatusAborted},
			line{meeting.ByMe, meeting.DisableAudio, "", s.ann, meeting.StatusAborted},
			line{meeting.ByMe, meeting.DisableAudio, "", s.bob, meeting.StatusAborted},
		)
	})
}

func TestWhatIsAboutEverybodyIsOneEntry(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		s.lock(meeting.LockVideo, s.ann)
		s.do(meeting.Command{Action: meeting.RecordingStart})
		s.requireJournal(
			line{meeting.ByMe, meeting.Lock, "audio", "", meeting.StatusConfirmed},
			line{meeting.ByMe, meeting.Lock, "video", s.ann, meeting.StatusConfirmed},
			line{meeting.ByMe, meeting.RecordingStart, "", "", meeting.StatusConfirmed},
		)
	})
}

func TestWhatIsDoneHereIsNotAlsoDoneBySomebody(t *testing.T) {
	for _, delay := range []time.Duration{0, time.Second} {
		play(t, func(t *testing.T, s scene) {
			s.SetDelay(delay)
			s.ShareScreen(s.ann)
			for _, command := range []meeting.Command{
				{Action: meeting.Pin, Target: s.ann}, {Action: meeting.Pin, Target: s.bob}, {Action: meeting.Unpin, Target: s.bob},
				{Action: meeting.DisableAllAudio}, {Action: meeting.DisableAllVideo}, {Action: meeting.StopScreenShare, Target: s.ann},
				{Action: meeting.RecordingStart}, {Action: meeting.RecordingPause}, {Action: meeting.RecordingResume}, {Action: meeting.RecordingStop},
				{Action: meeting.LivestreamStart}, {Action: meeting.LivestreamStop},
			} {
				s.do(command)
			}
			for _, entry := range s.Journal(0) {
				assert.Equal(t, meeting.ByMe, entry.By, "%+v", entry)
			}
		})
	}
}

func TestWhatOthersDoIsSeen(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Pin(s.ann)
		s.Pin(s.bob)
		s.Unpin()
		s.SetRecording("STARTING")
		s.SetRecording("RECORDING")
		s.SetRecording("PAUSED")
		s.SetRecording("RECORDING")
		s.SetRecording("STOPPING")
		s.SetRecording("IDLE")
		s.SetLivestream("STARTING")
		s.SetLivestream("LIVESTREAMING")
		s.SetLivestream("IDLE")
		s.SetAudio(s.SelfID(), false)
		s.SetAudio(s.ann, false)
		s.requireJournal(
			line{meeting.ByUnknown, meeting.Pin, "", s.ann, meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.Pin, "", s.bob, meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.Unpin, "", s.bob, meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.RecordingStart, "", "", meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.RecordingPause, "", "", meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.RecordingResume, "", "", meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.RecordingStop, "", "", meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.LivestreamStart, "", "", meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.LivestreamStop, "", "", meeting.StatusConfirmed},
			line{meeting.ByUnknown, meeting.DisableAudio, "", s.SelfID(), meeting.StatusConfirmed},
		)
	})
}

func TestARoomThatChangesIsNoEntry(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.LoseMedia()
		s.SetViewType("GROUP_CALL")
		s.Cut()
		s.Restore()
		s.Reconnect(s.ann)
		s.Leave(s.bob)
		s.End(meeting.RoomEnded)
		s.requireJournal()
	})
}

func TestADeviceThatGoesOffUnderALockOrAPolicy(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockVideo, s.ann)
		require.NoError(t, s.SetPolicy(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.bob}, Duration: time.Hour}))
		s.SetVideo(s.bob, false)
		s.SetAudio(s.ann, false)
		before := len(s.Journal(0))
		s.SetAudio(s.bob, false)
		synctest.Wait()
		assert.Equal(t, []line{{meeting.ByUnknown, meeting.DisableAudio, "", s.bob, meeting.StatusConfirmed}}, lines(s.Journal(before)))
		s.SetVideo(s.ann, true) // the lock is sent again, and turns it off
		synctest.Wait()
		assert.Len(t, s.Journal(before), 1)
	})
}

func TestUpdatesTellEntriesOnceAndInOrder(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		var told []meeting.JournalEntry
		s.Subscribe(func(update meeting.Update) { told = append(told, update.Entries...) })
		s.Pin(s.ann)
		s.do(meeting.Command{Action: meeting.DisableVideo, Targets: ids{s.ann, s.bob}})
		require.NoError(t, s.SetPolicy(meeting.PolicySetting{Policy: meeting.KeepMuted}))
		wait(time.Minute)
		s.Withdraw(meeting.CanDisableParticipantAudio)
		s.SetAudio(s.ann, true)
		s.EndPolicy(meeting.KeepMuted)
		synctest.Wait()
		assert.Equal(t, s.Journal(0), told)
		assert.Greater(t, len(told), 7)
	})
}

func TestWhatAPolicyCannotDoIsToldAtOnce(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		require.NoError(t, s.SetPolicy(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.ann}, Duration: time.Minute}))
		s.Withdraw(meeting.CanDisableParticipantAudio)
		told := 0
		s.Subscribe(func(update meeting.Update) { told += len(update.Entries) })
		wait(time.Minute)
		assert.Equal(t, []line{
			{meeting.ByPolicy, meeting.DisableAudio, "", s.ann, meeting.StatusFailed},
			{meeting.ByPolicy, meeting.PolicyOff, "floor", s.ann, meeting.StatusConfirmed},
		}, lines(s.Journal(1)))
		assert.Equal(t, 2, told)
	})
}

func TestWhoComesBackIsTold(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		var returned []meeting.Removed
		s.Subscribe(func(update meeting.Update) { returned = append(returned, update.Returned...) })
		s.outcome(meeting.Kick, s.ann)
		require.Len(t, s.State().Removed, 1)
		again := s.newcomer("Ann")
		s.SetUser(again, "user-1")
		synctest.Wait()
		assert.Empty(t, returned, "joined as somebody else")
		s.Batch(func() {
			again = s.Join("Ann")
			s.SetUser(again, "user-1")
		})
		synctest.Wait()
		require.Len(t, returned, 1)
		assert.Equal(t, again, returned[0].Back)
		assert.Equal(t, returned, s.State().Removed)
		s.Cut()
		s.Restore()
		synctest.Wait()
		assert.Len(t, returned, 1)
		s.Move()
		synctest.Wait()
		require.Len(t, s.State().Removed, 1)
		assert.Empty(t, s.State().Removed[0].Back)
		entries := s.Journal(1)
		assert.Equal(t, []line{{meeting.ByUnknown, meeting.Returned, "", again, meeting.StatusConfirmed}}, lines(entries))
	})
}

func TestWhoIsBackBeforeTheKickIsProvenIsToldWithIt(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		var updates []meeting.Update
		s.Subscribe(func(update meeting.Update) { updates = append(updates, update) })
		kick := s.perform(t.Context(), meeting.Kick, s.ann)
		wait(time.Second)
		var again meeting.ParticipantID
		s.Batch(func() {
			again = s.Join("Ann")
			s.SetUser(again, "user-1")
		})
		require.Equal(t, meeting.StatusConfirmed, (<-kick).outcome.Status)
		synctest.Wait()
		last := updates[len(updates)-1]
		require.Len(t, last.Ended, 1)
		require.Len(t, last.Returned, 1)
		assert.Equal(t, again, last.Returned[0].Back)
	})
}

func TestWhoSpeaks(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Spoke(s.ann)
		since := time.Now().UnixMilli()
		assert.Equal(t, meeting.Speaker{ID: s.ann, Since: since}, s.State().Speaker)
		before := s.State()
		s.Spoke(s.ann)
		assert.Same(t, before, s.State(), "no news")
		wait(time.Second)
		s.Spoke(s.SelfID())
		assert.EqualValues(t, 1_000, s.State().Joined.Get(s.ann).Spoken)
		wait(time.Second)
		s.SetAudio(s.SelfID(), false)
		synctest.Wait()
		assert.EqualValues(t, 1_000, s.State().Spoken)
		assert.Zero(t, s.State().Speaker)
		s.GarbleWith(&meeting.Error{Reason: meeting.ReasonCrashed})
		before = s.State()
		s.Spoke(s.bob)
		assert.Same(t, before, s.State(), "that was the last update")
		s.Controller.Close()
		s.Spoke(s.bob)
	})
}

func TestPoliciesOfAMeetingThatCannotBeReadAnyMore(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		require.NoError(t, s.SetPolicy(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.ann}, Duration: time.Minute}))
		s.GarbleWith(&meeting.Error{Reason: meeting.ReasonCrashed})
		synctest.Wait()
		updates := 0
		s.Subscribe(func(meeting.Update) { updates++ })
		wait(time.Hour)
		assert.Zero(t, updates)
		assert.Empty(t, s.State().Policies)
		require.ErrorIs(t, s.SetPolicy(meeting.PolicySetting{Policy: meeting.KeepMuted}), meeting.ReasonCrashed)
		s.EndPolicy(meeting.Floor)
		s.FormerPolicies(true)
		s.Recall(s.Controller.Memory(10))
		assert.Zero(t, updates)
	})
}
