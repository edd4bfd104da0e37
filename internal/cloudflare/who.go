package cloudflare

import "context"

// Inside is who is in a meeting.
type Inside struct {
	Meeting string `json:"meeting"`
	Live    bool   `json:"live"` // a session runs
	Session
	List []Person `json:"list"` // by connection; may differ from Session.People for a moment
}

// Who lists who is in a meeting now. NotFound: the app has no such meeting.
func (c *Client) Who(ctx context.Context, meeting string) (Inside, error) {
	session, live, err := c.ActiveSession(ctx, meeting)
	inside := Inside{Meeting: meeting, Live: live, Session: session, List: []Person{}}
	if err != nil || !live {
		return inside, err
	}
	inside.List, err = c.peopleIn(ctx, session)
	return inside, err
}
