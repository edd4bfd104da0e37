package batch

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// FuzzUnpack reads two batches of any bytes, one after the other: each is refused, or
// it tells no more than is in it, and only of people who were introduced.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte(batchOf("roomJoined:true")), []byte(batchOf("roomLeft:kicked")))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		var u Unpacker
		introduced := map[meeting.ParticipantID]bool{}
		for _, batch := range []string{string(first), string(second)} {
			facts, err := u.Unpack(batch)
			if err != nil {
				require.Zero(t, facts)
				return
			}
			if facts.Reset {
				clear(introduced)
			}
			require.LessOrEqual(t, len(facts.Events), int(batch[1])|int(batch[2])<<8|int(batch[3])<<16|int(batch[4])<<24)
			require.LessOrEqual(t, headerSize+recordSize*(len(facts.Joined)+len(facts.Waitlisted)), len(batch))
			for _, change := range append(facts.Joined, facts.Waitlisted...) {
				if change.Text != nil {
					introduced[change.ID] = true
					isOf(t, batch, append(textsOf(*change.Text), string(change.ID))...)
				}
				require.True(t, introduced[change.ID], "%q was never introduced", change.ID)
				if change.Gone {
					require.Equal(t, control.Change{ID: change.ID, Gone: true, Edges: change.Edges, Text: change.Text}, change)
				}
			}
			for _, one := range facts.Messages {
				isOf(t, batch, string(one.ID), string(one.UserID), one.Name, one.Text)
			}
			for _, one := range facts.Plugins {
				isOf(t, batch, string(one.ID), one.Name, string(one.EnabledBy))
			}
			require.LessOrEqual(t, len(facts.Messages)+len(facts.Polls)+len(facts.Plugins)+len(facts.ConnectedMeetings), len(batch))
			if facts.Self != nil {
				isOf(t, batch, append(textsOf(facts.Self.Text), string(facts.Self.ID))...)
			}
		}
	})
}

func textsOf(text meeting.Text) []string {
	return []string{string(text.UserID), string(text.CustomID), text.Name, text.Picture, text.PresetName, text.SearchKey}
}

func isOf(t *testing.T, batch string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		require.Contains(t, batch, text)
		require.NotContains(t, text, "\x00")
	}
}

// TestWhatIsNoBatchIsRefused has batches that a collector of another version might write.
func TestWhatIsNoBatchIsRefused(t *testing.T) {
	header := func(bits, events, records, texts, names byte) string {
		return string([]byte{bits, events, 0, 0, 0, records, 0, 0, 0, texts, 0, 0, 0, names, 0, 0, 0})
	}
	person := string([]byte{0, 0, 0, 0, hasText, 0, 0, 0})
	for what, batch := range map[string]string{
		"nothing":                       "",
		"half a header":                 header(0, 0, 0, 0, 0)[:9],
		"a record that is not there":    header(0, 0, 1, 0, 0),
		"texts that are not there":      header(0, 0, 0, 5, 0) + "ab",
		"names that are not there":      header(0, 0, 0, 0, 200),
		"an event that is not there":    header(0, 2, 0, 1, 0) + "a",
		"a room of one text":            header(hasRoom, 0, 0, 6, 0) + "joined",
		"a text too many":               header(0, 1, 0, 3, 0) + "a\x00b",
		"a name too many":               header(0, 0, 0, 0, 3) + "Ann",
		"a key too many":                header(0, 0, 0, 0, 0) + "ann",
		"a person without a name":       header(0, 0, 2, 7, 0) + person + person + "a\x00u\x00b\x00u",
		"a change of nobody":            header(0, 0, 1, 0, 0) + string([]byte{0, 0, 0, 0, 0, byte(meeting.AudioOn), 0, 0}),
		"a change of who was left out":  header(0, 0, 2, 3, 1) + string([]byte{1, 0, 0, 0, hasText, 0, 0, 0}) + string([]byte{0, 0, 0, 0, isGone, 0, 0, 0}) + "a\x00u" + "A" + "a",
		"the four-billionth person":     header(0, 0, 1, 3, 1) + string([]byte{255, 255, 255, 255, hasText, 0, 0, 0}) + "a\x00u" + "A" + "a",
		"things that are not there":     header(hasThings, 0, 0, 2, 0) + "99",
		"four billion messages":         header(hasThings, 0, 0, 14, 0) + "4294967296\x00\x00\x00\x00",
		"four billion events and texts": strings.Repeat("\xff", headerSize),
	} {
		facts, err := new(Unpacker).Unpack(batch)
		require.ErrorIs(t, err, errLayout, what)
		require.Zero(t, facts, what)
	}
}
