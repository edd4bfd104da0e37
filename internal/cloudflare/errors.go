package cloudflare

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind is what sort of failure an [Error] is.
type Kind string

// The kinds of failure. Only HalfDone and OutcomeUnknown may have changed
// anything at the service.
const (
	BadInput       Kind = "bad-input"       // refused here, nothing was sent
	NotFound       Kind = "not-found"       // the service knows no such thing
	Denied         Kind = "denied"          // the API token may not do this
	RateLimited    Kind = "rate-limited"    // too many requests; see RetryAfter
	Refused        Kind = "refused"         // the service said no for another reason
	Unreachable    Kind = "unreachable"     // no usable answer, and nothing was to be changed or nothing was sent
	OutcomeUnknown Kind = "outcome-unknown" // the request went out and no usable answer came back
	HalfDone       Kind = "half-done"       // one part was done, another was not; see Finish
)

// Error is every error of this package.
type Error struct {
	Kind       Kind
	Doing      string        // what was tried, as in "lock meeting 4f1c"
	Status     int           // the HTTP status of the answer; 0 without one
	Detail     string        // what was wrong, a part of a sentence
	RetryAfter time.Duration // how long the service asks to wait, with RateLimited
	Finish     string        // the one thing that is left to do, with HalfDone
	cause      error
}

func (e *Error) Error() string {
	text := e.Detail
	if e.Doing != "" {
		text = e.Doing + ": " + text
	}
	if e.Finish != "" {
		text += "; to finish: " + e.Finish
	}
	return text
}

// Unwrap gives what caused the error, such as context.Canceled.
func (e *Error) Unwrap() error { return e.cause }

// IsKind reports whether err is, or wraps, an Error of that kind.
func IsKind(err error, kind Kind) bool {
	var failure *Error
	return errors.As(err, &failure) && failure.Kind == kind
}

func badInput(format string, values ...any) error {
	return &Error{Kind: BadInput, Detail: fmt.Sprintf(format, values...)}
}

const longestDetail = 300

// quoted is what the service said, on one line, short, and without secrets.
func quoted(said string, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			said = strings.ReplaceAll(said, secret, "***")
		}
	}
	said = strings.Join(strings.FieldsFunc(said, func(r rune) bool { return r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) }), " ")
	if runes := []rune(said); len(runes) > longestDetail {
		said = string(runes[:longestDetail]) + "…"
	}
	return fmt.Sprintf("%q", said)
}
