//go:build js && wasm

package port_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// until lets the page go on until something is so.
func until(w *world, so func() bool) {
	w.t.Helper()
	for !so() {
		_, err := bridge.Await(context.Background(), w.Do(`return new Promise((resolve) => { setTimeout(resolve) })`))
		require.NoError(w.t, err)
	}
}

// begin calls in the background.
func begin(w *world, action meeting.Action) (stop chan struct{}, answer chan error) {
	stop, answer = make(chan struct{}), make(chan error, 1)
	go func() { answer <- w.port.Call(stop, control.Call{Action: action}) }()
	return stop, answer
}

// A rejection that nobody handles fails the whole package: browsertest watches.
func TestARefusalThatComesLaterIsAnError(t *testing.T) {
	for action, state := range map[meeting.Action]string{
		meeting.RecordingStop: "RECORDING", meeting.RecordingPause: "RECORDING", meeting.RecordingResume: "PAUSED",
	} {
		w := newWorld(t)
		listen(t, w)
		w.SetRecording(state)
		w.SetServer(meetingtest.Refuse)
		_, answer := begin(w, action)
		err := <-answer
		require.ErrorIs(t, err, meeting.ReasonRefused, action)
		assert.Equal(t, "1000", err.(*meeting.Error).Code, action)
	}
}

func TestARefusalIsThatOfTheCallThatWaits(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	w.SetRecording("RECORDING")
	stop, answer := begin(w, meeting.RecordingPause)
	until(w, func() bool { return w.Text(`return world.meeting.recording.recordingState`) == "PAUSED" })
	close(stop) // as its effect was seen
	require.ErrorIs(t, <-answer, meeting.ReasonAborted)
	w.SetServer(meetingtest.Refuse)
	_, answer = begin(w, meeting.RecordingStop)
	require.ErrorIs(t, <-answer, meeting.ReasonRefused)
	w.Do(`
		addEventListener('unhandledrejection', (event) => {
			world.handled = String(event.defaultPrevented);
			event.preventDefault();
		}, { once: true });
		void Promise.reject(Object.assign(new Error('of the page'), { code: '1200' }));`)
	until(w, func() bool { return w.Text(`return world.handled ?? ''`) != "" })
	assert.Equal(t, "false", w.Text(`return world.handled`), "what is the page's own is left to it")
}

func TestWhatIsTakenAndGivenBack(t *testing.T) {
	w := newWorld(t)
	listen(t, w)
	ann := w.Join("Ann")
	call := control.Call{Action: meeting.StopScreenShare, Target: ann, Each: []control.Person{{ID: ann, UserID: "user-1"}}}
	patch := func(value meeting.PatchValue) *meeting.PermissionsPatch {
		return &meeting.PermissionsPatch{meeting.PatchMediaScreenshareCanProduce: value}
	}
	call.Permissions = patch(meeting.PatchNotAllowed)
	require.NoError(t, w.port.Call(nil, call))
	call.Back, call.Permissions = true, patch(meeting.PatchCanRequest)
	require.NoError(t, w.port.Call(nil, call))
	w.port.Send(call)
	var sent []struct {
		IDs   []string `json:"ids"`
		Patch map[string]map[string]map[string]float64
	}
	require.NoError(t, json.Unmarshal([]byte(w.Text(`return JSON.stringify(world.sent)`)), &sent))
	require.Len(t, sent, 3)
	for i, produce := range []float64{2, 3, 3} {
		assert.Equal(t, []string{string(ann)}, sent[i].IDs)
		assert.Equal(t, map[string]map[string]map[string]float64{"media": {"screenshare": {"canProduce": produce}}}, sent[i].Patch)
	}
}
