package section

import (
	"slices"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Requests is the section of what others ask of oneself.
type Requests struct {
	basis *Basis
	// Off has nothing shown and told of them.
	Off       bool
	accepting map[meeting.Request]bool // is being done
	untold    []meeting.Message
}

// NewRequests returns the section.
func NewRequests(basis *Basis) *Requests {
	return &Requests{basis: basis, accepting: map[meeting.Request]bool{}}
}

// RequestsShown is the section as it is to be seen; with nothing in it, it is not there.
type RequestsShown struct{ All []RequestShown }

// RequestShown is one of them.
type RequestShown struct {
	Request meeting.Request
	Busy    bool
}

// Ask takes in what is asked.
func (r *Requests) Ask(requests []meeting.Request) {
	for _, request := range requests {
		if !r.Off {
			r.untold = append(r.untold, meeting.Message{Key: "request." + string(request)})
		}
	}
}

// Accept takes in that a request is answered with yes, and tells whether it is to be done now.
func (r *Requests) Accept(request meeting.Request) bool {
	if r.accepting[request] || !slices.Contains(r.basis.State.Requests, request) {
		return false
	}
	r.accepting[request] = true
	return true
}

// Accepted takes in that what was accepted has been done, or has failed.
func (r *Requests) Accepted(request meeting.Request) { delete(r.accepting, request) }

// Expire says what is to be told.
func (r *Requests) Expire() (told []meeting.Message) {
	told, r.untold = r.untold, nil
	return told
}

// Shown returns what is to be seen now.
func (r *Requests) Shown() (shown RequestsShown) {
	if r.Off || !r.basis.Live {
		return shown
	}
	for _, request := range r.basis.State.Requests {
		shown.All = append(shown.All, RequestShown{Request: request, Busy: r.accepting[request]})
	}
	return shown
}

// Diff writes what has changed since from.
func (to *RequestsShown) Diff(from *RequestsShown, p *Patch) {
	if slices.Equal(from.All, to.All) {
		return
	}
	p.Op("requests")
	for _, one := range to.All {
		p.String(string(one.Request)).Bool(one.Busy)
	}
}
