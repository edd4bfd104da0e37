package proof_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestEveryActionHasAProof(t *testing.T) {
	for _, spec := range action.All() {
		unit := proof.OfCommand(spec.Proof, &meeting.Command{Poll: &meeting.NewPoll{}})
		if assert.NotNil(t, unit, "the proof of %s has no unit: put it into units", spec.Name) {
			assert.True(t, unit.Change != nil || unit.Room != nil || unit.Each != nil || unit.Answered != "", "the proof of %s sees nothing", spec.Name)
			assert.Equal(t, unit.Answered != "", spec.Proof == action.NoProof || spec.Proof == action.ProofAsked || spec.Proof == action.ProofDevicesTaken || spec.Asks != 0 || spec.Object == action.Plugin || spec.Proof == action.ProofPollBegun, spec.Name)
		}
	}
	assert.Nil(t, proof.Of(200))
}

// room has Ann inside, all on and pinned, Bob inside, all off, and Wim waiting.
func room() *meeting.State {
	inside, waiting := meeting.Roster{}.Edit(), meeting.Roster{}.Edit()
	inside.Put(&meeting.Participant{ID: "ann", Flags: meeting.AudioOn | meeting.VideoOn | meeting.Pinned})
	inside.Put(&meeting.Participant{ID: "bob"})
	waiting.Put(&meeting.Participant{ID: "wim"})
	return &meeting.State{Self: meeting.Self{ID: "me"}, Joined: inside.Done(), Waitlisted: waiting.Done()}
}

func TestWhatIsAlreadySo(t *testing.T) {
	for _, test := range []struct {
		proof     action.Proof
		alreadySo []meeting.ParticipantID
	}{
		{action.ProofAudioOff, []meeting.ParticipantID{"bob", "me"}},
		{action.ProofVideoOff, []meeting.ParticipantID{"bob", "me"}},
		{action.ProofAskedForAudio, []meeting.ParticipantID{"ann"}},
		{action.ProofAskedForVideo, []meeting.ParticipantID{"ann"}},
		{action.ProofPinned, []meeting.ParticipantID{"ann"}},
		{action.ProofUnpinned, nil},
		{action.ProofGone, nil},
		{action.ProofEnded, nil},
		{action.ProofLeft, nil},
		{action.ProofLetIn, []meeting.ParticipantID{"ann", "bob", "me"}},
		{action.ProofTurnedAway, nil},
		{action.NoProof, nil},
		{action.ProofScreenShareOff, []meeting.ParticipantID{"ann", "bob", "me"}},
		{action.ProofInvited, nil}, // what is so already is refused as a wrong state
		{action.ProofOffStage, nil},
	} {
		unit, s := proof.Of(test.proof), room()
		var alreadySo []meeting.ParticipantID
		for _, id := range []meeting.ParticipantID{"ann", "bob", "me", "wim", "nobody"} {
			if unit.AlreadySo != nil && unit.AlreadySo(s, id) {
				alreadySo = append(alreadySo, id)
			}
		}
		assert.Equal(t, test.alreadySo, alreadySo, "proof %d", test.proof)
	}
}

func TestAPinOutOfSightIsPinnedAnew(t *testing.T) {
	edit := room().Joined.Edit()
	edit.Put(&meeting.Participant{ID: "ann", Flags: meeting.Pinned | meeting.PinUnseen})
	assert.False(t, proof.Of(action.ProofPinned).AlreadySo(&meeting.State{Joined: edit.Done()}, "ann"))
}

