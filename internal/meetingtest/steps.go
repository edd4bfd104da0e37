package meetingtest

import (
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
	meeting.Pin: func(p *picture, one, _ meeting.ParticipantID) bool { return p.flags(one).Has(meeting.Pinned) },
	meeting.Unpin: func(p *picture, one, _ meeting.ParticipantID) bool {
		return p.edges[one]&control.EdgeUnpinned != 0 && !p.flags(one).Has(meeting.Pinned)
	},
	meeting.Kick:                        func(p *picture, one, other meeting.ParticipantID) bool { return !p.joined(one) && p.joined(other) },
	meeting.KickAll:                     func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.State == meeting.RoomEnded },
	meeting.Leave:                       func(p *picture, _, _ meeting.ParticipantID) bool { return p.room.State == meeting.RoomLeft },
	meeting.AcceptWaitingRoomRequest:    func(p *picture, one, other meeting.ParticipantID) bool { return p.joined(one) && p.waits(other) },
	meeting.RejectWaitingRoomRequest:    func(p *picture, one, other meeting.ParticipantID) bool { return p.away(one) && p.waits(other) },
	meeting.AcceptAllWaitingRoomRequest: func(p *picture, one, other meeting.ParticipantID) bool { return p.joined(one) && p.joined(other) },
	meeting.RejectAllWaitingRoomRequest: func(p *picture, one, other meeting.ParticipantID) bool { return p.away(one) && p.away(other) },
}

// eachCall calls each action: those that end the meeting in a meeting of their own, the
// others one after the other, for a page has room for few clients of the real SDK.
func eachCall(t *testing.T, newWorld func(t *testing.T) World, wanted func(action.Spec) bool) {
	var lasting *picture
	for _, spec := range action.All() {
		if !wanted(spec) {
			continue
		}
		effect := steps[spec.Name]
		require.NotNil(t, effect, "steps.go does not say what %s does", spec.Name)
		p := lasting
		if ends := spec.Proof == action.ProofEnded || spec.Proof == action.ProofLeft; ends || p == nil {
			p = look(t, newWorld(t))
			if !ends {
				lasting = p
			}
		}
		p.step(spec, effect)
	}
}

// step calls an action and waits for its effect.
func (p *picture) step(spec action.Spec, effect func(p *picture, one, other meeting.ParticipantID) bool) {
	var one, other meeting.ParticipantID
	call := control.Call{Action: spec.Name}
	if spec.Scope != action.OnMeeting {
		one, other = p.two(spec)
	}
	switch {
	case spec.TakesTarget():
		call.Target = one
	case spec.Waiting():
		call.Each = []control.Person{{ID: one, UserID: p.waiting[one].UserID}, {ID: other, UserID: p.waiting[other].UserID}}
	}
	clear(p.edges)
	before := len(p.world.Sent())
	require.NoError(p.t, p.world.Meeting().Call(inTime(p.t), call), spec.Name)
	p.until("what "+string(spec.Name)+" does", func() bool { return effect(p, one, other) })
	switch sent := len(p.world.Sent()) - before; {
	case spec.Takes == action.EachID: // in a call for each, where the SDK's are counted
		assert.Contains(p.t, []int{1, len(call.Each)}, sent, spec.Name)
	case spec.Object != action.Meeting: // which needs no message that is counted
		assert.Equal(p.t, 1, sent, "%s is sent once", spec.Name)
	}
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
