package section

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestAPatchIsJSON(t *testing.T) {
	text := "\"quoted\" \\ <b>\n\x00\x1f é 👩‍🚀 \u2028"
	var p Patch
	assert.Nil(t, p.Done())
	p.Op("title").String(text)
	p.Op("x").Int(1).Int(-2).Bool(true).Bool(false)
	p.Op("say").Messages([]meeting.Message{{Key: "k", Args: []meeting.Arg{{Name: "name", Value: text}}}, {Key: "l"}}).Bool(false)
	var got []any
	require.NoError(t, json.Unmarshal(p.Done(), &got))
	assert.Equal(t, []any{
		[]any{"title", text},
		[]any{"x", 1.0, -2.0, true, false},
		[]any{"say", []any{[]any{"k", "name", text}, []any{"l"}}, false},
	}, got)
}
