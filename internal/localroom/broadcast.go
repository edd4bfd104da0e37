package localroom

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// spotlight is the type of a broadcast that SDK 2.0.2 obeys, whoever it is from: it
// shows the tab in it.
const spotlight = "spotlight"

func (q *request) mayBroadcast(in *wire.Broadcast) error {
	if in.GetType() == spotlight && !q.from.user.permissions.CanSpotlight {
		return mayNot("can_spotlight")
	}
	return nil
}

// broadcastToAll goes to everybody; the sender's copy is the answer.
func broadcastToAll(q *request, in *wire.Broadcast) error {
	if err := q.mayBroadcast(in); err != nil {
		return err
	}
	q.room.tell(q.event, in, q.room.everybody(q.from))
	q.reply(in)
	return nil
}

// broadcastToSome goes to named peers, unanswered, or to named meetings: this
// one and those connected to it.
func broadcastToSome(q *request, in *wire.Broadcast) error {
	if err := q.mayBroadcast(in); err != nil {
		return err
	}
	if in.GetBroadcastType() == wire.BroadcastTo_BROADCAST_TO_MEETINGS {
		r, from := q.room, q.from
		if slices.Contains(in.GetIds(), r.meeting) {
			r.tell(q.event, in, r.everybody(from))
		}
		r.elsewhere = append(r.elsewhere, func() { r.server.connected.broadcast(r, q.event, in) })
		q.reply(in)
		return nil
	}
	meant := setOf(in.GetIds())
	q.room.tell(q.event, in, slices.DeleteFunc(q.room.everybody(), func(p *participant) bool { return !meant[p.id] }))
	return nil
}
