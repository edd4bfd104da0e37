package localroom

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkLine refuses what is no single line of text: a name or an id. An id that
// is no UTF-8 could be put into no message, and nobody would learn of anybody.
func checkLine(what, text string, most int) error {
	return checkText(what, text, most, "")
}

// checkText refuses a text that is too long, no UTF-8, or has control characters
// other than the given ones.
func checkText(what, text string, most int, but string) error {
	switch {
	case len(text) > most:
		return fmt.Errorf("%s: want at most %d bytes, got %d", what, most, len(text))
	case !utf8.ValidString(text):
		return fmt.Errorf("%s: want UTF-8", what)
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune(but, r) }):
		return fmt.Errorf("%s: want no control characters", what)
	}
	return nil
}

// checkName is checkLine for what must not be empty.
func checkName(what, text string, most int) error {
	if text == "" {
		return fmt.Errorf("%s: want 1 to %d bytes", what, most)
	}
	return checkLine(what, text, most)
}

// lineBreaks are the control characters that a longer text may have.
const lineBreaks = "\t\n\r"
