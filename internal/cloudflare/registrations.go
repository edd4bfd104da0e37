package cloudflare

import (
	"context"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// registrationOf finds the id under which a custom participant id is registered
// with a meeting; false means that there is none.
func (c *Client) registrationOf(ctx context.Context, meeting, customID string) (id string, found bool, err error) {
	err = eachPage(func(page int) (int, error) {
		var params realtime_kit.MeetingGetMeetingParticipantsParams
		set(&params.AccountID.Value, &params.AccountID.Present, c.account)
		set(&params.PageNo.Value, &params.PageNo.Present, float64(page))
		set(&params.PerPage.Value, &params.PerPage.Present, float64(pageSize))
		count := 0
		doing := "list who is registered with meeting " + meeting
		err := c.read(ctx, doing, func(ctx context.Context) error {
			answer, err := c.kit.Meetings.GetMeetingParticipants(ctx, c.app, meeting, params)
			if err != nil {
				return err
			}
			for _, one := range answer.Data {
				if one.CustomParticipantID == customID {
					id, found = one.ID, true
					return checkAnswered(doing, "participant id", id)
				}
			}
			count = len(answer.Data)
			return nil
		})
		return count, err
	})
	return id, found, err
}

// unregister takes back somebody's registration, and with it what their token
// is good for. NotFound: there is none.
func (c *Client) unregister(ctx context.Context, meeting, participant string) error {
	var params realtime_kit.MeetingDeleteMeetingParticipantParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	if err := checkID("participant id", participant); err != nil {
		return err
	}
	return c.change(ctx, "take back the registration of "+participant, func(ctx context.Context) error {
		_, err := c.kit.Meetings.DeleteMeetingParticipant(ctx, c.app, meeting, participant, params)
		return err
	})
}
