package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

// receipt is how it went with one person.
type receipt struct {
	cloudflare.Target
	Listed  *listed              `json:"listed,omitempty"` // in the place of a target: who has no id to go by
	Done    bool                 `json:"done"`
	Removed []cloudflare.Removed `json:"removed,omitempty"` // as the service names them, once for each connection
	Error   *failure             `json:"error,omitempty"`
	err     error
}

// each does something with each target, and may note in the receipt what it saw.
// One that fails does not keep it from the others.
func each(targets []cloudflare.Target, do func(*receipt) error) []receipt {
	receipts := make([]receipt, len(targets))
	for i, target := range targets {
		one := &receipts[i]
		one.Target = target
		one.err = do(one)
		one.Done, one.Error = one.err == nil, failureOf(one.err)
	}
	return receipts
}

// sum makes one error of all receipts: half done when it went well with some
// only. Of several kinds of failure the one that says least of the outcome
// counts.
func sum(receipts []receipt) error {
	done, unusable := 0, 0
	var failed []string
	var worst error
	for _, one := range receipts {
		if one.Done {
			done++
			continue
		}
		if one.Listed != nil {
			unusable++
		}
		failed = append(failed, one.err.Error())
		if exitCode(one.err) > exitCode(worst) {
			worst = one.err
		}
	}
	of := fmt.Sprint(len(receipts))
	if unusable > 0 {
		of += fmt.Sprintf(", %d not usable", unusable)
	}
	if more := len(failed) - mostFailuresTold; more > 0 {
		failed = append(failed[:mostFailuresTold], fmt.Sprintf("and %d more", more))
	}
	switch {
	case worst == nil:
		return nil
	case len(receipts) == 1:
		return worst
	case done > 0:
		return halfDoneError{fmt.Errorf("done for %d of %s: %s", done, of, strings.Join(failed, "; "))}
	}
	return nothingDoneError{fmt.Sprintf("done for none of %s: %s", of, strings.Join(failed, "; ")), worst}
}

const mostFailuresTold = 10 // in one error; the receipts have them all

// nothingDoneError says how each failed, and is of the kind of the worst.
type nothingDoneError struct {
	said  string
	worst error
}

func (e nothingDoneError) Error() string { return e.said }
func (e nothingDoneError) Unwrap() error { return e.worst }

// listReceipts prints a line for each person; done is what to say when all went
// well.
func listReceipts(receipts []receipt, done func(receipt) string) func(io.Writer) {
	return func(to io.Writer) {
		for _, one := range receipts {
			if one.Listed != nil {
				printLine(to, "%s", one.err)
				continue
			}
			said := done(one)
			if !one.Done {
				said = "failed: " + errorText(one.err)
			}
			if len(one.Removed) > 0 {
				said += ": " + named(one.Removed)
			}
			printLine(to, "%s: %s", one, said)
		}
	}
}

// named lists people by name and id.
func named(people []cloudflare.Removed) string {
	var all []string
	for _, one := range people {
		all = append(all, strings.TrimSpace(one.Name+" ("+one.ID+")"))
	}
	return strings.Join(all, ", ")
}
