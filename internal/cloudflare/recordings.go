package cloudflare

import (
	"context"
	"errors"
	"slices"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// Recording is one of a meeting.
type Recording struct {
	ID        string `json:"id"`
	SessionID string `json:"sessionId,omitempty"`
	State     string `json:"state"` // as the service says it: INVOKED, RECORDING, PAUSED, UPLOADING …
}

// goingStates are those of a recording that has not been stopped.
var goingStates = []realtime_kit.RecordingGetRecordingsParamsStatus{
	realtime_kit.RecordingGetRecordingsParamsStatusInvoked,
	realtime_kit.RecordingGetRecordingsParamsStatusRecording,
	realtime_kit.RecordingGetRecordingsParamsStatusPaused,
}

// Going reports whether a recording in this state has not been stopped.
func Going(state string) bool {
	return slices.Contains(goingStates, realtime_kit.RecordingGetRecordingsParamsStatus(state))
}

// RunningRecordings lists the recordings of a meeting that are starting, running
// or paused, the newest first. It asks for one page, which is as many as there can
// sensibly be.
func (c *Client) RunningRecordings(ctx context.Context, meeting string) ([]Recording, error) {
	if err := checkID("meeting id", meeting); err != nil {
		return nil, err
	}
	var params realtime_kit.RecordingGetRecordingsParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	set(&params.MeetingID.Value, &params.MeetingID.Present, meeting)
	set(&params.Status.Value, &params.Status.Present, goingStates)
	set(&params.SortBy.Value, &params.SortBy.Present, realtime_kit.RecordingGetRecordingsParamsSortByInvokedTime)
	set(&params.SortOrder.Value, &params.SortOrder.Present, realtime_kit.RecordingGetRecordingsParamsSortOrderDesc)
	set(&params.PageNo.Value, &params.PageNo.Present, 1)
	set(&params.PerPage.Value, &params.PerPage.Present, float64(pageSize))
	found := []Recording{}
	err := c.read(ctx, "list the recordings of meeting "+meeting, func(ctx context.Context) error {
		answer, err := c.kit.Recordings.GetRecordings(ctx, c.app, params)
		if err != nil {
			return err
		}
		if answer.Data == nil {
			return errors.New("the answer has no list") // the SDK takes anything for an empty one
		}
		for _, one := range answer.Data {
			another := one.Meeting.ID != "" && one.Meeting.ID != meeting
			if Going(string(one.Status)) && !another {
				found = append(found, Recording{one.ID, one.SessionID, string(one.Status)})
			}
		}
		return nil
	})
	return found, err
}

// RecordingState asks how far a recording is. NotFound: the app has none with
// this id.
func (c *Client) RecordingState(ctx context.Context, recording string) (string, error) {
	if err := checkID("recording id", recording); err != nil {
		return "", err
	}
	var params realtime_kit.RecordingGetOneRecordingParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	state := ""
	err := c.read(ctx, "ask about recording "+recording, func(ctx context.Context) error {
		answer, err := c.kit.Recordings.GetOneRecording(ctx, c.app, recording, params)
		if err != nil {
			return err
		}
		if answer.Data.Status == "" {
			return errors.New("the answer names no state")
		}
		state = string(answer.Data.Status)
		return nil
	})
	return state, err
}
