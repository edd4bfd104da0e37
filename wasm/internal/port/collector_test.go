//go:build js && wasm

package port_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
	"github.com/gavel-rtc/gavel/wasm/internal/port"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// listen starts the port and reads the meeting in full.
func listen(t *testing.T, w *world) (woken <-chan struct{}) {
	t.Helper()
	wakes := make(chan struct{}, 100)
	t.Cleanup(w.port.Listen(func() bool { wakes <- struct{}{}; return false }))
	require.True(t, w.port.Read().Reset)
	return wakes
}

func TestOneWakeUpForManyChanges(t *testing.T) {
	w := newWorld(t)
	woken := listen(t, w)
	w.Do(`for (let i = 0; i < 50; i += 1) world.join('Guest ' + i);`)
	<-woken
	facts := w.port.Read()
	require.Len(t, facts.Joined, 50)
	assert.Equal(t, "Guest 0", facts.Joined[0].Text.Name)
	assert.Equal(t, "Guest 49", facts.Joined[49].Text.Name)
	w.Do(`world.setAll('audioEnabled')`)
	<-woken
	facts = w.port.Read()
	require.Len(t, facts.Joined, 50)
	for _, change := range facts.Joined {
		assert.Equal(t, control.EdgeAudioOff, change.Edges)
		assert.Nil(t, change.Text, "text travels only when it is new")
		assert.NotEmpty(t, change.ID)
	}
	w.Do(`world.join('Last')`)
	<-woken
	assert.Empty(t, woken, "one message for each burst")
}

func TestListenersDoNotGrowWithTheRoom(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	before := w.Listeners()
	w.Do(`
		for (let i = 0; i < 20; i += 1) world.join('Guest ' + i);
		world.emitters.push(...world.participants.joined.values());`)
	assert.Equal(t, before, w.Listeners())
}

func TestANewObjectForAnOldIDIsNotAMute(t *testing.T) {
	w := newWorld(t)
	ann := w.Join("Ann")
	listen(t, w)
	w.Do(`world.replace('peer-1')`)
	facts := w.port.Read()
	require.Len(t, facts.Joined, 1)
	assert.Equal(t, control.Change{ID: ann, Edges: control.EdgeReplaced, Stage: meeting.OnStage, Text: facts.Joined[0].Text}, facts.Joined[0])
	w.Do(`world.set('peer-1', 'audioEnabled', true); world.set('peer-1', 'audioEnabled', false)`)
	assert.Equal(t, control.EdgeAudioOff, w.port.Read().Joined[0].Edges)
}

func TestKickedIsNoProof(t *testing.T) {
	w := newWorld(t)
	w.Join("Ann")
	listen(t, w)
	w.Do(`world.participants.joined.emit('kicked', world.participants.joined.get('peer-1'))`)
	assert.Empty(t, w.port.Read().Joined)
}

func TestWhoCameAndWentBetweenTwoReadsWasNeverThere(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.Do(`world.leave(world.join('Brief')); world.join('Ann')`)
	facts := w.port.Read()
	require.Len(t, facts.Joined, 1)
	assert.Equal(t, "Ann", facts.Joined[0].Text.Name)
	w.Do(`world.leave('peer-2'); world.join('Bob')`)
	facts = w.port.Read()
	require.Len(t, facts.Joined, 2, "a slot is not used again before its owner is told to have left")
	assert.Equal(t, control.Change{ID: "peer-2", Gone: true, Edges: control.EdgeLeft}, facts.Joined[0])
	assert.Equal(t, meeting.ParticipantID("peer-3"), facts.Joined[1].ID)
}

func TestTextsThatSomeLackAndSomeShare(t *testing.T) {
	w := newWorld(t)
	w.Do(`Object.assign(world.self, { customParticipantId: 'c-0', picture: '', presetName: 'host' })`)
	listen(t, w)
	w.Do(`
		const texts = { host: { presetName: 'host' }, guest: { presetName: 'guest' }, none: { presetName: '' } };
		world.join('A', { ...texts.host, customParticipantId: 'c-1', picture: 'p-1' });
		world.join('B', { ...texts.host, customParticipantId: '', picture: 'p-2' });
		world.join('C', { ...texts.guest, customParticipantId: 'c-3', picture: '' });
		world.join('D', { ...texts.none, customParticipantId: '', picture: '' });
		world.join('E', { ...texts.guest, customParticipantId: '', picture: '' });`)
	for _, people := range [][]control.Change{w.port.Read().Joined, readAnew(w)} {
		require.Len(t, people, 5)
		for i, want := range []meeting.Text{
			{Name: "A", CustomID: "c-1", Picture: "p-1", PresetName: "host"},
			{Name: "B", Picture: "p-2", PresetName: "host"},
			{Name: "C", CustomID: "c-3", PresetName: "guest"},
			{Name: "D"},
			{Name: "E", PresetName: "guest"},
		} {
			got := people[i].Text
			assert.Equal(t, want, meeting.Text{Name: got.Name, CustomID: got.CustomID, Picture: got.Picture, PresetName: got.PresetName})
		}
	}
	w.Do(`Object.assign(world.self, { customParticipantId: '', picture: 'c-0' }); world.self.emit('audioUpdate')`)
	self := w.port.Read().Self
	require.NotNil(t, self)
	assert.Equal(t, []string{"", "c-0", "host"}, []string{string(self.CustomID), self.Picture, self.PresetName})
}

