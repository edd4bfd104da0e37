package section

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Arrangement is how the list of people is arranged.
type Arrangement string

// The arrangements.
const (
	ByName  Arrangement = "name"
	BySpoke Arrangement = "spoken" // who spoke longest first
	Spoke   Arrangement = "spoke"  // likewise, and only who did
)

// rankSpeaker is the rank of who speaks where the list is arranged by that: with those who are asking.
const rankSpeaker = rankAsking

// Arrange arranges the list anew.
func (p *People) Arrange(as Arrangement) {
	p.arranged = as
	p.order.only = nil
	if as == Spoke {
		p.order.only = p.speaks
	}
	p.order.rebuild(p.self(), p.basis.State.Joined)
}

// speaks tells that somebody speaks, or did.
func (p *People) speaks(one *meeting.Participant) bool {
	return one.Spoken > 0 || one.ID == p.basis.State.Speaker.ID
}

func (p *People) placeOf(one *meeting.Participant, isSelf bool, came int) place {
	place := p.alphabet.placeOf(one, isSelf, came)
	if p.arranged == "" || p.arranged == ByName {
		return place
	}
	rank := rankOf(one, isSelf)
	switch {
	case isSelf:
		rank = rankRest
	case one.ID == p.basis.State.Speaker.ID:
		rank = rankSpeaker
	}
	place.begin = [2]uint64{uint64(rank), ^uint64(one.Spoken)}
	return place
}

// followSpeaker brings those up to date who became the speaker, or were it: they may belong
// elsewhere in the list.
func (p *People) followSpeaker(before *meeting.State) {
	state := p.basis.State
	was, is := before.Speaker.ID, state.Speaker.ID
	if was == is {
		return
	}
	p.spoke = true
	if p.arranged == "" || p.arranged == ByName {
		return
	}
	for _, id := range [...]meeting.ParticipantID{was, is} {
		if one := state.Joined.Get(id); one != nil {
			p.order.put(one, false)
		} else if self := p.self(); self != nil && id == self.ID {
			p.order.put(self, true)
		}
	}
}
