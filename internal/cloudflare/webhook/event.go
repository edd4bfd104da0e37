package webhook

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// Names of events that Gavel itself looks at.
const (
	MeetingStarted = "meeting.started"
	MeetingEnded   = "meeting.ended"
)

// Event is what a report says, without its secrets. Fields that the kind of
// event lacks are empty.
type Event struct {
	Name        string       `json:"event"` // "meeting.ended", see MeetingEnded
	MeetingID   string       `json:"meetingId"`
	SessionID   string       `json:"sessionId,omitempty"`
	Title       string       `json:"title,omitempty"`
	OrganizerID string       `json:"organizerId,omitempty"`
	Reason      string       `json:"reason,omitempty"` // HOST_ENDED_MEETING or ALL_PARTICIPANTS_LEFT, of meeting.ended
	Participant *Participant `json:"participant,omitempty"`
	Recording   *Status      `json:"recording,omitempty"`
	Livestream  *Status      `json:"livestream,omitempty"`
}

// Participant is who joined or left.
type Participant struct {
	PeerID   string `json:"peerId"`
	CustomID string `json:"customParticipantId"`
	Name     string `json:"userDisplayName"`
	JoinedAt string `json:"joinedAt"`
	LeftAt   string `json:"leftAt,omitempty"`
}

// Status is how a recording or livestream is.
type Status struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

// report is what a body says, as far as Gavel reads it. The status of the meeting
// is not read: the documented example of meeting.ended says LIVE there.
type report struct {
	Event   string `json:"event"`
	Meeting struct {
		ID          string `json:"id"`
		SessionID   string `json:"sessionId"`
		Title       string `json:"title"`
		OrganizedBy struct {
			ID string `json:"id"`
		} `json:"organizedBy"`
	} `json:"meeting"`
	MeetingID   string       `json:"meetingId"` // in reports without a meeting, as are the next two
	SessionID   string       `json:"sessionId"`
	Title       string       `json:"title"`
	Reason      string       `json:"reason"`
	Participant *Participant `json:"participant"`
	Recording   *struct {
		ID        string `json:"recordingId"`
		MeetingID string `json:"meetingId"`
		SessionID string `json:"roomUUID"`
		Status    string `json:"status"`
	} `json:"recording"`
	StreamID string `json:"streamId"`
	Status   string `json:"status"`
}

var reportKeys = keysOf(reflect.TypeFor[report]())

// parse reads a body.
func parse(body []byte) (Event, error) {
	var report report
	err := checkKeys(body, reportKeys)
	if err == nil {
		err = json.Unmarshal(body, &report)
	}
	if err != nil {
		return Event{}, fmt.Errorf("the body is not what RealtimeKit reports: %w", err)
	}
	event := Event{
		Name:        report.Event,
		MeetingID:   cmp.Or(report.Meeting.ID, report.MeetingID),
		SessionID:   cmp.Or(report.Meeting.SessionID, report.SessionID),
		Title:       cmp.Or(report.Meeting.Title, report.Title),
		OrganizerID: report.Meeting.OrganizedBy.ID,
		Reason:      report.Reason,
		Participant: report.Participant,
	}
	if recording := report.Recording; recording != nil {
		event.Recording = &Status{recording.ID, recording.Status}
		event.MeetingID = cmp.Or(event.MeetingID, recording.MeetingID)
		event.SessionID = cmp.Or(event.SessionID, recording.SessionID)
	}
	if report.StreamID != "" {
		event.Livestream = &Status{report.StreamID, report.Status}
	}
	if event.Name == "" || event.MeetingID == "" {
		return Event{}, errors.New("the body names no event or no meeting")
	}
	return event, nil
}