func TestBatchesOfEverySize(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	for people := 1; people < 80; people++ {
		w.Do(`
			for (let i = 0; i < args[0]; i += 1) world.join('Ünal ' + i, { picture: 'p'.repeat(args[0] % 9) });`, people)
		facts := w.port.Read()
		require.Len(t, facts.Joined, people)
		for i, change := range facts.Joined {
			require.Equal(t, "Ünal "+strconv.Itoa(i), change.Text.Name)
			require.Equal(t, "unal "+strconv.Itoa(i), change.Text.SearchKey)
		}
		w.Do(`for (const id of [...world.participants.joined.keys()]) world.leave(id)`)
		require.Len(t, w.port.Read().Joined, people)
	}
}

// readAnew has everybody read again, after oneself.
func readAnew(w *world) []control.Change {
	w.Do(`world.self.emit('roomJoined', { reconnected: true })`)
	facts := w.port.Read()
	require.True(w.t, facts.Reset && facts.Self != nil)
	return facts.Joined
}

func TestKeysAreWhatPeopleType(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	keys := map[string]string{
		"Łukasz": "lukasz", "Øyvind": "oyvind", "Đặng": "dang", "Weiß": "weiss", "IŞIK Işık İ": "isik isik i", "Æsa": "aesa",
		"O’Brien O'Brien Oʼ´`Brien": "obrien obrien obrien", "Jean\u2010Luc": "jean-luc", "A\u200bn\u00adn\ufeff": "ann",
		"علي": "علی", "كريم": "کریم", "Παπαστράτος": "παπαστρατοσ", "サトウ": "さとう", "ｻﾄｳ": "さとう", "Ａｎｎ": "ann", "a\u2028\n\u3000b": "a   b",
	}
	for name, key := range keys {
		w.Do(`world.join(args[0])`, name)
		assert.Equal(t, key, w.port.Read().Joined[0].Text.SearchKey, name)
	}
	people := readAnew(w)
	require.Len(t, people, len(keys))
	for _, change := range people {
		assert.Equal(t, keys[change.Text.Name], change.Text.SearchKey, "of many at once: %s", change.Text.Name)
	}
}

func TestOddPeople(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.Do(`
		world.join(undefined, { picture: undefined, presetName: null });
		world.join('nul\0byte');
		world.join('Éva Šťastná ﬁ');
		world.join('never', { id: 7 });
		world.join('half', { get stageStatus() { throw new Error('not yet') }, set stageStatus(status) {} });`)
	facts := w.port.Read()
	require.Len(t, facts.Joined, 4, "who has no id cannot be named")
	assert.Equal(t, meeting.Text{UserID: "user-1"}, *facts.Joined[0].Text)
	assert.Equal(t, "nul\uFFFDbyte", facts.Joined[1].Text.Name)
	assert.Equal(t, "eva stastna fi", facts.Joined[2].Text.SearchKey)
	assert.Equal(t, meeting.OffStage, facts.Joined[3].Stage)
}

func TestAPinThatTheSDKHasLostSightOf(t *testing.T) {
	w := newWorld(t)
	ann, bob := w.Join("Ann"), w.Join("Bob")
	listen(t, w)
	reads := func(do string) map[meeting.ParticipantID]control.Change {
		t.Helper()
		w.Do(do)
		changes := map[meeting.ParticipantID]control.Change{}
		for _, change := range w.port.Read().Joined {
			change.Flags &= meeting.Pinned | meeting.PinUnseen
			changes[change.ID] = control.Change{Flags: change.Flags, Edges: change.Edges}
		}
		return changes
	}
	type changes = map[meeting.ParticipantID]control.Change
	seen := control.Change{Flags: meeting.Pinned, Edges: control.EdgePinned}
	lost := control.Change{Flags: meeting.Pinned | meeting.PinUnseen}
	over := control.Change{Edges: control.EdgeUnpinned}
	assert.Equal(t, changes{ann: seen}, reads(`world.pin('peer-1')`))
	assert.Equal(t, changes{ann: lost}, reads(`world.losePin('peer-1')`))
	assert.Empty(t, reads(`world.pin(undefined)`), "the SDK does not tell")
	assert.Equal(t, changes{ann: seen}, reads(`world.pin('peer-1')`))
	assert.Equal(t, changes{ann: lost}, reads(`world.losePin('peer-1')`))
	assert.Equal(t, changes{ann: over, bob: seen}, reads(`world.pin('peer-2')`), "one pin per meeting")
	assert.Equal(t, changes{bob: lost}, reads(`world.losePin('peer-2')`))
	assert.Equal(t, changes{bob: over}, reads(`world.pin(world.self.id)`))
}

