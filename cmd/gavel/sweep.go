package main

import (
	"context"
	"fmt"
	"io"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

type sweepCommand struct {
	account
	output
	watching
	End bool `help:"End them."`
}

// Help is the longer text of gavel sweep --help.
func (c *sweepCommand) Help() string {
	return `Lists the sessions that still run although their meeting is locked: locking ends none, and whoever is inside is billed for. With --end it ends them.

  gavel sweep --end

Exit codes: 0 listed, or all ended; 1 failed; 2 called wrongly; 3 told to end, but not seen to; 4 some were not ended.` + accountHelp
}

// Run lists, and ends.
func (c *sweepCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(c.Every)
	if err != nil {
		return err
	}
	strays, err := client.Strays(ctx)
	if err != nil {
		return c.tell(terminal, strays, err, silence)
	}
	if c.End {
		err = c.end(ctx, client, strays)
	}
	return c.tell(terminal, strays, err, func(to io.Writer) {
		if len(strays) == 0 {
			printLine(to, "No session runs in a locked meeting.")
		}
		for _, one := range strays {
			printLine(to, "meeting %s: session %s with %d people since %s%s",
				one.MeetingID, one.ID, one.People, one.StartedAt, ended(one))
		}
	})
}

func ended(one cloudflare.Stray) string {
	switch {
	case one.Error != "":
		return ": not ended"
	case one.Report != nil:
		return ": ended"
	}
	return ""
}

// end ends each; one that fails does not keep it from the others.
func (c *sweepCommand) end(ctx context.Context, client *cloudflare.Client, strays []cloudflare.Stray) error {
	done := 0
	var last error
	for i := range strays {
		report, err := client.End(ctx, strays[i].MeetingID, cloudflare.EndOptions{Lock: true, Wait: c.Wait})
		if err == nil {
			err = judge(report)
		}
		strays[i].Report = &report
		if err != nil {
			strays[i].Error, last = errorText(err), err
			continue
		}
		done++
	}
	if last != nil && done > 0 {
		return halfDoneError{fmt.Errorf("ended %d of %d: %w", done, len(strays), last)}
	}
	return last
}
