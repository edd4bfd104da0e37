package section

import "github.com/gavel-rtc/gavel/wasm/meeting"

// MuteWays are whom all can be muted but: there is somebody pinned, there is a stage.
type MuteWays struct{ Pinned, Stage bool }

func (b *Basis) muteWays() MuteWays {
	return MuteWays{Pinned: b.State.PinnedID != "", Stage: b.State.Self.Permissions.Has(meeting.StageEnabled)}
}

func (to MuteWays) diff(from MuteWays, p *Patch) {
	if from != to {
		p.Op("people.ways").Bool(to.Pinned).Bool(to.Stage)
	}
}

// MuteBut says who is muted in a way, false where it is everybody.
func MuteBut(way string) (who meeting.Selection, some bool) {
	who.On = meeting.AudioOn
	who.ExceptPinned = way == "pinned"
	who.ExceptOnStage = way == "onStage"
	return who, who.ExceptPinned || who.ExceptOnStage
}
