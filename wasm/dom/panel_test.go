//go:build js && wasm

package dom_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestARowSaysHowSomebodyIs(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	memory.SetVideo(ann, false)
	memory.Pin(ann)
	s := open(t, memory)
	s.shows(2)
	assert.Contains(t, s.text(`return row(given[0]).textContent`, string(ann)), "Ann, microphone on, camera off, pinned")
	assert.Equal(t, "Remove \u2068Ann\u2069", s.text(`return button('kick', given[0]).ariaLabel`, string(ann)))
	assert.Equal(t, "2", s.text(`return row(given[0]).getAttribute('aria-rowindex')`, string(ann)))
	assert.True(t, s.holds(`button('disableVideo', given[0]).ariaDisabled === 'true'`, string(ann)))
	assert.Equal(t, "The camera is off already.", s.text(`
		const ids = button('disableVideo', given[0]).getAttribute('aria-describedby');
		return shadow.getElementById(ids).textContent`, string(ann)))

	memory.SetAudio(ann, false)
	s.until(`row(given[0]).textContent.includes('microphone off')`, string(ann))
}

func TestNamesAreText(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	names := []string{`<img src=x onerror="throw 1">`, `</span><script>throw 2</script>`, "", "  ", strings.Repeat("long ", 60), "محمد الفارسي", "👩‍🚀👩‍🚀", "\"\\"}
	ids := map[string]meeting.ParticipantID{}
	memory.Batch(func() {
		for _, name := range names {
			ids[name] = memory.Join(name)
		}
	})
	s := open(t, memory)
	s.shows(len(names) + 1)
	s.until(`rows().length === given[0]`, len(names)+1) // the last with the second frame
	for name, id := range ids {
		want := name
		if strings.TrimSpace(name) == "" {
			want = "No name"
		}
		assert.Equal(t, strings.TrimSpace(want), s.text(`return row(given[0]).querySelector('bdi').textContent`, string(id)))
	}
	assert.Zero(t, s.number(`return shadow.querySelectorAll('img, script').length`))
	assert.Equal(t, "Remove \u2068محمد الفارسي\u2069", s.text(`return button('kick', given[0]).ariaLabel`, string(ids["محمد الفارسي"])), "it does not turn the sentence around it")
	assert.True(t, s.holds(`rows().every((row) => row.scrollWidth <= row.clientWidth)`), "a long name stays in its row")
}

func TestANameIsOneLineThatTurnsNothingAround(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	names := map[string]string{
		"Bob\u202e": "Bob", "\u202enimda": "nimda", "\u2066\u2069\u2069Cid\u202c": "Cid", "Dan\u200f (\u061cEva\u200e)": "Dan (Eva)",
		"Eve\nThe recording was deleted": "Eve The recording was deleted", "a\u2028b\u2029c\u0085d\v\f\re\u0001": "a b c d e",
		"\u200b": "No name", "\u3164": "No name", "\u2800\u2800": "No name", "\u00ad": "No name", "\u200e\u200e": "No name",
		"\U000e0041\U000e0042": "No name", "\u115f\ufe0f\u2060\uffa0\u034f \u3000": "No name",
		"\u3164  Fay": "Fay", "👩‍🚀❤️": "👩‍🚀❤️", "می\u200cخواهم": "می\u200cخواهم",
	}
	s := open(t, memory)
	for name, shown := range names {
		id := memory.Join(name)
		s.until(`row(given[0])`, string(id))
		assert.Equal(t, shown, s.text(`return row(given[0]).querySelector('bdi').textContent`, string(id)), "%+q", name)
		assert.Equal(t, "Remove \u2068"+shown+"\u2069", s.text(`return button('kick', given[0]).ariaLabel`, string(id)), "%+q", name)
		s.do(`button('kick', given[0]).click()`, string(id))
		assert.Equal(t, "Remove \u2068"+shown+"\u2069?", s.text(`return shadow.querySelector('#question').textContent`), "%+q", name)
		s.do(`dialog.querySelector('[data-cancel]').click()`)
		memory.Leave(id)
		s.until(`!row(given[0])`, string(id))
	}
	eve := memory.Join("Eve\nThe recording was deleted")
	s.until(`row(given[0])`, string(eve))
	s.do(`button('disableAudio', given[0]).click()`, string(eve))
	s.until(`shadow.querySelector('[role=status]').textContent === '\u2068Eve The recording was deleted\u2069 is muted'`)
	assert.Equal(t, "\u2068Eve The recording was deleted\u2069 is muted", s.text(`return shadow.querySelector('[part=notice] p').textContent`))
}

