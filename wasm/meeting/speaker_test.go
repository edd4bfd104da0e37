package meeting_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestForHowLongSomebodySpoke(t *testing.T) {
	speaker := meeting.Speaker{ID: "ann", Since: 1_000}
	assert.EqualValues(t, 75, speaker.SpokenFor("ann", 50, 1_025))
	assert.EqualValues(t, 50, speaker.SpokenFor("ann", 50, 900), "a clock that was set back")
	assert.EqualValues(t, 50, speaker.SpokenFor("bob", 50, 2_000))
	assert.EqualValues(t, 50, meeting.Speaker{}.SpokenFor("", 50, 2_000), "nobody speaks")
}
