package media

import "errors"

var (
	// ErrNoTrack means that the producer is not known here, or has gone.
	ErrNoTrack = errors.New("media: no such producer")
	// ErrNoTransport means that the session has no transport with that id, or
	// none of the direction needed.
	ErrNoTransport = errors.New("media: no such transport")
	// ErrUnanswered means that the browser has not answered the offer of an
	// earlier Consume. A new receiving transport is the way out.
	ErrUnanswered = errors.New("media: an earlier offer is still unanswered")
	// ErrClosed means that the session or its engine has been closed.
	ErrClosed = errors.New("media: closed")
)
