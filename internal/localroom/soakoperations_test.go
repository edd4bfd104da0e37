package localroom_test

import (
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// soakOperations are done with the same chance each. Each does nothing when
// there is nobody to do it.
var soakOperations = []func(*soak){
	(*soak).come, (*soak).come, (*soak).come, (*soak).joinFromDoor, (*soak).joinFromDoor,
	(*soak).leave, (*soak).cut,
	(*soak).produce, (*soak).produce, (*soak).produce, (*soak).toggle, (*soak).toggle, (*soak).toggle,
	(*soak).mute, (*soak).muteAll, (*soak).pin, (*soak).pin, (*soak).kick,
	(*soak).admit, (*soak).admit, (*soak).deny,
	(*soak).requestStage, (*soak).requestStage, (*soak).cancelRequest, (*soak).grantStage, (*soak).denyStage,
	(*soak).joinStage, (*soak).joinStage, (*soak).leaveStage, (*soak).kickFromStage,
	(*soak).changePermission, (*soak).changePermission,
}

func isIn(p *soaker) bool     { return p.where == inMeeting }
func isOnList(p *soaker) bool { return p.where == onList }
func isHere(p *soaker) bool   { return p.where == inMeeting || p.where == onList }

// pair is somebody who does and somebody it is done to; both may be the same.
func (s *soak) pair(target func(*soaker) bool) (actor, other *soaker) {
	actor, other = s.among(s.random, isIn), s.among(s.random, target)
	if s.random.IntN(3) > 0 { // hosts do most of what only hosts may
		if host := s.among(s.random, func(p *soaker) bool { return isIn(p) && p.isHost() }); host != nil {
			actor = host
		}
	}
	if other == nil {
		return nil, nil
	}
	return actor, other
}

func (s *soak) kind() string { return []string{"audio", "video"}[s.random.IntN(2)] }

func (s *soak) come() {
	p := s.among(s.random, func(p *soaker) bool { return p.where == away })
	if p == nil {
		return
	}
	s.note(p, "comes")
	client, err := roomclient.Dial(s.ctx, s.api, s.meeting, p.token, p.id())
	require.NoError(s.t, err)
	p.client = client
	s.joins(p)
}

func (s *soak) joinFromDoor() {
	if p := s.among(s.random, func(p *soaker) bool { return p.where == atDoor }); p != nil {
		s.note(p, "joins from the door")
		s.joins(p)
	}
}

func (s *soak) leave() {
	if p := s.among(s.random, isHere); p != nil {
		s.note(p, "leaves")
		s.goes(p, p.client.Close)
	}
}

func (s *soak) cut() {
	if p := s.among(s.random, isHere); p != nil {
		s.note(p, "is cut")
		s.goes(p, p.client.Cut)
	}
}

func (s *soak) produce() {
	p, kind := s.among(s.random, isIn), s.kind()
	if p == nil || p.producers[kind] != "" {
		return
	}
	s.note(p, "produces %s", kind)
	answer := &wire.ProduceAnswer{}
	err := p.client.Request(s.ctx, wire.Produce, &wire.ProduceRequest{Kind: kind}, answer)
	if !p.mayProduce(kind) {
		var refusal *roomclient.Refusal
		require.ErrorAs(s.t, err, &refusal)
		return
	}
	require.NoError(s.t, err)
	p.producers[kind], p.sending[kind] = answer.GetProducerId(), true
}

func (s *soak) toggle() {
	kind := s.kind()
	p := s.among(s.random, func(p *soaker) bool { return isIn(p) && p.producers[kind] != "" })
	if p == nil {
		return
	}
	pause := p.sending[kind]
	s.note(p, "toggles %s, paused: %t", kind, pause)
	s.tells(p, wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: p.producers[kind], Pause: pause})
	s.settleLane(p)
	p.sending[kind] = !pause && p.mayProduce(kind)
}

// settleLane is settle for media requests, which go a way of their own.
func (s *soak) settleLane(p *soaker) {
	s.asks(p, wire.UpdateSimulcast, &wire.Nothing{}, true)
}

func (s *soak) mute() {
	actor, target := s.pair(isIn)
	if actor == nil {
		return
	}
	kind := s.kind()
	s.note(actor, "mutes %s of %s", kind, target.name)
	s.asks(actor, wire.HostControlPeer, &wire.MuteRequest{ParticipantId: target.id(), Audio: kind == "audio", Video: kind == "video"}, actor.isHost())
	if actor.isHost() {
		target.silenced(kind)
	}
}

func (s *soak) muteAll() {
	actor, _ := s.pair(isIn)
	if actor == nil {
		return
	}
	s.note(actor, "mutes all")
	s.asks(actor, wire.HostControlAllPeers, &wire.MuteAllRequest{Audio: true, Video: true}, actor.isHost())
	if !actor.isHost() {
		return
	}
	for _, p := range s.people {
		p.silenced("audio", "video")
	}
}

