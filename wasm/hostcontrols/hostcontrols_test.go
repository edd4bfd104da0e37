//go:build js && wasm

package hostcontrols_test

import (
	"context"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/hostcontrols"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// attach waits long for effects: for those that show.
func attach(t *testing.T, ctx context.Context, value safejs.Value) *hostcontrols.HostControls {
	t.Helper()
	return attachWaiting(t, ctx, value, testlimit.Of(10*time.Second))
}

// attachBriefly is for effects that never show.
func attachBriefly(t *testing.T, ctx context.Context, value safejs.Value) *hostcontrols.HostControls {
	t.Helper()
	return attachWaiting(t, ctx, value, 50*time.Millisecond)
}

func attachWaiting(t *testing.T, ctx context.Context, value safejs.Value, confirmTimeout time.Duration) *hostcontrols.HostControls {
	t.Helper()
	h, err := hostcontrols.Attach(ctx, value, hostcontrols.Options{
		CreateCollector: fakemeeting.CreateCollector(t),
		ConfirmTimeout:  confirmTimeout,
		OnCrash:         func(err error) { t.Errorf("crash: %v", err) },
	})
	require.NoError(t, err)
	return h
}

func newWorld(t *testing.T) *fakemeeting.World {
	browsertest.NothingLeft(t)
	fake := fakemeeting.New(t)
	t.Cleanup(func() {
		require.Zero(t, hostcontrols.Controllers())
		require.Zero(t, fake.Listeners())
	})
	return fake
}

func TestPerform(t *testing.T) {
	ctx := context.Background()
	fake := newWorld(t)
	fake.Do(`world.join('Ann')`)
	h := attach(t, ctx, fake.MeetingObject())
	mute := meeting.Command{Action: meeting.DisableAudio, Target: "peer-1"}

	assert.True(t, h.Can(mute.Action, mute.Target).Allowed)
	outcome, err := h.Perform(ctx, mute)
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
	assert.Equal(t, "Ann", outcome.Targets[0].Name)
	outcome, err = h.Perform(ctx, mute)
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusUnchanged, outcome.Status)
	assert.Equal(t, "1", fake.Text(`return String(world.sent.length)`))
	h.Close()

	h = attachBriefly(t, ctx, fake.MeetingObject())
	defer h.Close()
	fake.Do(`world.server = 'silent'`)
	outcome, err = h.Perform(ctx, meeting.Command{Action: meeting.Pin, Target: "peer-1"})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status)

	fake.Do(`world.grant('kickParticipant', false); world.sent = []`)
	_, err = h.Perform(ctx, meeting.Command{Action: meeting.Kick, Target: "peer-1"})
	require.ErrorIs(t, err, meeting.ReasonPermission)
	var failure *meeting.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "1201", failure.Code)
	assert.Equal(t, "kick_participant", failure.Permission)
	assert.Equal(t, "0", fake.Text(`return String(world.sent.length)`), "nothing is sent")
}

func TestWhatHappenedBeforeACommandDoesNotProveIt(t *testing.T) {
	ctx := context.Background()
	fake := newWorld(t)
	fake.Do(`world.join('Ann')`)
	h := attachBriefly(t, ctx, fake.MeetingObject())
	fake.Do(`world.set('peer-1', 'audioEnabled', false); world.set('peer-1', 'audioEnabled', true); world.server = 'yes but no'`)
	outcome, err := h.Perform(ctx, meeting.Command{Action: meeting.DisableAudio, Target: "peer-1"})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status)
	h.Close()

	h = attach(t, ctx, fake.MeetingObject())
	defer h.Close()
	fake.Do(`world.server = 'obey'; world.participants.joined.on('audioUpdate', (person) => queueMicrotask(() => world.set('peer-1', 'audioEnabled', true)))`)
	outcome, err = h.Perform(ctx, meeting.Command{Action: meeting.DisableAudio, Target: "peer-1"})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusConfirmed, outcome.Status, "muted and unmuted in one breath")
	fake.Do(`world.emitters.splice(0)`) // the page's own listener is not ours to count
}

func TestSeveralShareOneController(t *testing.T) {
	ctx := context.Background()
	fake := newWorld(t)
	first := attach(t, ctx, fake.MeetingObject())
	listeners := fake.Listeners()
	second := attach(t, ctx, fake.MeetingObject())
	assert.Equal(t, 1, hostcontrols.Controllers())
	assert.Equal(t, listeners, fake.Listeners())

	var seen []meeting.RoomState
	second.Subscribe(func(update meeting.Update) { seen = append(seen, update.State.Room.State) })
	first.Close()
	first.Close()
	_, err := first.Perform(ctx, meeting.Command{Action: meeting.Leave})
	require.ErrorIs(t, err, meeting.ReasonAborted)
	assert.Equal(t, listeners, fake.Listeners(), "the second still follows the meeting")

	fake.Do(`world.move()`)
	third := attach(t, ctx, fake.MeetingObject())
	assert.Equal(t, 1, hostcontrols.Controllers(), "the new object is the same meeting")
	outcome, err := third.Perform(ctx, meeting.Command{Action: meeting.Leave})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
	assert.Contains(t, seen, meeting.RoomState("left"))
	second.Close()
	third.Close()
	fourth := attach(t, ctx, fake.MeetingObject())
	defer fourth.Close()
	assert.Equal(t, 1, hostcontrols.Controllers(), "a new attach works")
}

