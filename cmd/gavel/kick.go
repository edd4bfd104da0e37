package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

type kickCommand struct {
	account
	output
	Meeting       string   `arg:"" help:"Id of the meeting."`
	CustomID      []string `name:"custom-id" sep:"none" placeholder:"ID" help:"Who to remove, by your own id for them; may be repeated."`
	ParticipantID []string `name:"participant-id" sep:"none" placeholder:"ID" help:"Who to remove, by RealtimeKit's id, as gavel who shows it; may be repeated."`
	From          string   `name:"from" placeholder:"FILE" help:"Who to remove, by a list of your own ids for them: the JSON of snapshot.removed, or one id on each line; - is standard input."`
	KeepOut       bool     `help:"Also take back their registration, so that their token lets nobody in."`
}

// Help is the longer text of gavel kick --help.
func (c *kickCommand) Help() string {
	return `Removes people from the session that runs in a meeting, one call for each, and says for each how it went and whom the service removed, by name and id.

  gavel kick 4f1c --custom-id bob --keep-out

A kick alone is no ban: the token with which they joined stays good. With --keep-out who is not inside is kept out too.

  gavel kick 4f1c --from removed.json --keep-out

--from takes what snapshot.removed of the browser holds, as JSON (the array, or an object with it as "removed"), or one custom id on each line; "--from -" reads it from standard input, of at most 1 MB. Who is named twice is removed once. Who has no custom id there is told as not usable.

Exit codes: 0 removed; 1 failed; 2 called wrongly; 3 sent, but not known whether it was done; 4 done for some only, or removed but not kept out.` + accountHelp
}

// Validate is called by kong when the flags are read.
func (c *kickCommand) Validate() error {
	if len(c.CustomID)+len(c.ParticipantID) == 0 && c.From == "" {
		return errors.New("want --custom-id, --participant-id or --from")
	}
	return nil
}

// Run removes them.
func (c *kickCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	people, err := c.listed(ctx, terminal)
	if err != nil {
		return err
	}
	kick := client.Kick
	if c.KeepOut {
		kick = client.KickOut
	}
	receipts := each(targets(c.ParticipantID, slices.Concat(c.CustomID, people.customIDs)), func(one *receipt) (err error) {
		one.Removed, err = kick(ctx, c.Meeting, one.Target)
		return err
	})
	receipts = append(receipts, unusable(people.unusable)...)
	if len(receipts) == 0 {
		return c.tell(terminal, receipts, nil, say("Nobody to remove: the list is empty."))
	}
	return c.tell(terminal, receipts, sum(receipts), listReceipts(receipts, c.done))
}

// listed is who the list names; nobody without one.
func (c *kickCommand) listed(ctx context.Context, terminal terminal) (peopleList, error) {
	if c.From == "" {
		return peopleList{}, nil
	}
	content, err := readList(ctx, c.From, terminal.in)
	if err != nil {
		return peopleList{}, err
	}
	people, err := parsePeople(content)
	if err != nil {
		return peopleList{}, usageError{fmt.Errorf("--from %s: %w", c.From, err)}
	}
	return people, nil
}

// done is what was done about somebody; one who was not seen inside was not removed.
func (c *kickCommand) done(one receipt) string {
	switch {
	case !c.KeepOut:
		return "removed"
	case len(one.Removed) == 0:
		return "kept out"
	}
	return "removed and kept out"
}

// targets are all who are named, once each.
func targets(participantIDs, customIDs []string) []cloudflare.Target {
	var found []cloudflare.Target
	named := map[cloudflare.Target]bool{}
	add := func(target cloudflare.Target) {
		if !named[target] {
			named[target] = true
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
