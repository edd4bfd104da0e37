package meetingtest

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Controls are the controls of one meeting, as a host's page has them: a controller,
// host controls in Go, or those of the built package.
type Controls interface {
	State() *meeting.State
	Can(action meeting.Action, target meeting.ParticipantID) meeting.Verdict
	CanCommand(command meeting.Command) meeting.Verdict
	Perform(ctx context.Context, command meeting.Command) (meeting.Outcome, error)
	// Subscribe calls receive with each update, or with what of it a page is told.
	Subscribe(receive func(meeting.Update)) (cancel func())
	Close()
}

// ControlsContract proves that controls show what their meeting shows, refuse what they
// should, and confirm what they did. attach gives controls of the meeting of a world that
// newWorld gave; an effect may take confirmTimeout to show.
func ControlsContract[W Surroundings](t *testing.T, newWorld func(t *testing.T) W, attach func(t *testing.T, world W, confirmTimeout time.Duration) Controls) {
	tests := []struct {
		name           string
		confirmTimeout time.Duration
		test           func(t *testing.T, world Surroundings, controls Controls)
	}{
		{"they show who is there and how", patience, showPeople},
		{"what the preset does not grant is refused before it is sent", patience, refuseBefore},
		{"what they did is confirmed", patience, confirm},
		{"several have a row each", patience, several},
		{"several that are called off in the middle", testlimit.Of(3 * time.Second), callOff},
		{"what the server does not do is not confirmed", time.Second, confirmNothing},
		{"who waits is let in or turned away", patience, admit},
		{"a knock is told, and since when somebody waits", patience, countKnocks},
		{"while the connection is away nothing is sent", patience, refuseOffline},
		{"after the end there is nothing to do", patience, refuseAtTheEnd},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			world := newWorld(t)
			controls := attach(t, world, test.confirmTimeout)
			t.Cleanup(controls.Close)
			test.test(t, world, controls)
		})
	}
}

// shows waits until the controls show what is expected.
func shows(t *testing.T, controls Controls, what string, expected func(s *meeting.State) bool) {
	t.Helper()
	require.Eventually(t, func() bool { return expected(controls.State()) }, patience, 5*time.Millisecond, what)
}

func showPeople(t *testing.T, world Surroundings, controls Controls) {
	const name = "<b>Ann</b> \u202e👩‍👩‍👧"
	ann, bob := world.Join(name), world.Join("Bob")
	shows(t, controls, "both are there", func(s *meeting.State) bool { return s.Joined.Len() == 2 })
	assert.Equal(t, name, controls.State().Joined.Get(ann).Name)
	assert.NotEmpty(t, controls.State().Joined.Get(ann).UserID)
	assert.Equal(t, world.SelfID(), controls.State().Self.ID)
	assert.Equal(t, meeting.RoomJoined, controls.State().Room.State)

	world.SetAudio(ann, false)
	shows(t, controls, "Ann's microphone is off", func(s *meeting.State) bool {
		flags := s.Joined.Get(ann).Flags
		return !flags.Has(meeting.AudioOn) && flags.Has(meeting.VideoOn)
	})
	world.Pin(bob)
	shows(t, controls, "Bob is pinned", func(s *meeting.State) bool {
		return s.PinnedID == bob && s.Joined.Get(bob).Flags.Has(meeting.Pinned)
	})
	world.Leave(ann)
	shows(t, controls, "Ann left", func(s *meeting.State) bool { return s.Joined.Len() == 1 && s.Joined.Get(ann) == nil })
}

func refuseBefore(t *testing.T, world Surroundings, controls Controls) {
	ann := world.Join("Ann")
	shows(t, controls, "Ann is there", func(s *meeting.State) bool { return s.Joined.Len() == 1 })
	assert.True(t, controls.Can(meeting.Kick, ann).Allowed)
	world.Withdraw(meeting.KickParticipant)
	shows(t, controls, "kick is withdrawn", func(s *meeting.State) bool { return !s.Self.Permissions.Has(meeting.KickParticipant) })

	verdict := controls.Can(meeting.Kick, ann)
	assert.False(t, verdict.Allowed)
	assert.Equal(t, meeting.ReasonPermission, verdict.Reason)
	assert.Equal(t, "kick_participant", verdict.Permission)
	for _, refused := range []struct {
		command meeting.Command
		reason  meeting.Reason
	}{
		{meeting.Command{Action: meeting.Kick, Target: ann}, meeting.ReasonPermission},
		{meeting.Command{Action: meeting.KickAll}, meeting.ReasonPermission},
		{meeting.Command{Action: meeting.DisableAudio, Target: "nobody"}, meeting.ReasonNoSuchParticipant},
		{meeting.Command{Action: meeting.DisableAudio, Target: world.SelfID()}, meeting.ReasonIsSelf},
		{meeting.Command{Action: meeting.Unpin, Target: ann}, meeting.ReasonNotPinned},
	} {
		_, err := controls.Perform(background(t), refused.command)
		requireCode(t, err, refused.reason, refused.reason.Code())
	}
	outcome, err := controls.Perform(background(t), meeting.Command{Action: meeting.DisableAudio, Target: ann})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
	outcome, err = controls.Perform(background(t), meeting.Command{Action: meeting.DisableAudio, Target: ann})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusUnchanged, outcome.Status)
	assert.Len(t, world.Sent(), 1)
}

