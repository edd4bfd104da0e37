package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"syscall"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/cloudflare/desk"
	"github.com/gavel-rtc/gavel/internal/cloudflare/webhook"
	"github.com/gavel-rtc/gavel/internal/demoserver"
	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/kitapi"
)

type serveCommand struct {
	account
	Addr     string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen at; port 0 takes a free one. (default: ${default})"`
	Meeting  string `default:"demo" placeholder:"NAME" help:"Meeting that the demo suggests and that the bots are in. (default: ${default})"`
	Bots     int    `placeholder:"N" help:"Number of bots in the meeting."`
	Presets  string `type:"existingfile" placeholder:"FILE" help:"Presets to use instead of the built-in ones: JSON with RealtimeKit's field names."`
	NoRoom   bool   `help:"Serve the pages only, without a local room."`
	Faults   bool   `help:"Let tests make the room and its API misbehave, through /local/faults and /local/kit/faults."`
	Webhooks string `placeholder:"HOST:PORT" help:"Also take webhooks at this address and print them: RealtimeKit's with an account, else the local room's."`
	KeyURL   string `name:"key-url" default:"${keyURL}" placeholder:"URL" help:"Where RealtimeKit's key is that webhooks are signed with. (default: ${default})"`
	Root     string `default:"." type:"existingdir" placeholder:"DIR" help:"The project's folder, which holds web and js. (default: the current one)"`
}

// Help is the longer text of gavel serve --help.
func (c *serveCommand) Help() string {
	return `Open the printed address in two tabs, join as host in one and as guest in the other. No account and no internet are needed. Stop the server with Ctrl-C.

  gavel serve --bots 8

With CLOUDFLARE_ACCOUNT_ID, RTK_APP_ID and CLOUDFLARE_API_TOKEN set, the page also joins real meetings: the server mints tokens for it, on loopback addresses only.`
}

// Validate is called by kong when the flags are read.
func (c *serveCommand) Validate() error {
	if c.Bots < 0 {
		return fmt.Errorf("--bots=%d: want 0 or more", c.Bots)
	}
	if c.Meeting == "" {
		return errors.New("--meeting: want a name")
	}
	if c.NoRoom && c.Webhooks != "" && c.AppID == "" {
		return errors.New("--webhooks needs the local room or an account")
	}
	if c.NoRoom && (c.Bots > 0 || c.Presets != "" || c.Faults) {
		return errors.New("--no-room leaves nothing for --bots, --presets and --faults")
	}
	return nil
}

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, terminal terminal) error {
	site := demoserver.Options{Root: c.Root, Meeting: c.Meeting}
	client, err := c.realMeetings()
	if err != nil {
		return err
	}
	if client != nil {
		site.Account = desk.New(client)
	}
	if c.NoRoom {
		return c.serve(ctx, terminal, site, client, nil)
	}
	presets, err := c.loadPresets()
	if err != nil {
		return err
	}
	room, err := localroom.New(localroom.Options{Presets: presets, Faults: c.Faults})
	if err != nil {
		return err
	}
	kit := kitapi.New(kitapi.Options{Room: room, Presets: presets, AccountID: localName, AppID: localName, Token: localName, Faults: c.Faults})
	paths := http.NewServeMux()
	paths.Handle("/local/", room.Handler())
	paths.Handle(kitPath+"/", http.StripPrefix(kitPath, kit))
	site.Room = paths
	site.Presets = slices.Sorted(maps.Keys(presets))
	err = c.serve(ctx, terminal, site, client, room)
	kit.Close()
	return errors.Join(err, room.Close())
}

const (
	kitPath   = "/local/kit"
	localName = "local" // the account, the app and the token of the local room's API
)

// realMeetings is the client for the account, or nil without one.
func (c *serveCommand) realMeetings() (*cloudflare.Client, error) {
	if c.AppID == "" {
		return nil, nil
	}
	return c.client(0)
}

func (c *serveCommand) serve(ctx context.Context, terminal terminal, site demoserver.Options, client *cloudflare.Client, room *localroom.Server) error {
	server, err := demoserver.Listen(c.Addr, site)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("another program already listens at %s: stop it, or choose another address with --addr (port 0 takes a free one)", c.Addr)
	}
	if err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx) }()
	stop := func(err error) error {
		end()
		return errors.Join(err, <-served)
	}
	if err := addBots(ctx, server.URL(), c.Meeting, c.Bots); err != nil {
		return stop(err)
	}
	hooks := ""
	if c.Webhooks != "" {
		door, err := c.takeWebhooks(terminal, server, client, room)
		if err != nil {
			return stop(err)
		}
		defer door.close()
		context.AfterFunc(ctx, door.close) // beside the server, so that their patience does not add up
		hooks = door.url
	}
	c.greet(terminal, server, hooks)
	return <-served
}

// takeWebhooks takes RealtimeKit's webhooks, or without an account the local
// room's.
func (c *serveCommand) takeWebhooks(terminal terminal, server *demoserver.Server, client *cloudflare.Client, room *localroom.Server) (*door, error) {
	keyURL, known := c.KeyURL, webhook.Known(nil)
	if client != nil {
		known = meetingsOf(client)
	} else {
		keyURL = server.URL() + kitPath + "/.well-known/webhooks.json"
		known = func(_ context.Context, meeting string) (bool, error) {
			_, err := room.Meeting(meeting)
			return err == nil, nil
		}
	}
	nothingMore := func(context.Context, webhook.Report) error { return nil }
	return listenForWebhooks(c.Webhooks, receiverFor(terminal, keyURL, known, nothingMore))
}

func (c *serveCommand) loadPresets() (localroom.Presets, error) {
	if c.Presets == "" {
		return localroom.BuiltinPresets()
	}
	file, err := os.Open(c.Presets)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	presets, err := localroom.LoadPresets(file)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", c.Presets, err)}
	}
	return presets, nil
}

func (c *serveCommand) greet(terminal terminal, server *demoserver.Server, hooks string) {
	if !server.Loopback() {
		printLine(terminal.err, "gavel: this address can be reached from other machines, and whoever reaches it may join as host.")
	}
	printLine(terminal.out, "The demo is at %s/", server.URL())
	if !c.NoRoom {
		printLine(terminal.out, "  as host:  %s", c.link(server, "host"))
		printLine(terminal.out, "  as guest: %s  (open it in a second tab)", c.link(server, "guest"))
		printLine(terminal.out, "  its API:  %s  (account, app and token are %q)", server.URL()+kitPath, localName)
	}
	if hooks != "" {
		printLine(terminal.out, "  webhooks: %s  (gavel webhook ensure sends them there)", hooks)
	}
	printLine(terminal.out, "Stop it with Ctrl-C.")
}

func (c *serveCommand) link(server *demoserver.Server, role string) string {
	query := url.Values{"meeting": {c.Meeting}, "role": {role}}
	return server.URL() + "/?" + query.Encode()
}
