package control_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// ask asks people to unmute, and says how it ended for them.
func (s scene) ask(targets ...meeting.ParticipantID) meeting.Outcome {
	s.t.Helper()
	outcome, err := s.Perform(s.t.Context(), meeting.Command{Action: meeting.AskToUnmute, Targets: targets})
	require.NoError(s.t, err)
	return outcome
}

func TestAskingIsOneCallForAllWhoAreMuted(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.SetAudio(s.ann, false)
		cid := s.Join("Cid")
		s.SetAudio(cid, false)
		outcome := s.ask(s.ann, s.bob, cid, "nobody", s.SelfID())
		assert.Equal(t, []meeting.Status{meeting.StatusSent, meeting.StatusUnchanged, meeting.StatusSent, meeting.StatusFailed, meeting.StatusFailed}, statuses(outcome))
		assert.Equal(t, "1204", outcome.Targets[3].Code)
		require.Len(t, s.Sent(), 1)
		call := s.Sent()[0]
		require.Len(t, call.Each, 2)
		assert.Equal(t, ids{s.ann, cid}, ids{call.Each[0].ID, call.Each[1].ID})

		one, err := s.Perform(t.Context(), meeting.Command{Action: meeting.AskToStartVideo, Target: s.ann})
		require.NoError(t, err)
		assert.Equal(t, meeting.StatusUnchanged, one.Status, "the camera is on")
		assert.Len(t, s.Sent(), 1)
	})
}

// limited is a meeting whose SDK sends five broadcasts a second, as SDK 2.0.2 counts them.
type limited struct {
	*meetingtest.Memory
	mu    sync.Mutex
	since time.Time
	count int
	when  []time.Time
	over  int // how many were one too many
}

func (l *limited) spend() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if now.Sub(l.since) > time.Second {
		l.since, l.count = now, 0
	}
	if l.count >= 5 {
		l.over++
		return meeting.SDKError("0013", "too fast", nil)
	}
	l.count++
	l.when = append(l.when, now)
	return nil
}

func (l *limited) Call(stop <-chan struct{}, call control.Call) error {
	if err := l.spend(); err != nil {
		return err
	}
	return l.Memory.Call(stop, call)
}

// askEach asks each of some people in a command of its own, all at once.
func askEach(t *testing.T, c *control.Controller, people ids) (statuses []meeting.Status) {
	var all []*control.Running
	for _, id := range people {
		running, err := c.Start(meeting.Command{Action: meeting.AskToUnmute, Target: id})
		require.NoError(t, err)
		all = append(all, running)
	}
	for _, running := range all {
		<-running.Done()
		outcome, err := running.Result()
		require.NoError(t, err)
		statuses = append(statuses, outcome.Targets[0].Status)
	}
	return statuses
}

func withLimit(t *testing.T, test func(t *testing.T, l *limited, c *control.Controller, muted ids)) {
	synctest.Test(t, func(t *testing.T) {
		l := &limited{Memory: meetingtest.NewMemory()}
		defer l.Close()
		muted := ids(l.Crowd(12))
		for _, id := range muted {
			l.SetAudio(id, false)
		}
		c := control.New(l, control.Options{})
		defer c.Close()
		test(t, l, c, muted)
	})
}

func TestManyRequestsWaitForTheirTurn(t *testing.T) {
	withLimit(t, func(t *testing.T, l *limited, c *control.Controller, muted ids) {
		for _, status := range askEach(t, c, muted) {
			assert.Equal(t, meeting.StatusSent, status)
		}
		assert.Zero(t, l.over)
		assert.Len(t, l.when, 12)
	})
}

func TestARequestThatWasOneTooManyIsSentOnceMore(t *testing.T) {
	withLimit(t, func(t *testing.T, l *limited, c *control.Controller, muted ids) {
		for range 5 { // the page
			require.NoError(t, l.spend())
		}
		assert.Equal(t, []meeting.Status{meeting.StatusSent}, askEach(t, c, muted[:1]))
		assert.Equal(t, 1, l.over)
	})
	play(t, func(t *testing.T, s scene) {
		s.SetAudio(s.ann, false)
		s.Break(meeting.SDKError("0013", "too fast", nil))
		_, err := s.Perform(t.Context(), meeting.Command{Action: meeting.AskToUnmute, Target: s.ann})
		require.ErrorIs(t, err, meeting.ReasonRateLimited, "and not a third time")
	})
}

func TestWhoWaitsForTheirTurnIsJudgedWhenItComes(t *testing.T) {
	withLimit(t, func(t *testing.T, l *limited, c *control.Controller, muted ids) {
		askEach(t, c, muted[:3])
		waiting, err := c.Start(meeting.Command{Action: meeting.AskToUnmute, Targets: muted[3:6]})
		require.NoError(t, err)
		l.Leave(muted[3])
		l.SetAudio(muted[4], true)
		<-waiting.Done()
		outcome, err := waiting.Result()
		require.NoError(t, err)
		assert.Equal(t, []meeting.Status{meeting.StatusLeft, meeting.StatusUnchanged, meeting.StatusSent}, statuses(outcome))
		sent := l.Sent()
		assert.Len(t, sent[len(sent)-1].Each, 1)
	})
}

func TestWhatWaitsForItsTurnCanBeCalledOff(t *testing.T) {
	withLimit(t, func(t *testing.T, l *limited, c *control.Controller, muted ids) {
		askEach(t, c, muted[:3])
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		_, err := c.Perform(ctx, meeting.Command{Action: meeting.AskToUnmute, Target: muted[3]})
		require.ErrorIs(t, err, meeting.ReasonAborted)
		time.Sleep(5 * time.Second)
		assert.Len(t, l.Sent(), 3)
	})
}

func TestARequestThatWaitsIsNotSentOffline(t *testing.T) {
	withLimit(t, func(t *testing.T, l *limited, c *control.Controller, muted ids) {
		askEach(t, c, muted[:3])
		waiting, err := c.Start(meeting.Command{Action: meeting.AskToUnmute, Target: muted[3]})
		require.NoError(t, err)
		l.Cut()
		<-waiting.Done()
		_, err = waiting.Result()
		require.Error(t, err)
		assert.Len(t, l.Sent(), 3)
	})
}
