package localroom

import (
	"errors"
	"maps"
	"slices"

	"github.com/coder/websocket"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// silence is which streams a mute is about.
type silence struct{ audio, video, screenShare bool }

func (s silence) permitted(to Permissions) error {
	switch {
	case s.audio && !to.DisableParticipantAudio:
		return mayNot("disable_participant_audio")
	case s.video && !to.DisableParticipantVideo:
		return mayNot("disable_participant_video")
	case s.screenShare && !to.DisableParticipantScreensharing:
		return mayNot("disable_participant_screensharing")
	case s == silence{}:
		return errors.New("want audio, video or screen share")
	}
	return nil
}

func (s silence) covers(one *producer) bool {
	switch {
	case one.screenShare:
		return s.screenShare
	case one.kind == wire.ProducerKind_PRODUCER_KIND_AUDIO:
		return s.audio
	}
	return s.video
}

func mutePeer(q *request, in *wire.MuteRequest) error {
	what := silence{in.GetAudio(), in.GetVideo(), in.GetScreenShare()}
	if err := what.permitted(q.from.user.permissions); err != nil {
		return err
	}
	target, ok := q.room.joinedPerson(in.GetParticipantId())
	if !ok {
		return ErrNoSuchParticipant
	}
	q.room.silence(target, what, q.from)
	q.reply(&wire.StatusAnswer{Status: "success"})
	return nil
}

func muteAll(q *request, in *wire.MuteAllRequest) error {
	what := silence{in.GetAudio(), in.GetVideo(), in.GetScreenShare()}
	if err := what.permitted(q.from.user.permissions); err != nil {
		return err
	}
	for _, p := range q.room.joinedPeople() {
		q.room.silence(p, what, q.from)
	}
	q.reply(&wire.StatusAnswer{Status: "success"})
	return nil
}

// silence pauses what somebody sends. The push names who did it, if it was
// somebody in the meeting, but not to oneself: the SDK mutes itself only when the
// initiator is somebody else or nobody.
func (r *room) silence(target *participant, what silence, by *participant) {
	var initiator *string
	if by != nil && by != target {
		initiator = &by.id
	}
	for _, one := range target.producers {
		if what.covers(one) {
			r.setPaused(target, one, true, initiator)
		}
	}
}

// setPaused tells everybody when the state really changes, the owner included.
func (r *room) setPaused(owner *participant, one *producer, paused bool, initiator *string) {
	if one.paused == paused {
		return
	}
	one.paused = paused
	one.speaking = false
	switch {
	case owner.player != nil:
		owner.player.SetPaused(mediaKinds[one.kind], paused)
	case one.hasTrack:
		r.server.engine.SetPaused(one.id, paused)
	}
	if owner.socket == nil && !one.hasTrack && one.kind == wire.ProducerKind_PRODUCER_KIND_VIDEO {
		r.announceBotVideo(owner, one)
		return
	}
	r.tell(wire.PeerProducerToggleBroadcast, &wire.ProducerPush{
		ParticipantId:          owner.id,
		ProducerState:          one.state(),
		InitiatorParticipantId: initiator,
	}, r.everybody())
}

// pinPeer pins somebody, oneself too, or nobody.
func pinPeer(q *request, in *wire.ParticipantId) error {
	if !q.from.user.permissions.PinParticipant {
		return mayNot("pin_participant")
	}
	id := in.GetParticipantId()
	if _, ok := q.room.joinedPerson(id); !ok && id != "" {
		return ErrNoSuchParticipant
	}
	q.room.pin(id)
	q.reply(&wire.Nothing{})
	return nil
}

// pin makes id the one who is pinned; empty means nobody.
func (r *room) pin(id string) {
	if r.session.pinned == id {
		return
	}
	r.session.pinned = id
	r.tell(wire.GlobalPeerPinBroadcast, &wire.ParticipantId{ParticipantId: id}, r.everybody())
}

// kick removes people. It is never answered: the SDK would take the answer for
// its own removal. The SDK sends it twice, so a target that has gone is no error.
func kick(q *request, in *wire.Kick) error {
	if !q.from.user.permissions.KickParticipant {
		return mayNot("kick_participant")
	}
	for _, id := range in.GetPeerIds() {
		if target, ok := q.room.joinedPerson(id); ok {
			q.room.kick(target)
		}
	}
	return nil
}

func (r *room) kick(target *participant) {
	if r.banKicked {
		r.banned[target.user.id] = true
	}
	maps.DeleteFunc(r.session.admittedPeers, func(one peerKey, _ bool) bool { return one.userID == target.user.id })
	delete(r.session.admittedUsers, target.user.id)
	target.user.admitted = false
	r.tell(wire.KickPeers, &wire.Kick{PeerIds: []string{target.id}}, []*participant{target})
	r.remove(target)
	target.dismiss("removed from the meeting")
}

// kickAll ends the session for everybody, those at the door and the caller
// included. It is never answered, see kick.
func kickAll(q *request, in *wire.KickAll) error {
	if !q.from.user.permissions.KickParticipant {
		return mayNot("kick_participant")
	}
	r := q.room
	r.kickEverybody()
	if in.GetPropagateKickAcrossRooms() {
		r.elsewhere = append(r.elsewhere, func() { r.server.connected.kickEverybody(r) })
	}
	return nil
}

// kickEverybody ends the session.
func (r *room) kickEverybody() {
	r.stopBroadcasting()
	everyone := slices.Collect(maps.Values(r.people))
	r.tell(wire.KickEverybody, &wire.KickAll{}, everyone)
	for _, p := range everyone {
		p.dismiss("the meeting has ended")
	}
	clear(r.people)
	r.endSession(HostEndedMeeting)
}

// dismiss sees to it that a removed client's socket closes. The SDK does that
// itself; it gets some time for it.
func (p *participant) dismiss(reason string) {
	p.presence = removed
	p.stopPlaying()
	p.stopSending()
	p.inMedia = false
	if p.socket != nil {
		p.socket.after(p.socket.room.server.limits.removedGrace, func() { p.socket.close(websocket.StatusPolicyViolation, reason) })
	}
}
