package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// recording is called without the id of a recording: with one SDK 2.0.2 turns its check of
// the state round. So stop, pause and resume are about all recordings in that state.
var recording = []Spec{
	{
		Name: "recording.start", Scope: OnMeeting, Object: Recording, Takes: AllowMultiple, Undo: "recording.stop",
		States:     "IDLE",
		Permission: meeting.CanRecord, Needs: NeedsJoined, Proof: ProofRecording,
		Place: Place{Section: InBroadcast, Icon: "record"},
	},
	{
		Name: "recording.stop", Scope: OnMeeting, Object: Recording, Undo: "recording.start", RefusedLater: "1000",
		States:     "RECORDING PAUSED",
		Permission: meeting.CanRecord, Needs: NeedsJoined, Proof: ProofNotRecording,
		Place: Place{Section: InBroadcast, Icon: "record-stop"},
	},
	{
		Name: "recording.pause", Scope: OnMeeting, Object: Recording, Undo: "recording.resume", RefusedLater: "1000",
		States:     "RECORDING",
		Permission: meeting.CanRecord, Needs: NeedsJoined, Proof: ProofRecordingPaused,
		Place: Place{Section: InBroadcast, WhenPossible: true, Icon: "pause"},
	},
	{
		Name: "recording.resume", Scope: OnMeeting, Object: Recording, Undo: "recording.pause", RefusedLater: "1000",
		States:     "PAUSED",
		Permission: meeting.CanRecord, Needs: NeedsJoined, Proof: ProofRecordingResumed,
		Place: Place{Section: InBroadcast, WhenPossible: true, Icon: "record"},
	},
}