func TestNamesAreInTheOrderOfTheLanguage(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	memory.Batch(func() {
		for _, name := range []string{"Zed", "Łukasz", "  Amy", "Đặng", "Lu"} {
			memory.Join(name)
		}
	})
	s := open(t, memory)
	shown := `rows().slice(1).map((row) => row.querySelector('bdi').textContent).join()`
	s.until(shown + ` === 'Amy,Đặng,Lu,Łukasz,Zed'`)

	memory.Join("Ánh")
	s.until(shown + ` === 'Amy,Ánh,Đặng,Lu,Łukasz,Zed'`)

	s.do(`rows()[1].dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))`)
	memory.Join("Ádám")
	s.until(shown + ` === 'Amy,Ánh,Đặng,Lu,Łukasz,Zed,Ádám'`)
	await(t, s.do(`
		const idle = globalThis.requestIdleCallback ?? setTimeout; // Safari has none
		return new Promise((resolve) => idle(() => requestAnimationFrame(() => idle(resolve))))`))
	assert.True(t, s.holds(shown+` === 'Amy,Ánh,Đặng,Lu,Łukasz,Zed,Ádám'`), "nobody moves under a pointer")
	s.do(`rows()[1].dispatchEvent(new PointerEvent('pointerout', { bubbles: true, relatedTarget: document.body }))`)
	s.until(shown + ` === 'Ádám,Amy,Ánh,Đặng,Lu,Łukasz,Zed'`)
}

func TestAnAvatarHasTheInitials(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	initials := map[string]string{
		"(Guest) Ann": "GA", "ann bee": "AB", "Zoë van Müller": "ZM", "ßart": "SS", "e\u0301va": "E\u0301", "Åsa": "Å",
		"👩‍🚀 Ana": "👩‍🚀A", "서연 김": "서김", "": "?",
	}
	ids := map[string]meeting.ParticipantID{}
	memory.Batch(func() {
		for name := range initials {
			ids[name] = memory.Join(name)
		}
	})
	s := open(t, memory)
	s.shows(len(initials) + 1)
	s.until(`rows().length === given[0]`, len(initials)+1) // the last with the second frame
	for name, expected := range initials {
		assert.Equal(t, expected, s.text(`return row(given[0]).querySelector('.avatar').textContent`, string(ids[name])), name)
	}
}

func TestWhatHappensWhileThePanelIsMadeIsShown(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	memory.Join("Ann")
	s := openWhile(t, memory, func() { memory.Join("Bob") })
	s.shows(3)
}

func TestOnePanelTakesThePartsMadeAhead(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	memory.Join("Bob")
	makeParts(t)
	for _, s := range []*scene{open(t, memory), open(t, memory)} {
		s.shows(3)
		assert.Equal(t, "HAB", s.text(`return rows().map((row) => row.querySelector('.avatar').textContent).join('')`))
		assert.False(t, s.holds(`button('disableAudio', given[0]).hidden || row(given[0]).querySelector('.control').ariaHidden`, string(ann)))
	}
	s := open(t, memory)
	s.shows(3)
	s.do(`button('disableAudio', given[0]).click()`, string(ann))
	s.until(`row(given[0]).textContent.includes('microphone off')`, string(ann))
}

func TestAClickIsDone(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	memory.SetServer(meetingtest.YesButNo)
	s.do(`button('disableAudio', given[0]).click()`, string(ann))
	assert.Equal(t, "true", s.text(`return button('disableAudio', given[0]).ariaBusy`, string(ann)), "at once")
	s.do(`button('disableAudio', given[0]).click()`, string(ann))
	memory.SetAudio(ann, false)
	s.until(`button('disableAudio', given[0]).dataset.mark === 'done'`, string(ann))
	s.until(`shadow.querySelector('[role=status]').textContent === '\u2068Ann\u2069 is muted'`)
	assert.Len(t, memory.Sent(), 1)
}

