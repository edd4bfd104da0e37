package control_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// lock locks something for some, or for everybody, and says how that ended.
func (s scene) lock(what meeting.Lockable, targets ...meeting.ParticipantID) meeting.Outcome {
	s.t.Helper()
	return s.do(meeting.Command{Action: meeting.Lock, What: what, Targets: targets})
}

func (s scene) unlock(what meeting.Lockable, targets ...meeting.ParticipantID) meeting.Outcome {
	s.t.Helper()
	return s.do(meeting.Command{Action: meeting.Unlock, What: what, Targets: targets})
}

func (s scene) do(command meeting.Command) meeting.Outcome {
	s.t.Helper()
	outcome, err := s.Perform(s.t.Context(), command)
	require.NoError(s.t, err)
	synctest.Wait()
	return outcome
}

// lastSent is the last call, which is also the only one of those after so many.
func (s scene) onlySentAfter(before int) control.Call {
	s.t.Helper()
	synctest.Wait()
	require.Len(s.t, s.Sent(), before+1)
	return s.Sent()[before]
}

func (s scene) requireNothingSentAfter(before int) {
	s.t.Helper()
	synctest.Wait()
	require.Len(s.t, s.Sent(), before)
}

func whom(call control.Call) (all ids) {
	for _, person := range call.Each {
		all = append(all, person.ID)
	}
	return all
}

func keyed(value meeting.PatchValue, keys ...meeting.PatchKey) *meeting.PermissionsPatch {
	patch := new(meeting.PermissionsPatch)
	for _, key := range keys {
		patch[key] = value
	}
	return patch
}

func (s scene) requireLocks(locks ...meeting.ActiveLock) {
	s.t.Helper()
	require.Equal(s.t, locks, s.State().Locks)
}

// groupCall has no stage.
func (s scene) groupCall() { s.Withdraw(meeting.StageEnabled) }

func TestWhatEachLockTakesAndGivesBack(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.groupCall()
		s.ShareScreen(s.ann)
		s.Write("user-1")
		devices := map[meeting.Lockable]meeting.PatchKey{
			meeting.LockAudio: meeting.PatchMediaAudioCanProduce, meeting.LockVideo: meeting.PatchMediaVideoCanProduce, meeting.LockScreenShare: meeting.PatchMediaScreenshareCanProduce,
		}
		for what, key := range devices {
			assert.Equal(t, meeting.StatusConfirmed, s.lock(what, s.ann).Status)
			assert.Equal(t, keyed(meeting.PatchNotAllowed, key), s.Sent()[len(s.Sent())-1].Permissions)
			assert.Equal(t, meeting.StatusSent, s.unlock(what, s.ann).Status)
			assert.Equal(t, keyed(meeting.PatchAllowed, key), s.Sent()[len(s.Sent())-1].Permissions)
		}
		assert.Equal(t, meeting.StatusSent, s.lock(meeting.LockChat, s.ann).Status)
		assert.Equal(t, keyed(meeting.PatchNo, meeting.PatchChatPublicCanSend, meeting.PatchChatPrivateCanSend), s.Sent()[6].Permissions, "nothing else of the chat")
		assert.Equal(t, meeting.StatusSent, s.unlock(meeting.LockChat, s.ann).Status)
		assert.Equal(t, keyed(meeting.PatchYes, meeting.PatchChatPublicCanSend, meeting.PatchChatPrivateCanSend), s.Sent()[7].Permissions)
		assert.Empty(t, s.State().Locks)
	})
}

// With a stage somebody may have been allowed because they were on it.
func TestWithAStageNoMoreIsGivenBackThanTheStageGave(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio, s.ann)
		s.unlock(meeting.LockAudio, s.ann)
		assert.Equal(t, keyed(meeting.PatchCanRequest, meeting.PatchMediaAudioCanProduce), s.Sent()[1].Permissions)
	})
}

func TestADeviceThatIsOffCannotBeSeenToBeLocked(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetAudio(s.bob, false)
		outcome := s.lock(meeting.LockAudio, s.ann, s.bob)
		assert.Equal(t, []meeting.Status{meeting.StatusConfirmed, meeting.StatusSent}, statuses(outcome))
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio, Target: s.ann}, meeting.ActiveLock{What: meeting.LockAudio, Target: s.bob})
		assert.Equal(t, meeting.AudioOn, s.State().Joined.Get(s.ann).Locked)
	})
}

