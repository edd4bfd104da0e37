package meetingtest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Contract proves that a control.Meeting does what the port promises. newWorld
// gives each test a world of its own and cleans up after it.
func Contract(t *testing.T, newWorld func(t *testing.T) World) {
	tests := []struct {
		name string
		test func(t *testing.T, world World)
	}{
		{"the first read is the whole meeting", firstRead},
		{"people come and go", comeAndGo},
		{"markup and empty names arrive as they are", oddNames},
		{"devices show as state and as edge", devices},
		{"what was undone between two reads is still told", undone},
		{"the pin shows as state and as edge", pins},
		{"who reconnects has neither left nor been muted", reconnects},
		{"one's own devices and permissions show", ownChanges},
		{"a broken connection shows, and what was read anew is a reset", cutAndRestore},
		{"nothing is told twice", nothingTwice},
		{"the end shows how it ended", endings},
		{"a call on oneself goes to oneself", callOnSelf},
		{"what is not permitted fails with the SDK's code", notPermitted},
		{"what the server refuses fails where the SDK says so", refused},
		{"nothing is sent to who is not there", notThere},
		{"unpin does not touch somebody else's pin", pinGuard},
		{"what is stopped before sends nothing", stoppedBefore},
		{"a call that gets no answer can be stopped", stoppedLater},
		{"after stop nothing wakes", stops},
		{"a controller confirms what it did", controlled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.test(t, newWorld(t)) })
	}
}

// CallContract is Contract for what each call does: the effect of each action on people in
// the meeting. WaitingContract has those on who waits.
func CallContract[W World](t *testing.T, newWorld func(t *testing.T) W) {
	t.Run("each call does what it says", func(t *testing.T) {
		eachCall(t, func(t *testing.T) World { return newWorld(t) }, func(spec action.Spec) bool { return !spec.Waiting() })
	})
}

// WaitingContract is Contract for those who wait to be let in.
func WaitingContract[W World](t *testing.T, newWorld func(t *testing.T) W) {
	t.Run("who waits shows, is let in and turned away", func(t *testing.T) {
		eachCall(t, func(t *testing.T) World { return newWorld(t) }, action.Spec.Waiting)
	})
}

// MoveContract is Contract for the worlds that can move the host to a connected
// meeting, which replaces the meeting object.
func MoveContract[W interface {
	World
	Move()
}](t *testing.T, newWorld func(t *testing.T) W) {
	t.Run("the meeting is replaced", func(t *testing.T) {
		world := newWorld(t)
		replaced(t, world, world.Move)
	})
}

var patience = testlimit.Of(5 * time.Second)

// picture is what a reader has learned of a meeting, by its own simple book-keeping.
type picture struct {
	t      *testing.T
	world  World
	woken  chan struct{}
	stop   func()
	resets int
	events []control.Event
	people map[meeting.ParticipantID]control.Change
	text   map[meeting.ParticipantID]meeting.Text
	// waiting are those in the waiting room.
	waiting map[meeting.ParticipantID]meeting.Text
	edges   map[meeting.ParticipantID]control.Edge
	self    meeting.Self
	room    meeting.Room
	things  meeting.State // but nothing else of a state
	sent    int           // how many calls had been sent before the step
}

func look(t *testing.T, world World) *picture {
	t.Helper()
	p := &picture{t: t, world: world, woken: make(chan struct{}, 1)}
	p.stop = world.Meeting().Listen(func() bool {
		select {
		case p.woken <- struct{}{}:
		default:
		}
		return false
	})
	t.Cleanup(p.stop)
	p.read()
	require.Equal(t, 1, p.resets, "the first read has Reset set")
	return p
}

