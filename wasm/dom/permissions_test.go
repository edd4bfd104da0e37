//go:build js && wasm

package dom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// editPermissions opens the question about somebody's permissions.
func (s *scene) editPermissions(id meeting.ParticipantID) {
	s.t.Helper()
	s.do(`row(given[0]).querySelector('[data-more]').click(); button('updatePermissions', given[0]).click()`, string(id))
	assert.True(s.t, s.holds(`dialog.open && dialog.dataset.dialog === 'updatePermissions'`))
}

// choose chooses what is to become of a setting.
func (s *scene) choose(name, value string) {
	s.t.Helper()
	s.do(`
		const select = dialog.querySelector('select[name="' + given[0] + '"]');
		select.value = given[1];
		select.dispatchEvent(new InputEvent('input', { bubbles: true }));`, name, value)
}

// said is what the question says was set here of a setting.
func (s *scene) said(name string) string {
	s.t.Helper()
	return s.text(`return dialog.querySelector('select[name="' + given[0] + '"]').labels[0].querySelector('small').textContent`, name)
}

func TestPermissionsAreChosenAndSent(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	s.editPermissions(ann)
	assert.Equal(t, "Permissions of \u2068Ann\u2069", s.text(`return shadow.querySelector('#question').textContent`))
	assert.True(t, s.holds(`shadow.activeElement === dialog.querySelector('select')`), "what is chosen first has the focus")
	assert.True(t, s.holds(`dialog.querySelector('[data-confirm]').ariaDisabled === 'true' && !dialog.querySelector('[data-confirm].danger')`))
	assert.Equal(t, "Nothing is chosen.", s.text(`return shadow.querySelector('#obstacle').textContent`))
	assert.Equal(t, 16, s.number(`return dialog.querySelectorAll('label > select').length`))
	assert.Equal(t, 6, s.number(`return [...dialog.querySelectorAll('select')].filter((select) => select.checkVisibility()).length`), "the usual ones")
	assert.True(t, s.holds(`[...dialog.querySelectorAll('select')].every((select) => select.value === '0')`), "nothing is to change")
	assert.True(t, s.holds(`[...dialog.querySelectorAll('.settings :is(legend, option, summary, label > span)')].every((element) => element.textContent)`))

	s.choose("chat.public", "2")
	s.choose("devices.audio", "2")
	assert.True(t, s.holds(`dialog.querySelector('[data-confirm]').ariaDisabled !== 'true'`))
	s.do(`dialog.querySelector('[data-confirm]').click()`)
	assert.True(t, s.holds(`!dialog.open && !dialog.querySelector('select') && shadow.activeElement === row(given[0]).querySelector('[data-more]')`, string(ann)))
	told := `shadow.querySelector('[role=status]').textContent.includes(given[0])`
	s.until(told, "\u2068Ann\u2069: microphone locked")
	require.Len(t, memory.Sent(), 2)
	assert.Equal(t, meeting.PermissionsPatch{meeting.PatchChatPublicCanSend: meeting.PatchNo}, *memory.Sent()[0].Permissions)
	assert.Equal(t, meeting.Lock, memory.Sent()[1].Action, "what is forbidden of devices is a lock")

	s.editPermissions(ann)
	assert.Equal(t, "not allowed, set here", s.said("chat.public"))
	assert.Equal(t, "not allowed, set here", s.said("devices.audio"))
	assert.Empty(t, s.said("chat.private"))
	s.do(`dialog.querySelector('[data-back]').click()`)
	assert.True(t, s.holds(`!dialog.open`))
	s.until(told, "\u2068Ann\u2069: microphone unlocked")
	require.Len(t, memory.Sent(), 4)
	assert.Equal(t, meeting.PermissionsPatch{meeting.PatchChatPublicCanSend: meeting.PatchYes}, *memory.Sent()[2].Permissions)
	assert.Equal(t, meeting.Unlock, memory.Sent()[3].Action)

	s.editPermissions(ann)
	assert.Equal(t, "allowed, set here", s.said("chat.public"))
	assert.True(t, s.holds(`!dialog.querySelector('[data-back]')`), "all is set back")
	s.do(`dialog.dispatchEvent(new Event('cancel', { cancelable: true }))`)
	assert.True(t, s.holds(`!dialog.open`))
}

func TestPermissionsOfSeveral(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann, bob := memory.Join("Ann"), memory.Join("Bob")
	s := open(t, memory)
	s.shows(3)
	s.clickOn(ann, "ctrlKey")
	s.clickOn(bob, "ctrlKey")
	s.do(`shadow.querySelector('[data-many=updatePermissions]').click()`)
	assert.Equal(t, "Permissions of 2 people", s.text(`return shadow.querySelector('#question').textContent`))
	s.choose("public.files", "2")
	s.do(`dialog.querySelector('[data-confirm]').click()`)
	s.until(`shadow.querySelector('[role=status]').textContent === 'New permissions were sent to 2 people; what they do cannot be seen from here'`)
	require.Len(t, memory.Sent(), 1)
	assert.Len(t, memory.Sent()[0].Each, 2)
}

func TestPermissionsWhileThePanelMoves(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	s.editPermissions(ann)
	s.choose("chat.public", "2")
	s.do(`document.body.append(root)`)
	s.until(`dialog.matches(':modal')`)
	assert.True(t, s.holds(`dialog.querySelector('select[name="chat.public"]').value === '2' && shadow.activeElement.matches('select')`))
	s.do(`
		root.keys = [];
		root.addEventListener('keydown', ({ key }) => root.keys.push(key));
		key('a');
		key('ArrowDown');
		key('Tab');`)
	assert.Equal(t, "Tab", s.text(`return root.keys.join()`), "what is typed to choose is no shortcut of the page")
	memory.Withdraw(meeting.CanChangeParticipantPermissions)
	s.until(`dialog.querySelector('[data-confirm]').ariaDisabled === 'true'`)
	assert.Equal(t, "Your preset does not grant can_change_participant_permissions.", s.text(`return shadow.querySelector('#obstacle').textContent`))
	s.do(`dialog.querySelector('[data-confirm]').click()`)
	assert.True(t, s.holds(`dialog.open`))
	memory.Grant(meeting.CanChangeParticipantPermissions)
	s.until(`dialog.querySelector('[data-confirm]').ariaDisabled !== 'true'`)
	memory.Leave(ann)
	s.until(`shadow.querySelector('#obstacle').textContent === 'This person is no longer in the meeting.'`)
	assert.Empty(t, memory.Sent())
}
