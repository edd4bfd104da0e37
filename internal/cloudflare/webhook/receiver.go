package webhook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

const largestReport = 256 << 10

// Report is a verified report that was not taken before.
type Report struct {
	Event
	Body   []byte      // as signed; may hold secrets
	Header http.Header // as received; only the body is signed
}

// Options is what a receiver needs; all of it is required.
type Options struct {
	Keys  *Keys
	Known Known
	// Handle takes a report. It must be quick: RealtimeKit waits. After an
	// error the report is not counted as taken and RealtimeKit tries again.
	Handle func(context.Context, Report) error
	// Log gets a line for each report that was refused. It never gets bodies.
	Log func(line string)
}

// Receiver is the http.Handler that RealtimeKit calls.
type Receiver struct {
	options Options
	ledger  ledger
}

// NewReceiver makes a receiver; call Close in the end.
func NewReceiver(options Options) *Receiver { return &Receiver{options: options} }

// Close closes the keys. The server that has the receiver is to end first.
func (r *Receiver) Close() { r.options.Keys.Close() }

// ServeHTTP takes one report; see the package's text for the answers.
func (r *Receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	status, err := r.take(w, request)
	if err != nil {
		r.options.Log(fmt.Sprintf("refused a report (%d): %v", status, err))
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", http.MethodPost)
		}
		http.Error(w, http.StatusText(status), status) // no more than that, to strangers
		return
	}
	w.WriteHeader(status)
}

var (
	errNotPost  = errors.New("want POST")
	errStranger = errors.New("it is about a meeting that is not ours")
	errInHand   = errors.New("the same report is being handled")
)

func (r *Receiver) take(w http.ResponseWriter, request *http.Request) (int, error) {
	if request.Method != http.MethodPost {
		return http.StatusMethodNotAllowed, errNotPost
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, largestReport))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge, err
	} else if err != nil {
		return http.StatusBadRequest, err
	}
	err = r.options.Keys.verify(request.Context(), body, request.Header.Get("rtk-signature"))
	if errors.Is(err, errNoKey) {
		return http.StatusServiceUnavailable, err
	} else if err != nil {
		return http.StatusUnauthorized, err
	}
	event, err := parse(body)
	if err != nil {
		return http.StatusBadRequest, err
	}
	ours, err := r.options.Known(request.Context(), event.MeetingID)
	if err != nil {
		return http.StatusServiceUnavailable, err
	} else if !ours {
		return http.StatusForbidden, errStranger
	}
	return r.hand(request, event, body)
}

// hand has the report handled, unless that was done.
func (r *Receiver) hand(request *http.Request, event Event, body []byte) (int, error) {
	marks := marks(event, body)
	switch r.ledger.open(marks) {
	case taken:
		return http.StatusOK, nil
	case inHand:
		return http.StatusServiceUnavailable, errInHand
	}
	done := false
	defer func() { r.ledger.close(marks, done) }()
	if err := r.options.Handle(request.Context(), Report{event, body, request.Header}); err != nil {
		return http.StatusServiceUnavailable, err
	}
	done = true
	return http.StatusOK, nil
}
