package cloudflare

import (
	"context"
	"errors"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

const (
	pageSize  = 100
	mostPages = 100
)

// Session is a meeting while it runs.
type Session struct {
	ID        string `json:"sessionId"`
	MeetingID string `json:"meetingId"`
	Title     string `json:"title"`
	People    int    `json:"people"` // who is in it now; 0 while it lingers after the last one
	StartedAt string `json:"startedAt"`
}

// Person is somebody who is in a session, once for each connection.
type Person struct {
	UserID              string `json:"userId"`
	CustomParticipantID string `json:"customParticipantId"`
	Name                string `json:"name"`
	Preset              string `json:"preset"`
	JoinedAt            string `json:"joinedAt"`
}

// ActiveSession asks for the session that runs in a meeting; false means that
// none does. NotFound: the app has no such meeting.
func (c *Client) ActiveSession(ctx context.Context, meeting string) (Session, bool, error) {
	session, live, err := c.look(ctx, meeting)
	if IsKind(err, NotFound) {
		_, err = c.Meeting(ctx, meeting) // the same answer for a meeting at rest and for one that there is not
	}
	return session, live, err
}

// look is ActiveSession without the care for unknown meetings: NotFound.
func (c *Client) look(ctx context.Context, meeting string) (Session, bool, error) {
	if err := checkID("meeting id", meeting); err != nil {
		return Session{}, false, err
	}
	var params realtime_kit.ActiveSessionGetActiveSessionParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	var session Session
	live := false
	err := c.read(ctx, "look into meeting "+meeting, func(ctx context.Context) error {
		answer, err := c.kit.ActiveSession.GetActiveSession(ctx, c.app, meeting, params)
		if err != nil {
			return err
		}
		if answer.Data.Status == realtime_kit.ActiveSessionGetActiveSessionResponseDataStatusEnded {
			return nil
		}
		if answer.Data.ID == "" {
			return errors.New("the answer names no session")
		}
		session = Session{
			ID:        answer.Data.ID,
			MeetingID: meeting,
			Title:     answer.Data.MeetingDisplayName,
			People:    int(answer.Data.LiveParticipants),
			StartedAt: answer.Data.StartedAt,
		}
		live = true
		return nil
	})
	return session, live, err
}

// LiveSessions lists the sessions of all the app's meetings that are running.
func (c *Client) LiveSessions(ctx context.Context) ([]Session, error) {
	var found []Session
	err := eachPage(func(page int) (int, error) {
		var params realtime_kit.SessionGetSessionsParams
		set(&params.AccountID.Value, &params.AccountID.Present, c.account)
		set(&params.Status.Value, &params.Status.Present, realtime_kit.SessionGetSessionsParamsStatusLive)
		set(&params.PageNo.Value, &params.PageNo.Present, float64(page))
		set(&params.PerPage.Value, &params.PerPage.Present, float64(pageSize))
		count := 0
		err := c.read(ctx, "list the running sessions", func(ctx context.Context) error {
			answer, err := c.kit.Sessions.GetSessions(ctx, c.app, params)
			if err != nil {
				return err
			}
			count = len(answer.Data.Sessions)
			for _, one := range answer.Data.Sessions {
				if one.Status == realtime_kit.SessionGetSessionsResponseDataSessionsStatusLive {
					found = append(found, Session{one.ID, one.AssociatedID, one.MeetingDisplayName, int(one.LiveParticipants), one.StartedAt})
				}
			}
			return nil
		})
		return count, err
	})
	return found, err
}

// People lists who is in a session now.
func (c *Client) People(ctx context.Context, session string) ([]Person, error) {
	if err := checkID("session id", session); err != nil {
		return nil, err
	}
	found := []Person{}
	err := eachPage(func(page int) (int, error) {
		var params realtime_kit.SessionGetSessionParticipantsParams
		set(&params.AccountID.Value, &params.AccountID.Present, c.account)
		set(&params.PageNo.Value, &params.PageNo.Present, float64(page))
		set(&params.PerPage.Value, &params.PerPage.Present, float64(pageSize))
		count := 0
		err := c.read(ctx, "list who is in session "+session, func(ctx context.Context) error {
			answer, err := c.kit.Sessions.GetSessionParticipants(ctx, c.app, session, params)
			if err != nil {
				return err
			}
			count = len(answer.Data.Participants)
			for _, one := range answer.Data.Participants {
				if one.LeftAt == "" {
					found = append(found, Person{one.UserID, one.CustomParticipantID, one.DisplayName, one.PresetName, one.JoinedAt})
				}
			}
			return nil
		})
		return count, err
	})
	return found, err
}

// peopleIn is People for a session that the service named.
func (c *Client) peopleIn(ctx context.Context, session Session) ([]Person, error) {
	if err := checkAnswered("list who is in meeting "+session.MeetingID, "session id", session.ID); err != nil {
		return nil, err
	}
	return c.People(ctx, session.ID)
}

// eachPage gets page after page until one is not full. What get returns is how
// many entries the page had.
func eachPage(get func(page int) (int, error)) error {
	for page := 1; page <= mostPages; page++ {
		count, err := get(page)
		if err != nil || count < pageSize {
			return err
		}
	}
	return nil
}