func confirm(t *testing.T, world Surroundings, controls Controls) {
	ann, bob := world.Join("Ann"), world.Join("Bob")
	world.SetAudio(world.SelfID(), true)
	world.SetVideo(world.SelfID(), true)
	shows(t, controls, "all are there", func(s *meeting.State) bool {
		return s.Joined.Len() == 2 && s.Self.Flags.Has(meeting.AudioOn|meeting.VideoOn) && s.Joined.Get(bob).Flags.Has(meeting.AudioOn|meeting.VideoOn)
	})
	for _, step := range []struct {
		command meeting.Command
		targets []meeting.ParticipantID
	}{
		{meeting.Command{Action: meeting.DisableAudio, Target: ann}, []meeting.ParticipantID{ann}},
		{meeting.Command{Action: meeting.DisableVideo, Target: ann}, []meeting.ParticipantID{ann}},
		{meeting.Command{Action: meeting.DisableAllAudio}, []meeting.ParticipantID{world.SelfID(), bob}},
		{meeting.Command{Action: meeting.DisableAllVideo}, []meeting.ParticipantID{world.SelfID(), bob}},
		{meeting.Command{Action: meeting.Pin, Target: bob}, []meeting.ParticipantID{bob}},
		{meeting.Command{Action: meeting.Unpin, Target: bob}, []meeting.ParticipantID{bob}},
		{meeting.Command{Action: meeting.Pin, Target: world.SelfID()}, []meeting.ParticipantID{world.SelfID()}},
		{meeting.Command{Action: meeting.KickAll}, []meeting.ParticipantID{world.SelfID()}},
	} {
		outcome, err := controls.Perform(background(t), step.command)
		require.NoError(t, err, step.command.Action)
		assert.Equal(t, step.command.Action, outcome.Action)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status, step.command.Action)
		var targets []meeting.ParticipantID
		for _, target := range outcome.Targets {
			targets = append(targets, target.ID)
			assert.Equal(t, meeting.StatusConfirmed, target.Status, step.command.Action)
		}
		assert.ElementsMatch(t, step.targets, targets, step.command.Action)
	}
}

func several(t *testing.T, world Surroundings, controls Controls) {
	ann, bob, cid := world.Join("Ann"), world.Join("Bob"), world.Join("Cid")
	world.SetAudio(bob, false)
	shows(t, controls, "all are there", func(s *meeting.State) bool {
		return s.Joined.Len() == 3 && !s.Joined.Get(bob).Flags.Has(meeting.AudioOn) && s.Joined.Get(cid).Flags.Has(meeting.AudioOn)
	})
	perform := func(command meeting.Command) []meeting.Status {
		t.Helper()
		outcome, err := controls.Perform(background(t), command)
		require.NoError(t, err)
		var statuses []meeting.Status
		for _, row := range outcome.Targets {
			statuses = append(statuses, row.Status)
		}
		return append(statuses, outcome.Status)
	}
	const (
		confirmed = meeting.StatusConfirmed
		unchanged = meeting.StatusUnchanged
		failed    = meeting.StatusFailed
	)
	mute := meeting.Command{Action: meeting.DisableAudio, Targets: []meeting.ParticipantID{cid, bob, ann, cid}}
	assert.True(t, controls.CanCommand(mute).Allowed)
	assert.Equal(t, []meeting.Status{confirmed, unchanged, confirmed, confirmed}, perform(mute))
	assert.Equal(t, []meeting.Status{unchanged, unchanged, unchanged, unchanged}, perform(mute))
	assert.Len(t, world.Sent(), 2)

	stop := meeting.Command{Action: meeting.DisableVideo, Targets: []meeting.ParticipantID{"nobody", ann, world.SelfID()}}
	verdict := controls.CanCommand(stop)
	assert.True(t, verdict.Allowed)
	for i, reason := range []meeting.Reason{meeting.ReasonNoSuchParticipant, "", meeting.ReasonIsSelf} {
		assert.Equal(t, stop.Targets[i], verdict.Rows[i].ID)
		assert.Equal(t, reason, verdict.Rows[i].Reason)
	}
	assert.Equal(t, []meeting.Status{failed, confirmed, failed, meeting.StatusPartial}, perform(stop))
	stop.Targets = stop.Targets[2:]
	assert.Equal(t, meeting.ReasonIsSelf, controls.CanCommand(stop).Reason)
	_, err := controls.Perform(background(t), stop)
	requireCode(t, err, meeting.ReasonIsSelf, "1204")
	_, err = controls.Perform(background(t), meeting.Command{Action: meeting.Kick, Targets: []meeting.ParticipantID{}})
	requireCode(t, err, meeting.ReasonBadInput, "bad-input")
	assert.Len(t, world.Sent(), 3)

	dan, eve := world.Knock("Dan"), world.Knock("Eve")
	shows(t, controls, "two wait", func(s *meeting.State) bool { return s.Waitlisted.Len() == 2 })
	assert.Equal(t, []meeting.Status{confirmed, confirmed, confirmed}, perform(meeting.Command{Action: meeting.AcceptWaitingRoomRequest, Targets: []meeting.ParticipantID{eve, dan}}))
	assert.Equal(t, 5, controls.State().Joined.Len())
}

