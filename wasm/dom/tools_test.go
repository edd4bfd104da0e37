//go:build js && wasm

package dom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
)

func TestTheDialogOfToolsBeginsAPoll(t *testing.T) {
	browsertest.NothingLeft(t)
	memory := meetingtest.NewMemory()
	s := open(t, memory)
	s.until(`shadow.querySelector('[data-opens=tools]')?.checkVisibility()`)
	s.do(`shadow.querySelector('[data-opens=tools]').click()`)
	s.until(`shadow.querySelector('[data-dialog=tools]')?.matches(':modal')`)
	s.do(`
		const form = shadow.querySelector('[data-dialog=tools] form');
		form.querySelector('input').value = 'Tea?';
		form.requestSubmit();`)
	assert.Empty(t, memory.Sent(), "it has no options")
	s.until(`shadow.querySelector('#poll-wrong').textContent === 'A poll needs two options at least.'`)
	s.do(`
		const form = shadow.querySelector('[data-dialog=tools] form');
		form.querySelector('textarea').value = 'Yes\nNo';
		form.requestSubmit();`)
	browsertest.Eventually(t, func() bool { return len(memory.Sent()) == 1 }, "the poll is sent")
	assert.Equal(t, []string{"Yes", "No"}, memory.Sent()[0].Poll.Options)
	s.until(`shadow.querySelector('[data-dialog=tools] li')?.textContent === 'Tea?'`)
	s.do(`shadow.querySelector('[data-dialog=tools] [data-close]').click()`)
	s.until(`!shadow.querySelector('[data-dialog=tools]').open`)
	s.panel.Close()
}
