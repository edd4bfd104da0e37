package meetingtest

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// steps has what each action does to a meeting in which it is called: on one person where
// it takes a target, otherwise on both.
var steps = map[meeting.Action]func(p *picture, one, other meeting.ParticipantID) bool{
	meeting.DisableAudio: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&control.EdgeAudioOff != 0 && p.flags(other).Has(meeting.AudioOn)
	},
	meeting.DisableVideo: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&control.EdgeVideoOff != 0 && p.flags(other).Has(meeting.VideoOn)
	},
	meeting.DisableAllAudio: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&p.edges[other]&p.edges[p.self.ID]&control.EdgeAudioOff != 0
	},
	meeting.DisableAllVideo: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&p.edges[other]&p.edges[p.self.ID]&control.EdgeVideoOff != 0
	},
	meeting.AskToUnmute:     func(p *picture, _, _ meeting.ParticipantID) bool { return p.hasSent() },
	meeting.AskToStartVideo: func(p *picture, _, _ meeting.ParticipantID) bool { return p.hasSent() },
	meeting.Pin:             func(p *picture, one, _ meeting.ParticipantID) bool { return p.flags(one).Has(meeting.Pinned) },
	meeting.Unpin: func(p *picture, one, _ meeting.ParticipantID) bool {
		return p.edges[one]&control.EdgeUnpinned != 0 && !p.flags(one).Has(meeting.Pinned)
	},
	meeting.Kick:                        func(p *picture, one, other meeting.ParticipantID) bool { return !p.joined(one) && p.joined(other) },
	meeting.KickOthers:                  func(p *picture, one, other meeting.ParticipantID) bool { return !p.joined(one) && p.joined(other) },
	meeting.KickAll:                     func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.State == meeting.RoomEnded },
	meeting.Leave:                       func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.State == meeting.RoomLeft },
	meeting.AcceptWaitingRoomRequest:    func(p *picture, one, other meeting.ParticipantID) bool { return p.joined(one) && p.waits(other) },
	meeting.RejectWaitingRoomRequest:    func(p *picture, one, other meeting.ParticipantID) bool { return p.away(one) && p.waits(other) },
	meeting.AcceptAllWaitingRoomRequest: func(p *picture, one, other meeting.ParticipantID) bool { return p.joined(one) && p.joined(other) },
	meeting.StopScreenShare: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&control.EdgeScreenShareOff != 0 && p.flags(other).Has(meeting.ScreenShareOn)
	},
	meeting.StopAllScreenShares: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&p.edges[other]&control.EdgeScreenShareOff != 0
	},
	meeting.UpdatePermissions: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&control.EdgeAudioOff != 0 && p.flags(other).Has(meeting.AudioOn)
	},
	meeting.Lock: func(p *picture, one, other meeting.ParticipantID) bool {
		return p.edges[one]&control.EdgeAudioOff != 0 && p.flags(other).Has(meeting.AudioOn)
	},
	meeting.Unlock: func(*picture, meeting.ParticipantID, meeting.ParticipantID) bool { return true }, // nobody sees it
	meeting.StageGrantAccess: func(p *picture, one, _ meeting.ParticipantID) bool {
		return p.stage(one) == meeting.AcceptedToJoinStage
	},
	meeting.StageDenyAccess:          func(p *picture, one, _ meeting.ParticipantID) bool { return p.stage(one) == meeting.OffStage },
	meeting.StageKick:                func(p *picture, one, _ meeting.ParticipantID) bool { return p.stage(one) == meeting.OffStage },
	meeting.StageRequestAccess:       func(p *picture, _, _ meeting.ParticipantID) bool { return p.self.Stage == meeting.RequestedToJoinStage },
	meeting.StageCancelRequestAccess: func(p *picture, _, _ meeting.ParticipantID) bool { return p.self.Stage == meeting.OffStage },
	meeting.StageJoin:                func(p *picture, _, _ meeting.ParticipantID) bool { return p.self.Stage == meeting.OnStage },
	meeting.StageLeave:               func(p *picture, _, _ meeting.ParticipantID) bool { return p.self.Stage == meeting.OffStage },
	meeting.RecordingStart:           func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.Recordings == "RECORDING" },
	meeting.RecordingStop:            func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.RecordingState == "IDLE" },
	meeting.RecordingPause:           func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.RecordingState == "PAUSED" },
	meeting.RecordingResume:          func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.RecordingState == "RECORDING" },
	meeting.LivestreamStart:          func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.LivestreamState == "LIVESTREAMING" },
	meeting.LivestreamStop:           func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.LivestreamState == "IDLE" },
	meeting.ConnectedMeetingsCreateMeetings: func(p *picture, _, _ meeting.ParticipantID) bool {
		return len(p.things.ConnectedMeetings) > 1 && p.things.ConnectedMeetings[len(p.things.ConnectedMeetings)-1].Title == "Group"
	},
	meeting.ConnectedMeetingsMoveParticipants: func(p *picture, one, _ meeting.ParticipantID) bool {
		in, _ := p.things.WhereIs(meeting.UserID(one))
		return in != nil && in.Parent
	},
	meeting.ConnectedMeetingsDeleteMeetings: func(p *picture, one, _ meeting.ParticipantID) bool {
		return p.things.ConnectedMeeting(string(one)) == nil
	},
	meeting.ChatPin:           func(p *picture, one, _ meeting.ParticipantID) bool { return p.things.Message(one).Pinned },
	meeting.ChatUnpin:         func(p *picture, one, _ meeting.ParticipantID) bool { return !p.things.Message(one).Pinned },
	meeting.ChatDeleteMessage: func(p *picture, one, _ meeting.ParticipantID) bool { return p.things.Message(one) == nil },
	meeting.PollsCreate: func(p *picture, _, _ meeting.ParticipantID) bool {
		return len(p.things.Polls) > 0 && p.things.Polls[0].Question == "Tea?" && p.things.Polls[0].UserID == p.self.UserID
	},
	meeting.PluginsActivate:             func(p *picture, one, _ meeting.ParticipantID) bool { return p.things.Plugin(one).Active },
	meeting.PluginsDeactivate:           func(p *picture, one, _ meeting.ParticipantID) bool { return !p.things.Plugin(one).Active },
	meeting.MetaSpotlight:               func(p *picture, _, _ meeting.ParticipantID) bool { return !p.room.Spotlight },
	meeting.RejectAllWaitingRoomRequest: func(p *picture, one, other meeting.ParticipantID) bool { return p.away(one) && p.away(other) },
}

