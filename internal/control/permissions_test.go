package control_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

var (
	noChat  = meeting.PermissionsPatch{meeting.PatchChatPublicCanSend: meeting.PatchNo}
	noMedia = meeting.PermissionsPatch{
		meeting.PatchChatPublicCanSend:    meeting.PatchNo,
		meeting.PatchMediaAudioCanProduce: meeting.PatchNotAllowed,
		meeting.PatchMediaVideoCanProduce: meeting.PatchNotAllowed,
	}
)

// update changes what people may do, and says how it ended for them.
func (s scene) update(patch meeting.PermissionsPatch, targets ...meeting.ParticipantID) meeting.Outcome {
	s.t.Helper()
	outcome, err := s.Perform(s.t.Context(), meeting.Command{Action: meeting.UpdatePermissions, Targets: targets, Permissions: &patch})
	require.NoError(s.t, err)
	return outcome
}

func TestAPatchIsOneCallForAllTargets(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		herPhone, mine := s.Join("Ann"), s.Join("Host")
		s.SetUser(herPhone, "user-1")
		s.SetUser(mine, "user-self")
		crowd := s.crowd(40)
		outcome := s.update(noChat, append(crowd, s.ann, herPhone, "nobody", mine, s.SelfID(), s.ann)...)
		assert.Equal(t, meeting.StatusPartial, outcome.Status)
		assert.Equal(t, map[meeting.Status]int{meeting.StatusSent: 42, meeting.StatusFailed: 3}, count(outcome))
		for _, row := range outcome.Targets[42:] {
			assert.Equal(t, "1204", row.Code)
		}
		require.Len(t, s.Sent(), 1)
		call := s.Sent()[0]
		assert.Empty(t, call.Target)
		assert.Equal(t, &noChat, call.Permissions)
		assert.Len(t, call.Each, 42, "those who are not there, and oneself, are not among them")
	})
}

func TestOfAPatchADeviceIsSeenToGoOff(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetAudio(s.bob, false)
		s.SetVideo(s.bob, false)
		outcome := s.update(noMedia, s.ann, s.bob)
		assert.Equal(t, []meeting.Status{meeting.StatusConfirmed, meeting.StatusSent}, statuses(outcome))
		assert.Equal(t, meeting.StatusSent, outcome.Status, "not all of it was seen")
		assert.Equal(t, []meeting.Status{meeting.StatusSent}, statuses(s.update(noMedia, s.ann)), "all is off")
	})
}

func TestAPatchThatTakesTwoDevicesIsConfirmedByBoth(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		cid, dan := s.Join("Cid"), s.Join("Dan")
		results := make(chan meeting.Outcome, 1)
		go func() { results <- s.update(noMedia, s.ann, s.bob, cid, dan) }()
		time.Sleep(time.Second)
		s.SetAudio(s.ann, false)
		s.SetAudio(s.bob, false)
		s.Leave(cid)
		time.Sleep(time.Second)
		s.SetVideo(s.bob, false)
		outcome := <-results
		assert.Equal(t, []meeting.Status{meeting.StatusUnconfirmed, meeting.StatusConfirmed, meeting.StatusLeft, meeting.StatusUnconfirmed}, statuses(outcome))
		assert.Equal(t, meeting.StatusPartial, outcome.Status)
	})
}

func TestEachPatchIsACommandOfItsOwn(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		for _, patch := range []meeting.PermissionsPatch{noMedia, noMedia, {meeting.PatchMediaAudioCanProduce: meeting.PatchNotAllowed}} {
			_, err := s.Start(meeting.Command{Action: meeting.UpdatePermissions, Target: s.ann, Permissions: &patch})
			require.NoError(t, err)
		}
		assert.Len(t, s.State().Pending, 2)
		assert.True(t, s.CanCommand(meeting.Command{Action: meeting.UpdatePermissions, Target: s.ann, Permissions: &noMedia}).Pending)
		assert.False(t, s.CanCommand(meeting.Command{Action: meeting.UpdatePermissions, Target: s.ann, Permissions: &noChat}).Pending)
	})
}

func TestAPatchThatTheSDKDoesNotTake(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Break(meeting.SDKError("0013", "too fast", nil))
		outcome := s.update(noChat, s.ann, s.bob)
		assert.Equal(t, []meeting.Status{meeting.StatusFailed, meeting.StatusFailed}, statuses(outcome))
		assert.Equal(t, "0013", outcome.Targets[1].Code)
		_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.UpdatePermissions, Target: s.ann, Permissions: &noChat})
		require.ErrorIs(t, err, meeting.ReasonRateLimited)
	})
}

func TestAPatchNeedsTheRightToChangeOthers(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Withdraw(meeting.CanChangeParticipantPermissions)
		_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.UpdatePermissions, Targets: ids{s.ann, s.bob}, Permissions: &noChat})
		require.ErrorIs(t, err, meeting.ReasonPermission)
		assert.Equal(t, "can_change_participant_permissions", err.(*meeting.Error).Permission)
		assert.Empty(t, s.Sent())
	})
}
