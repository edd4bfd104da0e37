package section

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Requests is the section of what others ask of oneself.
type Requests struct {
	basis *Basis
	// Off has nothing shown and told of them.
	Off       bool
	accepting meeting.Flags // is being done
	untold    []meeting.Message
}

// NewRequests returns the section.
func NewRequests(basis *Basis) *Requests { return &Requests{basis: basis} }

// RequestsShown is the section as it is to be seen; with nothing in it, it is not there.
type RequestsShown struct {
	Devices meeting.Flags // that are asked for
	Busy    meeting.Flags // those of them that are being turned on
}

// Ask takes in what is asked.
func (r *Requests) Ask(devices meeting.Flags) {
	for _, device := range [...]meeting.Flags{meeting.AudioOn, meeting.VideoOn} {
		if devices.Has(device) && !r.Off {
			r.untold = append(r.untold, meeting.Message{Key: "request." + meeting.RequestKind(device)})
		}
	}
}

// Accept takes in that a request is answered with yes, and tells whether it is to be done now.
func (r *Requests) Accept(device meeting.Flags) bool {
	if r.basis.State.Requested&^r.accepting&device == 0 {
		return false
	}
	r.accepting |= device
	return true
}

// Accepted takes in that what was accepted has been done, or has failed.
func (r *Requests) Accepted(device meeting.Flags) { r.accepting &^= device }

// Expire says what is to be told.
func (r *Requests) Expire() (told []meeting.Message) {
	told, r.untold = r.untold, nil
	return told
}

// Shown returns what is to be seen now.
func (r *Requests) Shown() (shown RequestsShown) {
	if r.basis.Live && !r.Off {
		shown.Devices = r.basis.State.Requested
		shown.Busy = shown.Devices & r.accepting
	}
	return shown
}

// Diff writes what has changed since from.
func (to *RequestsShown) Diff(from *RequestsShown, p *Patch) {
	if *from != *to {
		p.Op("requests").Int(int(to.Devices)).Int(int(to.Busy))
	}
}