func TestTheTipSaysWhatTheButtonSaysNow(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	memory.SetServer(meetingtest.YesButNo)
	tip := func() string {
		return s.text(`return shadow.querySelector('[part=tooltip]:popover-open')?.textContent ?? ''`)
	}
	assert.True(t, s.holds(`getComputedStyle(shadow.querySelector('[part=tooltip]')).whiteSpace === 'pre-line'`), "a new line is seen as one")
	s.do(`button('disableAudio', given[0]).click()`, string(ann))
	s.do(`button('disableAudio', given[0]).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))`, string(ann))
	assert.Equal(t, "Mute \u2068Ann\u2069\nWorking…", tip())

	memory.SetAudio(ann, false)
	s.until(`button('disableAudio', given[0]).dataset.mark === 'done'`, string(ann))
	assert.Equal(t, "Mute \u2068Ann\u2069\nThe microphone is off already.", tip())

	s.do(`find('nobody')`)
	s.until(`!row(given[0])`, string(ann))
	assert.Empty(t, tip(), "the button is gone")
}

func TestADoubleClickIsOneWish(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	s.do(`button('pin', given[0]).dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))`, string(ann))
	s.until(`button('unpin', given[0])`, string(ann))
	s.do(`button('unpin', given[0]).dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }))`, string(ann))
	assert.False(t, s.holds(`button('unpin', given[0]).ariaBusy`, string(ann)))
	assert.Len(t, memory.Sent(), 1)
}

func TestResultsAreToldTogether(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	memory.Batch(func() {
		for i := range 9 {
			memory.Join("Person " + strconv.Itoa(i))
		}
	})
	memory.SetAudio(memory.SelfID(), false)
	s := open(t, memory)
	s.shows(10)
	s.do(`shadow.querySelector('input').focus(); button('disableAllAudio').click()`)
	s.until(`shadow.querySelector('[role=status]').textContent === '9 muted'`)
	assert.True(t, s.holds(`shadow.activeElement === shadow.querySelector('input')`), "an announcement takes no focus")
	assert.Equal(t, "All microphones are off already.", s.text(`return shadow.getElementById(button('disableAllAudio').getAttribute('aria-describedby')).textContent`))
}

func TestKickAsksFirst(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann, bob := memory.Join("Ann"), memory.Join("Bob")
	s := open(t, memory)
	s.shows(3)
	s.do(`button('kick', given[0]).focus(); button('kick', given[0]).click()`, string(ann))
	assert.True(t, s.holds(`dialog.open && dialog.dataset.dialog === 'kick'`))
	assert.Equal(t, "Remove \u2068Ann\u2069?", s.text(`return shadow.getElementById(dialog.getAttribute('aria-labelledby')).textContent`))
	assert.True(t, s.holds(`shadow.activeElement.matches('[data-cancel]')`), "the safe answer has the focus")
	s.do(`dialog.dispatchEvent(new Event('cancel', { cancelable: true }))`)
	assert.True(t, s.holds(`!dialog.open && shadow.activeElement === button('kick', given[0])`, string(ann)), "Escape is no, and the focus is back")
	assert.Empty(t, memory.Sent())

	s.do(`button('kick', given[0]).click()`, string(ann))
	memory.Withdraw(meeting.KickParticipant)
	s.until(`dialog.querySelector('[data-confirm]').ariaDisabled === 'true'`)
	assert.Contains(t, s.text(`return dialog.textContent`), "Your preset does not grant kick_participant.")
	s.do(`dialog.querySelector('[data-confirm]').click()`)
	assert.True(t, s.holds(`dialog.open`))
	assert.Empty(t, memory.Sent())
	memory.Grant(meeting.KickParticipant)
	s.until(`dialog.querySelector('[data-confirm]').ariaDisabled !== 'true'`)
	memory.Leave(ann)
	s.until(`dialog.querySelector('[data-confirm]').ariaDisabled === 'true'`)
	s.do(`dialog.querySelector('[data-cancel]').click()`)

	s.do(`button('kick', given[0]).click(); dialog.querySelector('[data-confirm]').click()`, string(bob))
	s.until(`shadow.querySelector('[role=status]').textContent === '\u2068Bob\u2069 was removed'`)
	assert.Len(t, memory.Sent(), 1)
}

