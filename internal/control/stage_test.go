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

func TestGrantedIsNotYetOnStage(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetStage(s.ann, meeting.RequestedToJoinStage)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.StageGrantAccess, s.ann).Status)
		assert.Equal(t, meeting.AcceptedToJoinStage, s.State().Joined.Get(s.ann).Stage)
		failure := s.failure(meeting.StageGrantAccess, s.ann)
		assert.Equal(t, meeting.ReasonWrongState, failure.Reason)
		assert.Equal(t, "2006", failure.Code)
		assert.Equal(t, "May come on stage already, and is not there yet.", failure.Message)
	})
}

func TestWhoMayComeOnStageAnywayTakesNoInvitation(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		outcome := s.outcome(meeting.StageGrantAccess, s.ann)
		assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status)
		assert.Equal(t, "target.not-invited", outcome.Targets[0].Message.Key)

		s.SetStageAccess(meeting.ProductionAllowed)
		s.SetPreset(s.bob, "host")
		synctest.Wait()
		before := len(s.Sent())
		failure := s.failure(meeting.StageGrantAccess, s.bob)
		assert.Equal(t, meeting.ReasonWrongState, failure.Reason)
		assert.Contains(t, failure.Message, "an invitation would change nothing")
		assert.Len(t, s.Sent(), before, "it is said, and nothing is sent")
		assert.True(t, s.Can(meeting.StageGrantAccess, s.ann).Allowed, "of another preset that is not known")
	})
}

// What the SDK shows of oneself before the server knows counts with the answer only.
func TestOnesOwnWayOntoTheStage(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetStage(s.SelfID(), meeting.AcceptedToJoinStage)
		s.SetServer(meetingtest.Refuse)
		s.SetDelay(time.Second)
		results := s.perform(t.Context(), meeting.StageJoin, "")
		s.SetStage(s.SelfID(), meeting.OnStage)
		s.requireUndecided(results)
		err := (<-results).err
		require.ErrorIs(t, err, meeting.ReasonRefused)
		assert.Equal(t, "2000", err.(*meeting.Error).Code)

		s.SetStage(s.SelfID(), meeting.AcceptedToJoinStage)
		s.SetServer(meetingtest.Obey)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.StageJoin, "").Status)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.StageLeave, "").Status)
	})
}

func TestARequestIsSent(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		assert.Equal(t, meeting.StatusSent, s.outcome(meeting.StageRequestAccess, "").Status)
		time.Sleep(time.Second)
		assert.Equal(t, meeting.StatusSent, s.outcome(meeting.StageCancelRequestAccess, "").Status)
	})
}

func TestAnotherSessionOfOnesOwnIsNoTarget(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetUser(s.ann, "user-self")
		s.ShareScreen(s.ann)
		synctest.Wait()
		for _, action := range []meeting.Action{meeting.StopScreenShare, meeting.StageGrantAccess, meeting.StageKick} {
			assert.Equal(t, meeting.ReasonIsSelf, s.Can(action, s.ann).Reason, action)
		}
		assert.Empty(t, s.outcome(meeting.StopAllScreenShares, "").Targets)
	})
}

// What the meeting lacks is said before what the preset lacks.
func TestWhatTheMeetingLacks(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Withdraw(meeting.AllPermissions()...)
		synctest.Wait()
		for action, reason := range map[meeting.Action]meeting.Reason{
			meeting.StageGrantAccess: meeting.ReasonStageDisabled, meeting.StageLeave: meeting.ReasonStageDisabled,
			meeting.RecordingStart: meeting.ReasonPermission, meeting.LivestreamStart: meeting.ReasonPermission,
		} {
			assert.Equal(t, reason, s.Can(action, s.ann).Reason, action)
		}
		s.Lack("recording", "livestream", "stage")
		synctest.Wait()
		for _, action := range []meeting.Action{meeting.StageGrantAccess, meeting.StageLeave, meeting.RecordingStart, meeting.LivestreamStart} {
			assert.Equal(t, meeting.ReasonUnsupported, s.Can(action, s.ann).Reason, action)
		}
	})
}

func TestWhatThePresetLacksHasTheCodeOfTheModule(t *testing.T) {
	for action, code := range map[meeting.Action]string{
		meeting.RecordingStart: "1001", meeting.LivestreamStart: "1901", meeting.StageKick: "2001", meeting.StopScreenShare: "1201",
	} {
		play(t, func(t *testing.T, s scene) {
			s.Withdraw(meeting.CanRecord, meeting.CanLivestream, meeting.AcceptStageRequests, meeting.CanChangeParticipantPermissions)
			synctest.Wait()
			target := s.ann
			if action == meeting.RecordingStart || action == meeting.LivestreamStart {
				target = ""
			}
			failure := s.failure(action, target)
			assert.Equal(t, meeting.ReasonPermission, failure.Reason, action)
			assert.Equal(t, code, failure.Code, action)
			assert.Empty(t, s.Sent())
		})
	}
}

func TestSinceWhenSomebodyAsks(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		updates := make(chan meeting.Update, 100)
		defer s.Subscribe(func(update meeting.Update) { updates <- update })()
		s.SetStage(s.ann, meeting.RequestedToJoinStage)
		synctest.Wait()
		assert.Equal(t, []meeting.ParticipantID{s.ann}, (<-updates).Asked)
		since := s.State().Joined.Get(s.ann).Since
		assert.NotZero(t, since)
		time.Sleep(time.Minute)
		s.SetAudio(s.ann, true)
		s.Cut()
		s.Restore()
		synctest.Wait()
		assert.Equal(t, since, s.State().Joined.Get(s.ann).Since, "it stays over a reconnect")
		s.SetStage(s.ann, meeting.OffStage)
		synctest.Wait()
		assert.Zero(t, s.State().Joined.Get(s.ann).Since)
		s.SetStage(s.ann, meeting.RequestedToJoinStage)
		synctest.Wait()
		assert.Greater(t, s.State().Joined.Get(s.ann).Since, since, "who asks anew has not asked all along")
	})
}
