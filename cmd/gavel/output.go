package main

import (
	"errors"
	"io"

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
	return errors.Join(err, writeJSON(to.out, answer, "  "))
}

func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	told := &failure{Message: errorText(err)}
	var known *cloudflare.Error
	if errors.As(err, &known) {
		told.Kind, told.Finish = string(known.Kind), known.Finish
	}
	var unusable unusableError
	if errors.As(err, &unusable) {
		told.Kind = "not-usable"
	}
	return told
}

// say is a text of one line.
func say(format string, values ...any) func(io.Writer) {
	return func(to io.Writer) { printLine(to, format, values...) }
}

func silence(io.Writer) {}