// eachCall calls each action: those after which there is nothing to do in a meeting of their own,
// the others one after the other, for a page has room for few clients of the real SDK.
func eachCall(t *testing.T, newWorld func(t *testing.T) World, wanted func(action.Spec) bool) {
	var lasting *picture
	for _, spec := range action.All() {
		if !wanted(spec) {
			continue
		}
		if lasting != nil {
			if _, may := lasting.world.(Scenery); !may && needsScenery(spec) {
				continue
			}
		}
		effect := steps[spec.Name]
		require.NotNil(t, effect, "steps.go does not say what %s does", spec.Name)
		p := lasting
		// What was taken from somebody by a patch they have not in the steps that come after.
		if last := spec.Proof == action.ProofEnded || spec.Proof == action.ProofLeft || spec.Together(); last || p == nil {
			p = look(t, newWorld(t))
			if !last {
				lasting = p
			}
		}
		p.step(spec, effect)
	}
}

// step calls an action and waits for its effect.
func (p *picture) step(spec action.Spec, effect func(p *picture, one, other meeting.ParticipantID) bool) {
	var one, other meeting.ParticipantID
	command := CommandOf(spec)
	call := control.Call{Action: spec.Name, Permissions: PatchFor(spec), Titles: command.Titles, Poll: command.Poll, Spotlight: command.Spotlight}
	switch {
	case isFurnished(spec):
		one = p.world.(Scenery).Furnish(spec)
	case spec.Scope != action.OnMeeting:
		one, other = p.two(spec)
	}
	each := []control.Person{{ID: one, UserID: p.userID(one)}, {ID: other, UserID: p.userID(other)}}
	switch {
	case spec.Scope == action.OnUser:
		call.To, call.Each = p.things.ConnectedMeeting("").ID, []control.Person{{UserID: meeting.UserID(one), In: RoomID}}
	case spec.TakesTarget() || spec.Apart():
		call.Target = one
		if spec.NamesEach() {
			call.Each = each[:1]
		}
	case spec.Waiting() || spec.Scope == action.OnOthers:
		call.Each = each
	}
	p.setTheScene(spec, one, other)
	clear(p.edges)
	p.sent = len(p.world.Sent())
	p.call(spec, call, func() bool {
		return effect(p, one, other) && (spec.Proof != action.NoProof || len(p.world.Sent()) > p.sent) // then all there is to see
	})
	switch sent := len(p.world.Sent()) - p.sent; {
	case spec.Takes == action.EachID: // in a call for each, where the SDK's are counted
		assert.Contains(p.t, []int{1, len(call.Each)}, sent, spec.Name)
	case spec.Object != action.Meeting: // which needs no message that is counted
		assert.Equal(p.t, 1, sent, "%s is sent once", spec.Name)
	}
}

