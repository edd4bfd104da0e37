package main

import (
	"fmt"

	"github.com/gavel-rtc/gavel/internal/action"
)

// seen says in words when an action counts as confirmed, by its proof: of one person or
// the meeting, and of each. These sentences are here and not in the specs, because the
// browser module carries those.
var seen = map[action.Proof]struct{ one, each string }{
	action.ProofAudioOff:   {"their microphone or camera went off", "everybody who was on went off, oneself included"},
	action.ProofVideoOff:   {"their microphone or camera went off", "everybody who was on went off, oneself included"},
	action.ProofPinned:     {"they are pinned, or no longer", ""},
	action.ProofUnpinned:   {"they are pinned, or no longer", ""},
	action.ProofGone:       {"they are gone and do not come back within 6 s (a lost connection takes up to 5)", "each other person is gone, as with `kick`; one stays oneself"},
	action.ProofEnded:      {"the meeting has `ended`", ""},
	action.ProofLeft:       {"one has `left`", ""},
	action.ProofLetIn:      {"they are in the meeting", "that of each who waited"},
	action.ProofTurnedAway: {"they no longer wait, and are not inside 2 s later", "that of each who waited"},

	action.ProofScreenShareOff:   {"their share has stopped; then they may share again", "that of each who shared, oneself not"},
	action.ProofInvited:          {"they may come on stage, or are there", ""},
	action.ProofOffStage:         {"they are off stage", ""},
	action.ProofOnStage:          {"one is on stage", ""},
	action.ProofLeftStage:        {"one is off stage", ""},
	action.ProofAsked:            {"one may go on stage at once; a request to others ends as `sent`", ""},
	action.ProofRecording:        {"one recording more runs", ""},
	action.ProofNotRecording:     {"no recording runs or is paused", ""},
	action.ProofRecordingPaused:  {"the recordings are paused", ""},
	action.ProofRecordingResumed: {"none is paused", ""},
	action.ProofLive:             {"the livestream is on, or waits for an encoder", ""},
	action.ProofNotLive:          {"it is off", ""},

	action.ProofDevicesTaken: {"every device that was on, and that it takes, went off; where there is none it ends as `sent`", ""},

	action.ProofAskedForAudio: {"– (it ends as `sent`; `unchanged` for who is on already)", ""},
	action.ProofAskedForVideo: {"– (it ends as `sent`; `unchanged` for who is on already)", ""},

	action.ProofMessagePinned:   {"it is pinned", ""},
	action.ProofMessageUnpinned: {"it is not pinned any more", ""},
	action.ProofMessageDeleted:  {"it is gone; whether one may delete what others wrote only the service knows", ""},
	action.ProofPollBegun:       {"one's own poll is there; `sent` for who may not see polls", ""},
	action.ProofPluginActive:    {"– (it ends as `sent`; `unchanged` where it is so already)", ""},
	action.ProofPluginClosed:    {"– (it ends as `sent`; `unchanged` where it is so already)", ""},
	action.ProofMeetingsCreated: {"there are new meetings with these titles", ""},
	action.ProofMeetingDeleted:  {"the meeting is gone", ""},
	action.ProofMoved:           {"they are in the meeting they were to go to", "that of each"},

	action.NoProof: {"– (it ends as `sent`)", "– (it ends as `sent`)"},
}

// seenOf is the sentence of an action.
func seenOf(spec action.Spec) (string, error) {
	sentence := seen[spec.Proof].one
	if spec.One != "" {
		sentence = seen[spec.Proof].each
	}
	if sentence == "" {
		return "", fmt.Errorf("internal/tables/sentences.go does not say when %s is confirmed", spec.Name)
	}
	return sentence, nil
}
