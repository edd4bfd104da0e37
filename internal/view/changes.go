package view

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// tellChanges announces what became of recording and livestream, and of oneself on the stage,
// whoever did it. What was so when one came is seen, not told.
func (s *Screen) tellChanges(before *meeting.State, ended []meeting.Ended) {
	state := s.basis.State
	if was, _ := phase(before.Room); was != PhaseLive || s.phase != PhaseLive || s.away {
		return
	}
	var told []meeting.Message
	tell := func(key string) { told = append(told, meeting.Message{Key: "told." + key}) }
	if was, is := before.Room.RecordingState, state.Room.RecordingState; was != is && slices.Contains([]string{"RECORDING", "PAUSED", "IDLE"}, is) {
		tell("recording." + is)
	}
	if was, is := before.Room.LivestreamState, state.Room.LivestreamState; was != is && slices.Contains([]string{"LIVESTREAMING", "WAITING_ON_MANUAL_INGESTION", "IDLE"}, is) {
		tell("livestream." + is)
	}
	if was, is := before.Self.Stage, state.Self.Stage; was != is && state.Self.Permissions.Has(meeting.StageEnabled) {
		switch {
		case is == meeting.RequestedToJoinStage:
		case is == meeting.OffStage && was == meeting.RequestedToJoinStage:
			if !byOneself(before.Pending, ended) {
				tell("stage.denied")
			}
		default:
			tell("stage." + is.String())
		}
	}
	if len(told) > 0 {
		s.say(false, told...)
	}
}

// byOneself tells that one does something about one's own place on the stage.
func byOneself(pending []meeting.Pending, ended []meeting.Ended) bool {
	is := func(name meeting.Action) bool {
		spec, _ := action.Of(name)
		return spec.Object == action.Stage && spec.Scope == action.OnMeeting
	}
	return slices.ContainsFunc(pending, func(p meeting.Pending) bool { return is(p.Action) }) ||
		slices.ContainsFunc(ended, func(e meeting.Ended) bool { return is(e.Command.Action) })
}
