package localroom

import "github.com/gavel-rtc/gavel/internal/localroom/wire"

// mustWait tells whether somebody has to be accepted first.
func (r *room) mustWait(p *participant) bool {
	if p.user.admitted {
		return false
	}
	session := r.currentSession()
	switch p.user.permissions.WaitingRoomType {
	case WaitForPrivileged:
		return !session.admittedPeers[p.peerKey()]
	case SkipOnAccept:
		return !session.admittedUsers[p.user.id]
	}
	return false
}

func (r *room) waitingList() *wire.WaitingList {
	list := &wire.WaitingList{}
	for _, p := range r.waitingPeople() {
		list.Requests = append(list.Requests, &wire.WaitingRequest{
			PeerId:              p.id,
			UserId:              p.user.id,
			DisplayName:         p.name,
			Picture:             optional(p.user.picture),
			CustomParticipantId: optional(p.user.customParticipantID),
			PresetName:          optional(p.user.presetName),
		})
	}
	return list
}

// tellWaitingList sends the full list to all who may accept.
func (r *room) tellWaitingList() {
	r.tell(wire.GetWaitingRoomRequests, r.waitingList(), r.whoMay(func(may Permissions) bool { return may.AcceptWaitingRequests }))
}

func getWaitingList(q *request, _ *wire.Nothing) error {
	if !q.from.user.permissions.AcceptWaitingRequests {
		return mayNot("accept_waiting_requests")
	}
	q.reply(q.room.waitingList())
	return nil
}

// acceptWaiting lets people in: they are told, and join again by themselves.
func acceptWaiting(q *request, in *wire.UserIds) error {
	return decideWaiting(q, in, func(p *participant) {
		r := q.room
		r.session.admittedPeers[p.peerKey()] = true
		r.session.admittedUsers[p.user.id] = true
		if p.socket == nil {
			r.enterBot(p)
			return
		}
		r.leaveDoor(p)
		r.tell(wire.WaitingRoomRequestAccepted, nil, []*participant{p})
	})
}

func denyWaiting(q *request, in *wire.UserIds) error {
	return decideWaiting(q, in, func(p *participant) {
		q.room.leaveDoor(p)
		q.room.tell(wire.WaitingRoomRequestDenied, nil, []*participant{p})
	})
}

func decideWaiting(q *request, in *wire.UserIds, decide func(*participant)) error {
	if !q.from.user.permissions.AcceptWaitingRequests {
		return mayNot("accept_waiting_requests")
	}
	meant := setOf(in.GetUserIds())
	for _, p := range q.room.waitingPeople() {
		if meant[p.user.id] {
			decide(p)
		}
	}
	q.room.tellWaitingList()
	return nil
}

// leaveDoor takes somebody off the waiting list without telling of it.
func (r *room) leaveDoor(p *participant) {
	delete(r.people, p.id)
	p.presence = outside
}