func TestALockOfEverybodyIsOneCallAndLeavesOutOneself(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		mine := s.Join("Host")
		s.SetUser(mine, "user-self")
		synctest.Wait()
		outcome := s.lock(meeting.LockAudio)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
		assert.Equal(t, ids{s.ann, s.bob}, whom(s.onlySentAfter(0)))
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio})
		others := ids{mine, s.SelfID()}
		for _, target := range others {
			_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.Lock, What: meeting.LockAudio, Target: target})
			require.ErrorIs(t, err, meeting.ReasonIsSelf)
		}
	})
}

func TestWhoJoinsIsLockedThoseOfOneFrameInOneCall(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		s.lock(meeting.LockChat)
		var cid, dan meeting.ParticipantID
		s.Batch(func() { cid, dan = s.Join("Cid"), s.Join("Dan") })
		call := s.onlySentAfter(2)
		assert.Equal(t, ids{cid, dan}, whom(call))
		expected := keyed(meeting.PatchNo, meeting.PatchChatPublicCanSend, meeting.PatchChatPrivateCanSend)
		expected[meeting.PatchMediaAudioCanProduce] = meeting.PatchNotAllowed
		assert.Equal(t, expected, call.Permissions, "of all that is locked")
		assert.Equal(t, meeting.AudioOn|meeting.Chat, s.State().Joined.Get(cid).Locked)
		assert.False(t, s.State().Joined.Get(cid).Flags.Has(meeting.AudioOn))
		wait(time.Minute)
		s.requireNothingSentAfter(3)
		mine := s.Join("Host")
		s.SetUser(mine, "user-self")
		wait(time.Minute)
		assert.NotContains(t, whom(s.Sent()[len(s.Sent())-1]), s.SelfID())
	})
}

// The SDK takes 1,000 patches a minute.
func TestThoseWhoJoinOneAfterTheOtherAreLockedAtAPace(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockVideo)
		for range 100 {
			s.Join("Somebody")
			wait(10 * time.Millisecond)
		}
		wait(time.Second)
		assert.LessOrEqual(t, len(s.Sent()), 13)
		for p := range s.State().Joined.All() {
			assert.Equal(t, meeting.VideoOn, p.Locked)
		}
	})
}

func TestUnlockGivesBackWhatWasHeldOnly(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		viewer := s.Join("Viewer")
		s.SetAudio(viewer, false)
		quiet, spoke, free := s.newcomer("Quiet"), s.newcomer("Spoke"), s.Join("Free")
		synctest.Wait()
		s.SetAudio(spoke, true)
		synctest.Wait()
		s.SetAudio(spoke, false)
		synctest.Wait()
		s.lock(meeting.LockAudio, s.ann, s.bob, quiet, spoke)
		before := len(s.Sent())
		outcome := s.unlock(meeting.LockAudio, s.ann, quiet, spoke, free)
		assert.Equal(t, []meeting.Status{meeting.StatusSent, meeting.StatusUnchanged, meeting.StatusSent, meeting.StatusUnchanged}, statuses(outcome))
		assert.Equal(t, "target.never-seen", outcome.Targets[1].Message.Key)
		assert.Equal(t, "target.not-locked", outcome.Targets[3].Message.Key)
		assert.NotEmpty(t, outcome.Targets[1].Message.Text())
		assert.NotEmpty(t, outcome.Targets[3].Message.Text())
		assert.Equal(t, ids{s.ann, spoke}, whom(s.onlySentAfter(before)))
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio, Target: s.bob}, meeting.ActiveLock{What: meeting.LockAudio, Target: quiet})

		outcome = s.do(meeting.Command{Action: meeting.Unlock, What: meeting.LockAudio, Targets: ids{quiet, free}, NeverSeen: true})
		assert.Equal(t, []meeting.Status{meeting.StatusSent, meeting.StatusSent}, statuses(outcome), "the host decided")
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio, Target: s.bob})
	})
}

// newcomer is somebody who was never seen with anything on.
func (s scene) newcomer(name string) (id meeting.ParticipantID) {
	s.Batch(func() {
		id = s.Join(name)
		s.Reconnect(id) // with everything off
	})
	return id
}

func TestUnlockOfEverybodyLeavesThoseLockedWhoWereNeverSeen(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockScreenShare)
		s.ShareScreen(s.bob) // the lock does not hold: they may
		wait(time.Second)
		outcome := s.unlock(meeting.LockScreenShare)
		assert.Equal(t, []meeting.Status{meeting.StatusUnchanged, meeting.StatusSent}, statuses(outcome))
		s.requireLocks(meeting.ActiveLock{What: meeting.LockScreenShare, Target: s.ann})
		before := len(s.Sent())
		s.Join("Cid")
		s.requireNothingSentAfter(before)
	})
}

