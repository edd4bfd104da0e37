package cloudflare

import (
	"context"
	"slices"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// Target is one person; exactly one of the ids is set.
type Target struct {
	ParticipantID string `json:"participantId,omitempty"` // as RealtimeKit calls them: the userId of Who
	CustomID      string `json:"customId,omitempty"`      // as the app calls them
}

func (t Target) String() string {
	if t.CustomID != "" {
		return t.CustomID
	}
	return t.ParticipantID
}

func (t Target) is(p Person) bool {
	return (t.CustomID != "" && t.CustomID == p.CustomParticipantID) || (t.ParticipantID != "" && t.ParticipantID == p.UserID)
}

// Check says what is wrong with the ids: BadInput. Kick and KickOut check as well.
func (t Target) Check() error {
	switch {
	case (t.ParticipantID == "") == (t.CustomID == ""):
		return badInput("want a participant id or a custom participant id")
	case t.CustomID != "":
		return checkCustomID(t.CustomID)
	}
	return checkID("participant id", t.ParticipantID)
}

// Removed is somebody who was in a session, as the service names them in its answer.
type Removed struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

// Kick removes one person from the session that runs in a meeting, and returns
// who that was, once for each connection. It is no ban: their token stays good.
// When the answer is lost, it looks whether they are gone, and names nobody.
// NotFound: the session has nobody like that, or there is none.
func (c *Client) Kick(ctx context.Context, meeting string, target Target) ([]Removed, error) {
	if err := checkID("meeting id", meeting); err != nil {
		return nil, err
	}
	if err := target.Check(); err != nil {
		return nil, err
	}
	// The documentation calls both lists required; none says what one unknown id
	// does to the others, hence one call for each person.
	var params realtime_kit.ActiveSessionKickParticipantsParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	custom, own := []string{}, []string{}
	if target.CustomID != "" {
		custom = append(custom, target.CustomID)
	} else {
		own = append(own, target.ParticipantID)
	}
	set(&params.CustomParticipantIDs.Value, &params.CustomParticipantIDs.Present, custom)
	set(&params.ParticipantIDs.Value, &params.ParticipantIDs.Present, own)
	var removed []Removed
	err := c.change(ctx, "remove "+target.String(), func(ctx context.Context) error {
		answer, err := c.kit.ActiveSession.KickParticipants(ctx, c.app, meeting, params)
		if err != nil {
			return err
		}
		for _, one := range answer.Data.Participants {
			removed = append(removed, Removed{ID: one.ID, Name: one.Name})
		}
		return nil
	})
	if IsKind(err, OutcomeUnknown) {
		if inside, lookErr := c.inside(ctx, meeting, target); lookErr == nil && !inside {
			return nil, nil
		}
	}
	return removed, err
}

// inside reports whether somebody is in the meeting's session now.
func (c *Client) inside(ctx context.Context, meeting string, target Target) (bool, error) {
	session, live, err := c.ActiveSession(ctx, meeting)
	if err != nil || !live {
		return false, err
	}
	people, err := c.peopleIn(ctx, session)
	return slices.ContainsFunc(people, target.is), err
}

const mostKicks = 3

// KickOut removes one person and takes back their registration, so that their
// token lets nobody in again. Whoever comes back between the two is removed once
// more. It returns who was removed. HalfDone: they were removed, but may come back.
func (c *Client) KickOut(ctx context.Context, meeting string, target Target) ([]Removed, error) {
	if err := target.Check(); err != nil {
		return nil, err
	}
	registration := target.ParticipantID
	if target.CustomID != "" {
		id, found, err := c.registrationOf(ctx, meeting, target.CustomID)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, &Error{Kind: NotFound, Doing: "remove " + target.String(), Detail: "nobody with this custom participant id is registered with the meeting"}
		}
		registration = id
	}
	removed, kicked := c.Kick(ctx, meeting, target)
	if kicked != nil && !IsKind(kicked, NotFound) {
		return nil, kicked
	}
	if err := c.unregister(ctx, meeting, registration); err != nil && !IsKind(err, NotFound) {
		if kicked != nil {
			return nil, err // they were not inside, so nothing has been done
		}
		return removed, &Error{Kind: HalfDone, Doing: "keep out " + target.String(), Detail: "they were removed but can come back: " + err.Error(),
			Finish: "gavel kick " + meeting + " --keep-out --participant-id " + registration, cause: err}
	}
	back := Target{ParticipantID: registration}
	for range mostKicks {
		inside, err := c.inside(ctx, meeting, back)
		if err != nil {
			return removed, &Error{Kind: OutcomeUnknown, Doing: "keep out " + target.String(), Detail: "done, but whether they came back meanwhile cannot be seen: " + err.Error(), cause: err}
		}
		if !inside {
			return removed, nil
		}
		again, err := c.Kick(ctx, meeting, back)
		if err != nil && !IsKind(err, NotFound) {
			return removed, &Error{Kind: HalfDone, Doing: "keep out " + target.String(), Detail: "their registration is gone, but they are inside: " + err.Error(),
				Finish: "gavel kick " + meeting + " --participant-id " + registration, cause: err}
		}
		removed = append(removed, again...)
	}
	return removed, &Error{Kind: HalfDone, Doing: "keep out " + target.String(), Detail: "their registration is gone, but they are still seen inside",
		Finish: "gavel kick " + meeting + " --participant-id " + registration}
}