// call calls an action and waits for its effect.
func (p *picture) call(spec action.Spec, call control.Call, effect func() bool) {
	stop, answer := make(chan struct{}), make(chan error, 1)
	go func() { answer <- p.world.Meeting().Call(stop, call) }()
	if spec.RefusedLater == "" {
		require.NoError(p.t, p.answered(answer), spec.Name)
	}
	p.until("what "+string(spec.Name)+" does", effect)
	close(stop)
	if spec.RefusedLater != "" { // it waits on for a refusal
		require.ErrorIs(p.t, p.answered(answer), meeting.ReasonAborted, spec.Name)
	}
}

func (p *picture) answered(answer <-chan error) error {
	select {
	case err := <-answer:
		return err
	case <-inTime(p.t):
		return errors.New("no answer")
	}
}

// needsScenery tells whether a World must be a Scenery for an action.
func needsScenery(spec action.Spec) bool {
	return spec.States != "" || spec.Takes == action.NoScreenShare || spec.Object >= action.Chat
}

// isFurnished tells whether an action is about something that Furnish puts into the meeting.
func isFurnished(spec action.Spec) bool { return spec.AboutThings() || spec.Scope == action.OnUser }

// setTheScene puts everything into a state that accepts the action.
func (p *picture) setTheScene(spec action.Spec, one, other meeting.ParticipantID) {
	if !needsScenery(spec) {
		return
	}
	scenery := p.world.(Scenery)
	state := SetState(scenery, spec, p.self.ID, one)
	if spec.Object >= action.Chat {
		p.until("what "+string(spec.Name)+" is about", func() bool { return one == "" || p.knows(spec, one) })
		return
	}
	seen := func() bool {
		return p.flags(one).Has(meeting.ScreenShareOn) && p.flags(other).Has(meeting.ScreenShareOn)
	}
	switch spec.Object {
	case action.Recording:
		seen = func() bool { return p.room.RecordingState == state }
	case action.Livestream:
		seen = func() bool { return p.room.LivestreamState == state }
	case action.Stage:
		who := p.self.ID
		if spec.TakesTarget() {
			who = one
		}
		seen = func() bool { return p.stage(who) == meeting.ParseStageStatus(state) }
	default:
		scenery.ShareScreen(one)
		scenery.ShareScreen(other)
	}
	p.until("the scene is set for "+string(spec.Name), seen)
}