func callOff(t *testing.T, world Surroundings, controls Controls) {
	const atATime = 8
	all := world.Crowd(atATime + 2)
	shows(t, controls, "all are there", func(s *meeting.State) bool { return s.Joined.Len() == len(all) })
	world.SetServer(Silent)
	command := meeting.Command{Action: meeting.DisableAudio, Targets: all}
	ctx, cancel := context.WithCancel(context.Background())
	type result struct {
		outcome meeting.Outcome
		err     error
	}
	ended := make(chan result, 1)
	go func() {
		outcome, err := controls.Perform(ctx, command)
		ended <- result{outcome, err}
	}()
	require.Eventually(t, func() bool { return len(world.Sent()) == atATime }, patience, 5*time.Millisecond)
	assert.Equal(t, all, controls.State().Pending[0].Targets)
	assert.True(t, controls.CanCommand(command).Pending)
	cancel()
	r := <-ended
	require.NoError(t, r.err)
	assert.Equal(t, meeting.StatusPartial, r.outcome.Status)
	for i, row := range r.outcome.Targets {
		assert.Equal(t, all[i], row.ID)
		expected := meeting.StatusUnconfirmed
		if i >= atATime {
			expected = meeting.StatusAborted
		}
		assert.Equal(t, expected, row.Status)
	}
	assert.Len(t, world.Sent(), atATime)

	_, err := controls.Perform(ctx, command)
	requireCode(t, err, meeting.ReasonAborted, "aborted")
	assert.Len(t, world.Sent(), atATime)
}

func confirmNothing(t *testing.T, world Surroundings, controls Controls) {
	ann := world.Join("Ann")
	mute, pin := meeting.Command{Action: meeting.DisableAudio, Target: ann}, meeting.Command{Action: meeting.Pin, Target: ann}
	shows(t, controls, "Ann is there", func(s *meeting.State) bool { return s.Joined.Len() == 1 })
	world.SetServer(Refuse)
	_, err := controls.Perform(background(t), mute)
	requireCode(t, err, meeting.ReasonRefused, "1200")

	world.SetServer(Silent)
	outcome, err := controls.Perform(background(t), pin)
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusUnconfirmed, outcome.Status)

	ctx, cancel := context.WithCancel(background(t))
	ended := make(chan error, 1)
	go func() {
		_, err := controls.Perform(ctx, mute)
		ended <- err
	}()
	shows(t, controls, "it is pending", func(s *meeting.State) bool { return len(s.Pending) == 1 })
	cancel()
	require.ErrorIs(t, <-ended, meeting.ReasonAborted)
}

func admit(t *testing.T, world Surroundings, controls Controls) {
	did := func(action meeting.Action, target meeting.ParticipantID, targets ...meeting.ParticipantID) {
		t.Helper()
		outcome, err := controls.Perform(background(t), meeting.Command{Action: action, Target: target})
		require.NoError(t, err, action)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status, action)
		var ids []meeting.ParticipantID
		for _, one := range outcome.Targets {
			ids = append(ids, one.ID)
		}
		assert.ElementsMatch(t, targets, ids, action)
	}
	waiting := func(count int) {
		t.Helper()
		shows(t, controls, "they wait", func(s *meeting.State) bool { return s.Waitlisted.Len() == count })
	}
	ann, bob := world.Knock("Ann"), world.Knock("Bob")
	waiting(2)
	assert.Equal(t, "Ann", controls.State().Waitlisted.Get(ann).Name)
	assert.Equal(t, meeting.ReasonNoSuchParticipant, controls.Can(meeting.Kick, ann).Reason)
	assert.Equal(t, meeting.ReasonNoSuchParticipant, controls.Can(meeting.AcceptWaitingRoomRequest, world.SelfID()).Reason)
	did(meeting.AcceptWaitingRoomRequest, ann, ann)
	assert.NotNil(t, controls.State().Joined.Get(ann))
	did(meeting.RejectWaitingRoomRequest, bob, bob)
	cid, dan := world.Knock("Cid"), world.Knock("Dan")
	waiting(2)
	did(meeting.AcceptAllWaitingRoomRequest, "", cid, dan)
	eve, fay := world.Knock("Eve"), world.Knock("Fay")
	waiting(2)
	did(meeting.RejectAllWaitingRoomRequest, "", eve, fay)
	assert.Equal(t, 3, controls.State().Joined.Len())
	outcome, err := controls.Perform(background(t), meeting.Command{Action: meeting.AcceptAllWaitingRoomRequest})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusUnchanged, outcome.Status)
}