func TestItEndsWithItsContext(t *testing.T) {
	fake := newWorld(t)
	fake.Do(`world.join('Ann'); world.server = 'silent'`)
	ctx, cancel := context.WithCancel(context.Background())
	h := attach(t, ctx, fake.MeetingObject())
	ended := make(chan error)
	go func() {
		_, err := h.Perform(context.Background(), meeting.Command{Action: meeting.Kick, Target: "peer-1"})
		ended <- err
	}()
	browsertest.Eventually(t, func() bool { return len(h.State().Pending) == 1 }, "the command is pending")
	cancel()
	require.ErrorIs(t, <-ended, meeting.ReasonAborted)
	browsertest.Eventually(t, func() bool { return fake.Listeners() == 0 }, "the meeting is let go of")
	called := false
	h.Subscribe(func(meeting.Update) { called = true })
	fake.Do(`world.join('Bob')`)
	assert.False(t, called)
}

func TestAbortingOneCallerDoesNotAbortTheOther(t *testing.T) {
	fake := newWorld(t)
	fake.Do(`world.join('Ann'); world.server = 'yes but no'`)
	h := attach(t, context.Background(), fake.MeetingObject())
	defer h.Close()
	mute := meeting.Command{Action: meeting.DisableAudio, Target: "peer-1"}
	ctx, cancel := context.WithCancel(context.Background())
	aborted, other := make(chan error), make(chan meeting.Outcome)
	go func() {
		_, err := h.Perform(ctx, mute)
		aborted <- err
	}()
	go func() {
		outcome, _ := h.Perform(context.Background(), mute)
		other <- outcome
	}()
	browsertest.Eventually(t, func() bool { return len(h.State().Pending) == 1 }, "the command is pending")
	cancel()
	err := <-aborted
	require.ErrorIs(t, err, meeting.ReasonAborted)
	require.ErrorIs(t, err, context.Canceled)
	fake.Do(`world.set('peer-1', 'audioEnabled', false)`)
	assert.Equal(t, meeting.StatusConfirmed, (<-other).Status)
	assert.Equal(t, "1", fake.Text(`return String(world.sent.length)`), "sent once for both")
	_, err = h.Perform(ctx, mute)
	require.ErrorIs(t, err, meeting.ReasonAborted)
	assert.Equal(t, "1", fake.Text(`return String(world.sent.length)`), "aborted before it was sent")
}

func TestAttachRefusesWhatIsNoMeeting(t *testing.T) {
	_, err := hostcontrols.Attach(context.Background(), safejs.Null(), hostcontrols.Options{})
	require.ErrorIs(t, err, meeting.ReasonBadInput)
	fake := newWorld(t)
	_, err = hostcontrols.Attach(context.Background(), fake.MeetingObject(), hostcontrols.Options{})
	require.ErrorIs(t, err, meeting.ReasonBadInput)
	assert.ErrorContains(t, err, "collector.js")
}

func TestAttachRefusesWhatCannotBeRead(t *testing.T) {
	fake := newWorld(t)
	_, err := hostcontrols.Attach(context.Background(), fake.MeetingObject(), hostcontrols.Options{
		CreateCollector: browsertest.JS(t, `return () => { throw new Error('no MessageChannel') }`),
		OnCrash:         func(err error) { t.Errorf("crash: %v", err) },
	})
	require.ErrorIs(t, err, meeting.ReasonFailed)
	assert.EqualError(t, err, "the meeting can no longer be read: Error: no MessageChannel")
	assert.Zero(t, hostcontrols.Controllers())
}

func TestTheyPassTheContractOfControls(t *testing.T) {
	meetingtest.ControlsContract(t, newWorld, func(t *testing.T, fake *fakemeeting.World, confirmTimeout time.Duration) meetingtest.Controls {
		h, err := hostcontrols.Open(fake.MeetingObject(), hostcontrols.Options{
			CreateCollector: fakemeeting.CreateCollector(t),
			ConfirmTimeout:  confirmTimeout,
			OnCrash:         func(err error) { t.Errorf("crash: %v", err) },
		})
		require.NoError(t, err)
		return h
	})
}
