package localroom

import (
	"errors"
	"strings"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// joinRoom lets somebody in, or has them wait at the door. An accepted person
// sends it again.
func joinRoom(q *request, in *wire.JoinRequest) error {
	r, p := q.room, q.from
	switch {
	case p.presence == removed:
		return errors.New("this connection was removed from the meeting: connect anew")
	case r.clients[p.id] != p:
		return errors.New("this connection was replaced by a newer one")
	case r.status == Inactive && p.presence != joined:
		return ErrInactive
	case r.users[p.user.id] == nil:
		return errors.New("this participant was deleted from the meeting")
	case r.banned[p.user.id]:
		return errors.New("this participant was removed and may not come back")
	case p.presence == joined:
		q.reply(&wire.PeerMessage{Peer: p.peer()})
		return nil
	}
	if name := strings.TrimSpace(in.GetPeer().GetDisplayName()); name != "" && p.user.permissions.CanEditDisplayName {
		p.name = name
	}
	if r.mustWait(p) {
		r.arrive(p, waiting)
		q.reply(&wire.PeerMessage{Peer: p.peer()})
		r.tellWaitingList()
		return nil
	}
	r.admit(p)
	q.reply(&wire.PeerMessage{Peer: p.peer()})
	return nil
}

// admit makes somebody a participant and tells the others.
func (r *room) admit(p *participant) {
	r.arrive(p, joined)
	p.stage = firstStage(p.user)
	r.attend(p)
	r.countViewers(p)
	r.tellViewers(p)
	r.tell(wire.JoinRoom, &wire.PeerMessage{Peer: p.peer()}, r.everybody(p))
}

func getPeerInfo(q *request, in *wire.PeerInfoRequest) error {
	p, ok := q.room.joinedPerson(in.GetPeerId())
	if !ok {
		return ErrNoSuchParticipant
	}
	q.reply(&wire.PeerMessage{Peer: p.peer()})
	return nil
}

// getRoomPeersInfo lists who has joined; who waits at the door sees nobody.
func getRoomPeersInfo(q *request, _ *wire.Nothing) error {
	answer := &wire.PeersAnswer{}
	if q.from.presence == joined {
		for _, p := range q.room.joinedPeople() {
			answer.Peers = append(answer.Peers, p.peer())
		}
	}
	q.reply(answer)
	return nil
}

func getRoomInfo(q *request, _ *wire.Nothing) error {
	session := q.room.session
	if session == nil {
		return errors.New("no session is running: join first")
	}
	q.reply(&wire.RoomAnswer{Room: &wire.Room{
		RoomId:           q.room.meeting,
		Title:            q.room.title,
		CreatedAt:        uint64(session.startedAt.Unix()),
		ActiveRecordings: session.activeRecordings(),
		RoomUuid:         &session.id,
	}})
	return nil
}

// joinMedia begins the media part, or begins it anew: SDK 2.0.2 sends it again
// after its media was lost, and then produces everything again.
func joinMedia(q *request, _ *wire.Nothing) error {
	for _, one := range q.from.producers {
		q.room.tell(wire.PeerProducerCloseBroadcast, &wire.ProducerPush{ParticipantId: q.from.id, ProducerState: one.state()}, q.room.everybody(q.from))
	}
	q.from.stopSending()
	q.reply(&wire.Nothing{})
	return nil
}

// selfJoinComplete takes somebody into the media room.
func selfJoinComplete(q *request, _ *wire.Nothing) error {
	r, p := q.room, q.from
	if q.id != "" {
		q.reply(q.mediaRoom())
	}
	if !p.inMedia {
		p.inMedia = true
		r.tell(wire.PeerJoinedBroadcast, &wire.MediaParticipantPush{Participant: p.mediaParticipant()}, r.everybody(p))
	}
	return nil
}

// mediaRoom is what there is in the media room.
func (q *request) mediaRoom() *wire.JoinCompleteAnswer {
	r, p := q.room, q.from
	answer := &wire.JoinCompleteAnswer{
		RoomState:           &wire.MediaRoom{DisplayTitle: r.title, RoomUuid: r.session.id, RoomName: r.meeting, CurrentPeerId: p.id},
		SelectedPeers:       &wire.SelectedPeers{},
		MaxPreferredStreams: int32(p.user.preset.Config.MaxVideoStreams.Desktop),
	}
	if speaker := r.session.speaker; speaker != p.id && r.people[speaker] != nil {
		answer.SelectedPeers.AudioPeers = []string{speaker}
	}
	if r.session.pinned != "" {
		answer.RoomState.PinnedPeerIds = []string{r.session.pinned}
	}
	for _, other := range r.joinedPeople() {
		if other != p && other.inMedia {
			answer.Participants = append(answer.Participants, other.mediaParticipant())
		}
	}
	return answer
}

// leaveMedia ends what somebody sends. Leaving the meeting follows when the
// client closes its socket.
func leaveMedia(q *request, _ *wire.Nothing) error {
	r, p := q.room, q.from
	if p.inMedia {
		p.inMedia = false
		p.stopSending()
		r.tell(wire.PeerLeaveBroadcast, &wire.ParticipantId{ParticipantId: p.id}, r.everybody(p))
	}
	q.reply(&wire.LeaveMediaAnswer{Closed: true})
	return nil
}

// changeDisplayName renames the sender.
func changeDisplayName(q *request, in *wire.DisplayName) error {
	p := q.from
	name := strings.TrimSpace(in.GetDisplayName())
	switch {
	case in.GetParticipantId() != p.id:
		return errors.New("only one's own name can be changed")
	case !p.user.permissions.CanEditDisplayName:
		return mayNot("can_edit_display_name")
	case name == "":
		return errors.New("display_name: want 1 to 200 bytes")
	}
	q.room.rename(p, name)
	q.reply(&wire.StatusAnswer{Status: "success"})
	return nil
}

func (r *room) rename(p *participant, name string) {
	p.name = name
	r.tell(wire.DisplayNameEditBroadcast, &wire.DisplayName{ParticipantId: p.id, DisplayName: name}, r.everybody(p))
}
