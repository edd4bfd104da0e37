package cloudflare

import (
	"context"
	"time"
)

// Recordings is what the end of a session saw of recordings. It only looks: what
// the service does with a recording whose session ends is the service's.
type Recordings struct {
	Seen    bool           `json:"seen"`            // they could be listed before the session was told to end
	Error   string         `json:"error,omitempty"` // why they could not
	Running []RecordingEnd `json:"running"`         // those that ran then
}

// RecordingEnd is one recording that ran, and what was seen of it after the end.
// Of a meeting that was not looked at any more both are empty.
type RecordingEnd struct {
	Recording
	After      string `json:"after,omitempty"`      // its state then
	AfterError string `json:"afterError,omitempty"` // why it was not seen
}

// recordingsPatience keeps recordings from holding the end of a session up.
const recordingsPatience = 5 * time.Second

// hurried is a client that gives up early.
func (c *Client) hurried() *Client {
	other := *c
	other.timeout = min(c.timeout, recordingsPatience)
	return &other
}

// seeRecordings notes what runs before anything is ended.
func (e *end) seeRecordings(ctx context.Context) {
	saw := &Recordings{Running: []RecordingEnd{}}
	e.report.Recordings = saw
	running, err := e.client.hurried().RunningRecordings(ctx, e.report.Meeting)
	if err != nil {
		saw.Error = err.Error()
		e.options.Saw("recordings cannot be seen: " + saw.Error)
		return
	}
	saw.Seen = true
	for _, one := range running {
		saw.Running = append(saw.Running, RecordingEnd{Recording: one})
		e.options.Saw("a recording runs, and ends with the session: " + one.ID + " (" + one.State + ")")
	}
	if len(running) == 0 {
		e.options.Saw("no recording runs")
	}
}

// seeRecordingsAgain notes what became of them. A service that is silent is
// waited for once.
func (e *end) seeRecordingsAgain(ctx context.Context) {
	if e.report.Recordings == nil || e.report.Looks == 0 {
		return
	}
	client := e.client.hurried()
	silent := false
	for i := range e.report.Recordings.Running {
		one := &e.report.Recordings.Running[i]
		err := checkAnswered("ask about a recording", "recording id", one.ID)
		switch {
		case err != nil:
		case silent:
			err = &Error{Kind: Unreachable, Doing: "ask about recording " + one.ID, Detail: "not asked, for the service did not answer about another"}
		default:
			one.After, err = client.RecordingState(ctx, one.ID)
			silent = IsKind(err, Unreachable)
		}
		if err != nil {
			one.AfterError = err.Error()
			e.options.Saw("not seen after the end: " + one.AfterError)
			continue
		}
		e.options.Saw("recording " + one.ID + " is " + one.After + " now")
	}
}