func TestEndForEverybodySaysHowMany(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	s.do(`button('kickAll').click()`)
	assert.Contains(t, s.text(`return dialog.textContent`), "2 people are here, you included")
	s.do(`dialog.querySelector('[data-confirm]').click()`)
	s.until(`shadow.querySelector('[part=closing]').textContent.includes('The meeting has ended')`)
	assert.Equal(t, "The meeting has ended", s.text(`return shadow.querySelector('[role=alert]').textContent`))
	assert.True(t, s.holds(`!dialog.open && shadow.activeElement === shadow.querySelector('[part=closing] h3')`), "the focus goes on")
}

func TestTheKeyboardWalksTheList(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	var ids []meeting.ParticipantID
	memory.Batch(func() {
		for i := range 500 {
			ids = append(ids, memory.Join("Person "+strconv.Itoa(1000+i)))
		}
	})
	s := open(t, memory)
	s.shows(501)
	stops := `shadow.querySelectorAll('[role=grid] [tabindex="0"]')`
	assert.True(t, s.holds(stops+`.length === 1`), "one tab stop")
	s.do(stops + `[0].focus()`)
	focused := func() string {
		return s.text(`return shadow.activeElement.closest('[data-participant]')?.dataset.participant + ' ' + (shadow.activeElement.dataset.action ?? 'name')`)
	}
	for _, step := range []struct {
		key  string
		id   meeting.ParticipantID
		what string
	}{
		{"ArrowDown", ids[0], "name"}, {"ArrowRight", ids[0], "disableAudio"}, {"ArrowRight", ids[0], "disableVideo"},
		{"ArrowDown", ids[1], "disableVideo"}, {"End", ids[499], "disableVideo"}, {"ArrowDown", ids[499], "disableVideo"},
		{"ArrowUp", ids[498], "disableVideo"}, {"ArrowLeft", ids[498], "disableAudio"}, {"Home", memory.SelfID(), "name"},
	} {
		s.do(`key(given[0])`, step.key)
		assert.Equal(t, string(step.id)+" "+step.what, focused(), step.key)
		assert.True(t, s.holds(stops+`.length === 1`), step.key)
	}
	s.do(`key('End')`)
	last := focused()
	assert.Equal(t, string(ids[499])+" disableAudio", last, "the column is kept past oneself, who has no microphone to mute")
	s.do(`shadow.querySelector('[role=grid]').scrollTop = 0`)
	s.until(`rows().length > 3 && row(given[0])`, string(ids[3]))
	assert.Equal(t, last, focused(), "scrolling away does not lose the focus")
	s.do(`key('PageUp')`)
	assert.NotEqual(t, last, focused())
}

func TestTheFocusOutlivesARow(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann, bob := memory.Join("Ann"), memory.Join("Bob")
	s := open(t, memory)
	s.shows(3)
	s.do(`focus(button('pin', given[0]))`, string(ann))
	memory.Leave(ann)
	s.until(`row(given[0])?.textContent.includes('left the meeting')`, string(ann))
	assert.True(t, s.holds(`shadow.activeElement === button('pin', given[0])`, string(ann)), "the row stays while it is being used")
	s.do(`key('ArrowDown')`)
	assert.True(t, s.holds(`shadow.activeElement === button('pin', given[0])`, string(bob)))
	s.do(`focus(shadow.querySelector('input'))`)
	s.until(`!row(given[0])`, string(ann))

	cy := memory.Join("Cy")
	s.shows(3)
	s.do(`shadow.dispatchEvent(new PointerEvent('pointerdown')); focus(button('pin', given[0]))`, string(bob))
	memory.Leave(bob)
	s.until(`shadow.activeElement === button('pin', given[0])`, string(cy)) // of the row that took its place
}

