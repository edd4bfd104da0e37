package main

import (
	"context"
	"io"
	"os"
	"strings"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

type tokenCommand struct {
	account
	output
	Meeting  string `arg:"" help:"Id of the meeting."`
	Preset   string `required:"" placeholder:"NAME" help:"What they may do in the meeting."`
	Name     string `required:"" placeholder:"NAME" help:"What they are called."`
	CustomID string `name:"custom-id" placeholder:"ID" help:"Your own id for them; somebody who has it already gets a fresh token. (default: a new random one)"`
}

// Help is the longer text of gavel token --help.
func (c *tokenCommand) Help() string {
	return `Registers somebody with a meeting and prints their token, which is a secret: whoever has it joins as them, and every minute they are inside is billed. Only the token goes to standard output.

  gavel token 4f1c --preset group_call_host --name Mary > mary.token

Exit codes: 0 printed; 1 failed; 2 called wrongly; 3 sent, but no usable answer came.` + accountHelp
}

// Run mints the token.
func (c *tokenCommand) Run(ctx context.Context, terminal terminal) error {
	client, err := c.client(0)
	if err != nil {
		return err
	}
	if onScreen(terminal.out) {
		printLine(terminal.err, "gavel: a secret follows; better send it to a file or a program.")
	}
	ticket, err := client.Mint(ctx, c.Meeting, cloudflare.Newcomer{Preset: c.Preset, Name: c.Name, CustomID: c.CustomID})
	if err != nil {
		return c.tell(terminal, nil, err, silence)
	}
	if len(ticket.Rights) > 0 {
		printLine(terminal.err, "gavel: this token gives power over others: %s", strings.Join(ticket.Rights, ", "))
	}
	printLine(terminal.err, "gavel: participant %s, custom id %s", ticket.ParticipantID, ticket.CustomID)
	return c.tell(terminal, ticket, nil, say("%s", ticket.Token))
}

// onScreen reports whether a person would see what is written.
func onScreen(to io.Writer) bool {
	file, ok := to.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