func (s *soak) pin() {
	actor, target := s.pair(func(*soaker) bool { return true })
	if actor == nil {
		return
	}
	id, there := target.id(), isIn(target)
	if s.random.IntN(4) == 0 {
		id, there = "", true
	}
	s.note(actor, "pins %q", id)
	s.asks(actor, wire.GlobalPinPeer, &wire.ParticipantId{ParticipantId: id}, actor.isHost() && there)
	if actor.isHost() && there {
		s.pinned = id
	}
}

func (s *soak) kick() {
	actor, target := s.pair(isIn)
	if actor == nil || actor == target {
		return
	}
	s.note(actor, "kicks %s", target.name)
	s.tells(actor, wire.KickPeers, &wire.Kick{PeerIds: []string{target.id()}})
	if !actor.isHost() {
		return
	}
	_, err := roomclient.Await(s.ctx, target.client, wire.KickPeers, func(m *wire.Kick) bool { return m.GetPeerIds()[0] == target.id() })
	require.NoError(s.t, err)
	target.admitted = false
	s.goes(target, target.client.Close)
}

func (s *soak) admit() { s.decide(wire.AcceptWaitingRoomRequests, true) }
func (s *soak) deny()  { s.decide(wire.DenyWaitingRoomRequests, false) }

func (s *soak) decide(event wire.Event, admitted bool) {
	actor, target := s.pair(isOnList)
	if actor == nil {
		return
	}
	s.note(actor, "decides %s about %s", event, target.name)
	s.tells(actor, event, &wire.UserIds{UserIds: []string{target.userID()}})
	if actor.isHost() {
		target.where = atDoor
		target.admitted = target.admitted || admitted
	}
}

func (s *soak) requestStage() {
	p := s.among(s.random, isIn)
	if p == nil {
		return
	}
	s.note(p, "requests the stage")
	s.tells(p, wire.RequestStageAccess, nil)
	if p.hasStage() && p.stage == "OFF_STAGE" {
		p.moves("REQUESTED_TO_JOIN_STAGE")
	}
}

func (s *soak) cancelRequest() {
	p := s.among(s.random, isIn)
	if p == nil {
		return
	}
	s.note(p, "cancels the request")
	s.tells(p, wire.CancelStageRequest, nil)
	if p.stage == "REQUESTED_TO_JOIN_STAGE" {
		p.moves("OFF_STAGE")
	}
}

func (s *soak) grantStage() {
	actor, target := s.pair(isIn)
	if actor == nil {
		return
	}
	s.note(actor, "grants the stage to %s", target.name)
	s.tells(actor, wire.GrantStageAccess, &wire.UserIds{UserIds: []string{target.userID()}})
	if actor.isHost() && target.mustAsk() && target.stage != "ON_STAGE" {
		target.moves("ACCEPTED_TO_JOIN_STAGE")
	}
}

func (s *soak) denyStage() {
	actor, target := s.pair(isIn)
	if actor == nil {
		return
	}
	s.note(actor, "denies %s the stage", target.name)
	s.tells(actor, wire.DenyStageAccess, &wire.UserIds{UserIds: []string{target.userID()}})
	if actor.isHost() && target.stage != "ON_STAGE" {
		target.moves("OFF_STAGE")
	}
}

func (s *soak) joinStage() {
	p := s.among(s.random, isIn)
	if p == nil {
		return
	}
	may := p.stage == "ON_STAGE" || p.stage == "ACCEPTED_TO_JOIN_STAGE" || !p.mustAsk()
	s.note(p, "joins the stage")
	s.asks(p, wire.JoinStage, &wire.Nothing{}, may)
	if may {
		p.moves("ON_STAGE")
	}
}

func (s *soak) leaveStage() {
	p := s.among(s.random, isIn)
	if p == nil {
		return
	}
	s.note(p, "leaves the stage")
	s.asks(p, wire.LeaveStage, &wire.UserIds{UserIds: []string{p.userID()}}, true)
	p.moves("OFF_STAGE")
}

func (s *soak) kickFromStage() {
	actor, target := s.pair(isIn)
	if actor == nil || actor == target {
		return
	}
	s.note(actor, "takes %s off the stage", target.name)
	s.asks(actor, wire.LeaveStage, &wire.UserIds{UserIds: []string{target.userID()}}, actor.isHost())
	if actor.isHost() {
		target.moves("OFF_STAGE")
	}
}

func (s *soak) changePermission() {
	actor, target := s.pair(isHere)
	if actor == nil {
		return
	}
	kind, lock := s.kind(), s.random.IntN(2) == 0
	permission := wire.StreamPermission_STREAM_PERMISSION_ALLOWED
	if lock {
		permission = wire.StreamPermission_STREAM_PERMISSION_NOT_ALLOWED
	}
	patch := &wire.PermissionsPatch{Media: &wire.MediaPatch{}}
	if kind == "audio" {
		patch.Media.Audio = &wire.StreamPatch{CanProduce: &permission}
	} else {
		patch.Media.Video = &wire.StreamPatch{CanProduce: &permission}
	}
	s.note(actor, "locks %s of %s: %t", kind, target.name, lock)
	s.asks(actor, wire.UpdateUserPreset, &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{{UserId: target.userID(), Patch: patch}}}, actor.isHost())
	if actor.isHost() {
		target.locked[kind] = lock
		if lock {
			target.silenced(kind)
		}
	}
}