func (p *picture) read() {
	facts := p.world.Meeting().Read()
	control.FoldThings(&p.things, &facts)
	p.events = append(p.events, facts.Events...)
	if facts.Reset {
		p.resets++
		p.people = map[meeting.ParticipantID]control.Change{}
		p.text = map[meeting.ParticipantID]meeting.Text{}
		p.waiting = map[meeting.ParticipantID]meeting.Text{}
		p.edges = map[meeting.ParticipantID]control.Edge{}
		require.NotNil(p.t, facts.Self, "a reset has oneself")
		require.NotNil(p.t, facts.Room, "a reset has the room")
	}
	for _, change := range facts.Joined {
		p.edges[change.ID] |= change.Edges
		if change.Gone {
			delete(p.people, change.ID)
			delete(p.text, change.ID)
			continue
		}
		_, known := p.people[change.ID]
		require.True(p.t, known || change.Text != nil, "somebody new comes with their text")
		p.people[change.ID] = change
		if change.Text != nil {
			p.text[change.ID] = *change.Text
		}
	}
	for _, change := range facts.Waitlisted {
		if change.Gone {
			delete(p.waiting, change.ID)
		} else if change.Text != nil {
			p.waiting[change.ID] = *change.Text
		}
	}
	if facts.Self != nil {
		p.self = facts.Self.Self
		p.edges[p.self.ID] |= facts.Self.Edges
	}
	if facts.Room != nil {
		p.room = *facts.Room
	}
}

// until reads each time it is woken, until the picture is as expected.
func (p *picture) until(what string, expected func() bool) {
	p.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for p.read(); !expected(); p.read() {
		select {
		case <-p.woken:
		case <-deadline.C:
			require.Fail(p.t, "never seen: "+what)
		}
	}
}

// sees reads and expects the picture to be so already, woken or not.
func (p *picture) sees(what string, expected func() bool) {
	p.t.Helper()
	p.until(what, expected)
	select {
	case <-p.woken:
	default:
	}
}

func (p *picture) flags(id meeting.ParticipantID) meeting.Flags { return p.people[id].Flags }

// hasSent tells that the step's call was sent: of some there is nothing else to be seen.
func (p *picture) hasSent() bool { return len(p.world.Sent()) > p.sent }

func (p *picture) hasEvent(event control.Event) bool { return slices.Contains(p.events, event) }

// inTime is a stop that is closed when patience is over.
func inTime(t *testing.T) <-chan struct{} { return background(t).Done() }

func background(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

func requireCode(t *testing.T, err error, reason meeting.Reason, code string) {
	t.Helper()
	var failure *meeting.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, reason, failure.Reason)
	assert.Equal(t, code, failure.Code)
}

func firstRead(t *testing.T, world World) {
	ann, bob := world.Join("Ann"), world.Join("Bob")
	world.SetAudio(bob, false)
	p := look(t, world)
	assert.Len(t, p.people, 2)
	assert.Equal(t, "Ann", p.text[ann].Name)
	assert.NotEmpty(t, p.text[ann].UserID)
	assert.True(t, p.flags(ann).Has(meeting.AudioOn|meeting.VideoOn))
	assert.False(t, p.flags(bob).Has(meeting.AudioOn))
	assert.Equal(t, world.SelfID(), p.self.ID)
	assert.NotEmpty(t, p.self.Name)
	assert.True(t, p.self.Permissions.Has(meeting.KickParticipant))
	assert.Equal(t, meeting.RoomJoined, p.room.State)
	assert.True(t, p.room.MediaJoined)
	assert.False(t, p.room.Connection.Down())
}

func comeAndGo(t *testing.T, world World) {
	p := look(t, world)
	ann := world.Join("Ann")
	p.until("Ann joined", func() bool { _, here := p.people[ann]; return here })
	assert.Equal(t, "Ann", p.text[ann].Name)
	world.Leave(ann)
	p.until("Ann left", func() bool { _, here := p.people[ann]; return !here })
	assert.NotZero(t, p.edges[ann]&control.EdgeLeft)
	assert.Equal(t, 1, p.resets, "coming and going is no reset")
}

func oddNames(t *testing.T, world World) {
	p := look(t, world)
	for _, name := range []string{"<img src=x onerror=alert(1)>", "שלום \u202egnp", "👩‍👩‍👧", ""} {
		id := world.Join(name)
		p.until("joined: "+name, func() bool { _, here := p.people[id]; return here })
		assert.Equal(t, name, p.text[id].Name)
	}
}

