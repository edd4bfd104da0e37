package webhook

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"encoding/json"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is read of a body is what anybody reads who takes keys as they are
// written, and no object in it has two keys that somebody could take for one.
func FuzzParse(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		event, err := parse(body)
		if err != nil {
			require.Zero(t, event)
			return
		}
		var read map[string]any
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.UseNumber() // 1e999 is one, and no float64
		require.NoError(t, decoder.Decode(&read))
		text := func(path ...string) string { // "" also where there is no text
			at := any(read)
			for _, key := range path {
				object, _ := at.(map[string]any)
				at = object[key]
			}
			found, _ := at.(string)
			return found
		}
		first := func(texts ...string) string {
			for _, one := range texts {
				if one != "" {
					return one
				}
			}
			return ""
		}
		require.NotEmpty(t, event.Name)
		require.NotEmpty(t, event.MeetingID)
		require.Equal(t, text("event"), event.Name)
		require.Equal(t, first(text("meeting", "id"), text("meetingId"), text("recording", "meetingId")), event.MeetingID)
		require.Equal(t, first(text("meeting", "sessionId"), text("sessionId"), text("recording", "roomUUID")), event.SessionID)
		require.Equal(t, text("meeting", "organizedBy", "id"), event.OrganizerID)
		if event.Participant != nil {
			require.Equal(t, text("participant", "peerId"), event.Participant.PeerID)
			require.Equal(t, text("participant", "customParticipantId"), event.Participant.CustomID)
		}
		requireSingleKeys(t, body)
	})
}

// requireSingleKeys wants objects that keep their number of keys when these are
// compared as loosely as can be.
func requireSingleKeys(t *testing.T, value json.RawMessage) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	begin, err := decoder.Token()
	require.NoError(t, err)
	var keys []string
	for begin == json.Delim('{') || begin == json.Delim('[') {
		if !decoder.More() {
			break
		}
		if begin == json.Delim('{') {
			key, err := decoder.Token()
			require.NoError(t, err)
			for _, other := range keys {
				require.False(t, strings.EqualFold(other, key.(string)), "%q and %q", other, key)
			}
			keys = append(keys, key.(string))
		}
		var inner json.RawMessage
		require.NoError(t, decoder.Decode(&inner))
		requireSingleKeys(t, inner)
	}
}

// A key that is taken can check signatures: it finds this one wrong, and not
// itself. It is never read from what is no key.
func FuzzParseAnswer(f *testing.F) {
	check := func(t *testing.T, key *rsa.PublicKey, err error) {
		if err != nil {
			require.Nil(t, key)
			return
		}
		require.LessOrEqual(t, key.Size(), largestKeyBits/8, "it takes no time to speak of")
		digest := make([]byte, crypto.SHA256.Size())
		require.ErrorIs(t, rsa.VerifyPKCS1v15(key, crypto.SHA256, digest, make([]byte, key.Size())), rsa.ErrVerification)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		key, err := parseAnswer(content)
		check(t, key, err)
		key, err = parseKey(string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: content})))
		check(t, key, err)
	})
}
