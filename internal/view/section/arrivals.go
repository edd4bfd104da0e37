package section

import (
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// quietFor is how long it is quiet between two announcements of who waits: a crowd that
// comes in one by one is told of a few times, not once for each.
const quietFor = 5 * time.Second

// arrivals are those who began to wait and have not been announced.
type arrivals struct {
	ids   []meeting.ParticipantID
	due   time.Duration
	quiet time.Duration // until when it is
}

// begin takes in who began to wait.
func (a *arrivals) begin(ids []meeting.ParticipantID, now time.Duration) {
	if len(ids) > 0 && len(a.ids) == 0 {
		a.due = max(now+GatherFor, a.quiet)
	}
	a.ids = append(a.ids, ids...)
}

// expire says who still waits of them when that is due, and when the next is: zero for never.
// key is that of the sentence about one.
func (a *arrivals) expire(now time.Duration, key string, waits func(meeting.ParticipantID) *meeting.Participant) (told []meeting.Message, next time.Duration) {
	if !Due(a.due, now) {
		return nil, a.due
	}
	var still []*meeting.Participant
	for _, id := range a.ids {
		if p := waits(id); p != nil {
			still = append(still, p)
		}
	}
	a.ids, a.due, a.quiet = nil, 0, now+quietFor
	switch len(still) {
	case 0:
		return nil, 0
	case 1:
		return []meeting.Message{{Key: key, Args: []meeting.Arg{{Name: "name", Value: still[0].Name}}}}, 0
	}
	return []meeting.Message{{Key: key + ".many", Args: []meeting.Arg{{Name: "count", Value: strconv.Itoa(len(still))}}}}, 0
}
