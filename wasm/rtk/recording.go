//go:build js && wasm

package rtk

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// Recording is the recordings of the meeting.
type Recording struct{ module }

// RecordingState is IDLE, STARTING, RECORDING, PAUSED or STOPPING.
type RecordingState string

// RecordingInfo is one recording.
type RecordingInfo struct {
	ID    string
	State RecordingState
	Type  string // BROWSER, TRACK or COMPOSITE
}

// State returns the state of the recording as a whole.
func (r Recording) State() RecordingState { return RecordingState(r.text("recordingState")) }

// All returns the recordings.
func (r Recording) All() []RecordingInfo {
	values, err := bridge.Values(r.inner("recordings").value, "recordings")
	if err != nil {
		return nil
	}
	all := make([]RecordingInfo, len(values))
	for i, value := range values {
		one := module{value: value}
		all[i] = RecordingInfo{ID: one.text("id"), State: RecordingState(one.text("state")), Type: one.text("type")}
	}
	return all
}

// Start starts a recording and waits for the server's word. While one is running the
// SDK fails unless allowMultiple is set. Errors: [meeting.ReasonPermission], [meeting.ReasonFailed]
// with the code 1005 in a state where it cannot be done.
func (r Recording) Start(ctx context.Context, allowMultiple bool) error {
	return r.do(ctx, "start", map[string]any{"allowMultiple": allowMultiple})
}

// Stop stops a recording; with an empty id the one that is running. Prefer the empty
// id: given one, SDK 2.0.2 turns its check of the state round and does nothing when
// that recording is running (seen in Chromium). The same goes for Pause and Resume.
func (r Recording) Stop(ctx context.Context, id string) error { return r.one(ctx, "stop", id) }

// Pause pauses a recording; with an empty id the one that is running.
func (r Recording) Pause(ctx context.Context, id string) error { return r.one(ctx, "pause", id) }

// Resume goes on with a paused recording; with an empty id the one that is paused.
func (r Recording) Resume(ctx context.Context, id string) error { return r.one(ctx, "resume", id) }

func (r Recording) one(ctx context.Context, method, id string) error {
	if id == "" {
		return r.do(ctx, method)
	}
	return r.do(ctx, method, id)
}

// OnRecordingUpdate is called when the state of the recording changed.
func (r Recording) OnRecordingUpdate(fn func(RecordingState)) (remove func(), err error) {
	return r.on("recordingUpdate", func([]safejs.Value) { fn(r.State()) })
}
