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

const heldFor = 5 * time.Second

func TestACommandIsHeldBack(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		before := time.Now().UnixMilli()
		running, err := s.StartLater(meeting.Command{Action: meeting.DisableAllAudio}, heldFor)
		require.NoError(t, err)
		pending := s.State().Pending
		require.Len(t, pending, 1)
		assert.Equal(t, before+heldFor.Milliseconds(), pending[0].HeldUntil)

		time.Sleep(heldFor - time.Millisecond)
		synctest.Wait()
		assert.Empty(t, s.Sent())
		cid := s.Join("Cid") // comes while it is held
		s.Leave(s.bob)
		time.Sleep(time.Millisecond)
		<-running.Done()
		outcome, err := running.Result()
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
		var about ids
		for _, row := range outcome.Targets {
			about = append(about, row.ID)
		}
		assert.Contains(t, about, cid, "who is there when it is sent counts")
		assert.NotContains(t, about, s.bob)
		assert.Less(t, outcome.Elapsed, heldFor, "the time begins when it is sent")
	})
}

func TestWhatWasLetGoIsNotShownAsHeld(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		_, err := s.StartLater(meeting.Command{Action: meeting.DisableAudio, Target: s.ann}, heldFor)
		require.NoError(t, err)
		require.NotZero(t, s.State().Pending[0].HeldUntil)
		time.Sleep(heldFor)
		synctest.Wait()
		require.Len(t, s.State().Pending, 1)
		assert.Zero(t, s.State().Pending[0].HeldUntil)
	})
}

func TestWhatIsHeldBackCanBeCalledOff(t *testing.T) {
	for _, command := range []meeting.Command{{Action: meeting.KickAll}, {Action: meeting.DisableAudio}} {
		play(t, func(t *testing.T, s scene) {
			if command.Action == meeting.DisableAudio {
				command.Targets = ids{s.ann, s.bob}
			}
			running, err := s.StartLater(command, heldFor)
			require.NoError(t, err)
			again, err := s.Start(command)
			require.NoError(t, err)
			assert.Same(t, running, again)
			assert.False(t, again.CallOff(), "the other caller still wants it")
			select {
			case <-running.Done():
				require.Fail(t, "it is called off by the last caller only")
			default:
			}
			assert.False(t, running.CallOff())
			<-running.Done()
			_, err = running.Result()
			require.ErrorIs(t, err, meeting.ReasonAborted)
			time.Sleep(2 * heldFor)
			synctest.Wait()
			assert.Empty(t, s.Sent())
			assert.Empty(t, s.State().Pending)
		})
	}
}

func TestWhatIsNoLongerAllowedWhenItIsLetGoIsNotSent(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		running, err := s.StartLater(meeting.Command{Action: meeting.Kick, Target: s.ann}, heldFor)
		require.NoError(t, err)
		s.Withdraw(meeting.KickParticipant)
		<-running.Done()
		_, err = running.Result()
		require.ErrorIs(t, err, meeting.ReasonPermission)

		_, err = s.StartLater(meeting.Command{Action: meeting.Kick, Target: s.bob}, heldFor)
		require.ErrorIs(t, err, meeting.ReasonPermission, "what is not allowed now is not held")
		assert.Empty(t, s.Sent())
	})
}

func TestNothingThatIsHeldIsSentAfterTheEnd(t *testing.T) {
	for name, end := range map[string]func(s scene){
		"closed": func(s scene) { s.Controller.Close() },
		"over":   func(s scene) { s.End(meeting.RoomEnded) },
	} {
		play(t, func(t *testing.T, s scene) {
			running, err := s.StartLater(meeting.Command{Action: meeting.Kick, Target: s.ann}, heldFor)
			require.NoError(t, err)
			end(s)
			<-running.Done()
			_, err = running.Result()
			require.ErrorIs(t, err, meeting.ReasonAborted, name)
			time.Sleep(2 * heldFor)
			synctest.Wait()
			assert.Empty(t, s.Sent(), name)
		})
	}
}

func TestHowFarSeveralAreIsTold(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo)
		cid := s.Join("Cid")
		var told [][2]int
		s.Subscribe(func(update meeting.Update) {
			for _, pending := range update.State.Pending {
				told = append(told, [2]int{pending.Done, pending.Total})
			}
		})
		results := s.performOn(t.Context(), meeting.DisableAudio, ids{s.ann, s.bob, cid})
		for _, id := range (ids{s.bob, s.ann}) {
			s.SetAudio(id, false)
			synctest.Wait()
			time.Sleep(time.Second) // it is known then
		}
		s.Leave(cid)
		<-results
		require.NotEmpty(t, told)
		assert.Equal(t, [2]int{0, 3}, told[0])
		assert.Contains(t, told, [2]int{1, 3})
		assert.Contains(t, told, [2]int{2, 3})
	})
}
