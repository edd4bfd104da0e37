package cloudflare

import (
	"context"
	"fmt"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// Meeting is one meeting of the app.
type Meeting struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Locked bool   `json:"locked"` // INACTIVE: nobody can join
}

// Meeting asks about a meeting. NotFound: the app has none with this id.
func (c *Client) Meeting(ctx context.Context, meeting string) (Meeting, error) {
	if err := checkID("meeting id", meeting); err != nil {
		return Meeting{}, err
	}
	var params realtime_kit.MeetingGetMeetingByIDParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	var found Meeting
	err := c.read(ctx, "ask about meeting "+meeting, func(ctx context.Context) error {
		answer, err := c.kit.Meetings.GetMeetingByID(ctx, c.app, meeting, params)
		if err != nil {
			return err
		}
		found = Meeting{
			ID:     answer.Data.ID,
			Title:  answer.Data.Title,
			Locked: answer.Data.Status == realtime_kit.MeetingGetMeetingByIDResponseDataStatusInactive,
		}
		return nil
	})
	return found, err
}

// NewMeeting creates a meeting and returns its id.
func (c *Client) NewMeeting(ctx context.Context, title string) (string, error) {
	var params realtime_kit.MeetingNewParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	set(&params.Title.Value, &params.Title.Present, title)
	var id string
	err := c.change(ctx, "create a meeting", func(ctx context.Context) error {
		answer, err := c.kit.Meetings.New(ctx, c.app, params)
		if err != nil {
			return err
		}
		id = answer.Data.ID
		return nil
	})
	return id, err
}

// Lock makes a meeting INACTIVE: nobody can join and no session can begin.
// Whoever is inside stays (RealtimeKit's documentation). When the answer is
// lost, it looks whether the meeting is locked.
func (c *Client) Lock(ctx context.Context, meeting string) error {
	return c.setLocked(ctx, meeting, true)
}

// Unlock makes a meeting ACTIVE again.
func (c *Client) Unlock(ctx context.Context, meeting string) error {
	return c.setLocked(ctx, meeting, false)
}

func (c *Client) setLocked(ctx context.Context, meeting string, locked bool) error {
	if err := checkID("meeting id", meeting); err != nil {
		return err
	}
	status, doing := realtime_kit.MeetingUpdateMeetingByIDParamsStatusActive, "unlock meeting "+meeting
	if locked {
		status, doing = realtime_kit.MeetingUpdateMeetingByIDParamsStatusInactive, "lock meeting "+meeting
	}
	var params realtime_kit.MeetingUpdateMeetingByIDParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	set(&params.Status.Value, &params.Status.Present, status)
	err := c.change(ctx, doing, func(ctx context.Context) error {
		answer, err := c.kit.Meetings.UpdateMeetingByID(ctx, c.app, meeting, params)
		if err != nil {
			return err
		}
		if string(answer.Data.Status) != string(status) {
			return &Error{Kind: Refused, Detail: fmt.Sprintf("the service says that it is done, but the meeting is %s", quoted(string(answer.Data.Status)))}
		}
		return nil
	})
	if IsKind(err, OutcomeUnknown) {
		if now, lookErr := c.Meeting(ctx, meeting); lookErr == nil && now.Locked == locked {
			return nil
		}
	}
	return err
}