func TestSomebodyIsExceptedFromALockOfEverybody(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		s.unlock(meeting.LockAudio, s.ann)
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio, Except: ids{s.ann}})
		before := len(s.Sent())
		s.SetAudio(s.ann, true)
		wait(time.Minute)
		s.requireNothingSentAfter(before)
		assert.True(t, s.State().Joined.Get(s.ann).Flags.Has(meeting.AudioOn))
		s.lock(meeting.LockAudio)
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio})
		assert.False(t, s.State().Joined.Get(s.ann).Flags.Has(meeting.AudioOn))
	})
}

func TestWhoComesAgainIsLockedAgain(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio, s.ann)
		s.Leave(s.ann)
		wait(time.Minute)
		again := s.Join("Ann")
		s.Batch(func() {
			s.SetUser(again, "user-1")
		})
		synctest.Wait()
		assert.Equal(t, ids{again}, whom(s.onlySentAfter(1)))
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio, Target: again})

		wait(time.Second)
		s.Reconnect(again)
		assert.Equal(t, ids{again}, whom(s.onlySentAfter(2)), "another object")
		outcome := s.unlock(meeting.LockAudio, again)
		assert.Equal(t, meeting.StatusSent, outcome.Status, "was seen with it before")
	})
}

func TestWhatIsUnlockedWhileSomebodyIsAwayIsGivenBackWhenTheyComeAgain(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		comeBack := s.Drop(s.ann)
		synctest.Wait()
		s.unlock(meeting.LockAudio)
		before := len(s.Sent())
		comeBack()
		call := s.onlySentAfter(before)
		assert.Equal(t, ids{s.ann}, whom(call))
		assert.Equal(t, meeting.PatchCanRequest, call.Permissions[meeting.PatchMediaAudioCanProduce])
	})
}

// yields are those that are told.
func (s scene) yields() *[]meeting.Yield {
	var all []meeting.Yield
	s.Subscribe(func(update meeting.Update) { all = append(all, update.Yielded...) })
	return &all
}

func TestALockYieldsToAnotherHost(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		told := s.yields()
		s.lock(meeting.LockAudio)
		s.SetAudio(s.ann, true)
		assert.Equal(t, ids{s.ann}, whom(s.onlySentAfter(1)), "sent once more")
		assert.False(t, s.State().Joined.Get(s.ann).Flags.Has(meeting.AudioOn))
		wait(5 * time.Second)
		s.SetAudio(s.ann, true)
		s.requireNothingSentAfter(2)
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio, Yielded: ids{s.ann}})
		assert.Equal(t, []meeting.Yield{{What: meeting.LockAudio, ID: s.ann, Name: "Ann"}}, *told)
		assert.Zero(t, s.State().Joined.Get(s.ann).Locked)
		for range 5 {
			s.SetAudio(s.ann, false)
			synctest.Wait()
			s.SetAudio(s.ann, true)
			wait(time.Minute)
		}
		s.requireNothingSentAfter(2)
		assert.Len(t, *told, 1)
	})
}

func TestALockThatHasHeldIsSentAgainAndYieldsInTheEnd(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		told := s.yields()
		s.lock(meeting.LockVideo, s.bob)
		for range 10 {
			wait(time.Minute)
			s.SetVideo(s.bob, true)
			synctest.Wait()
		}
		assert.Len(t, s.Sent(), 4, "three times more")
		assert.Len(t, *told, 1)
	})
}

// A service that ignores the patch: the panel is not to pretend.
func TestALockThatIsIgnored(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		told := s.yields()
		s.SetServer(meetingtest.YesButNo)
		assert.Equal(t, meeting.StatusUnconfirmed, s.lock(meeting.LockAudio).Status)
		wait(30 * time.Second)
		assert.Len(t, s.Sent(), 2, "once more, for both")
		assert.Len(t, *told, 2)
		yielded := slices.Clone(s.State().Locks[0].Yielded)
		slices.Sort(yielded)
		assert.Equal(t, ids{s.ann, s.bob}, yielded)
	})
}

