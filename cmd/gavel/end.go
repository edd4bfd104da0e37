package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/cloudflare/webhook"
)

type endCommand struct {
	account
	output
	watching
	Meeting  string `arg:"" help:"Id of the meeting."`
	Lock     bool   `help:"Lock the meeting first, so that nobody comes back."`
	Webhooks string `placeholder:"HOST:PORT" help:"Also take RealtimeKit's webhooks at this address: meeting.ended of the session stands for one look."`
	KeyURL   string `name:"key-url" default:"${keyURL}" placeholder:"URL" help:"Where the key is that webhooks are signed with. (default: ${default})"`
}

// watching is how the end of a session is looked for.
type watching struct {
	Wait  time.Duration `default:"60s" placeholder:"TIME" help:"How long to look for the end; 0 does not look. (default: ${default})"`
	Every time.Duration `default:"2s" placeholder:"TIME" help:"Time between two looks. (default: ${default})"`
}

// Validate is called by kong when the flags are read.
func (w watching) Validate() error {
	if w.Wait < 0 || w.Every <= 0 {
		return errors.New("--wait: want 0s or more; --every: want more than 0s")
	}
	return nil
}

// Help is the longer text of gavel end --help.
func (c *endCommand) Help() string {
	return `Ends the session that runs in a meeting: removes everybody, then looks until the meeting was empty twice in a row.

  gavel end 4f1c --lock

Without --lock people can come back. With it the meeting is locked first and whoever still lands inside is removed too; "gavel unlock" opens it again.

Which recordings run is asked first, and what became of them last. They end with the session; where they cannot be seen, it says so and ends the session all the same.

Exit codes: 0 ended and confirmed, or nothing to end; 1 failed; 2 called wrongly; 3 told to end, but not seen to, or another session runs now; 4 locked, but people may be inside.` + accountHelp
}

// Run ends the session.
func (c *endCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(c.Every)
	if err != nil {
		return err
	}
	options := cloudflare.EndOptions{
		Lock: c.Lock,
		Wait: c.Wait,
		Saw:  func(step string) { printLine(terminal.err, "%s", step) },
	}
	if c.Webhooks != "" {
		ended, stop, err := c.receive(terminal)
		if err != nil {
			return err
		}
		defer stop()
		options.Ended = ended
	}
	report, err := client.End(ctx, c.Meeting, options)
	if err == nil {
		err = judge(report)
	}
	if err != nil {
		return c.tell(terminal, report, err, silence)
	}
	return c.tell(terminal, report, nil, func(to io.Writer) {
		printLine(to, "%s", verdict(report))
		listRecordings(to, report.Recordings)
	})
}

// verdict is how an ending that is good is told.
func verdict(report cloudflare.EndReport) string {
	locked := ""
	if report.Locked {
		locked = " The meeting is locked."
	}
	if report.Ending == cloudflare.NothingLive {
		return "Nothing to end: nobody is in meeting " + report.Meeting + "." + locked
	}
	proof := "nobody was inside at two looks in a row"
	if report.Webhook {
		proof = "RealtimeKit says so, and nobody is inside"
	}
	session, others := report.SessionID, ""
	if session == "" {
		session = report.NewSession
	} else if report.NewSession != "" {
		others = " So has session " + report.NewSession + ", which somebody began meanwhile."
	}
	return fmt.Sprintf("Session %s has ended: %s.%s%s", session, proof, others, locked)
}

// judge is what keeps an ending from being confirmed.
func judge(report cloudflare.EndReport) error {
	switch report.Ending {
	case cloudflare.NewSession:
		return unconfirmedError{fmt.Errorf("session %s was told to end, but session %s runs now: people came back; to keep them out: gavel end %s --lock",
			report.SessionID, report.NewSession, report.Meeting)}
	case cloudflare.Unconfirmed:
		if report.Looks == 0 {
			return unconfirmedError{fmt.Errorf("session %s was told to end; whether it has was not looked at", report.SessionID)}
		}
		return unconfirmedError{fmt.Errorf("session %s was told to end, but %d people were inside at the last look", report.SessionID, report.Inside)}
	}
	return nil
}

// receive takes webhooks about the meeting for as long as the command runs.
func (c *endCommand) receive(terminal terminal) (<-chan string, func(), error) {
	ended := make(chan string, 10)
	handle := func(ctx context.Context, report webhook.Report) error {
		if report.Name != webhook.MeetingEnded {
			return nil
		}
		select {
		case ended <- report.SessionID:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	receiver := webhook.NewReceiver(webhook.Options{
		Keys:   webhook.NewKeys(c.KeyURL, nil),
		Known:  webhook.Only(c.Meeting),
		Handle: handle,
		Log:    func(line string) { printLine(terminal.err, "%s", line) },
	})
	door, err := listenForWebhooks(c.Webhooks, receiver)
	if err != nil {
		return nil, nil, err
	}
	return ended, door.close, nil
}
