package localroom

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTokensSurviveTheSDKsDecoding(t *testing.T) {
	signer := newTokenSigner()
	for _, meeting := range []string{"demo", "???>>>~~~", "日本語の会議", "emoji 🎈 room", `quotes " and \`} {
		token, err := signer.issue(meeting, "user-1")
		require.NoError(t, err)
		middle := strings.Split(token, ".")[1]
		assert.NotContains(t, middle, "-")
		assert.NotContains(t, middle, "_")
		content, err := base64.RawStdEncoding.DecodeString(middle) // what atob does
		require.NoError(t, err)
		var seen claims
		require.NoError(t, json.Unmarshal(content, &seen))
		assert.Equal(t, claims{MeetingID: meeting, OrganizationID: organization, ParticipantID: "user-1", TokenID: seen.TokenID}, seen)
		parsed, err := signer.parse(token)
		require.NoError(t, err)
		assert.Equal(t, seen, parsed)
		assert.True(t, strings.HasPrefix(token, "eyJ"), "the SDK complains otherwise")
	}
}

func FuzzTokenParser(f *testing.F) {
	signer := newTokenSigner()
	issued, err := signer.issue("demo", "user-1")
	require.NoError(f, err)
	f.Add(issued)
	f.Fuzz(func(t *testing.T, token string) {
		parsed, err := signer.parse(token)
		if token != issued {
			assert.ErrorIs(t, err, errBadToken, "nobody else issues tokens")
			assert.Zero(t, parsed)
		}
	})
}