func TestAChatThatIsWrittenInUnderALock(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		told := s.yields()
		s.Write("user-1")
		synctest.Wait()
		s.lock(meeting.LockChat)
		s.Write("user-1") // was on its way
		s.requireNothingSentAfter(1)
		wait(5 * time.Second)
		s.Write("user-1")
		s.Write("user-1")
		assert.Equal(t, ids{s.ann}, whom(s.onlySentAfter(1)))
		wait(5 * time.Second)
		s.Write("user-1")
		synctest.Wait()
		assert.Equal(t, []meeting.Yield{{What: meeting.LockChat, ID: s.ann, Name: "Ann"}}, *told)

		outcome := s.unlock(meeting.LockChat)
		assert.Equal(t, []string{"target.not-locked", "target.never-seen"}, []string{outcome.Targets[0].Message.Key, outcome.Targets[1].Message.Key})
	})
}

func TestAMessageIsNoNewsWhereNothingIsLocked(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Write("user-1")
		synctest.Wait()
		before := s.State()
		s.Write("user-1")
		synctest.Wait()
		assert.True(t, before == s.State())
	})
}

func TestALockOfEverybodyOutlastsOnesOwnReconnect(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		s.Cut()
		cid := s.Join("Cid")
		s.requireNothingSentAfter(1)
		_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.Lock, What: meeting.LockVideo})
		require.ErrorIs(t, err, meeting.ReasonOffline)
		wait(time.Minute)
		s.requireNothingSentAfter(1)
		s.Restore()
		call := s.onlySentAfter(1)
		assert.Contains(t, whom(call), cid)
		assert.Equal(t, keyed(meeting.PatchNotAllowed, meeting.PatchMediaAudioCanProduce), call.Permissions)
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio})
		wait(time.Minute)
		s.requireNothingSentAfter(2)
	})
}

func TestALockWaitsForTheRightToSendIt(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		s.Withdraw(meeting.CanChangeParticipantPermissions)
		cid := s.Join("Cid")
		wait(time.Minute)
		s.requireNothingSentAfter(1)
		assert.Zero(t, s.State().Joined.Get(cid).Locked)
		s.Grant(meeting.CanChangeParticipantPermissions)
		assert.Equal(t, ids{cid}, whom(s.onlySentAfter(1)))
	})
}

func TestALockThatTheSDKDoesNotTakeIsSentLater(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		s.Break(meeting.SDKError("0013", "too fast", nil))
		cid := s.Join("Cid")
		synctest.Wait()
		s.Break(nil)
		wait(time.Minute)
		assert.Equal(t, ids{cid}, whom(s.onlySentAfter(1)))
	})
}

func TestALockThatFailsIsNone(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Break(meeting.SDKError("0013", "too fast", nil))
		_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.Lock, What: meeting.LockAudio})
		require.ErrorIs(t, err, meeting.ReasonRateLimited)
		outcome := s.lock(meeting.LockVideo, s.ann, s.bob)
		assert.Equal(t, []meeting.Status{meeting.StatusFailed, meeting.StatusFailed}, statuses(outcome))
		s.Break(nil)
		s.SetAudio(s.ann, false)
		synctest.Wait()
		assert.Empty(t, s.State().Locks)
		assert.Zero(t, s.State().Joined.Get(s.ann).Locked)

		s.lock(meeting.LockVideo)
		s.Break(meeting.SDKError("0013", "too fast", nil))
		_, err = s.Perform(t.Context(), meeting.Command{Action: meeting.Unlock, What: meeting.LockVideo})
		require.ErrorIs(t, err, meeting.ReasonRateLimited)
		s.SetAudio(s.ann, true)
		synctest.Wait()
		s.requireLocks(meeting.ActiveLock{What: meeting.LockVideo})
		assert.Equal(t, meeting.VideoOn, s.State().Joined.Get(s.ann).Locked)
	})
}

