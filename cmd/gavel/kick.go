package main

import (
	"context"
	"errors"
	"slices"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

type kickCommand struct {
	account
	output
	Meeting       string   `arg:"" help:"Id of the meeting."`
	CustomID      []string `name:"custom-id" sep:"none" placeholder:"ID" help:"Who to remove, by your own id for them; may be repeated."`
	ParticipantID []string `name:"participant-id" sep:"none" placeholder:"ID" help:"Who to remove, by RealtimeKit's id, as gavel who shows it; may be repeated."`
	KeepOut       bool     `help:"Also take back their registration, so that their token lets nobody in."`
}

// Help is the longer text of gavel kick --help.
func (c *kickCommand) Help() string {
	return `Removes people from the session that runs in a meeting, one call for each, and says for each how it went and whom the service removed, by name and id.

  gavel kick 4f1c --custom-id bob --keep-out

A kick alone is no ban: the token with which they joined stays good.

Exit codes: 0 removed; 1 failed; 2 called wrongly; 3 sent, but not known whether it was done; 4 done for some only, or removed but not kept out.` + accountHelp
}

// Validate is called by kong when the flags are read.
func (c *kickCommand) Validate() error {
	if len(c.CustomID)+len(c.ParticipantID) == 0 {
		return errors.New("want --custom-id or --participant-id")
	}
	return nil
}

// Run removes them.
func (c *kickCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	kick, done := client.Kick, "removed"
	if c.KeepOut {
		kick, done = client.KickOut, "removed and kept out"
	}
	receipts := each(targets(c.ParticipantID, c.CustomID), func(one *receipt) (err error) {
		one.Removed, err = kick(ctx, c.Meeting, one.Target)
		return err
	})
	return c.tell(terminal, receipts, sum(receipts), listReceipts(receipts, done))
}

// targets are all who are named, once each.
func targets(participantIDs, customIDs []string) []cloudflare.Target {
	var found []cloudflare.Target
	add := func(target cloudflare.Target) {
		if !slices.Contains(found, target) {
			found = append(found, target)
		}
	}
	for _, id := range customIDs {
		add(cloudflare.Target{CustomID: id})
	}
	for _, id := range participantIDs {
		add(cloudflare.Target{ParticipantID: id})
	}
	return found
}
