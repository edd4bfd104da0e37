//go:build js && wasm

package dom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const chosen = `rows().filter((row) => row.ariaSelected === 'true').map((row) => row.querySelector('bdi').textContent).join()`

// people are some of these names, in a panel.
func people(t *testing.T, names ...string) (*scene, *meetingtest.Memory, map[string]meeting.ParticipantID) {
	t.Helper()
	memory := meetingtest.NewMemory()
	ids := map[string]meeting.ParticipantID{}
	memory.Batch(func() {
		for _, name := range names {
			ids[name] = memory.Join(name)
		}
	})
	s := open(t, memory)
	s.until(`rows().length === given[0]`, len(names)+1)
	return s, memory, ids
}

func (s *scene) clickOn(id meeting.ParticipantID, keys string) {
	s.t.Helper()
	s.do(`row(given[0]).querySelector('bdi').dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail: 1, [given[1]]: true }))`, string(id), keys)
}

func TestPeopleAreSelectedByMouse(t *testing.T) {
	browsertest.NothingLeft(t)
	s, _, ids := people(t, "Ann", "Bob", "Cid", "Dan")
	assert.True(t, s.holds(`shadow.querySelector('[role=grid]').ariaMultiSelectable === 'true' && !rows()[0].hasAttribute('aria-selected')`), "oneself cannot be")
	s.clickOn(ids["Ann"], "none")
	assert.Empty(t, s.text(`return `+chosen), "a click alone selects nobody before one begins to select")

	s.clickOn(ids["Bob"], "ctrlKey")
	assert.Equal(t, "Bob", s.text(`return `+chosen))
	assert.Equal(t, "1 person selected", s.text(`return shadow.querySelector('#selected').textContent`))
	s.clickOn(ids["Dan"], "shiftKey")
	assert.Equal(t, "Bob,Cid,Dan", s.text(`return `+chosen))
	s.clickOn(ids["Cid"], "none")
	assert.Equal(t, "Bob,Dan", s.text(`return `+chosen))

	s.do(`shadow.querySelector('[data-select]').click()`)
	assert.Empty(t, s.text(`return `+chosen))
	assert.True(t, s.holds(`shadow.querySelector('[part=selection]').hidden`))
	s.do(`shadow.querySelector('[data-select]').click()`)
	s.clickOn(ids["Ann"], "none")
	assert.Equal(t, "Ann", s.text(`return `+chosen))
}

func TestPeopleAreSelectedByKeyboard(t *testing.T) {
	browsertest.NothingLeft(t)
	s, _, _ := people(t, "Ann", "Bob", "Cid", "Dan")
	press := func(key, with string) {
		s.do(`shadow.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: given[0], [given[1]]: true, bubbles: true, composed: true, cancelable: true }))`, key, with)
	}
	s.do(`focus(rows()[1].querySelector('.who'))`)
	press(" ", "none")
	assert.Equal(t, "Ann", s.text(`return `+chosen))
	press("ArrowDown", "shiftKey")
	assert.Equal(t, "Ann,Bob", s.text(`return `+chosen))
	assert.Equal(t, "Bob", s.text(`return shadow.activeElement.querySelector('bdi').textContent`))
	press("ArrowDown", "none")
	press("ArrowDown", "none")
	press(" ", "shiftKey")
	assert.Equal(t, "Ann,Bob,Cid,Dan", s.text(`return `+chosen))
	press("Escape", "none")
	assert.Empty(t, s.text(`return `+chosen))
	press("a", "ctrlKey")
	assert.Equal(t, "Ann,Bob,Cid,Dan", s.text(`return `+chosen))
	assert.Equal(t, "4 people selected", s.text(`return shadow.querySelector('[role=status]').textContent`))

	s.until(`shadow.querySelector('[data-many=kick]').checkVisibility()`)
	s.do(`shadow.querySelector('[data-many=kick]').focus()`)
	press("Escape", "none")
	press("Escape", "none") // in a page that has the focus the first closed the button's tip
	assert.True(t, s.holds(`shadow.activeElement === shadow.querySelector('[data-select]')`), "the button that had the focus is gone")
}

func TestTheSelectedAreMuted(t *testing.T) {
	browsertest.NothingLeft(t)
	s, memory, ids := people(t, "Ann", "Bob", "Cid")
	memory.SetAudio(ids["Cid"], false)
	s.until(`row(given[0]).textContent.includes('microphone off')`, string(ids["Cid"]))
	s.do(`shadow.querySelector('[data-select]').click()`)
	for _, id := range ids {
		s.clickOn(id, "none")
	}
	memory.SetServer(meetingtest.YesButNo)
	s.until(`shadow.querySelector('[data-many=disableAudio] .count').textContent === '2'`)
	s.do(`shadow.querySelector('[data-many=disableAudio]').click()`)
	s.until(`!shadow.querySelector('.progress').hidden`)
	assert.Equal(t, "Mute: 1 of 3", s.text(`return shadow.querySelector('#progress').textContent`), "one is muted already")
	memory.SetAudio(ids["Ann"], false)
	s.until(`shadow.querySelector('#progress').textContent === 'Mute: 2 of 3' && shadow.querySelector('progress').value === 2`)
	memory.SetAudio(ids["Bob"], false)
	s.until(`shadow.querySelector('.progress').hidden`)
	s.until(`shadow.querySelector('[part=notice] p').textContent === '2 muted\n\u2068Cid\u2069: The microphone is off already.'`)

	s.do(`shadow.querySelector('[data-list]').click()`)
	assert.Equal(t, "\u2068Cid\u2069: The microphone is off already.|\u2068Ann\u2069 is muted|\u2068Bob\u2069 is muted",
		s.text(`return [...shadow.querySelectorAll('[part=receipt] li')].map((item) => item.textContent).join('|')`))
}

func TestStopSendsNoMore(t *testing.T) {
	browsertest.NothingLeft(t)
	names := []string{}
	for _, name := range "abcdefghi" {
		names = append(names, string(name))
	}
	s, memory, _ := people(t, names...)
	memory.SetServer(meetingtest.Silent)
	s.do(`focus(rows()[1].querySelector('.who'))`)
	s.do(`shadow.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, composed: true, cancelable: true }))`)
	s.do(`shadow.querySelector('[data-many=disableAudio]').click()`)
	s.until(`!shadow.querySelector('.progress').hidden`)
	browsertest.Eventually(t, func() bool { return len(memory.Sent()) == 8 }, "eight are under way")
	s.do(`shadow.querySelector('[data-stop]').click()`)
	for _, sent := range memory.Sent() {
		memory.SetAudio(sent.Target, false)
	}
	s.until(`shadow.querySelector('[part=notice] p').textContent === '8 muted\n\u2068i\u2069: not sent'`)
	assert.Len(t, memory.Sent(), 8)

	s.do(`setTimeout(() => shadow.querySelector('[data-again]').click())`) // not while the page is laid out, which this may be in the middle of
	browsertest.Eventually(t, func() bool { return len(memory.Sent()) == 9 }, "the ninth is tried again")
	memory.SetAudio(memory.Sent()[8].Target, false)
	s.until(`shadow.querySelector('[part=notice] p').textContent === '\u2068i\u2069 is muted'`)
}
