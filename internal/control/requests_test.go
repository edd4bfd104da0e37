package control_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// asked is a page that others ask to unmute.
type asked struct {
	*meetingtest.Memory
	*control.Controller
	told []meeting.Flags
}

func beAsked(t *testing.T, test func(t *testing.T, a *asked)) {
	synctest.Test(t, func(t *testing.T) {
		memory := meetingtest.NewMemory()
		defer memory.Close()
		memory.SetAudio(memory.SelfID(), false)
		memory.SetVideo(memory.SelfID(), false)
		a := &asked{Memory: memory, Controller: control.New(memory, control.Options{})}
		defer a.Controller.Close()
		a.Subscribe(func(update meeting.Update) {
			if update.Requested != 0 {
				a.told = append(a.told, update.Requested)
			}
		})
		test(t, a)
	})
}

func (a *asked) accept(device meeting.Flags) error { return a.Accept(make(chan struct{}), device) }

func TestARequestIsToldOnceAMinute(t *testing.T) {
	beAsked(t, func(t *testing.T, a *asked) {
		for range 3 {
			a.Request(meeting.AudioOn)
		}
		assert.Equal(t, []meeting.Flags{meeting.AudioOn}, a.told)
		a.Request(meeting.VideoOn)
		assert.Equal(t, meeting.AudioOn|meeting.VideoOn, a.State().Requested)
		a.Decline(meeting.AudioOn)
		assert.Equal(t, meeting.VideoOn, a.State().Requested)
		time.Sleep(time.Minute - time.Millisecond)
		a.Request(meeting.AudioOn)
		assert.Len(t, a.told, 2)
		assert.Equal(t, meeting.VideoOn, a.State().Requested)
		time.Sleep(time.Millisecond)
		a.Request(meeting.AudioOn)
		a.Request(meeting.VideoOn)
		assert.Len(t, a.told, 4)
		assert.Equal(t, meeting.AudioOn|meeting.VideoOn, a.State().Requested)
	})
}

func TestWhatCannotBeDoneIsNotAsked(t *testing.T) {
	for name, against := range map[string]func(a *asked){
		"it is on":    func(a *asked) { a.SetAudio(a.SelfID(), true) },
		"not allowed": func(a *asked) { a.SetProduction(meeting.ProductionNotAllowed) },
		"off stage": func(a *asked) {
			a.SetProduction(meeting.ProductionCanRequest)
			a.SetStage(a.SelfID(), meeting.OffStage)
		},
		"the meeting is over": func(a *asked) { a.End(meeting.RoomEnded) },
	} {
		beAsked(t, func(t *testing.T, a *asked) {
			against(a)
			a.Request(meeting.AudioOn)
			assert.Empty(t, a.told, name)
			assert.Zero(t, a.State().Requested, name)
		})
		beAsked(t, func(t *testing.T, a *asked) {
			a.Request(meeting.AudioOn)
			require.NotZero(t, a.State().Requested)
			against(a)
			assert.Zero(t, a.State().Requested, name)
		})
	}
	beAsked(t, func(t *testing.T, a *asked) {
		a.Request(meeting.ScreenShareOn)
		assert.Empty(t, a.told)
	})
}

func TestAcceptingTurnsTheDeviceOn(t *testing.T) {
	beAsked(t, func(t *testing.T, a *asked) {
		a.Request(meeting.VideoOn)
		require.NoError(t, a.accept(meeting.VideoOn))
		assert.True(t, a.State().Self.Flags.Has(meeting.VideoOn))
		assert.False(t, a.State().Self.Flags.Has(meeting.AudioOn))
		assert.Zero(t, a.State().Requested)
		require.NoError(t, a.accept(meeting.VideoOn), "it is on")
	})
}

func TestWhatCannotBeAcceptedSaysWhy(t *testing.T) {
	for reason, against := range map[meeting.Reason]func(a *asked){
		meeting.ReasonFailed:     func(a *asked) { a.SetServer(meetingtest.YesButNo) },
		meeting.ReasonPermission: func(a *asked) { a.SetProduction(meeting.ProductionNotAllowed) },
		meeting.ReasonEnded:      func(a *asked) { a.End(meeting.RoomKicked) },
		meeting.ReasonOffline:    func(a *asked) { a.Cut() },
		meeting.ReasonRefused:    func(a *asked) { a.Break(meeting.SDKError("1200", "no", nil)) },
	} {
		beAsked(t, func(t *testing.T, a *asked) {
			a.Request(meeting.AudioOn)
			against(a)
			err := a.accept(meeting.AudioOn)
			require.ErrorIs(t, err, reason)
			if reason == meeting.ReasonPermission {
				assert.Equal(t, "media.audio.can_produce", err.(*meeting.Error).Permission)
			}
		})
	}
}

// The browser asks the person first, for as long as they like.
func TestAcceptingCanBeGivenUp(t *testing.T) {
	beAsked(t, func(t *testing.T, a *asked) {
		a.Stick()
		stop := make(chan struct{})
		time.AfterFunc(5*time.Minute, func() { close(stop) })
		require.ErrorIs(t, a.Accept(stop, meeting.VideoOn), meeting.ReasonAborted)
	})
}
