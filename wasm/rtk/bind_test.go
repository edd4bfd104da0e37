//go:build js && wasm

package rtk_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/wasm/meeting"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

func TestBindSaysWhatWasGiven(t *testing.T) {
	const right = ", want the object that `await RealtimeKitClient.init(…)` gives"
	fake := fakemeeting.New(t)
	for given, want := range map[string]struct {
		reason  meeting.Reason
		message string
	}{
		`null`:                  {meeting.ReasonBadInput, "meeting is null" + right},
		`undefined`:             {meeting.ReasonBadInput, "meeting is undefined" + right},
		`'meeting'`:             {meeting.ReasonBadInput, "meeting is string" + right},
		`7n`:                    {meeting.ReasonBadInput, "meeting is bigint" + right},
		`{}`:                    {meeting.ReasonBadInput, "meeting is an object without self and participants" + right},
		`Promise.resolve(args)`: {meeting.ReasonBadInput, "meeting is a promise" + right + ": await it first"},
		`{ current: args[0] }`:  {meeting.ReasonBadInput, "meeting is a ref, want the meeting in its property current, once it is set"},
		`{ current: null }`:     {meeting.ReasonBadInput, "meeting is a ref, want the meeting in its property current, once it is set"},
		`{ __v_isRef: true }`:   {meeting.ReasonBadInput, "meeting is a ref of Vue's, want the meeting in its property value, once it is set"},
		`{ __v_raw: args[0] }`:  {meeting.ReasonBadInput, "meeting is wrapped by Vue, behind whose proxies the SDK does not work: keep it in shallowRef(), not ref() or reactive()"},
		`class { static init() {} static initMedia() {} }`:                                  {meeting.ReasonBadInput, "meeting is the RealtimeKitClient class itself" + right},
		`{ get self() { throw new Error('not yet') }, join() {}, leave() {} }`:              {meeting.ReasonBadInput, "meeting is an object without self and participants" + right},
		`{ self: args[0].self, participants: args[0].participants, joinRoom() {} }`:         {meeting.ReasonVersion, "this meeting is of RealtimeKit SDK 1.x, want @cloudflare/realtimekit 2.0.x"},
		`Object.assign({}, args[0], { participants: { joined: new Map(), toArray() {} } })`: {meeting.ReasonBadInput, "there is no method meeting.participants.joined.on" + right},
	} {
		_, err := rtk.Bind(browsertest.JS(t, `return (`+given+`)`, fake.MeetingObject()))
		var failure *meeting.Error
		require.ErrorAs(t, err, &failure, given)
		assert.Equal(t, want.reason, failure.Reason, given)
		assert.Equal(t, want.message, failure.Message, given)
	}
	_, err := rtk.Bind(fake.MeetingObject())
	require.NoError(t, err)
}
