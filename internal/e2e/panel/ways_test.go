package panel_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// way is how a person does something to what a selector finds.
type way = func(p *panel, selector string)

type ways map[string]way

// hands are the ways to use a button.
var hands = ways{"mouse": (*panel).click, "keyboard": (*panel).keyboard}

// aims are the ways to be about to use it.
var aims = ways{"mouse": (*panel).hover, "keyboard": (*panel).reach}

// inEach runs a test in each way, all at once, each in a meeting of its own.
func (w ways) inEach(t *testing.T, test func(t *testing.T, meeting *e2e.Meeting, hand string, use way)) {
	t.Helper()
	for hand, use := range w {
		t.Run(hand, func(t *testing.T) {
			t.Parallel()
			test(t, rig.Meeting(t), hand, use)
		})
	}
}