func TestWhatAChangeShows(t *testing.T) {
	inside := map[string]proof.Change{
		"audio":        {WentOff: meeting.AudioOn},
		"video":        {WentOff: meeting.VideoOn},
		"pinned":       {WentOn: meeting.Pinned},
		"unpinned":     {WentOff: meeting.Pinned},
		"there":        {},
		"gone":         {Gone: true, WentOff: meeting.AudioOn},
		"another":      {Another: true, WentOff: meeting.AudioOn | meeting.VideoOn | meeting.Pinned, WentOn: meeting.Pinned},
		"waits":        {Waits: true, WentOff: meeting.AudioOn},
		"waits, gone":  {Waits: true, Gone: true},
		"waits, again": {Waits: true, Another: true},
		"shared":       {WentOff: meeting.ScreenShareOn, Stage: meeting.OnStage},
		"asks":         {Stage: meeting.RequestedToJoinStage},
		"accepted":     {Stage: meeting.AcceptedToJoinStage},
		"on stage":     {Stage: meeting.OnStage},
	}
	signs := func(of map[string]proof.Sign) map[string]proof.Sign {
		all := map[string]proof.Sign{
			"audio": proof.Here, "video": proof.Here, "pinned": proof.Here, "unpinned": proof.Here, "there": proof.Here,
			"gone": proof.Away, "another": proof.Another,
			"waits": proof.Nothing, "waits, gone": proof.Nothing, "waits, again": proof.Nothing,
			"shared": proof.Here, "asks": proof.Here, "accepted": proof.Here, "on stage": proof.Here,
		}
		for name, sign := range of {
			all[name] = sign
		}
		return all
	}
	letIn, turnedAway := map[string]proof.Sign{}, map[string]proof.Sign{}
	for name, change := range inside {
		letIn[name], turnedAway[name] = proof.Shown, proof.Contrary
		if change.Waits || change.Gone {
			letIn[name], turnedAway[name] = proof.Nothing, proof.Nothing
		}
	}
	turnedAway["waits"], turnedAway["waits, again"], turnedAway["waits, gone"] = proof.Here, proof.Here, proof.Away
	for of, expected := range map[action.Proof]map[string]proof.Sign{
		action.ProofAudioOff:   signs(map[string]proof.Sign{"audio": proof.Off}),
		action.ProofVideoOff:   signs(map[string]proof.Sign{"video": proof.Off}),
		action.ProofPinned:     signs(map[string]proof.Sign{"pinned": proof.Shown}),
		action.ProofUnpinned:   signs(map[string]proof.Sign{"unpinned": proof.Shown}),
		action.ProofGone:       signs(nil),
		action.NoProof:         signs(nil),
		action.ProofLetIn:      letIn,
		action.ProofTurnedAway: turnedAway,

		action.ProofScreenShareOff: signs(map[string]proof.Sign{"shared": proof.Off}),
		action.ProofInvited:        signs(map[string]proof.Sign{"accepted": proof.Shown, "on stage": proof.Shown, "shared": proof.Shown}),
		action.ProofOffStage:       signs(map[string]proof.Sign{"audio": proof.Shown, "video": proof.Shown, "pinned": proof.Shown, "unpinned": proof.Shown, "there": proof.Shown}),
	} {
		for name, change := range inside {
			sign := proof.Of(of).Change(&proof.Observation{}, &change)
			assert.Equal(t, expected[name], sign, "proof %d: %s", of, name)
		}
	}
}

func TestWhatTheEndOfTheMeetingShows(t *testing.T) {
	const nothing, shown = proof.Nothing, proof.Shown
	for over, expected := range map[meeting.RoomState][]proof.Sign{
		"":                 {nothing, nothing},
		meeting.RoomEnded:  {shown, nothing},
		meeting.RoomLeft:   {nothing, shown},
		meeting.RoomKicked: {nothing, nothing},
	} {
		seen := &proof.Observation{Over: over}
		assert.Equal(t, expected, []proof.Sign{proof.Of(action.ProofEnded).Room(seen), proof.Of(action.ProofLeft).Room(seen)}, over)
	}
}

