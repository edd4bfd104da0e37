package cloudflare

import (
	"encoding/json"
	"net/http"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// An answer counts as a success only when it says so, and of one that does not
// an error is told that is short, can be seen and holds no API token.
func FuzzJudge(f *testing.F) {
	w := newWire(secret, 0)
	f.Fuzz(func(t *testing.T, method string, status int, content string) {
		failure := w.judge(&http.Request{Method: method}, &http.Response{StatusCode: status, Header: http.Header{}}, []byte(content))
		var said map[string]any
		unreadable := json.Unmarshal([]byte(content), &said)
		if failure == nil {
			require.NoError(t, unreadable)
			require.Equal(t, true, said["success"])
			require.Less(t, status, 300)
			return
		}
		require.True(t, unreadable != nil || said["success"] != true || status >= 300, "it was a success: %v", failure)
		require.NotEqual(t, BadInput, failure.Kind, "nobody has called wrongly")
		if method != http.MethodGet && (status >= 500 || status == http.StatusRequestTimeout) {
			require.Equal(t, OutcomeUnknown, failure.Kind)
		}
		if failure.Kind == NotFound {
			require.Equal(t, 404, status)
			require.IsType(t, map[string]any{}, said["error"], "it is RealtimeKit that knows no such thing")
		}
		text := failure.Error()
		require.True(t, utf8.ValidString(text))
		require.NotContains(t, text, secret)
		require.LessOrEqual(t, len(text), 12*longestDetail)
		for _, r := range text {
			require.True(t, unicode.IsPrint(r), "%q in %q", r, text)
		}
	})
}
