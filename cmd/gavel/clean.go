package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Nothing is printed but by printLine and writeJSON: ids, names, titles and the
// texts of errors come from outside, and a terminal acts on what is in them.

// printLine prints one line. All that is put into the format stays on it.
func printLine(to io.Writer, format string, values ...any) {
	cleaned := make([]any, len(values))
	for i, value := range values {
		switch value := value.(type) {
		case int:
			cleaned[i] = value
		case error:
			cleaned[i] = clean(errorText(value))
		default:
			cleaned[i] = clean(fmt.Sprint(value))
		}
	}
	fmt.Fprintf(to, format+"\n", cleaned...)
}

// writeJSON prints a value, with \u for what a terminal would act on.
func writeJSON(to io.Writer, value any, indent string) error {
	var plain bytes.Buffer
	encoder := json.NewEncoder(&plain)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	var escaped strings.Builder
	for _, r := range plain.String() {
		if r < ' ' || shown(r) { // what is below a blank here is a line break
			escaped.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&escaped, `\u%04x`, unit)
		}
	}
	_, err := io.WriteString(to, escaped.String())
	return err
}

// clean is text with U+FFFD for each character that moves the cursor, changes
// the colour, ends the line, turns the writing direction or cannot be seen.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if shown(r) {
			return r
		}
		return '\ufffd'
	}, text)
}

// shown reports whether a character is nothing but what can be seen of it.
func shown(r rune) bool {
	return unicode.IsPrint(r) && !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// errorText is what an error says, on one line (errors.Join makes several), and
// without what is often secret in addresses: the user, the query, the fragment.
func errorText(err error) string {
	text := addresses.ReplaceAllStringFunc(err.Error(), func(address string) string {
		if end := strings.IndexAny(address, "?#"); end >= 0 {
			address = address[:end] + "?…"
		}
		return users.ReplaceAllString(address, "://…@")
	})
	return strings.ReplaceAll(text, "\n", "; ")
}

var (
	addresses = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://[^\s"]+`)
	users     = regexp.MustCompile(`://[^/]*@`)
)
