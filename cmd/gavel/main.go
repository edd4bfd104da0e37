// Gavel is the command line of the project: one command per file.
//
// It exits with 0 when all went well, with 1 when something failed and with 2
// when it was called wrongly; with 3 when something was done but not seen to be,
// and with 4 when it was done in part.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/cloudflare/webhook"
)

// commands are what the program can do.
type commands struct {
	Serve   serveCommand   `cmd:"" help:"Serve the demo and a local room that the real RealtimeKit SDK joins."`
	End     endCommand     `cmd:"" help:"End the session that runs in a meeting."`
	Kick    kickCommand    `cmd:"" help:"Remove people from a meeting."`
	Who     whoCommand     `cmd:"" help:"List who is in a meeting."`
	Lock    lockCommand    `cmd:"" help:"Let nobody join a meeting any more."`
	Unlock  unlockCommand  `cmd:"" help:"Open a locked meeting again."`
	Mute    muteCommand    `cmd:"" help:"Turn off microphones."`
	Sweep   sweepCommand   `cmd:"" help:"Find, and end, sessions that still run in locked meetings."`
	Token   tokenCommand   `cmd:"" help:"Print a token that lets somebody join."`
	Webhook webhookCommand `cmd:"" help:"Have RealtimeKit report what happens, and receive it."`
	Version versionCommand `cmd:"" help:"Print the version of this program, and of the SDK it is made for."`

	VersionFlag versionFlag `name:"version" help:"The same as the command version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run runs the command that args name until it is done or ctx ends, and
// returns the code to exit with.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	helped := false
	parser, err := newParser(
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(terminal{stdin, stdout, stderr}),
	)
	if err != nil {
		printLine(stderr, "gavel: %v", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if helped {
		return 0
	}
	if err != nil {
		printLine(stderr, "gavel: %v\nSee gavel --help.", err)
		return exitUsage
	}
	err = command.Run()
	if err != nil {
		printLine(stderr, "gavel: %v", err)
	}
	return exitCode(err)
}

// newParser returns what reads the command line.
func newParser(options ...kong.Option) (*kong.Kong, error) {
	return kong.New(new(commands), append(options,
		kong.Name("gavel"),
		kong.Description("Host controls for Cloudflare RealtimeKit: the demo server and tools for operators."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"apiBase": cloudflare.DefaultAPIBase, "keyURL": webhook.PublishedKey},
	)...)
}

// terminal is what a command reads, and where it writes: results to out, remarks
// to err.
type terminal struct {
	in       io.Reader
	out, err io.Writer
}
