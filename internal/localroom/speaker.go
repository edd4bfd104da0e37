package localroom

import (
	"errors"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// firstSpeaker is the priority that makes somebody the active speaker.
const firstSpeaker = 1

// audioActivity takes what the SDK tells of a microphone every 0.4 s. Who calls
// it silence is the SDK: below half of the loudest so far.
func audioActivity(q *request, in *wire.MicrophoneActivity) error {
	if q.from.presence != joined {
		return nil // the SDK goes on for a moment after leaving
	}
	one, ok := q.from.producer(in.GetProducerId())
	if !ok || one.kind != wire.ProducerKind_PRODUCER_KIND_AUDIO {
		return errNoSuchProducer
	}
	one.speaking = !in.GetSilent() && !one.paused
	q.room.chooseSpeaker()
	return nil
}

// speaks has a bot say something, or be silent.
func (r *room) speaks(bot *participant, speaking bool) error {
	if speaking && !bot.sends(wire.ProducerKind_PRODUCER_KIND_AUDIO, false) {
		return errors.New("a bot needs its microphone on to speak")
	}
	for _, one := range bot.producers {
		if one.kind == wire.ProducerKind_PRODUCER_KIND_AUDIO {
			one.speaking = speaking
		}
	}
	r.chooseSpeaker()
	return nil
}

func (p *participant) speaking() bool {
	for _, one := range p.producers {
		if one.speaking && !one.paused {
			return true
		}
	}
	return false
}

// chooseSpeaker makes somebody who speaks the active speaker once the former one
// is silent, muted or gone. While nobody speaks, it is who spoke last.
func (r *room) chooseSpeaker() {
	if former, ok := r.joinedPerson(r.session.speaker); ok && former.speaking() {
		return
	}
	for _, p := range r.joinedPeople() {
		if p.speaking() {
			r.session.speaker = p.id
			r.tell(wire.SelectedPeerDiff, &wire.SelectedPeersDiff{Entries: []*wire.SelectedPeer{{PeerId: p.id, Priority: firstSpeaker}}}, r.everybody(p))
			return
		}
	}
}