// knows tells whether what an action is about was told of.
func (p *picture) knows(spec action.Spec, id meeting.ParticipantID) bool {
	switch spec.Scope {
	case action.OnMessage:
		return p.things.Message(id) != nil && p.things.Message(id).Pinned == (spec.Proof == action.ProofMessageUnpinned)
	case action.OnPlugin:
		return p.things.Plugin(id).Active == (spec.Proof == action.ProofPluginClosed)
	case action.OnUser:
		in, _ := p.things.WhereIs(meeting.UserID(id))
		return in != nil
	}
	return p.things.ConnectedMeeting(string(id)) != nil
}

func (p *picture) stage(id meeting.ParticipantID) meeting.StageStatus {
	if id == p.self.ID {
		return p.self.Stage
	}
	return p.people[id].Stage
}

func (p *picture) userID(id meeting.ParticipantID) meeting.UserID {
	if waiting, found := p.waiting[id]; found {
		return waiting.UserID
	}
	return p.text[id].UserID
}

// two are people whom the action can be about, with all devices on, as oneself has.
func (p *picture) two(spec action.Spec) (one, other meeting.ParticipantID) {
	here, come := p.joined, p.world.Join
	known := slices.Sorted(maps.Keys(p.people))
	if spec.Waiting() {
		here, come = p.waits, p.world.Knock
		known = slices.Sorted(maps.Keys(p.waiting))
	}
	for len(known) < 2 {
		known = append(known, come("Ann"))
	}
	one, other = known[0], known[1]
	p.until("two are there for "+string(spec.Name), func() bool { return here(one) && here(other) })
	if spec.Waiting() {
		assert.Equal(p.t, "Ann", p.waiting[one].Name)
		assert.False(p.t, p.joined(one), "who waits is not in the meeting")
		return one, other
	}
	for _, id := range []meeting.ParticipantID{one, other, p.world.SelfID()} {
		p.world.SetAudio(id, true)
		p.world.SetVideo(id, true)
	}
	if spec.Needs&action.NeedsPinned != 0 {
		p.world.Pin(one)
	}
	const bothOn = meeting.AudioOn | meeting.VideoOn
	p.until("all is on for "+string(spec.Name), func() bool {
		pinned := p.flags(one).Has(meeting.Pinned) || spec.Needs&action.NeedsPinned == 0
		return pinned && p.flags(one).Has(bothOn) && p.flags(other).Has(bothOn) && p.self.Flags.Has(bothOn)
	})
	return one, other
}

func (p *picture) joined(id meeting.ParticipantID) bool {
	_, here := p.people[id]
	return here
}

func (p *picture) waits(id meeting.ParticipantID) bool {
	_, waits := p.waiting[id]
	return waits
}

func (p *picture) away(id meeting.ParticipantID) bool { return !p.joined(id) && !p.waits(id) }

// PatchFor is the patch of a call for an action that changes permissions: nobody may be heard any
// more, or it is given back.
func PatchFor(spec action.Spec) *meeting.PermissionsPatch {
	switch {
	case !spec.Patches():
		return nil
	case spec.Takes == action.NoScreenShare:
		return &meeting.PermissionsPatch{meeting.PatchMediaScreenshareCanProduce: meeting.PatchNotAllowed}
	case spec.Takes == action.ToUnlock:
		return &meeting.PermissionsPatch{meeting.PatchMediaAudioCanProduce: meeting.PatchAllowed}
	}
	return &meeting.PermissionsPatch{meeting.PatchMediaAudioCanProduce: meeting.PatchNotAllowed}
}

// CommandOf is a command for an action, but for its target.
func CommandOf(spec action.Spec) meeting.Command {
	command := meeting.Command{Action: spec.Name}
	switch {
	case spec.Takes == action.Patch:
		command.Permissions = PatchFor(spec)
	case spec.Takes == action.Titles:
		command.Titles = []string{"Group"}
	case spec.Takes == action.NewPoll:
		command.Poll = &meeting.NewPoll{Question: "Tea?", Options: []string{"yes", "no"}}
	case spec.Takes == action.Spotlight:
		command.Spotlight = &meeting.Spotlight{}
	case spec.Locks():
		command.What, command.NeverSeen = meeting.LockAudio, spec.Takes == action.ToUnlock
	}
	return command
}
