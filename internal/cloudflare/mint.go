package cloudflare

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// Newcomer is somebody who shall be able to join a meeting.
type Newcomer struct {
	Preset   string
	Name     string
	CustomID string // empty: a new random one, so that nobody else's token is replaced
}

// Ticket lets one person join. The token is a secret.
type Ticket struct {
	Token         string   `json:"token"`
	ParticipantID string   `json:"participantId"`
	CustomID      string   `json:"customId"`
	Rights        []string `json:"rights"` // what the preset allows over others
}

const longestName = 200

// Mint registers somebody with a meeting and returns their token. Whoever is
// registered under the custom id already gets a fresh token and keeps their
// preset. NotFound: the meeting or the preset. Refused: the meeting is locked.
func (c *Client) Mint(ctx context.Context, meeting string, who Newcomer) (Ticket, error) {
	if err := who.check(); err != nil {
		return Ticket{}, err
	}
	found, err := c.Meeting(ctx, meeting)
	if err != nil {
		return Ticket{}, err
	}
	if found.Locked {
		return Ticket{}, &Error{Kind: Refused, Doing: "mint a token", Detail: "meeting " + meeting + " is locked, so the token would let nobody in"}
	}
	rights, err := c.Rights(ctx, who.Preset)
	if err != nil {
		return Ticket{}, err
	}
	ticket := Ticket{CustomID: cmp.Or(who.CustomID, "gavel-"+strings.ToLower(rand.Text())), Rights: rights}
	ticket.ParticipantID, ticket.Token, err = c.register(ctx, meeting, ticket.CustomID, who)
	var failure *Error
	if errors.As(err, &failure) && failure.Status == http.StatusConflict {
		ticket.ParticipantID, ticket.Token, err = c.refresh(ctx, meeting, ticket.CustomID)
	}
	if err != nil {
		return Ticket{}, err
	}
	return ticket, nil
}

func (n Newcomer) check() error {
	switch {
	case n.Preset == "":
		return badInput("preset: want the name of one")
	case n.Name == "" || len(n.Name) > longestName:
		return badInput("name: want 1 to %d bytes", longestName)
	case n.CustomID != "":
		return checkCustomID(n.CustomID)
	}
	return nil
}

func (c *Client) register(ctx context.Context, meeting, customID string, who Newcomer) (id, token string, err error) {
	var params realtime_kit.MeetingAddParticipantParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	set(&params.CustomParticipantID.Value, &params.CustomParticipantID.Present, customID)
	set(&params.PresetName.Value, &params.PresetName.Present, who.Preset)
	set(&params.Name.Value, &params.Name.Present, who.Name)
	err = c.change(ctx, "register with meeting "+meeting, func(ctx context.Context) error {
		answer, err := c.kit.Meetings.AddParticipant(ctx, c.app, meeting, params)
		if err != nil {
			return err
		}
		id, token = answer.Data.ID, answer.Data.Token
		return checkToken(token)
	})
	return id, token, err
}

func (c *Client) refresh(ctx context.Context, meeting, customID string) (id, token string, err error) {
	id, found, err := c.registrationOf(ctx, meeting, customID)
	if err != nil {
		return "", "", err
	}
	if !found {
		return "", "", &Error{Kind: Refused, Doing: "mint a token", Detail: "the service says that custom participant id " + quoted(customID) + " is taken, but does not list it"}
	}
	var params realtime_kit.MeetingRefreshParticipantTokenParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	err = c.change(ctx, "renew the token of "+id, func(ctx context.Context) error {
		answer, err := c.kit.Meetings.RefreshParticipantToken(ctx, c.app, meeting, id, params)
		if err != nil {
			return err
		}
		token = answer.Data.Token
		return checkToken(token)
	})
	return id, token, err
}

// checkToken wants what can be printed and sent in a header.
func checkToken(token string) error {
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("the answer holds no token")
	}
	return nil
}