func countKnocks(t *testing.T, world Surroundings, controls Controls) {
	var knocked atomic.Int64
	cancel := controls.Subscribe(func(update meeting.Update) { knocked.Add(int64(len(update.Knocked))) })
	defer cancel()
	waits := func(what string, ids ...meeting.ParticipantID) {
		t.Helper()
		shows(t, controls, what, func(s *meeting.State) bool {
			for _, id := range ids {
				if s.Waitlisted.Get(id) == nil {
					return false
				}
			}
			return s.Waitlisted.Len() == len(ids)
		})
	}
	told := func(count int64) {
		t.Helper()
		require.Eventually(t, func() bool { return knocked.Load() == count }, patience, 5*time.Millisecond)
	}
	before := time.Now().UnixMilli()
	ann := world.Knock("Ann")
	waits("Ann waits", ann)
	told(1)
	since := controls.State().Waitlisted.Get(ann).Since
	assert.GreaterOrEqual(t, since, before)
	assert.LessOrEqual(t, since, time.Now().UnixMilli())
	bob := world.Knock("Bob")
	waits("Bob waits too", ann, bob)
	told(2)
	assert.GreaterOrEqual(t, controls.State().Waitlisted.Get(bob).Since, since)

	world.Cut()
	shows(t, controls, "the connection is away", func(s *meeting.State) bool { return s.Room.Connection.Down() })
	world.Restore()
	shows(t, controls, "the connection is back", func(s *meeting.State) bool { return s.Room.State == meeting.RoomJoined && !s.Room.Connection.Down() })
	waits("both still wait", ann, bob)
	assert.Equal(t, since, controls.State().Waitlisted.Get(ann).Since)
	cid := world.Knock("Cid")
	waits("Cid waits too", ann, bob, cid)
	told(3)
	outcome, err := controls.Perform(background(t), meeting.Command{Action: meeting.AcceptWaitingRoomRequest, Target: ann})
	require.NoError(t, err)
	assert.Equal(t, meeting.StatusConfirmed, outcome.Status)
	assert.Zero(t, controls.State().Joined.Get(ann).Since)
	told(3)
}

func refuseOffline(t *testing.T, world Surroundings, controls Controls) {
	ann := world.Join("Ann")
	shows(t, controls, "Ann is there", func(s *meeting.State) bool { return s.Joined.Len() == 1 })
	world.Cut()
	shows(t, controls, "the connection is away", func(s *meeting.State) bool { return s.Room.Connection.Down() })
	assert.Equal(t, meeting.ReasonOffline, controls.Can(meeting.DisableAudio, ann).Reason)
	assert.NotNil(t, controls.State().Joined.Get(ann), "who was there stays in the list")
	world.Restore()
	shows(t, controls, "the connection is back", func(s *meeting.State) bool {
		return s.Room.State == meeting.RoomJoined && !s.Room.Connection.Down() && s.Joined.Len() == 1
	})
}

func refuseAtTheEnd(t *testing.T, world Surroundings, controls Controls) {
	ann := world.Join("Ann")
	shows(t, controls, "Ann is there", func(s *meeting.State) bool { return s.Joined.Len() == 1 })
	counter, counts := world.(ListenerCounter)
	before := 0
	if counts {
		before = counter.Listeners()
	}
	world.End(meeting.RoomKicked)
	shows(t, controls, "it is over", func(s *meeting.State) bool { return s.Room.State == meeting.RoomKicked })
	assert.Equal(t, meeting.ReasonEnded, controls.Can(meeting.Kick, ann).Reason)
	_, err := controls.Perform(background(t), meeting.Command{Action: meeting.Kick, Target: ann})
	requireCode(t, err, meeting.ReasonEnded, meeting.ReasonEnded.Code())
	last := controls.State()
	controls.Close()
	controls.Close()
	assert.Equal(t, last.Joined.Len(), controls.State().Joined.Len(), "what was last seen stays")
	_, err = controls.Perform(background(t), meeting.Command{Action: meeting.Kick, Target: ann})
	require.Error(t, err)
	if counts {
		assert.Less(t, counter.Listeners(), before)
	}
}
