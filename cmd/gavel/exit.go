package main

import (
	"errors"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

const (
	exitDone        = 0 // and confirmed
	exitFailed      = 1
	exitUsage       = 2
	exitUnconfirmed = 3 // done, or maybe done, but not seen to be
	exitHalfDone    = 4
)

// usageError is an error in how the command was called.
type usageError struct{ error }

// unconfirmedError is what keeps something from being confirmed.
type unconfirmedError struct{ error }

// halfDoneError is an error after a part was done.
type halfDoneError struct{ error }

func exitCode(err error) int {
	var usage usageError
	var unconfirmed unconfirmedError
	var halfDone halfDoneError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage), cloudflare.IsKind(err, cloudflare.BadInput):
		return exitUsage
	case errors.As(err, &halfDone), cloudflare.IsKind(err, cloudflare.HalfDone):
		return exitHalfDone
	case errors.As(err, &unconfirmed), cloudflare.IsKind(err, cloudflare.OutcomeUnknown):
		return exitUnconfirmed
	}
	return exitFailed
}