func devices(t *testing.T, world World) {
	ann := world.Join("Ann")
	p := look(t, world)
	world.SetAudio(ann, false)
	p.until("microphone off", func() bool { return !p.flags(ann).Has(meeting.AudioOn) })
	assert.Equal(t, control.EdgeAudioOff, p.edges[ann])
	world.SetVideo(ann, false)
	p.until("camera off", func() bool { return !p.flags(ann).Has(meeting.VideoOn) })
	assert.Equal(t, control.EdgeAudioOff|control.EdgeVideoOff, p.edges[ann])
	world.SetAudio(ann, true)
	p.until("microphone on", func() bool { return p.flags(ann).Has(meeting.AudioOn) })
}

func undone(t *testing.T, world World) {
	ann := world.Join("Ann")
	p := look(t, world)
	world.SetAudio(ann, false)
	world.SetAudio(ann, true)
	p.sees("the microphone was off", func() bool { return p.edges[ann]&control.EdgeAudioOff != 0 })
	assert.True(t, p.flags(ann).Has(meeting.AudioOn))
	world.Pin(ann)
	world.Unpin()
	both := control.EdgePinned | control.EdgeUnpinned
	p.sees("Ann was pinned", func() bool { return p.edges[ann]&both == both })
	assert.False(t, p.flags(ann).Has(meeting.Pinned))
}

func pins(t *testing.T, world World) {
	ann, bob := world.Join("Ann"), world.Join("Bob")
	p := look(t, world)
	world.Pin(ann)
	p.until("Ann is pinned", func() bool { return p.flags(ann).Has(meeting.Pinned) })
	assert.NotZero(t, p.edges[ann]&control.EdgePinned)
	world.Pin(bob)
	p.until("Bob is pinned instead", func() bool {
		return p.flags(bob).Has(meeting.Pinned) && !p.flags(ann).Has(meeting.Pinned)
	})
	assert.NotZero(t, p.edges[ann]&control.EdgeUnpinned)
	world.Pin(world.SelfID())
	p.until("oneself is pinned", func() bool { return p.self.Flags.Has(meeting.Pinned) && !p.flags(bob).Has(meeting.Pinned) })
	assert.NotZero(t, p.edges[p.self.ID]&control.EdgePinned)
}

func reconnects(t *testing.T, world World) {
	ann := world.Join("Ann")
	p := look(t, world)
	world.Reconnect(ann)
	p.until("Ann is another object", func() bool { return p.edges[ann]&control.EdgeReplaced != 0 })
	p.until("Ann is here", func() bool { _, here := p.people[ann]; return here })
	if _, offFirst := world.(DevicesGoOffFirst); !offFirst {
		assert.Zero(t, p.edges[ann]&(control.EdgeAudioOff|control.EdgeVideoOff))
	}
	assert.Equal(t, "Ann", p.text[ann].Name)
	world.SetAudio(ann, true)
	world.SetAudio(ann, false)
	p.until("the new object is listened to", func() bool { return p.edges[ann]&control.EdgeAudioOff != 0 })
}

func ownChanges(t *testing.T, world World) {
	world.SetAudio(world.SelfID(), true)
	p := look(t, world)
	world.SetAudio(p.self.ID, false)
	p.until("own microphone off", func() bool { return !p.self.Flags.Has(meeting.AudioOn) })
	assert.NotZero(t, p.edges[p.self.ID]&control.EdgeAudioOff)
	world.Withdraw(meeting.KickParticipant)
	p.until("kick withdrawn", func() bool { return !p.self.Permissions.Has(meeting.KickParticipant) })
	assert.True(t, p.self.Permissions.Has(meeting.PinParticipant))
	world.Grant(meeting.KickParticipant)
	p.until("kick granted", func() bool { return p.self.Permissions.Has(meeting.KickParticipant) })
}

