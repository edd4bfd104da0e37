package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"syscall"

	"github.com/gavel-rtc/gavel/internal/demoserver"
	"github.com/gavel-rtc/gavel/internal/localroom"
)

type serveCommand struct {
	Addr    string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen at; port 0 takes a free one. (default: ${default})"`
	Meeting string `default:"demo" placeholder:"NAME" help:"Meeting that the demo suggests and that the bots are in. (default: ${default})"`
	Bots    int    `placeholder:"N" help:"Number of bots in the meeting."`
	Presets string `type:"existingfile" placeholder:"FILE" help:"Presets to use instead of the built-in ones: JSON with RealtimeKit's field names."`
	NoRoom  bool   `help:"Serve the pages only, without a local room."`
	Faults  bool   `help:"Let tests make the room misbehave, through /local/faults."`
	Root    string `default:"." type:"existingdir" placeholder:"DIR" help:"The project's folder, which holds web and js. (default: the current one)"`
}

// Help is the longer text of gavel serve --help.
func (c *serveCommand) Help() string {
	return `Open the printed address in two tabs, join as host in one and as guest in the other. No account and no internet are needed. Stop the server with Ctrl-C.`
}

// Validate is called by kong when the flags are read.
func (c *serveCommand) Validate() error {
	if c.Bots < 0 {
		return fmt.Errorf("--bots=%d: want 0 or more", c.Bots)
	}
	if c.Meeting == "" {
		return errors.New("--meeting: want a name")
	}
	if c.NoRoom && (c.Bots > 0 || c.Presets != "" || c.Faults) {
		return errors.New("--no-room leaves nothing for --bots, --presets and --faults")
	}
	return nil
}

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, terminal terminal) error {
	site := demoserver.Options{Root: c.Root, Meeting: c.Meeting}
	if c.NoRoom {
		return c.serve(ctx, terminal, site)
	}
	presets, err := c.loadPresets()
	if err != nil {
		return err
	}
	room, err := localroom.New(localroom.Options{Presets: presets, Faults: c.Faults})
	if err != nil {
		return err
	}
	site.Room = room.Handler()
	site.Presets = slices.Sorted(maps.Keys(presets))
	return errors.Join(c.serve(ctx, terminal, site), room.Close())
}

func (c *serveCommand) serve(ctx context.Context, terminal terminal, site demoserver.Options) error {
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
	if err := addBots(ctx, server.URL(), c.Meeting, c.Bots); err != nil {
		end()
		return errors.Join(err, <-served)
	}
	c.greet(terminal, server)
	return <-served
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

func (c *serveCommand) greet(terminal terminal, server *demoserver.Server) {
	if !server.Loopback() {
		fmt.Fprintln(terminal.err, "gavel: this address can be reached from other machines, and whoever reaches it may join as host.")
	}
	fmt.Fprintf(terminal.out, "The demo is at %s/\n", server.URL())
	if !c.NoRoom {
		fmt.Fprintf(terminal.out, "  as host:  %s\n", c.link(server, "host"))
		fmt.Fprintf(terminal.out, "  as guest: %s  (open it in a second tab)\n", c.link(server, "guest"))
	}
	fmt.Fprintln(terminal.out, "Stop it with Ctrl-C.")
}

func (c *serveCommand) link(server *demoserver.Server, role string) string {
	query := url.Values{"meeting": {c.Meeting}, "role": {role}}
	return server.URL() + "/?" + query.Encode()
}
