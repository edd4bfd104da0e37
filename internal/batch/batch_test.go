package batch

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
)

// batchOf is a batch with these events and nothing else in it.
func batchOf(events ...string) string {
	texts := ""
	for _, event := range events {
		texts += event + "\x00"
	}
	header := make([]byte, headerSize)
	header[1], header[9] = byte(len(events)), byte(len(texts))
	return string(header) + texts
}

func TestAnEventThatNobodyKnowsIsPassedOver(t *testing.T) {
	facts, err := new(Unpacker).Unpack(batchOf("roomJoined:true", "somethingNew:1", "meetingChanged"))
	require.NoError(t, err)
	assert.Equal(t, []control.Event{{Kind: control.RoomJoined, Reconnected: true}, {Kind: control.MeetingChanged}}, facts.Events)
}