func cutAndRestore(t *testing.T, world World) {
	ann, bob := world.Join("Ann"), world.Join("Bob")
	p := look(t, world)
	world.Cut()
	p.until("the connection is down", func() bool { return p.room.Connection.Down() })
	assert.Len(t, p.people, 2, "people stay in the list meanwhile")
	world.Restore()
	p.until("the connection is back", func() bool {
		joined := p.room.State == meeting.RoomJoined && !p.room.Connection.Down()
		return joined && p.resets > 1 && len(p.people) == 2
	})
	assert.True(t, p.hasEvent(control.Event{Kind: control.ParticipantsCleared}))
	assert.Zero(t, (p.edges[ann]|p.edges[bob])&control.EdgeLeft, "clearing is not leaving")
	assert.Equal(t, "Ann", p.text[ann].Name)
}

func nothingTwice(t *testing.T, world World) {
	ann := world.Join("Ann")
	p := look(t, world)
	world.SetAudio(ann, false)
	p.until("microphone off", func() bool { return p.edges[ann] != 0 })
	for range 2 {
		facts := world.Meeting().Read()
		assert.False(t, facts.Reset)
		assert.Empty(t, facts.Events)
		for _, change := range facts.Joined {
			assert.Zero(t, change.Edges)
		}
	}
}

func endings(t *testing.T, world World) {
	ann := world.Join("Ann")
	p := look(t, world)
	world.End(meeting.RoomKicked)
	left := control.Event{Kind: control.RoomLeft, State: meeting.RoomKicked}
	p.until("kicked", func() bool {
		require.True(t, p.edges[ann] == 0 || p.hasEvent(left), "what leaving looks like is told before the end is")
		return p.room.State == meeting.RoomKicked && p.hasEvent(left)
	})
}

func callOnSelf(t *testing.T, world World) {
	p := look(t, world)
	self := world.SelfID()
	require.NoError(t, world.Meeting().Call(inTime(t), control.Call{Action: meeting.Pin, Target: self, OnSelf: true}))
	p.until("pinned", func() bool { return p.self.Flags.Has(meeting.Pinned) })
	require.NoError(t, world.Meeting().Call(inTime(t), control.Call{Action: meeting.Unpin, Target: self, OnSelf: true}))
	p.until("unpinned", func() bool { return !p.self.Flags.Has(meeting.Pinned) })
	require.NoError(t, world.Meeting().Call(inTime(t), control.Call{Action: meeting.Leave}))
	p.until("left", func() bool { return p.room.State == meeting.RoomLeft })
}

func notPermitted(t *testing.T, world World) {
	ann := world.Join("Ann")
	p := look(t, world)
	world.Withdraw(meeting.KickParticipant)
	p.until("kick withdrawn", func() bool { return !p.self.Permissions.Has(meeting.KickParticipant) })
	for _, call := range []control.Call{{Action: meeting.Kick, Target: ann}, {Action: meeting.KickAll}} {
		requireCode(t, world.Meeting().Call(inTime(t), call), meeting.ReasonPermission, "1201")
	}
	assert.Empty(t, world.Sent())
}

func refused(t *testing.T, world World) {
	ann := world.Join("Ann")
	look(t, world)
	world.SetServer(Refuse)
	for _, call := range []control.Call{{Action: meeting.DisableAudio, Target: ann}, {Action: meeting.DisableAllVideo}} {
		requireCode(t, world.Meeting().Call(inTime(t), call), meeting.ReasonRefused, "1200")
	}
	for _, action := range []meeting.Action{meeting.Pin, meeting.Kick} {
		require.NoError(t, world.Meeting().Call(inTime(t), control.Call{Action: action, Target: ann}), action)
	}
}

func notThere(t *testing.T, world World) {
	ann := world.Join("Ann")
	p := look(t, world)
	world.Leave(ann)
	p.until("Ann left", func() bool { return len(p.people) == 0 })
	for _, action := range []meeting.Action{meeting.DisableAudio, meeting.Pin, meeting.Kick} {
		err := world.Meeting().Call(inTime(t), control.Call{Action: action, Target: ann})
		requireCode(t, err, meeting.ReasonNoSuchParticipant, "1204")
	}
	assert.Empty(t, world.Sent())
}