func TestNobodyMovesWhileSomebodyAims(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	last := memory.Join("Zoe")
	s := open(t, memory)
	s.shows(2)
	where := `row(given[0]).getBoundingClientRect().top`
	before := s.number(`return `+where, string(last))
	s.do(`row(given[0]).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))`, string(last))
	memory.Batch(func() {
		for i := range 60 {
			memory.Join("Ann " + strconv.Itoa(i))
		}
	})
	s.shows(62)
	assert.Equal(t, before, s.number(`return `+where, string(last)))
	s.do(`row(given[0]).dispatchEvent(new PointerEvent('pointerout', { bubbles: true, relatedTarget: document.body }))`, string(last))
	s.until(`!row(given[0]) || `+where+` > given[1]`, string(last), before)

	s.do(`focus(button('kick', rows()[1].dataset.participant))`)
	focused := s.text(`return shadow.activeElement.closest('[data-participant]').dataset.participant`)
	before = s.number(`return `+where, focused)
	memory.Batch(func() {
		for i := range 60 {
			memory.Join("Aaron " + strconv.Itoa(i))
		}
	})
	s.shows(122)
	assert.Equal(t, before, s.number(`return `+where, focused))
	assert.Equal(t, focused, s.text(`return shadow.activeElement.closest('[data-participant]').dataset.participant`))
}

func TestSearch(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	memory.Join("ann")
	memory.Join("bob")
	s := open(t, memory)
	s.shows(3)
	s.do(`find('ÄNN')`)
	assert.Equal(t, 1, s.number(`return rows().length`))
	late := memory.Join("joanna")
	s.until(`row(given[0])`, string(late))
	s.do(`find('xyz')`)
	assert.True(t, s.holds(`shadow.querySelector('[role=grid]').hidden && !shadow.querySelector('[part=empty]').hidden`))
	s.until(`shadow.querySelector('[role=status]').textContent === '0 people found'`)
	s.do(`find('')`)
	s.shows(4)
}

func TestTheConnectionIsAway(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann := memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	memory.Cut()
	s.until(`!shadow.querySelector('[part=banner]').hidden`)
	s.do(`button('disableAudio', given[0]).click()`, string(ann))
	assert.Contains(t, s.text(`return shadow.querySelector('[part=notice]').textContent`), "The connection to the meeting is away.")
	memory.Restore()
	s.until(`shadow.querySelector('[part=banner]').hidden && button('kick', given[0]).ariaDisabled !== 'true'`, string(ann))
	assert.Empty(t, memory.Sent())
}

func TestAGuestSeesStatesAndOneLine(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	memory.Withdraw(meeting.AllPermissions()...)
	memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	assert.Zero(t, s.number(`return [...shadow.querySelectorAll('[role=grid] button')].filter((button) => button.checkVisibility()).length`))
	assert.Contains(t, s.text(`return shadow.querySelector('[part=folded]').textContent`), "kick_participant")
	assert.True(t, s.holds(`button('leave').checkVisibility() && !button('kickAll').checkVisibility()`))
}

func TestUndoAPin(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	ann, bob := memory.Join("Ann"), memory.Join("Bob")
	memory.Pin(ann)
	s := open(t, memory)
	s.shows(3)
	s.do(`button('pin', given[0]).click()`, string(bob))
	s.until(`shadow.querySelector('[data-undo]').checkVisibility()`)
	s.do(`shadow.querySelector('[data-undo]').click()`)
	s.until(`button('unpin', given[0])`, string(ann))
}

// crowd is a meeting of oneself and so many others, whose names are as long as each other.
func crowd(others int) *meetingtest.Memory {
	memory := meetingtest.NewMemory()
	memory.Batch(func() {
		for i := range others {
			memory.Join("Person " + strconv.Itoa(10000+i))
		}
	})
	return memory
}

func TestRowsFollowWhatIsVisible(t *testing.T) {
	browsertest.NothingLeft(t)
	s := open(t, crowd(5000))
	s.shows(5001)
	s.until(`rows().length > 5`)
	most := s.number(`
		const list = shadow.querySelector('[role=grid]');
		return Math.ceil(list.clientHeight / rows()[0].offsetHeight) + 2 * 4 + 1`)
	count := s.number(`return rows().length`)
	t.Logf("%d row elements for 5,001 people", count)
	assert.LessOrEqual(t, count, most)
	assert.Equal(t, 5001, s.number(`return Math.round(shadow.querySelector('.rows').offsetHeight / rows()[0].offsetHeight)`))
	for _, to := range []int{1000, 250000, 90000, 0} {
		s.do(`shadow.querySelector('[role=grid]').scrollTop = given[0]`, to)
		s.until(`(() => {
			const list = shadow.querySelector('[role=grid]').getBoundingClientRect();
			const at = shadow.elementFromPoint(list.left + 30, list.top + list.height / 2);
			return at?.closest('[data-participant]');
		})()`)
		assert.LessOrEqual(t, s.number(`return rows().length`), most)
		assert.True(t, s.holds(`rows().every((row, i, all) => i === 0 || Number(all[i - 1].ariaRowIndex) < Number(row.ariaRowIndex))`), "read in the order in which they are seen")
	}
}

