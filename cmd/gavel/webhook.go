package main

import (
	"context"
	"io"
	"strings"
)

type webhookCommand struct {
	Ensure webhookEnsureCommand `cmd:"" help:"See to it that RealtimeKit reports to an address."`
	List   webhookListCommand   `cmd:"" help:"List where RealtimeKit reports to."`
	Rm     webhookRmCommand     `cmd:"" help:"End the reports to an address."`
	Serve  webhookServeCommand  `cmd:"" help:"Receive reports, check them, and pass them on to your own server."`
}

type webhookEnsureCommand struct {
	account
	output
	URL    string   `arg:"" help:"Address that RealtimeKit shall call."`
	Events []string `default:"meeting.ended" placeholder:"EVENT" help:"What to report; may be repeated or separated by commas. (default: ${default})"`
}

// Help is the longer text of gavel webhook ensure --help.
func (c *webhookEnsureCommand) Help() string {
	return `Subscribes an address to exactly these events. Running it again changes nothing.

  gavel webhook ensure https://example.com/rtk --events meeting.ended,meeting.started

Exit codes: 0 subscribed; 1 failed; 2 called wrongly; 3 sent, but not known whether it was done.` + accountHelp
}

// Run subscribes.
func (c *webhookEnsureCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	changed, err := client.EnsureWebhook(ctx, c.URL, c.Events)
	if err != nil {
		return c.tell(terminal, nil, err, silence)
	}
	text := "It was so already: %s go to %s"
	if changed {
		text = "Done: %s go to %s"
	}
	return c.tell(terminal, map[string]any{"url": c.URL, "events": c.Events, "changed": changed}, nil, func(to io.Writer) {
		printLine(to, text, strings.Join(c.Events, ", "), c.URL)
	})
}

type webhookListCommand struct {
	account
	output
}

// Help is the longer text of gavel webhook list --help.
func (c *webhookListCommand) Help() string {
	return `Lists the app's webhooks.

  gavel webhook list

Exit codes: 0 listed; 1 failed; 2 called wrongly.` + accountHelp
}

// Run lists them.
func (c *webhookListCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	all, err := client.Webhooks(ctx)
	if err != nil {
		return c.tell(terminal, nil, err, silence)
	}
	return c.tell(terminal, all, nil, func(to io.Writer) {
		if len(all) == 0 {
			printLine(to, "The app has no webhooks.")
		}
		for _, one := range all {
			off := ""
			if !one.Enabled {
				off = " (switched off)"
			}
			printLine(to, "%s%s: %s", one.URL, off, strings.Join(one.Events, ", "))
		}
	})
}

type webhookRmCommand struct {
	account
	output
	URL string `arg:"" help:"Address that RealtimeKit shall call no more."`
}

// Help is the longer text of gavel webhook rm --help.
func (c *webhookRmCommand) Help() string {
	return `Ends all of the app's webhooks to an address. That there are none is no error.

  gavel webhook rm https://example.com/rtk

Exit codes: 0 none left; 1 failed; 2 called wrongly; 3 sent, but not known whether it was done.` + accountHelp
}

// Run removes them.
func (c *webhookRmCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	removed, err := client.RemoveWebhook(ctx, c.URL)
	if err != nil {
		return c.tell(terminal, map[string]int{"removed": removed}, err, silence)
	}
	return c.tell(terminal, map[string]int{"removed": removed}, nil, say("%d removed.", removed))
}
