package cloudflare

import "context"

// Stray is a session that runs although its meeting is locked.
type Stray struct {
	Session
	Report *EndReport `json:"end,omitempty"` // when it was to be ended
	Error  string     `json:"error,omitempty"`
}

// Strays lists the sessions that still run in locked meetings: locking ends
// none, and whoever is inside is billed for.
func (c *Client) Strays(ctx context.Context) ([]Stray, error) {
	sessions, err := c.LiveSessions(ctx)
	if err != nil {
		return nil, err
	}
	strays := []Stray{}
	for _, session := range sessions {
		if checkID("meeting id", session.MeetingID) != nil {
			continue // a meeting of the old kind, which cannot be locked
		}
		meeting, err := c.Meeting(ctx, session.MeetingID)
		switch {
		case IsKind(err, NotFound):
			continue
		case err != nil:
			return strays, err
		case meeting.Locked:
			strays = append(strays, Stray{Session: session})
		}
	}
	return strays, nil
}
