package localroom

import "github.com/gavel-rtc/gavel/internal/localroom/wire"

// countViewers tells how many watch the livestream, when that has changed with one
// participant: all who have joined with a livestream preset and are not on the
// stage. What the service counts is not known from the SDK; this is the room's
// choice.
func (r *room) countViewers(with *participant) {
	if with.user.preset.Config.ViewType != Livestream {
		return
	}
	viewers := uint64(0)
	for _, p := range r.people {
		if p.presence == joined && p.user.preset.Config.ViewType == Livestream && p.stage != onStage {
			viewers++
		}
	}
	if viewers != r.session.viewers {
		r.session.viewers = viewers
		r.tell(wire.RoomPeerCount, &wire.PeerCount{Count: viewers}, r.everybody())
	}
}

// tellViewers tells a newcomer, who was not there for the last change.
func (r *room) tellViewers(newcomer *participant) {
	if r.session.viewers > 0 {
		r.tell(wire.RoomPeerCount, &wire.PeerCount{Count: r.session.viewers}, []*participant{newcomer})
	}
}
