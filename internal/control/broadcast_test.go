package control_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestARecorderMayTakeAMinute(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetDelay(50 * time.Second)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.RecordingStart, "").Status)
		s.SetServer(meetingtest.YesButNo)
		assert.Equal(t, meeting.StatusUnconfirmed, s.outcome(meeting.RecordingStop, "").Status)
	})
}

func TestARecordingBesideAnother(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetRecording("RECORDING")
		synctest.Wait()
		failure := s.failure(meeting.RecordingStart, "")
		assert.Equal(t, meeting.ReasonWrongState, failure.Reason)
		assert.Equal(t, "1005", failure.Code)
		beside := meeting.Command{Action: meeting.RecordingStart, AllowMultiple: true}
		assert.True(t, s.CanCommand(beside).Allowed)
		running, err := s.Start(beside)
		require.NoError(t, err)
		synctest.Wait()
		require.Len(t, s.Sent(), 1)
		assert.True(t, s.Sent()[0].AllowMultiple)
		<-running.Done()
		outcome, err := running.Result()
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status, "no recording more was seen")

		running, err = s.Start(beside)
		require.NoError(t, err)
		s.SetRecordings("RECORDING RECORDING")
		outcome, err = running.Wait(t.Context())
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
	})
}

// Of several recordings one may run while another is paused: both can be changed.
func TestSeveralRecordingsInSeveralStates(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetRecordings("RECORDING PAUSED")
		synctest.Wait()
		for action, allowed := range map[meeting.Action]bool{
			meeting.RecordingStart: false, meeting.RecordingStop: true, meeting.RecordingPause: true, meeting.RecordingResume: true,
		} {
			assert.Equal(t, allowed, s.Can(action, "").Allowed, action)
		}
	})
}

func TestAPauseOfWhatWasStoppedIsNotWaitedFor(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetRecording("RECORDING")
		s.SetServer(meetingtest.YesButNo)
		results := s.perform(t.Context(), meeting.RecordingPause, "")
		s.SetRecording("IDLE")
		synctest.Wait()
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusUnconfirmed, r.outcome.Status)
		assert.Equal(t, "Nothing is being recorded.", r.outcome.Targets[0].Message.Text())
		assert.Less(t, r.outcome.Elapsed, time.Second)
	})
}

func TestALivestreamThatFails(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		results := s.perform(t.Context(), meeting.LivestreamStart, "")
		s.SetLivestream("STARTING")
		synctest.Wait()
		s.SetLivestream("IDLE")
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusUnconfirmed, r.outcome.Status)
		assert.Equal(t, "The livestream failed.", r.outcome.Targets[0].Message.Text())
	})
}

// The SDK shows IDLE before its promise rejects: what the server said counts.
func TestALivestreamThatIsRefused(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.Refuse)
		s.SetDelay(time.Second)
		results := s.perform(t.Context(), meeting.LivestreamStart, "")
		s.SetLivestream("STARTING")
		synctest.Wait()
		s.SetLivestream("IDLE")
		err := (<-results).err
		require.ErrorIs(t, err, meeting.ReasonRefused)
		assert.Equal(t, "1900", err.(*meeting.Error).Code)
	})
}

func TestWhatIsRefusedLaterIsAnError(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetRecording("RECORDING")
		s.SetServer(meetingtest.Refuse)
		failure := s.failure(meeting.RecordingPause, "")
		assert.Equal(t, meeting.ReasonRefused, failure.Reason)
		assert.Equal(t, "1000", failure.Code)
	})
}
