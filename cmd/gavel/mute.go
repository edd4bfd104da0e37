package main

import (
	"context"
	"errors"
)

type muteCommand struct {
	account
	output
	Meeting       string   `arg:"" help:"Id of the meeting."`
	ParticipantID []string `arg:"" optional:"" name:"participant-id" help:"Whose microphones, by RealtimeKit's ids, as gavel who shows them."`
	CustomID      []string `name:"custom-id" sep:"none" placeholder:"ID" help:"Whose microphone, by your own id for them; may be repeated."`
	All           bool     `help:"Everybody's microphones."`
	Hold          bool     `help:"With --all: nobody can turn theirs on again."`
}

// Help is the longer text of gavel mute --help.
func (c *muteCommand) Help() string {
	return `Turns off microphones in the session that runs in a meeting.

  gavel mute 4f1c --all

The service's answer is taken for it: whether a microphone is off cannot be seen from outside the meeting.

Exit codes: 0 done; 1 failed; 2 called wrongly; 3 sent, but not known whether it was done; 4 done for some only.` + accountHelp
}

// Validate is called by kong when the flags are read.
func (c *muteCommand) Validate() error {
	named := len(c.CustomID)+len(c.ParticipantID) > 0
	switch {
	case named == c.All:
		return errors.New("want ids, or --all")
	case c.Hold && !c.All:
		return errors.New("--hold goes with --all")
	}
	return nil
}

// Run mutes them.
func (c *muteCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	if c.All {
		count, err := client.MuteAll(ctx, c.Meeting, !c.Hold)
		if err != nil {
			return c.tell(terminal, nil, err, silence)
		}
		return c.tell(terminal, map[string]int{"muted": count}, nil, say("%d microphones were turned off.", count))
	}
	receipts := each(targets(c.ParticipantID, c.CustomID), func(one *receipt) error { return client.Mute(ctx, c.Meeting, one.Target) })
	return c.tell(terminal, receipts, sum(receipts), listReceipts(receipts, func(receipt) string { return "muted" }))
}
