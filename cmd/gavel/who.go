package main

import (
	"context"
	"io"
	"text/tabwriter"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

type whoCommand struct {
	account
	output
	Meeting string `arg:"" help:"Id of the meeting."`
}

// Help is the longer text of gavel who --help.
func (c *whoCommand) Help() string {
	return `Lists who is in a meeting now, once for each connection. The ids are those that kick and mute take.

  gavel who 4f1c

Exit codes: 0 listed, also when nobody is there; 1 failed; 2 called wrongly.` + accountHelp
}

// Run lists them.
func (c *whoCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	inside, err := client.Who(ctx, c.Meeting)
	if err != nil {
		return c.tell(terminal, nil, err, silence)
	}
	return c.tell(terminal, inside, nil, func(to io.Writer) { listInside(to, inside) })
}

func listInside(to io.Writer, inside cloudflare.Inside) {
	if !inside.Live {
		printLine(to, "Nobody is in meeting %s.", inside.Meeting)
		return
	}
	printLine(to, "Session %s of meeting %s: the service counts %d people, these %d are listed.", inside.ID, inside.Meeting, inside.People, len(inside.List))
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	printLine(table, "PARTICIPANT ID\tCUSTOM ID\tNAME\tPRESET\tJOINED")
	for _, one := range inside.List {
		printLine(table, "%s\t%s\t%s\t%s\t%s",
			one.UserID, one.CustomParticipantID, one.Name, one.Preset, one.JoinedAt)
	}
	_ = table.Flush() // fails only when to does
}
