package main

import (
	"context"
	"errors"

	"io"
	"net/url"
	"os"
	"sync"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/cloudflare/webhook"
)

type webhookServeCommand struct {
	account
	Addr    string   `default:"127.0.0.1:8090" placeholder:"HOST:PORT" help:"Address to listen at, for a tunnel or proxy that ends the https; port 0 takes a free one. (default: ${default})"`
	Forward string   `placeholder:"URL" help:"Your own server, which gets what was checked, as a POST with the same body."`
	Meeting []string `placeholder:"ID" help:"Meetings that are yours; may be repeated. (default: ask the API, with the account)"`
	KeyURL  string   `name:"key-url" default:"${keyURL}" placeholder:"URL" help:"Where the key is that webhooks are signed with. (default: ${default})"`
}

// Help is the longer text of gavel webhook serve --help.
func (c *webhookServeCommand) Help() string {
	return `Receives RealtimeKit's webhooks: checks the signature, refuses what is not about your meetings (a signature alone does not say for whom it is), takes each report once, prints it as a line of JSON without its secrets, and passes it on.

  gavel webhook serve --forward http://127.0.0.1:3000/rtk --meeting 4f1c

When your server does not answer 2xx, RealtimeKit is told to try again.

Exit codes: 0 stopped; 1 failed; 2 called wrongly.` + accountHelp
}

// Validate is called by kong when the flags are read.
func (c *webhookServeCommand) Validate() error {
	if c.Forward == "" {
		return nil
	}
	address, err := url.Parse(c.Forward)
	if err != nil || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
		return errors.New("--forward: want http:// or https:// and a host")
	}
	return nil
}

// Run receives until ctx ends.
func (c *webhookServeCommand) Run(ctx context.Context, terminal terminal) error {
	known := webhook.Only(c.Meeting...)
	if len(c.Meeting) == 0 {
		if os.Getenv(tokenVariable) == "" {
			return usageError{errors.New("whose meetings? Name them with --meeting, or set CLOUDFLARE_ACCOUNT_ID, RTK_APP_ID and CLOUDFLARE_API_TOKEN to ask the API")}
		}
		client, err := c.client(0)
		if err != nil {
			return err
		}
		known = meetingsOf(client)
	}
	handle := func(context.Context, webhook.Report) error { return nil }
	if c.Forward != "" {
		handle = webhook.Forward(c.Forward)
	}
	door, err := listenForWebhooks(c.Addr, receiverFor(terminal, c.KeyURL, known, handle))
	if err != nil {
		return err
	}
	defer door.close()
	printLine(terminal.err, "Webhooks are taken at %s", door.url)
	return door.wait(ctx)
}

// meetingsOf knows what the API knows.
func meetingsOf(client *cloudflare.Client) webhook.Known {
	return webhook.Asked(func(ctx context.Context, meeting string) (bool, error) {
		_, err := client.Meeting(ctx, meeting)
		if cloudflare.IsKind(err, cloudflare.NotFound) || cloudflare.IsKind(err, cloudflare.BadInput) {
			return false, nil
		}
		return err == nil, err
	})
}

// receiverFor prints each report that handle has taken as a line of JSON.
func receiverFor(terminal terminal, keyURL string, known webhook.Known, handle func(context.Context, webhook.Report) error) *webhook.Receiver {
	out := &oneByOne{to: terminal.out}
	err := &oneByOne{to: terminal.err}
	return webhook.NewReceiver(webhook.Options{
		Keys:  webhook.NewKeys(keyURL, nil),
		Known: known,
		Handle: func(ctx context.Context, report webhook.Report) error {
			if err := handle(ctx, report); err != nil {
				return err
			}
			return writeJSON(out, report.Event, "")
		},
		Log: func(line string) { printLine(err, "%s", line) },
	})
}

// oneByOne lets several goroutines write lines.
type oneByOne struct {
	mu sync.Mutex
	to io.Writer
}

func (o *oneByOne) Write(content []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.to.Write(content)
}
