package cloudflare

import (
	"context"
	"time"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// Ending is how an attempt to end a session came out.
type Ending string

// The endings.
const (
	Confirmed   Ending = "confirmed"    // seen empty twice in a row, or once with RealtimeKit's own word for it
	NothingLive Ending = "nothing-live" // nobody was there
	NewSession  Ending = "new-session"  // a session of another id runs now: somebody began anew
	Unconfirmed Ending = "unconfirmed"  // told to end, not seen to have ended
	StillLive   Ending = "still-live"   // the meeting is locked, but people are inside
)

// EndOptions says how to end a session.
type EndOptions struct {
	// Lock makes the meeting INACTIVE first, so that nobody comes back.
	Lock bool
	// Wait is how long to look for the end; with 0 it is not looked for.
	Wait time.Duration
	// Ended may bring the ids of sessions that RealtimeKit said have ended,
	// from verified meeting.ended webhooks. It stands for one look.
	Ended <-chan string
	// Saw is called, from the caller's goroutine, after each step.
	Saw func(step string)
}

// EndReport is what was done and seen.
type EndReport struct {
	Meeting    string `json:"meeting"`
	Ending     Ending `json:"ending"`
	Locked     bool   `json:"locked"`               // by this call
	SessionID  string `json:"sessionId,omitempty"`  // what was to end; empty when nothing ran
	People     int    `json:"people"`               // who was inside at the start
	Kicks      int    `json:"kicks"`                // how often everybody was removed
	Removed    int    `json:"removed"`              // people, by the service's count
	Looks      int    `json:"looks"`                // after the first removal
	Webhook    bool   `json:"webhook"`              // RealtimeKit said that the session has ended
	NewSession string `json:"newSession,omitempty"` // another session that was seen meanwhile
	Inside     int    `json:"inside"`               // who was there at the last look

	Recordings *Recordings `json:"recordings,omitempty"` // nil when no session ran
}

const (
	emptyLooks   = 2 // a join that was allowed before may land after the first
	mostKickAlls = 5
)

// End ends the session that runs in a meeting.
//
// With Lock the meeting is locked first: the other order leaves whoever rejoins
// in between inside a locked meeting. Then everybody is removed, and the meeting
// is looked at until it was empty twice in a row; whoever landed late is removed
// too. Without Lock a session with a new id is left alone and reported.
//
// Which recordings run is asked before anything is changed, and what became of
// them after the last look; that this cannot be seen is reported and no error.
//
// The report holds also when there is an error. HalfDone: the meeting is locked
// but people may be inside.
func (c *Client) End(ctx context.Context, meeting string, options EndOptions) (EndReport, error) {
	if options.Saw == nil {
		options.Saw = func(string) {}
	}
	e := &end{client: c, options: options, report: EndReport{Meeting: meeting, Ending: Unconfirmed}}
	err := e.run(ctx)
	return e.report, err
}

type end struct {
	client  *Client
	options EndOptions
	report  EndReport
}

func (e *end) run(ctx context.Context) error {
	session, live, err := e.client.ActiveSession(ctx, e.report.Meeting)
	if err != nil {
		return err
	}
	if live {
		e.report.SessionID, e.report.People, e.report.Inside = session.ID, session.People, session.People
		e.options.Saw("a session runs: " + session.ID)
		e.seeRecordings(ctx)
	} else {
		e.options.Saw("no session runs")
	}
	if e.options.Lock {
		if err := e.client.Lock(ctx, e.report.Meeting); err != nil {
			return err
		}
		e.report.Locked = true
		e.options.Saw("the meeting is locked")
	} else if !live {
		e.report.Ending = NothingLive
		return nil
	}
	if err := e.kickAll(ctx); err != nil && !IsKind(err, OutcomeUnknown) {
		return e.halfDone(err)
	}
	if e.options.Wait <= 0 {
		return nil
	}
	defer e.seeRecordingsAgain(ctx)
	return e.watch(ctx)
}

// kickAll removes everybody. That nobody is there is a success.
func (e *end) kickAll(ctx context.Context) error {
	e.report.Kicks++
	var params realtime_kit.ActiveSessionKickAllParticipantsParams
	set(&params.AccountID.Value, &params.AccountID.Present, e.client.account)
	err := e.client.change(ctx, "remove everybody from meeting "+e.report.Meeting, func(ctx context.Context) error {
		answer, err := e.client.kit.ActiveSession.KickAllParticipants(ctx, e.client.app, e.report.Meeting, params)
		if err == nil {
			e.report.Removed += int(answer.Data.KickedParticipantsCount)
		}
		return err
	})
	switch {
	case IsKind(err, NotFound):
		return nil
	case err != nil:
		e.options.Saw(err.Error())
	default:
		e.options.Saw("everybody was told to go")
	}
	return err
}

// watch looks until it is clear how the session ended, or time is up.
func (e *end) watch(ctx context.Context) error {
	limited, cancel := context.WithTimeout(ctx, e.options.Wait)
	defer cancel()
	empty := 0
	var trouble error // of the last look or removal
	for {
		session, live, err := e.client.look(limited, e.report.Meeting)
		if IsKind(err, NotFound) {
			live, err = false, nil // the meeting was there at the start
		}
		switch {
		case limited.Err() != nil:
			return e.timeIsUp(ctx, trouble)
		case err != nil:
			trouble, empty = err, 0
			e.options.Saw(err.Error())
		default:
			trouble = nil
			e.report.Looks++
			e.report.Inside = session.People
			if live && session.People > 0 {
				empty = 0
				if done, err := e.stillThere(limited, session); done {
					return nil
				} else if err != nil {
					trouble = err
				}
				break
			}
			empty++
			e.options.Saw("nobody is inside")
		}
		if empty >= emptyLooks || (empty > 0 && e.report.Webhook) {
			e.report.Ending = Confirmed
			if e.report.SessionID == "" && e.report.NewSession == "" {
				e.report.Ending = NothingLive
			}
			return nil
		}
		e.pause(limited)
	}
}

// stillThere deals with people who are inside; done means that they are to stay.
func (e *end) stillThere(ctx context.Context, session Session) (done bool, err error) {
	if session.ID != e.report.SessionID {
		e.report.NewSession = session.ID
		e.options.Saw("another session runs now: " + session.ID)
		if !e.options.Lock {
			e.report.Ending = NewSession
			return true, nil
		}
	} else {
		e.options.Saw("people are still inside")
	}
	if e.report.Kicks >= mostKickAlls {
		return false, nil
	}
	return false, e.kickAll(ctx)
}

// pause waits for the next look, or for RealtimeKit to say that the session has
// ended, which makes the next look due at once.
func (e *end) pause(ctx context.Context) {
	timer := time.NewTimer(e.client.lookEvery)
	defer timer.Stop()
	for {
		select {
		case id, open := <-e.options.Ended:
			if !open {
				e.options.Ended = nil
			}
			if !open || id != e.report.SessionID || e.report.Webhook {
				continue
			}
			e.report.Webhook = true
			e.options.Saw("RealtimeKit says that the session has ended")
		case <-timer.C:
		case <-ctx.Done():
		}
		return
	}
}

func (e *end) timeIsUp(ctx context.Context, trouble error) error {
	if err := ctx.Err(); err != nil {
		trouble = &Error{Kind: Unreachable, Doing: "watch meeting " + e.report.Meeting, Detail: "stopped", cause: err}
	}
	if e.report.Inside > 0 && e.report.Locked {
		e.report.Ending = StillLive
		return e.halfDone(trouble)
	}
	return trouble
}

// halfDone is err, told as what it means once the meeting is locked.
func (e *end) halfDone(err error) error {
	if !e.report.Locked {
		return err
	}
	detail := "the meeting is locked, but people are still inside"
	if err != nil {
		detail = "the meeting is locked, but people may still be inside: " + err.Error()
	}
	return &Error{Kind: HalfDone, Doing: "end meeting " + e.report.Meeting, Detail: detail, Finish: "gavel end " + e.report.Meeting, cause: err}
}