func TestHowItEndsWhenTheTimeIsUp(t *testing.T) {
	const (
		left        = meeting.StatusLeft
		unconfirmed = meeting.StatusUnconfirmed
	)
	for _, test := range []struct {
		proof               action.Proof
		inside, waits, gone meeting.Status
	}{
		{action.ProofAudioOff, unconfirmed, left, left},
		{action.ProofVideoOff, unconfirmed, left, left},
		{action.ProofPinned, unconfirmed, left, left},
		{action.ProofUnpinned, unconfirmed, left, left},
		{action.NoProof, unconfirmed, left, left},
		{action.ProofLetIn, meeting.StatusConfirmed, unconfirmed, left},
		{action.ProofTurnedAway, left, unconfirmed, left},
		{action.ProofScreenShareOff, unconfirmed, left, left},
		{action.ProofInvited, unconfirmed, left, left},
		{action.ProofOffStage, meeting.StatusConfirmed, left, left}, // as was read anew meanwhile
	} {
		late := proof.Of(test.proof).Late
		assert.Equal(t, test.inside, late(room(), "ann"), "proof %d", test.proof)
		assert.Equal(t, test.waits, late(room(), "wim"), "proof %d", test.proof)
		assert.Equal(t, test.gone, late(room(), "nobody"), "proof %d", test.proof)
	}
}

func TestWhatTheRoomShows(t *testing.T) {
	type room = meeting.Room
	recordings := func(states string) room { return room{Recordings: states} }
	livestream := func(state string) room { return room{LivestreamState: state} }
	for _, test := range []struct {
		proof         action.Proof
		before, after room
		expected      proof.Sign
	}{
		{action.ProofRecording, recordings(""), recordings("STARTING"), proof.Nothing},
		{action.ProofRecording, recordings("STARTING"), recordings("RECORDING"), proof.Shown},
		{action.ProofRecording, recordings("RECORDING"), recordings("RECORDING"), proof.Nothing},
		{action.ProofRecording, recordings("RECORDING STARTING"), recordings("RECORDING RECORDING"), proof.Shown},
		{action.ProofNotRecording, recordings("RECORDING"), recordings("STOPPING"), proof.Nothing},
		{action.ProofNotRecording, recordings("STOPPING PAUSED"), recordings("PAUSED"), proof.Nothing},
		{action.ProofNotRecording, recordings("STOPPING"), recordings(""), proof.Shown},
		{action.ProofRecordingPaused, recordings("RECORDING RECORDING"), recordings("PAUSED RECORDING"), proof.Nothing},
		{action.ProofRecordingPaused, recordings("RECORDING"), recordings("PAUSED"), proof.Shown},
		{action.ProofRecordingPaused, recordings("RECORDING"), recordings(""), proof.Contrary},
		{action.ProofRecordingResumed, recordings("PAUSED"), recordings("RECORDING"), proof.Shown},
		{action.ProofRecordingResumed, recordings("PAUSED"), recordings(""), proof.Contrary},
		{action.ProofLive, livestream("IDLE"), livestream("STARTING"), proof.Nothing},
		{action.ProofLive, livestream("STARTING"), livestream("LIVESTREAMING"), proof.Shown},
		{action.ProofLive, livestream("STARTING"), livestream("WAITING_ON_MANUAL_INGESTION"), proof.Shown},
		{action.ProofLive, livestream("STARTING"), livestream("IDLE"), proof.Contrary},
		{action.ProofNotLive, livestream("LIVESTREAMING"), livestream("STOPPING"), proof.Nothing},
		{action.ProofNotLive, livestream("STOPPING"), livestream("IDLE"), proof.Shown},
	} {
		seen := &proof.Observation{Before: &meeting.State{Room: test.before}, After: &meeting.State{Room: test.after}}
		assert.Equal(t, test.expected, proof.Of(test.proof).Room(seen), "proof %d: %+v to %+v", test.proof, test.before, test.after)
	}
}

func TestWhatOnesOwnStageShows(t *testing.T) {
	const nothing, shown, claimed = proof.Nothing, proof.Shown, proof.Claimed
	for of, expected := range map[action.Proof][]proof.Sign{
		action.ProofOnStage:   {nothing, nothing, nothing, claimed},
		action.ProofLeftStage: {claimed, nothing, nothing, nothing},
		action.ProofAsked:     {nothing, nothing, shown, nothing},
	} {
		for stage, sign := range expected {
			seen := &proof.Observation{After: &meeting.State{Self: meeting.Self{Stage: meeting.StageStatus(stage)}}}
			assert.Equal(t, sign, proof.Of(of).Room(seen), "proof %d, stage %d", of, stage)
		}
	}
}
