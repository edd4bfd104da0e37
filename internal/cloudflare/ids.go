package cloudflare

import (
	"regexp"
	"strings"
	"unicode"
)

// Ids become parts of paths and the SDK (v7.9.0) does not escape them: "m#x"
// would ask about the meeting "m", "../x" about something else.
var idPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

const longestCustomID = 256

func checkID(what, id string) error {
	if !idPattern.MatchString(id) {
		return badInput("%s %q: want 1 to 64 letters, digits, - and _, beginning with a letter or digit", what, id)
	}
	return nil
}

// checkAnswered is checkID for an id that the service named: then it is the
// answer that is wrong, and not whoever asked.
func checkAnswered(doing, what, id string) error {
	if checkID(what, id) == nil {
		return nil
	}
	return &Error{Kind: Unreachable, Doing: doing, Detail: "the service's answer cannot be used: it has the " + what + " " + quoted(id)}
}

// checkCustomID is for the ids that an app gives its people; they travel in
// bodies only and may be anything printable.
func checkCustomID(id string) error {
	if id == "" || len(id) > longestCustomID || strings.ContainsFunc(id, unicode.IsControl) {
		return badInput("custom participant id %q: want 1 to %d bytes without control characters", id, longestCustomID)
	}
	return nil
}
