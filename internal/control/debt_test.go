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

// said are what the server was told about the screens of people: "-" and the user id when the
// right was taken, "+" when it was given back.
func (s scene) said() (all []string) {
	for _, call := range s.Sent() {
		sign := "-"
		if call.Back {
			sign = "+"
		}
		for _, person := range call.Each {
			all = append(all, sign+string(person.UserID))
		}
	}
	return all
}

// stopUnseen begins to stop Ann's share with a server that says yes and does nothing.
func (s scene) stopUnseen() <-chan result {
	s.ShareScreen(s.ann)
	s.SetServer(meetingtest.YesButNo)
	return s.perform(s.t.Context(), meeting.StopScreenShare, s.ann)
}

func TestTheRightToShareIsGivenBackBeforeTheOutcome(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.ShareScreen(s.ann)
		s.SetDelay(time.Second)
		results := s.perform(t.Context(), meeting.StopScreenShare, s.ann)
		assert.Equal(t, []string{"-user-1"}, s.said())
		time.Sleep(2 * time.Second)
		synctest.Wait()
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusConfirmed, r.outcome.Status)
		assert.Equal(t, []string{"-user-1", "+user-1"}, s.said())
	})
}

func TestTheRightToShareIsGivenBackHoweverItEnds(t *testing.T) {
	for name, server := range map[string]meetingtest.Server{"refused": meetingtest.Refuse, "yes but no": meetingtest.YesButNo} {
		t.Run(name, func(t *testing.T) {
			play(t, func(t *testing.T, s scene) {
				s.ShareScreen(s.ann)
				s.SetServer(server)
				outcome := s.outcome(meeting.StopScreenShare, s.ann)
				assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status)
				assert.Equal(t, []string{"-user-1", "+user-1"}, s.said())
			})
		})
	}
}

func TestWhoSharesNothingKeepsTheRight(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		assert.Equal(t, meeting.StatusUnchanged, s.outcome(meeting.StopScreenShare, s.ann).Status)
		assert.Equal(t, meeting.StatusUnchanged, s.outcome(meeting.StopAllScreenShares, "").Status)
		s.ShareScreen(s.SelfID())
		assert.Empty(t, s.outcome(meeting.StopAllScreenShares, "").Targets, "one's own share is one's own")
		assert.Empty(t, s.said())
	})
}

func TestAllSharesAreStoppedInOneCall(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.ShareScreen(s.ann)
		s.ShareScreen(s.bob)
		outcome := s.outcome(meeting.StopAllScreenShares, "")
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
		assert.Len(t, outcome.Targets, 2)
		assert.ElementsMatch(t, []string{"-user-1", "-user-2", "+user-1", "+user-2"}, s.said())
	})
}

func TestACloseInBetweenGivesTheRightBack(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.ShareScreen(s.ann)
		s.ShareScreen(s.bob)
		s.SetDelay(5 * time.Second)
		results := s.perform(t.Context(), meeting.StopAllScreenShares, "")
		s.Controller.Close()
		require.ErrorIs(t, (<-results).err, meeting.ReasonAborted)
		assert.ElementsMatch(t, []string{"-user-1", "-user-2", "+user-1", "+user-2"}, s.said())
	})
}

func TestTheRightIsGivenBackWhenTheConnectionIsBack(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		results := s.stopUnseen()
		s.SetServer(meetingtest.Obey)
		s.Cut()
		time.Sleep(20 * time.Second)
		s.requireUndecided(results)
		assert.Equal(t, []string{"-user-1"}, s.said())
		s.Restore()
		synctest.Wait()
		require.NoError(t, (<-results).err)
		assert.Equal(t, []string{"-user-1", "+user-1"}, s.said())
	})
}

func TestWhoLeftGetsTheRightBackWhenTheyComeAgain(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		results := s.stopUnseen()
		comeBack := s.Drop(s.ann)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusLeft, r.outcome.Targets[0].Status)
		assert.Equal(t, []string{"-user-1"}, s.said())
		comeBack()
		synctest.Wait()
		assert.Equal(t, []string{"-user-1", "+user-1"}, s.said())
		s.Reconnect(s.ann)
		synctest.Wait()
		assert.Len(t, s.said(), 2, "once")
	})
}

