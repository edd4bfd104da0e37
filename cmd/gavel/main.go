// Gavel is the command line of the project: one command per file.
//
// It exits with 0 when all went well, with 1 when something failed and with 2
// when it was called wrongly.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

const (
	exitFailed = 1
	exitUsage  = 2
)

// commands are what the program can do.
type commands struct {
	Serve serveCommand `cmd:"" help:"Serve the demo and a local room that the real RealtimeKit SDK joins."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run runs the command that args name until it is done or ctx ends, and
// returns the code to exit with.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	helped := false
	var chosen commands
	parser, err := kong.New(&chosen,
		kong.Name("gavel"),
		kong.Description("Host controls for Cloudflare RealtimeKit: the demo server and tools for operators."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(terminal{stdout, stderr}),
	)
	if err != nil {
		fmt.Fprintln(stderr, "gavel:", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if helped {
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "gavel: %v\nSee gavel --help.\n", err)
		return exitUsage
	}
	err = command.Run()
	var usage usageError
	switch {
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "gavel: %v\n", err)
		return exitUsage
	case err != nil:
		fmt.Fprintf(stderr, "gavel: %v\n", err)
		return exitFailed
	}
	return 0
}

// terminal is where a command writes: results to out, remarks to err.
type terminal struct{ out, err io.Writer }

// usageError is an error in how the command was called.
type usageError struct{ error }
