package control_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestWhatWasSetHereIsKnownOfUsers(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		herPhone := s.Join("Ann")
		s.SetUser(herPhone, s.State().Joined.Get(s.ann).UserID)
		before := s.State()
		s.update(noChat, s.ann, herPhone)
		s.update(meeting.PermissionsPatch{meeting.PatchCanRecord: meeting.PatchYes}, s.ann)
		assert.Empty(t, before.Patched, "a state that was published does not change")
		set := meeting.PermissionsPatch{meeting.PatchChatPublicCanSend: meeting.PatchNo, meeting.PatchCanRecord: meeting.PatchYes}
		assert.Equal(t, map[meeting.UserID]meeting.Patched{s.State().Joined.Get(s.ann).UserID: {First: set, Last: set}}, s.State().Patched)
		s.Leave(s.ann)
		s.Leave(herPhone)
		time.Sleep(time.Minute)
		assert.Len(t, s.State().Patched, 1, "she may come again")
		s.Move()
		time.Sleep(time.Second)
		assert.Empty(t, s.State().Patched, "that was in another meeting")
	})
}

func TestWhatWasNotSetIsNotKnownToBe(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		outcome := s.update(noMedia, s.ann, "nobody")
		assert.Equal(t, []meeting.Status{meeting.StatusUnconfirmed, meeting.StatusFailed}, statuses(outcome))
		s.Break(meeting.SDKError("0013", "too fast", nil))
		_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.UpdatePermissions, Target: s.bob, Permissions: &noChat})
		require.Error(t, err)
		assert.Empty(t, s.State().Patched)
	})
}
