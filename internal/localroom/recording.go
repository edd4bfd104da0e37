package localroom

import (
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// recordingState is the SDK's word for how far a recording is. IDLE is that of one
// that was stopped, and of a meeting that has none.
type recordingState string

const (
	recordingIdle     recordingState = "IDLE"
	recordingStarting recordingState = "STARTING"
	recordingRuns     recordingState = "RECORDING"
	recordingPaused   recordingState = "PAUSED"
)

// recording is one that a session has, or had, going. Nothing is recorded: the
// room plays its states only.
type recording struct {
	id        string
	session   string // its id
	state     recordingState
	startedAt time.Time
	stoppedAt time.Time   // zero while it goes
	ready     *time.Timer // takes it from STARTING to RECORDING
}

// startRecording begins one. It takes the recorder a moment to be ready, as it
// does at the service: SDK 2.0.2 must have read the answer to its request before
// it is told that the recording runs, or it counts it twice.
func (r *room) startRecording(beside bool) (*recording, error) {
	switch {
	case r.session == nil:
		return nil, ErrNoSession
	case len(r.session.recordings) > 0 && !beside:
		return nil, ErrRecordingRuns
	case len(r.session.recordings) >= maxRecordings:
		return nil, fmt.Errorf("%w: a session has at most %d recordings at once", ErrFull, maxRecordings)
	}
	one := &recording{id: rand.Text(), session: r.session.id, state: recordingStarting, startedAt: r.now()}
	one.ready = time.AfterFunc(r.server.limits.recorderStart, func() {
		r.do(func() {
			if r.session.has(one) && one.state == recordingStarting {
				one.state = recordingRuns
				r.tellRecording(wire.RecordingStarted, one)
			}
		})
	})
	r.session.recordings = append(r.session.recordings, one)
	return one, nil
}

// has is false for a session that is over.
func (s *session) has(one *recording) bool {
	return s != nil && slices.Contains(s.recordings, one)
}

// changeRecording does what the REST API calls an action: stop, pause or resume.
func (r *room) changeRecording(id, action string) (*recording, error) {
	one, ok := r.recording(id)
	if !ok {
		return nil, ErrNoSuchRecording
	}
	switch {
	case action == "stop":
		r.stopRecording(one)
	case action == "pause" && one.state == recordingRuns:
		one.state = recordingPaused
		r.tellRecording(wire.RecordingPaused, one)
	case action == "resume" && one.state == recordingPaused:
		one.state = recordingRuns
		r.tellRecording(wire.RecordingStarted, one)
	case action == "pause" || action == "resume":
		return nil, fmt.Errorf("%w: it is %s", ErrRecordingState, one.state)
	default:
		return nil, fmt.Errorf("action: want stop, pause or resume, got %q", action)
	}
	return one, nil
}

func (r *room) recording(id string) (*recording, bool) {
	if r.session == nil {
		return nil, false
	}
	i := slices.IndexFunc(r.session.recordings, func(one *recording) bool { return one.id == id })
	if i < 0 {
		return nil, false
	}
	return r.session.recordings[i], true
}

func (r *room) stopRecording(one *recording) {
	one.ready.Stop()
	one.state, one.stoppedAt = recordingIdle, r.now()
	r.session.recordings = slices.DeleteFunc(r.session.recordings, func(other *recording) bool { return other == one })
	r.recorded = append(r.recorded, one)
	r.recorded = r.recorded[max(0, len(r.recorded)-keptRecordings):]
	r.tellRecording(wire.RecordingStopped, one)
}

// stopBroadcasting stops what the session has going, its livestream too.
func (r *room) stopBroadcasting() {
	if r.session.livestream != nil {
		_ = r.stopLivestream() // there is one
	}
	for _, one := range slices.Clone(r.session.recordings) {
		r.stopRecording(one)
	}
}

func (r *room) tellRecording(event wire.Event, one *recording) {
	r.tell(event, &wire.RecordingEvent{RecordingId: one.id}, r.everybody())
}

// recordingState is the state of a session with several, by the SDK's rule.
func (s *session) recordingState() recordingState {
	for _, state := range []recordingState{recordingRuns, recordingPaused, recordingStarting} {
		if slices.ContainsFunc(s.recordings, func(one *recording) bool { return one.state == state }) {
			return state
		}
	}
	return recordingIdle
}

// activeRecordings is what a newcomer learns.
func (s *session) activeRecordings() []*wire.ActiveRecording {
	var active []*wire.ActiveRecording
	for _, one := range s.recordings {
		active = append(active, &wire.ActiveRecording{RecordingId: one.id, RecordingStatus: string(one.state)})
	}
	return active
}
