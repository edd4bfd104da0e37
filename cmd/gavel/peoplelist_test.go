package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

func TestListsOfPeople(t *testing.T) {
	ann := `{"userId":"u1","customParticipantId":"ann","name":"Ann","at":1764550000000,"back":null}`
	for content, want := range map[string]peopleList{
		"ann\r\n\n  ben \n\tann\n\n": {customIDs: []string{"ann", "ben", "ann"}},
		"\ufeffann@example.com":      {customIDs: []string{"ann@example.com"}},
		`"ann"`:                      {customIDs: []string{`"ann"`}},
		"[" + ann + "]":              {customIDs: []string{"ann"}},
		"\ufeff\n [" + ann + ", {\"customParticipantId\":\" ben\"}]\n": {customIDs: []string{"ann", " ben"}},
		`{"locks":[],"removed":[` + ann + `]}`:                         {customIDs: []string{"ann"}},
		"[]":                                                           {},
		`{"removed":[]}`:                                               {},
		`[{"userId":"u1","customParticipantId":"","name":"Ann"},` + ann + `,{"userId":"u3","customParticipantId":null},{"userId":"","customParticipantId":"","name":""}]`: {
			customIDs: []string{"ann"}, unusable: []listed{{1, "Ann", "u1"}, {3, "", "u3"}, {4, "", ""}},
		},
	} {
		people, err := parsePeople([]byte(content))
		require.NoError(t, err, content)
		require.Equal(t, want, people, content)
	}
}

func TestBadListsOfPeople(t *testing.T) {
	ann := `{"customParticipantId":"ann"}`
	for content, want := range map[string]string{
		"":                              "it is empty",
		" \n\r\n":                       "it is empty",
		"ann\nb\x00n\n":                 `line 2: custom participant id "b\x00n"`,
		strings.Repeat("x", 257):        "line 1: custom participant id ",
		"ann\n\nb\xffn":                 "line 3: it is not UTF-8",
		"\xff\xfea\x00":                 "line 1: it is not UTF-8",
		"[\n" + ann + ",\n{\"name\":]":  "line 3: it begins as JSON, but is none: invalid character ']'",
		"[" + ann:                       "line 1: it begins as JSON, but is none: unexpected end",
		"[" + ann + "]\n" + ann:         "line 2: it begins as JSON, but is none: invalid character '{' after top-level value",
		"[bot] one":                     "line 1: it begins as JSON, but is none",
		`{"result":[]}`:                 `the object has no key "removed"`,
		`{"Removed":[]}`:                `the object has no key "removed"`,
		ann:                             `the object has no key "removed"`,
		`{"removed":null}`:              "removed: want an array, got null",
		`{"removed": ` + ann + `}`:      "removed: want an array, got an object",
		`{"removed":"ann"}`:             "removed: want an array, got a text",
		`["ann"]`:                       "entry 1: want an object, got a text",
		"[" + ann + ",null]":            "entry 2: want an object, got null",
		"[" + ann + ",[]]":              "entry 2: want an object, got an array",
		`[{"customParticipantId":7}]`:   "entry 1: customParticipantId: want a text, got a number",
		`[{"userId":"u","name":true}]`:  "entry 1: name: want a text, got true or false",
		"[" + ann + `,{"id":"u"}]`:      "entry 2: it has neither customParticipantId nor userId",
		`[{"customParticipantID":"x"}]`: "entry 1: it has neither customParticipantId nor userId",
		`[{"customParticipantId":"` + strings.Repeat("x", 257) + `"}]`: "entry 1: custom participant id ",
		`[{"customParticipantId":"a\nb"}]`:                             `entry 1: custom participant id "a\nb"`,
	} {
		_, err := parsePeople([]byte(content))
		require.ErrorContains(t, err, want, content)
		require.ErrorContains(t, err, "want snapshot.removed as JSON", content)
		require.ErrorContains(t, err, "or one custom id on each line", content)
	}
}

// Nobody is lost: each line and each entry is taken, or told, or the list is refused.
func FuzzParsePeople(f *testing.F) {
	for _, seed := range []string{"ann\nben", `[{"userId":"u1","customParticipantId":"","name":"Ann"},{"customParticipantId":"ben"}]`, `{"removed":[]}`, "[", "\ufeff{}", "\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		people, err := parsePeople(content)
		if err != nil {
			require.Contains(t, err.Error(), wantPeople)
			return
		}
		require.True(t, utf8.Valid(content))
		for _, id := range people.customIDs {
			require.NoError(t, cloudflare.Target{CustomID: id}.Check())
		}
		count := len(people.customIDs) + len(people.unusable)
		var entries []any
		if json.Unmarshal(content, &entries) == nil {
			require.Len(t, entries, count)
		}
	})
}