func pinGuard(t *testing.T, world World) {
	ann, bob := world.Join("Ann"), world.Join("Bob")
	p := look(t, world)
	world.Pin(ann)
	err := world.Meeting().Call(inTime(t), control.Call{Action: meeting.Unpin, Target: bob})
	requireCode(t, err, meeting.ReasonNotPinned, "not-pinned")
	assert.Empty(t, world.Sent())
	p.sees("Ann is pinned", func() bool { return p.flags(ann).Has(meeting.Pinned) })
	assert.Zero(t, p.edges[ann]&control.EdgeUnpinned)
}

func stoppedBefore(t *testing.T, world World) {
	ann := world.Join("Ann")
	look(t, world)
	stop := make(chan struct{})
	close(stop)
	err := world.Meeting().Call(stop, control.Call{Action: meeting.Kick, Target: ann})
	require.ErrorIs(t, err, meeting.ReasonAborted)
	assert.Empty(t, world.Sent())
}

func stoppedLater(t *testing.T, world World) {
	ann := world.Join("Ann")
	look(t, world)
	world.SetServer(Silent)
	stop := make(chan struct{})
	ended := make(chan error, 1)
	go func() { ended <- world.Meeting().Call(stop, control.Call{Action: meeting.DisableAudio, Target: ann}) }()
	require.Eventually(t, func() bool { return len(world.Sent()) == 1 }, patience, 5*time.Millisecond)
	close(stop)
	select {
	case err := <-ended:
		require.ErrorIs(t, err, meeting.ReasonAborted)
	case <-time.After(patience):
		require.Fail(t, "the call did not end")
	}
}

func stops(t *testing.T, world World) {
	counter, counts := world.(ListenerCounter)
	before := 0
	if counts {
		before = counter.Listeners()
	}
	p := look(t, world)
	ann := world.Join("Ann")
	p.sees("Ann joined", func() bool { return len(p.people) == 1 })
	if counts {
		assert.Greater(t, counter.Listeners(), before)
	}
	p.stop()
	p.stop()
	for len(p.woken) > 0 {
		<-p.woken
	}
	world.SetAudio(ann, false)
	world.Leave(ann)
	assert.Empty(t, p.woken)
	if counts {
		assert.Equal(t, before, counter.Listeners())
	}
}

func replaced(t *testing.T, world World, move func()) {
	world.Join("Ann")
	p := look(t, world)
	old := p.self.ID
	move()
	p.until("the meeting changed", func() bool {
		return p.hasEvent(control.Event{Kind: control.MeetingChanged}) && p.self.ID != old && len(p.people) == 0
	})
	assert.Equal(t, 2, p.resets)
	bob := world.Join("Bob")
	p.until("the new meeting is listened to", func() bool { _, here := p.people[bob]; return here })
	require.NoError(t, world.Meeting().Call(inTime(t), control.Call{Action: meeting.DisableAudio, Target: bob}))
	p.until("the new meeting is called", func() bool { return p.edges[bob]&control.EdgeAudioOff != 0 })
}

func controlled(t *testing.T, world World) {
	ann, bob := world.Join("Ann"), world.Join("Bob")
	world.SetAudio(world.SelfID(), true)
	c := control.New(world.Meeting(), control.Options{ConfirmTimeout: patience, SettleTime: 50 * time.Millisecond})
	defer c.Close()
	for _, command := range []meeting.Command{
		{Action: meeting.DisableAudio, Target: ann},
		{Action: meeting.DisableAllAudio},
		{Action: meeting.Pin, Target: bob},
		{Action: meeting.Unpin, Target: bob},
		{Action: meeting.Kick, Target: ann},
		{Action: meeting.KickAll},
	} {
		outcome, err := c.Perform(background(t), command)
		require.NoError(t, err, command.Action)
		assert.Equal(t, meeting.StatusConfirmed, outcome.Status, command.Action)
	}
	_, err := c.Perform(background(t), meeting.Command{Action: meeting.Leave})
	require.True(t, errors.Is(err, meeting.ReasonEnded), "%v", err)
}