func TestWhoOnlyWatchesALivestreamHasNoMedia(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	for _, step := range []struct {
		do          string
		onlyWatches bool
	}{
		{`world.meeting.meta.mediaState = {}`, true},
		{`world.meeting.meta.mediaState = { send: { state: 'new' }, recv: { state: 'new' } }`, false},
		{`world.meeting.meta.mediaState = {}; world.meeting.meta.viewType = 'WEBINAR'`, false},
	} {
		w.Do(step.do + `; world.meeting.meta.emit('mediaConnectionUpdate', {})`)
		facts := w.port.Read()
		if assert.NotNil(t, facts.Room, step.do) {
			assert.Equal(t, step.onlyWatches, facts.Room.OnlyWatches, step.do)
		}
	}
}

func TestTheWaitingRoom(t *testing.T) {
	w := newWorld(t)
	w.Do(`world.wait('Wim')`)
	port := w.port
	t.Cleanup(port.Listen(func() bool { return false }))
	facts := port.Read()
	require.Len(t, facts.Waitlisted, 1)
	assert.Equal(t, "Wim", facts.Waitlisted[0].Text.Name)
	w.Do(`world.admit('peer-1')`)
	facts = port.Read()
	assert.Equal(t, []control.Change{{ID: "peer-1", Gone: true, Edges: control.EdgeLeft}}, facts.Waitlisted)
	require.Len(t, facts.Joined, 1)
	w.Do(`world.wait('Xia'); world.wait('Yan')`)
	require.Len(t, port.Read().Waitlisted, 2)
	w.Do(`world.participants.waitlisted.clear(); world.participants.waitlisted.emit('participantsCleared')`)
	facts = port.Read()
	assert.False(t, facts.Reset)
	assert.Len(t, facts.Waitlisted, 2, "losing the right to let people in empties the list")
}

func TestLeavingIsToldTogetherWithItsEnd(t *testing.T) {
	w := newWorld(t)
	w.Join("Ann")
	woken := listen(t, w)
	w.Do(`world.beginToEnd()`)
	assert.Equal(t, control.Facts{}, w.port.Read(), "the noise of leaving is kept back")
	w.Do(`world.self.roomState = 'kicked'; world.self.emit('roomLeft', { state: 'kicked' })`)
	<-woken
	facts := w.port.Read()
	assert.Equal(t, []control.Event{{Kind: control.RoomLeft, State: meeting.RoomKicked}}, facts.Events)
	assert.Equal(t, control.EdgeAudioOff, facts.Joined[0].Edges)
	assert.Equal(t, meeting.RoomKicked, facts.Room.State)
}

func TestLeavingTheStageIsNotLeaving(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.Do(`world.loseStage()`)
	assert.Equal(t, control.Facts{}, w.port.Read(), "it may be the noise of leaving")
	_, err := bridge.Await(context.Background(), w.Do(`return Promise.resolve().then(() => {})`))
	require.NoError(t, err)
	facts := w.port.Read()
	require.NotNil(t, facts.Self, "it is told at once")
	assert.Equal(t, meeting.OffStage, facts.Self.Stage)
}

func TestLeavingThatDoesNotComeIsNotWaitedForLong(t *testing.T) {
	w := newWorld(t)
	w.Join("Ann")
	woken := listen(t, w)
	w.Do(`world.beginToEnd()`)
	<-woken
	assert.Len(t, w.port.Read().Joined, 1)
}

func TestModulesThatAreMissing(t *testing.T) {
	w := newWorld(t)
	w.Do(`
		delete world.meeting.stage;
		delete world.meeting.recording;
		delete world.meeting.connectedMeetings;
		Object.defineProperty(world.meeting, 'meta', { get() { throw new Error('not yet') } });
		delete world.participants.waitlisted;`)
	listen(t, w)
	w.Join("Ann")
	facts := w.port.Read()
	require.Len(t, facts.Joined, 1)
	assert.Empty(t, w.port.Read())
}

