package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

// output is the flag that all commands for the REST API have.
type output struct {
	JSON bool `name:"json" help:"Print the result as JSON: {\"result\", \"error\"}."`
}

// failure is an error in JSON.
type failure struct {
	Kind    string `json:"kind,omitempty"`
	Message string `json:"message"`
	Finish  string `json:"finish,omitempty"` // the one command that is left to run
}

// tell prints a result, as text or as JSON with err beside it, and returns err.
func (o output) tell(to terminal, result any, err error, text func(io.Writer)) error {
	if !o.JSON {
		text(to.out)
		return err
	}
	answer := struct {
		Result any      `json:"result"`
		Error  *failure `json:"error,omitempty"`
	}{result, failureOf(err)}
	encoder := json.NewEncoder(to.out)
	encoder.SetIndent("", "  ")
	return errors.Join(err, encoder.Encode(answer))
}

func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	told := &failure{Message: err.Error()}
	var known *cloudflare.Error
	if errors.As(err, &known) {
		told.Kind, told.Finish = string(known.Kind), known.Finish
	}
	return told
}

// say is a text of one line.
func say(format string, values ...any) func(io.Writer) {
	return func(to io.Writer) { fmt.Fprintf(to, format+"\n", values...) }
}

func silence(io.Writer) {}

// printable is remote text for a terminal: without what would move the cursor,
// change the colour or turn the writing direction.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\ufffd'
	}, text)
}