// Who leaves is seen to stop sharing first, and the call was answered long before: that alone
// proves nothing.
func TestWhoLeavesWithTheirShareHasLeft(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		results := s.stopUnseen()
		s.StopSharing(s.ann)
		time.Sleep(60 * time.Millisecond)
		s.Leave(s.ann)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusLeft, r.outcome.Targets[0].Status)
	})
}

func TestAMeetingThatCannotBeReadEndsTheDebt(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		var after []meeting.Update
		defer s.Subscribe(func(update meeting.Update) { after = append(after, update) })()
		results := s.stopUnseen()
		s.SetServer(meetingtest.Obey)
		s.GarbleWith(&meeting.Error{Reason: meeting.ReasonCrashed, Code: "crashed"})
		synctest.Wait()
		require.ErrorIs(t, (<-results).err, meeting.ReasonCrashed)
		assert.Equal(t, []string{"-user-1", "+user-1"}, s.said())
		assert.NotNil(t, after[len(after)-1].Broken, "it is the last update")
	})
}

func TestWhoLeavesGivesBackFirst(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		results := s.stopUnseen()
		s.SetServer(meetingtest.Obey)
		assert.Equal(t, meeting.StatusConfirmed, s.outcome(meeting.Leave, "").Status)
		require.NoError(t, (<-results).err)
		assert.Equal(t, []string{"-user-1", "+user-1"}, s.said())
	})
}

// In whichever order the two calls come, nobody is left without the right.
func TestWhoStopsAndLeavesAtOnceTakesNothing(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.ShareScreen(s.ann)
		stopping, err := s.Start(meeting.Command{Action: meeting.StopScreenShare, Target: s.ann})
		require.NoError(t, err)
		leaving, err := s.Start(meeting.Command{Action: meeting.Leave})
		require.NoError(t, err)
		<-stopping.Done()
		<-leaving.Done()
		said := s.said()
		assert.Equal(t, "+user-1", said[len(said)-1])
	})
}

func TestTheEndOfTheMeetingEndsTheDebt(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		results := s.stopUnseen()
		s.End(meeting.RoomKicked)
		r := <-results
		require.NoError(t, r.err)
		assert.Equal(t, meeting.StatusUnconfirmed, r.outcome.Status)
		assert.Equal(t, []string{"-user-1"}, s.said())
	})
}

// Leaving gives back at once what is owed; where it then comes to nothing, nobody waits for that.
func TestALeaveThatComesToNothingLeavesNoCommandUnderWay(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		results := s.stopUnseen()
		_, err := s.Start(meeting.Command{Action: meeting.Leave})
		require.NoError(t, err)
		time.Sleep(time.Minute)
		assert.Equal(t, meeting.StatusUnconfirmed, (<-results).outcome.Status)
		assert.Empty(t, s.State().Pending)
	})
}

// What was taken is given back, and no more: where there is a stage, what holds on it only.
func TestWithAStageAShareIsGivenBackAsTheStageGivesIt(t *testing.T) {
	for _, stage := range []bool{false, true} {
		play(t, func(t *testing.T, s scene) {
			back := meeting.PatchCanRequest
			if !stage {
				s.groupCall()
				back = meeting.PatchAllowed
			}
			s.ShareScreen(s.ann)
			synctest.Wait()
			s.outcome(meeting.StopScreenShare, s.ann)
			synctest.Wait()
			require.Len(t, s.Sent(), 2)
			assert.Equal(t, keyed(meeting.PatchNotAllowed, meeting.PatchMediaScreenshareCanProduce), s.Sent()[0].Permissions)
			assert.Equal(t, keyed(back, meeting.PatchMediaScreenshareCanProduce), s.Sent()[1].Permissions)
		})
	}
}
