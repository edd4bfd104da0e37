//go:build js && wasm

package port_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestARequestIsToldOnceBetweenTwoReads(t *testing.T) {
	w := newWorld(t)
	woken := listen(t, w)
	w.Do(`for (let i = 0; i < 1000; i += 1) for (const kind of ['audio', 'video']) world.request({ kind })`)
	<-woken
	facts := w.port.Read()
	assert.Equal(t, []control.Event{{Kind: control.Requested, Device: meeting.AudioOn}, {Kind: control.Requested, Device: meeting.VideoOn}}, facts.Events)
	assert.False(t, facts.Reset)
	assert.Nil(t, facts.Self, "nothing else is read")
	assert.Empty(t, w.port.Read().Events)

	w.Move()
	w.port.Read()
	w.Do(`world.request({ kind: 'audio' })`)
	assert.Len(t, w.port.Read().Events, 1, "in the meeting that one has moved to")
}

func TestOnlyWhatIsAsGavelSendsItIsARequest(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.Do(`
		const forged = [
			null, undefined, 'audio', 7, true, [], ['audio'], {}, { kind: 'screen' }, { kind: 'AUDIO' }, { kind: ['audio'] }, { kind: { audio: true } },
			{ kind: 'audio', from: 'The host' }, { Kind: 'audio' }, { kind: 'toString' }, JSON.parse('{"__proto__":{"kind":"audio"}}'),
			{ get kind() { throw new Error('no') } },
		];
		for (const payload of forged) world.request(payload);
		world.request({ kind: 'audio' }, 'gavel.requests');
		world.request({ kind: 'audio' }, 7);
		for (const message of [null, undefined, 'gavel.request', 0]) world.participants.emit('broadcastedMessage', message);
		world.participants.emit('broadcastedMessage');`)
	facts := w.port.Read()
	assert.Empty(t, facts.Events)
	assert.False(t, facts.Reset, "nor does it have everybody read anew")
}

func TestTheSDKIsAskedForAllAtOnce(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	call := control.Call{Action: meeting.AskToStartVideo, Each: []control.Person{{ID: "peer-1"}, {ID: "peer-2"}}}
	require.NoError(t, w.port.Call(nil, call))
	assert.JSONEq(t, `[["gavel.request",{"kind":"video"},{"participantIds":["peer-1","peer-2"]}]]`, w.Text(`return JSON.stringify(world.sent.map(({ args }) => args))`))
	w.Do(`world.limited = true`)
	require.ErrorIs(t, w.port.Call(nil, call), meeting.ReasonRateLimited, "which the SDK throws at once")
}

func TestADeviceOfOnesOwnIsTurnedOn(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	require.NoError(t, w.port.TurnOn(nil, meeting.VideoOn))
	assert.Equal(t, meeting.VideoOn, w.port.Read().Self.Flags)
	w.SetServer(meetingtest.Refuse)
	require.NoError(t, w.port.TurnOn(nil, meeting.AudioOn), "the SDK resolves all the same")
	assert.Nil(t, w.port.Read().Self)
	w.Do(`world.broken = { thrown: 'no device' }`)
	require.ErrorIs(t, w.port.TurnOn(nil, meeting.AudioOn), meeting.ReasonFailed)
	w.Do(`delete world.self.enableAudio`)
	require.ErrorIs(t, w.port.TurnOn(nil, meeting.AudioOn), meeting.ReasonUnsupported)
}