func TestTheFirstPictureHasTheVisibleRows(t *testing.T) {
	browsertest.NothingLeft(t)
	s := open(t, crowd(100))
	const rows = `
		const list = shadow.querySelector('[role=grid]');
		const visible = Math.ceil(list.clientHeight / rows()[0].offsetHeight);
		return rows().length - visible`
	beside := s.number(rows)
	assert.GreaterOrEqual(t, beside, 0, "before the first frame")
	assert.Less(t, beside, 4, "before the first frame")
	s.until(`(() => {` + rows + `})() === 4`)
}

func TestAContainerShownAndResizedLater(t *testing.T) {
	browsertest.NothingLeft(t)
	s := open(t, crowd(100))
	s.do(`root.style.display = 'none'`)
	s.until(`rows().length <= 1`)
	s.do(`root.style.display = 'block'`)
	s.until(`rows().length > 5`)
	before := s.number(`return rows().length`)
	s.do(`root.style.blockSize = '1200px'`)
	s.until(`rows().length > given[0]`, before)
}

func TestAHiddenPageIsNotDrawn(t *testing.T) {
	browsertest.NothingLeft(t)
	browsertest.JS(t, `Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })`)
	seen := func() {
		browsertest.JS(t, `delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))`)
	}
	defer seen()
	memory := meetingtest.NewMemory()
	memory.Join("Ann")
	s := open(t, memory)
	s.shows(2)
	memory.Join("Bob")
	assert.Equal(t, "2", s.text(`return shadow.querySelector('[role=grid]').getAttribute('aria-rowcount')`))
	seen()
	s.shows(3)
	memory.Join("Cy")
	assert.Equal(t, "4", s.text(`return shadow.querySelector('[role=grid]').getAttribute('aria-rowcount')`))
}

func TestTwoPanels(t *testing.T) {
	browsertest.NothingLeft(t)
	first, second := meetingtest.NewMemory(), meetingtest.NewMemory()
	ann := first.Join("Ann")
	second.Join("Bob")
	a, b := open(t, first), open(t, second)
	a.shows(2)
	b.shows(2)
	a.do(`button('disableAudio', given[0]).click()`, string(ann))
	a.until(`button('disableAudio', given[0]).dataset.mark === 'done'`, string(ann))
	assert.Empty(t, second.Sent())
	a.panel.Close()
	b.do(`button('disableAllVideo').click()`)
	b.until(`button('disableAllVideo').dataset.mark === 'done'`)
}

func TestCloseLeavesThePageAsItWas(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	memory.Join("Ann")
	listeners := browsertest.JS(t, `
		const original = EventTarget.prototype.addEventListener;
		const counted = { now: 0, restore() { EventTarget.prototype.addEventListener = original; } };
		EventTarget.prototype.addEventListener = function (type, listener, options) {
			if (this instanceof Node) {
				counted.now++;
				options?.signal && original.call(options.signal, 'abort', () => counted.now--);
			}
			return original.call(this, type, listener, options);
		};
		return counted`)
	defer func() { browsertest.JS(t, `args[0].restore()`, listeners) }()
	callbacks := bridge.Callbacks()
	s := open(t, memory)
	s.shows(2)
	while := browsertest.Number(t, `return args[0].now`, listeners)
	assert.Equal(t, 17, while, "one listener for each kind of event, whatever the number of people")
	s.panel.Close()
	s.panel.Close()
	assert.Zero(t, browsertest.Number(t, `return args[0].now`, listeners))
	assert.Equal(t, callbacks, bridge.Callbacks())
	assert.Zero(t, s.number(`return root.childNodes.length`))
	memory.Join("Bob")
	require.Equal(t, 1, memory.Listeners(), "the controller's own, for as long as it is open")
}