func TestAReconnectOfWhichOnlyTheSocketTellsIsReadAnew(t *testing.T) {
	w := newWorld(t)
	w.Join("Ann")
	listen(t, w)
	w.Do(`world.socket('disconnected')`)
	assert.Equal(t, meeting.ConnectionDisconnected, w.port.Read().Room.Connection)
	w.Do(`world.socket('connected')`)
	facts := w.port.Read()
	assert.True(t, facts.Reset)
	assert.Len(t, facts.Joined, 1)
}

func TestEverythingIsTakenBack(t *testing.T) {
	w := newWorld(t)
	before := w.Listeners()
	stop := w.port.Listen(func() bool { return false })
	w.port.Read()
	w.Move()
	w.port.Read()
	w.Do(`world.self.emit('unpinned')`)
	assert.Greater(t, w.Listeners(), before)
	stop()
	assert.Equal(t, before, w.Listeners(), "on the former meeting object and on the new one")
}

func TestAnEventOnItsWayWakesNobodyAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	waking := browsertest.JS(t, `
		const [create, meeting] = args;
		let wakes = 0;
		let collector;
		meeting.self.on('roomLeft', () => collector.close());
		collector = create(meeting, () => { wakes += 1; }, { granted: '', words: '' });
		meeting.self.emit('roomLeft', { state: 'left' });
		const frame = () => new Promise(requestAnimationFrame);
		return frame().then(frame).then(() => String(wakes));`, fakemeeting.CreateCollector(t), w.MeetingObject())
	wakes, err := bridge.Await(t.Context(), waking)
	require.NoError(t, err)
	text, err := bridge.AsString(wakes, "wakes")
	require.NoError(t, err)
	assert.Equal(t, "0", text)
}

func TestThePortIsWokenByItsNumber(t *testing.T) {
	told := browsertest.JS(t, `return {}`)
	w := newWorldWith(t, browsertest.JS(t, `
		const [create, told] = args;
		return (meeting, wake, options) => {
			told.port = options.port;
			return create(meeting, wake, options);
		};`, fakemeeting.CreateCollector(t), told))
	woken, busy := 0, true
	stop := w.port.Listen(func() bool { woken++; return busy })
	value, err := bridge.Get(told, "port")
	require.NoError(t, err)
	number, err := value.Int()
	require.NoError(t, err)

	assert.True(t, port.WakeUp(int32(number)), "something is under way")
	busy = false
	assert.False(t, port.WakeUp(int32(number)))
	assert.Equal(t, 2, woken)
	assert.False(t, port.WakeUp(int32(number)+1), "no such port")
	stop()
	busy = true
	assert.False(t, port.WakeUp(int32(number)), "a port that has ended is not woken")
	assert.Equal(t, 2, woken)
}

func TestPortNeedsTheCollector(t *testing.T) {
	fake := fakemeeting.New(t)
	scope := bridge.NewScope(nil)
	defer scope.Close()
	_, err := port.New(scope, fake.MeetingObject(), safejs.Undefined())
	assert.EqualError(t, err, "createCollector is undefined: hand over the function that collector.js exports under this name")
}

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{10, 100, 1000, 5000} {
		fake := fakemeeting.New(b)
		fake.Do(`for (let i = 0; i < args[0]; i += 1) world.join('Guest ' + i)`, size)
		scope := bridge.NewScope(nil)
		from, err := port.New(scope, fake.MeetingObject(), fakemeeting.CreateCollector(b))
		require.NoError(b, err)
		stop := from.Listen(func() bool { return false })
		require.Len(b, from.Read().Joined, size)
		toggle := browsertest.JS(b, `let on = true; const [world] = args; return () => { on = !on; world.set('peer-1', 'audioEnabled', on) }`, fake.Value)
		all := browsertest.JS(b, `let on = true; const [world] = args; return () => { on = !on; for (const id of world.participants.joined.keys()) world.set(id, 'audioEnabled', on) }`, fake.Value)
		full := browsertest.JS(b, `const [world] = args; return () => world.self.emit('roomJoined', { reconnected: true })`, fake.Value)
		name := strconv.Itoa(size)
		for _, run := range []struct {
			name   string
			change safejs.Value
		}{{"nothing", safejs.Undefined()}, {"one", toggle}, {"all", all}, {"full", full}} {
			b.Run(run.name+"/"+name, func(b *testing.B) {
				for b.Loop() {
					if !run.change.IsUndefined() {
						b.StopTimer()
						safejs.Unsafe(run.change).Invoke()
						b.StartTimer()
					}
					from.Read()
				}
			})
		}
		stop()
	}
}
