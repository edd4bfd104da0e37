package webhook

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// In each of these somebody who reads the body elsewhere may read another meeting.
func TestReportsWithAmbiguousKeysAreRefused(t *testing.T) {
	for body, want := range map[string]string{
		`{"event":"meeting.ended","meeting":{"id":"m1"},"MEETING":{"ID":"m2"}}`:                                 `"MEETING"`,
		`{"event":"meeting.ended","MEETING":{"ID":"m1"}}`:                                                       `"MEETING", want "meeting"`,
		`{"event":"meeting.ended","meeting":{"ID":"m1"}}`:                                                       `"ID", want "id"`,
		`{"event":"meeting.ended","meeting":{"id":"m2"},"meeting":{"id":"m1"}}`:                                 `"meeting" twice`,
		`{"event":"meeting.ended","meeting":{"id":"m1","\u0069d":"m2"}}`:                                        `"id" twice`,
		`{"event":"meeting.ended","meeting":{"id":"m1"},"meetin\u0047":{"id":"m2"}}`:                            `"meetinG" and "meeting"`,
		`{"event":"meeting.ended","meeting":{"id":"m1","seſſionId":"s2"}}`:                                      `want "sessionId"`,
		`{"event":"meeting.ended","meeting":{"id":"m1"},"more":[{"deep":[{"a":1,"A":2}]}]}`:                     `"A" and "a"`,
		`{"event":"meeting.ended","meeting":{"id":"m1"},"more":[1,{"a":1,"b":{"a":1},"a":2}]}`:                  `"a" twice`,
		`{"event":"meeting.ended","meeting":{"id":"m1"},"more":` + strings.Repeat("[", deepestReport) + `1`:     "levels",
		`{"event":"meeting.ended","meeting":{"id":"m1"},"more":` + strings.Repeat(`{"a":`, deepestReport) + `1`: "levels",
	} {
		d := newDesk()
		require.Equal(t, 400, d.signed(body), body)
		require.Contains(t, d.log[0], want, body)
		require.Empty(t, d.handled)
	}
	for _, body := range []string{
		`{"event":"meeting.ended","meeting":{"id":"m1"},"more":[{"a":1},{"a":1,"b":"a","c":{"a":1}}]}`,
		`{"event":"meeting.ended","meeting":{"id":"m1"},"more":` + strings.Repeat("[", deepestReport-1) + strings.Repeat("]", deepestReport-1) + `}`,
	} {
		require.Equal(t, 200, newDesk().signed(body), body)
	}
}
