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
	told []meeting.Request
}

func beAsked(t *testing.T, test func(t *testing.T, a *asked)) {
	synctest.Test(t, func(t *testing.T) {
		memory := meetingtest.NewMemory()
		defer memory.Close()
		memory.SetAudio(memory.SelfID(), false)
		memory.SetVideo(memory.SelfID(), false)
		a := &asked{Memory: memory, Controller: control.New(memory, control.Options{})}
		defer a.Controller.Close()
		a.Subscribe(func(update meeting.Update) { a.told = append(a.told, update.Requested...) })
		test(t, a)
	})
}

func (a *asked) accept(request meeting.Request) error { return a.Accept(make(chan struct{}), request) }

func TestARequestIsToldOnceAMinute(t *testing.T) {
	beAsked(t, func(t *testing.T, a *asked) {
		for range 3 {
			a.Request(meeting.RequestAudio)
		}
		assert.Equal(t, []meeting.Request{meeting.RequestAudio}, a.told)
		a.Request(meeting.RequestVideo)
		assert.Equal(t, []meeting.Request{meeting.RequestAudio, meeting.RequestVideo}, a.State().Requests)
		a.Decline(meeting.RequestAudio)
		assert.Equal(t, []meeting.Request{meeting.RequestVideo}, a.State().Requests)
		time.Sleep(time.Minute - time.Millisecond)
		a.Request(meeting.RequestAudio)
		assert.Len(t, a.told, 2)
		assert.Len(t, a.State().Requests, 1)
		time.Sleep(time.Millisecond)
		a.Request(meeting.RequestAudio)
		a.Request(meeting.RequestVideo)
		assert.Len(t, a.told, 4)
		assert.Len(t, a.State().Requests, 2, "each is there once")
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
			a.Request(meeting.RequestAudio)
			assert.Empty(t, a.told, name)
			assert.Empty(t, a.State().Requests, name)
		})
		beAsked(t, func(t *testing.T, a *asked) {
			a.Request(meeting.RequestAudio)
			require.Len(t, a.State().Requests, 1)
			against(a)
			assert.Empty(t, a.State().Requests, name)
		})
	}
	beAsked(t, func(t *testing.T, a *asked) {
		a.Request("money")
		assert.Empty(t, a.told)
	})
}

func TestAcceptingTurnsTheDeviceOn(t *testing.T) {
	beAsked(t, func(t *testing.T, a *asked) {
		a.Request(meeting.RequestVideo)
		require.NoError(t, a.accept(meeting.RequestVideo))
		assert.True(t, a.State().Self.Flags.Has(meeting.VideoOn))
		assert.False(t, a.State().Self.Flags.Has(meeting.AudioOn))
		assert.Empty(t, a.State().Requests)
		require.NoError(t, a.accept(meeting.RequestVideo), "it is on")
	})
}

func TestWhatCannotBeAcceptedSaysWhy(t *testing.T) {
	for reason, against := range map[meeting.Reason]func(a *asked){
		meeting.ReasonFailed:     func(a *asked) { a.SetServer(meetingtest.YesButNo) },
		meeting.ReasonPermission: func(a *asked) { a.SetProduction(meeting.ProductionNotAllowed) },
		meeting.ReasonEnded:      func(a *asked) { a.End(meeting.RoomKicked) },
		meeting.ReasonOffline:    func(a *asked) { a.Cut() },
		meeting.ReasonRefused:    func(a *asked) { a.Break(meeting.SDKError("1200", "no", nil)) },
		meeting.ReasonAborted: func(a *asked) {
			a.Stick()
			time.AfterFunc(time.Second, a.Controller.Close)
		},
	} {
		beAsked(t, func(t *testing.T, a *asked) {
			a.Request(meeting.RequestAudio)
			against(a)
			err := a.accept(meeting.RequestAudio)
			require.ErrorIs(t, err, reason)
			if reason == meeting.ReasonPermission {
				assert.Equal(t, "media.audio.can_produce", err.(*meeting.Error).Permission)
			}
		})
	}
}

// The browser asks the person first.
func TestAcceptingTakesAsLongAsThePersonLikes(t *testing.T) {
	beAsked(t, func(t *testing.T, a *asked) {
		a.Stick()
		time.AfterFunc(5*time.Minute, func() { a.SetAudio(a.SelfID(), true) })
		require.NoError(t, a.accept(meeting.RequestAudio))

		stop := make(chan struct{})
		time.AfterFunc(time.Second, func() { close(stop) })
		require.ErrorIs(t, a.Accept(stop, meeting.RequestVideo), meeting.ReasonAborted)
	})
}
