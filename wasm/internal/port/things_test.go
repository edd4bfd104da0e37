//go:build js && wasm

package port_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestMessagesThatWereThereAndThatCome(t *testing.T) {
	w := newWorld(t)
	w.Do(`world.write('user-1')`)
	stop := w.port.Listen(func() bool { return false })
	t.Cleanup(stop)
	facts := w.port.Read()
	require.True(t, facts.MessagesAnew)
	require.Len(t, facts.Messages, 1)
	w.Do(`
		world.write('user-2');
		world.meeting.chat.add({ id: 'm-3', userId: 'user-3', displayName: 'Cid', message: 'x'.repeat(199) + '😀', timeMs: 7, pinned: true, targetUserIds: ['user-self'] });`)
	facts = w.port.Read()
	assert.False(t, facts.MessagesAnew)
	require.Len(t, facts.Messages, 2)
	private := facts.Messages[1]
	assert.Equal(t, meeting.ChatMessage{ID: "m-3", UserID: "user-3", Name: "Cid", Text: private.Text, At: 7, Pinned: true, Private: true}, private.ChatMessage)
	assert.Len(t, private.Text, 199, "no half of a character")
	w.Do(`void world.meeting.chat.pin('m-3'); void world.meeting.chat.deleteMessage('message-1')`)
	until(w, func() bool { return w.Text(`return String(world.meeting.chat.messages.length)`) == "2" })
	facts = w.port.Read()
	require.Len(t, facts.Messages, 2)
	assert.True(t, facts.Messages[1].Gone)
	assert.Equal(t, meeting.MessageID("message-1"), facts.Messages[1].ID)
	assert.Empty(t, w.port.Read().Messages, "nothing is told twice")
}

// The SDK puts what it fetches into its lists without a word.
func TestWhatIsFetchedSilentlyIsToldWithTheNextRead(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.Do(`
		world.meeting.chat.messages = [{ id: 'old', userId: 'u', displayName: 'A', message: 'hello' }];
		world.meeting.polls.items = [{ id: 'p', question: 'Tea?', createdByUserId: 'u' }];
		world.join('Ann');`)
	facts := w.port.Read()
	require.True(t, facts.MessagesAnew)
	require.Len(t, facts.Messages, 1)
	assert.Equal(t, []meeting.Poll{{ID: "p", Question: "Tea?", UserID: "u"}}, facts.Polls)
	w.Do(`world.join('Bob')`)
	facts = w.port.Read()
	assert.False(t, facts.MessagesAnew)
	assert.Nil(t, facts.Polls, "what has not changed is not told")
}

func TestPluginsAndTheSpotlight(t *testing.T) {
	w := newWorld(t)
	stop := w.port.Listen(func() bool { return false })
	t.Cleanup(stop)
	timer := meeting.Plugin{ID: "meeting:timer", Name: "Timer", CanActivate: true, CanDeactivate: true}
	facts := w.port.Read()
	assert.Equal(t, []meeting.Plugin{timer}, facts.Plugins)
	assert.True(t, facts.Room.Spotlight)
	assert.Equal(t, "chat polls plugins connectedMeetings", facts.Room.Modules)
	w.Do(`world.meeting.plugins.all.get('meeting:timer').set(true, 'peer-1'); world.meeting.meta.setBroadcastTabChanges(false)`)
	timer.Active, timer.EnabledBy = true, "peer-1"
	facts = w.port.Read()
	assert.Equal(t, []meeting.Plugin{timer}, facts.Plugins)
	assert.False(t, facts.Room.Spotlight)
}

// What a move is expected to do the SDK writes into the lists of the connected meetings before
// anybody has moved.
func TestOnlyWhatTheServerTellsOfConnectedMeetingsCounts(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.Do(`world.furnish('connectedMeetings.moveParticipants')`)
	facts := w.port.Read()
	require.Len(t, facts.ConnectedMeetings, 2)
	assert.Equal(t, meeting.ConnectedMeeting{ID: "meeting", Title: "Weekly", Parent: true}, facts.ConnectedMeetings[0])
	assert.Equal(t, []meeting.ConnectedParticipant{{UserID: "user-away", Name: "Zoe"}}, facts.ConnectedMeetings[1].Participants)
	w.Do(`
		const connected = world.meeting.connectedMeetings;
		connected.parentMeeting.participants.push(...connected.meetings[0].participants, undefined);
		connected.meetings = [];
		world.self.emit('roomJoined', { reconnected: true });`)
	facts = w.port.Read()
	require.True(t, facts.Reset)
	require.Len(t, facts.ConnectedMeetings, 2, "as the server told them")
	w.Do(`world.meeting.connectedMeetings.tell([], null)`)
	assert.Equal(t, []meeting.ConnectedMeeting{}, w.port.Read().ConnectedMeetings, "there is no parent")
}

func TestOddThingsEndNothing(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.Do(`
		const throws = { get id() { throw new Error('no') } };
		world.meeting.chat.add(undefined);
		world.meeting.chat.add(throws);
		world.meeting.chat.add({ id: 7 });
		world.meeting.chat.add({ id: 'odd', userId: 4, displayName: {}, message: ['<b>'], timeMs: 'late', targetUserIds: 'all' });
		world.meeting.polls.items = [null, throws, { id: 'p', question: 'a\0b' }];
		world.meeting.plugins.all.set('x', null);
		world.meeting.connectedMeetings.tell([null, { id: 'a', participants: 'many' }], { id: 'p', participants: [null, throws] });`)
	facts := w.port.Read()
	require.Nil(t, facts.Broken)
	require.Len(t, facts.ConnectedMeetings, 3)
	assert.Equal(t, "a\uFFFDb", facts.Polls[2].Question)
	last := facts.Messages[len(facts.Messages)-1]
	assert.Equal(t, meeting.ChatMessage{ID: "odd", Private: true}, last.ChatMessage)
}