func TestALockThatFailsLeavesWhatWasLockedBefore(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		fails := func(command meeting.Command) {
			t.Helper()
			s.Break(meeting.SDKError("0013", "too fast", nil))
			outcome, err := s.Perform(t.Context(), command)
			require.True(t, err != nil || slices.Contains(statuses(outcome), meeting.StatusFailed), "%+v", command)
			s.Break(nil)
			synctest.Wait()
		}
		s.lock(meeting.LockAudio)
		s.lock(meeting.LockVideo, s.ann)
		locked := []meeting.ActiveLock{{What: meeting.LockAudio}, {What: meeting.LockVideo, Target: s.ann}}
		for _, command := range []meeting.Command{
			{Action: meeting.Lock, What: meeting.LockAudio},
			{Action: meeting.Lock, What: meeting.LockAudio, Target: s.ann},
			{Action: meeting.Lock, What: meeting.LockVideo, Target: s.ann},
			{Action: meeting.Unlock, What: meeting.LockVideo, Target: s.ann},
			{Action: meeting.Unlock, What: meeting.LockAudio, Target: s.ann},
			{Action: meeting.Unlock, What: meeting.LockAudio},
			{Action: meeting.Unlock, What: meeting.LockVideo},
			{Action: meeting.UpdatePermissions, Target: s.ann, Permissions: keyed(meeting.PatchAllowed, meeting.PatchMediaAudioCanProduce, meeting.PatchMediaVideoCanProduce)},
		} {
			fails(command)
			s.requireLocks(locked...)
			require.Equal(t, meeting.AudioOn|meeting.VideoOn, s.State().Joined.Get(s.ann).Locked, "%v", command)
			require.Equal(t, meeting.AudioOn, s.State().Joined.Get(s.bob).Locked, "%v", command)
		}
		sent := len(s.Sent())
		cid := s.Join("Cid")
		assert.Equal(t, ids{cid}, whom(s.onlySentAfter(sent)))
	})
}

func TestALockRightAfterAnUnlockSeesWhatComesOn(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetServer(meetingtest.YesButNo) // the device goes off when both were sent
		for _, action := range []meeting.Action{meeting.Lock, meeting.Unlock} {
			_, err := s.Start(meeting.Command{Action: action, What: meeting.LockAudio, Target: s.ann})
			require.NoError(t, err)
			synctest.Wait()
		}
		s.SetAudio(s.ann, false)
		s.SetServer(meetingtest.Obey)
		s.lock(meeting.LockAudio, s.ann)
		sent := len(s.Sent())
		s.SetAudio(s.ann, true)
		s.onlySentAfter(sent)
		assert.False(t, s.State().Joined.Get(s.ann).Flags.Has(meeting.AudioOn))
	})
}

func TestALockThatIsHeldBackLocksNobodyBefore(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		running, err := s.StartLater(meeting.Command{Action: meeting.Lock, What: meeting.LockAudio}, time.Minute)
		require.NoError(t, err)
		s.Join("Cid")
		wait(30 * time.Second)
		assert.Empty(t, s.State().Locks)
		assert.Empty(t, s.Sent())
		<-running.Done()
		synctest.Wait()
		assert.Len(t, s.onlySentAfter(0).Each, 3)
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio})

		running, err = s.StartLater(meeting.Command{Action: meeting.Lock, What: meeting.LockChat}, time.Minute)
		require.NoError(t, err)
		running.CallOff()
		wait(2 * time.Minute)
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio})
	})
}

func TestALockWithNobodyThereIsForThoseToCome(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Leave(s.ann)
		s.Leave(s.bob)
		synctest.Wait()
		assert.Empty(t, s.lock(meeting.LockAudio).Targets)
		cid := s.Join("Cid")
		assert.Equal(t, ids{cid}, whom(s.onlySentAfter(0)))
	})
}

func TestARightThatTheHostGivesUnlocks(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.lock(meeting.LockAudio)
		s.update(*keyed(meeting.PatchAllowed, meeting.PatchMediaAudioCanProduce), s.ann)
		s.SetAudio(s.ann, true)
		wait(time.Minute)
		s.requireLocks(meeting.ActiveLock{What: meeting.LockAudio, Except: ids{s.ann}})
		assert.Len(t, s.Sent(), 2)
	})
}

func TestLocksEndWithTheMeetingAndWithTheControls(t *testing.T) {
	for name, end := range map[string]func(s scene){
		"moved": func(s scene) { s.Move() },
		"over":  func(s scene) { s.End(meeting.RoomKicked) },
		"closed": func(s scene) {
			s.Controller.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, func(t *testing.T, s scene) {
				s.lock(meeting.LockAudio)
				end(s)
				s.Join("Cid")
				wait(time.Minute)
				s.requireNothingSentAfter(1)
				if name != "closed" {
					assert.Empty(t, s.State().Locks)
				}
			})
		})
	}
}

func TestOtherSessionsOfAUserAreLockedWithThem(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		phone := s.newcomer("Ann")
		s.SetUser(phone, "user-1")
		synctest.Wait()
		s.lock(meeting.LockAudio, s.ann)
		assert.Equal(t, meeting.AudioOn, s.State().Joined.Get(phone).Locked)
		assert.Equal(t, meeting.StatusSent, s.unlock(meeting.LockAudio, phone).Status, "was seen with it, in the other session")
		assert.Zero(t, s.State().Joined.Get(s.ann).Locked)
	})
}
