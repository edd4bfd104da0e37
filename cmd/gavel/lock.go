package main

import (
	"context"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

type lockCommand struct{ lockFlags }

type unlockCommand struct{ lockFlags }

type lockFlags struct {
	account
	output
	Meeting string `arg:"" help:"Id of the meeting."`
}

// Help is the longer text of gavel lock --help.
func (c *lockCommand) Help() string {
	return `Locks a meeting (INACTIVE): nobody can join any more. Whoever is inside stays; "gavel end --lock" removes them too.

  gavel lock 4f1c

Exit codes: 0 locked; 1 failed; 2 called wrongly; 3 sent, but not known whether it was done.` + accountHelp
}

// Help is the longer text of gavel unlock --help.
func (c *unlockCommand) Help() string {
	return `Opens a locked meeting again (ACTIVE).

  gavel unlock 4f1c

Exit codes: 0 open; 1 failed; 2 called wrongly; 3 sent, but not known whether it was done.` + accountHelp
}

// Run locks the meeting.
func (c *lockCommand) Run(ctx context.Context, terminal terminal) error {
	return c.set(ctx, terminal, (*cloudflare.Client).Lock, true)
}

// Run opens the meeting.
func (c *unlockCommand) Run(ctx context.Context, terminal terminal) error {
	return c.set(ctx, terminal, (*cloudflare.Client).Unlock, false)
}

func (c *lockFlags) set(ctx context.Context, terminal terminal, change func(*cloudflare.Client, context.Context, string) error, locked bool) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	if err := change(client, ctx, c.Meeting); err != nil {
		return c.tell(terminal, nil, err, silence)
	}
	state := map[bool]string{true: "locked", false: "open"}[locked]
	return c.tell(terminal, map[string]any{"meeting": c.Meeting, "locked": locked}, nil, say("Meeting %s is %s.", c.Meeting, state))
}
