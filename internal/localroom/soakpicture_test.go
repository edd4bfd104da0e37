package localroom_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// picture is what one client knows of the others, from what it was told alone.
type picture struct {
	client  *roomclient.Client
	read    int // pushes so far
	pinned  string
	stages  map[string]string
	states  map[string]map[string]*wire.Producer // by peer id and producer id
	waiting []string
}

// newPicture is that of a client who has just joined: what the answers say.
func newPicture(ctx context.Context, client *roomclient.Client, mayAdmit bool) (*picture, error) {
	seen := &picture{client: client, stages: map[string]string{}, states: map[string]map[string]*wire.Producer{}, waiting: []string{}}
	peers, complete, list := &wire.PeersAnswer{}, &wire.JoinCompleteAnswer{}, &wire.WaitingList{}
	err := errors.Join(
		client.Request(ctx, wire.GetRoomPeersInfo, &wire.Nothing{}, peers),
		client.Request(ctx, wire.SelfJoinComplete, &wire.Nothing{}, complete),
	)
	if mayAdmit {
		err = errors.Join(err, client.Request(ctx, wire.GetWaitingRoomRequests, &wire.Nothing{}, list))
	}
	if err != nil {
		return nil, err
	}
	for _, peer := range peers.GetPeers() {
		seen.arrives(peer)
	}
	for _, p := range complete.GetParticipants() {
		seen.sends(p.GetPeerId(), p.GetProducerStates()...)
	}
	if ids := complete.GetRoomState().GetPinnedPeerIds(); len(ids) > 0 {
		seen.pinned = ids[0]
	}
	seen.waits(list)
	seen.read = len(client.PushesFrom(0))
	return seen, nil
}

// update reads what has been pushed since the last time.
func (s *picture) update() error {
	pushes := s.client.PushesFrom(s.read)
	s.read += len(pushes)
	for _, frame := range pushes {
		if err := s.take(frame); err != nil {
			return err
		}
	}
	return nil
}

func (s *picture) take(frame *wire.Frame) error {
	event := wire.Event(frame.GetEvent())
	peer, id, list := &wire.PeerMessage{}, &wire.ParticipantId{}, &wire.WaitingList{}
	producer, joins, stage := &wire.ProducerPush{}, &wire.MediaParticipantPush{}, &wire.StageStatus{}
	into := map[wire.Event]proto.Message{
		wire.JoinRoom: peer, wire.LeaveRoom: peer,
		wire.PeerJoinedBroadcast: joins, wire.PeerLeaveBroadcast: id, wire.GlobalPeerPinBroadcast: id,
		wire.PeerProducerCreateBroadcast: producer, wire.PeerProducerToggleBroadcast: producer, wire.PeerProducerCloseBroadcast: producer,
		wire.PeerStageStatusUpdate: stage, wire.GetWaitingRoomRequests: list,
	}
	message, known := into[event]
	if !known {
		return nil // of no consequence for the picture
	}
	if err := proto.Unmarshal(frame.GetPayload(), message); err != nil {
		return fmt.Errorf("%s: %w", event, err)
	}
	switch event {
	case wire.JoinRoom:
		s.arrives(peer.GetPeer())
	case wire.LeaveRoom:
		delete(s.stages, peer.GetPeer().GetPeerId())
		delete(s.states, peer.GetPeer().GetPeerId())
	case wire.PeerJoinedBroadcast:
		s.sends(joins.GetParticipant().GetPeerId(), joins.GetParticipant().GetProducerStates()...)
	case wire.PeerLeaveBroadcast:
		delete(s.states, id.GetParticipantId())
	case wire.GlobalPeerPinBroadcast:
		s.pinned = id.GetParticipantId()
	case wire.PeerProducerCreateBroadcast, wire.PeerProducerToggleBroadcast:
		s.sends(producer.GetParticipantId(), producer.GetProducerState())
	case wire.PeerProducerCloseBroadcast:
		delete(s.states[producer.GetParticipantId()], producer.GetProducerState().GetProducerId())
	case wire.PeerStageStatusUpdate:
		s.stages[stage.GetPeerId()] = stageWords[stage.GetStageType()]
	case wire.GetWaitingRoomRequests:
		s.waits(list)
	}
	return nil
}

func (s *picture) arrives(peer *wire.Peer) {
	s.stages[peer.GetPeerId()] = stageWords[peer.GetStageType()]
}

func (s *picture) sends(peerID string, states ...*wire.Producer) {
	if s.states[peerID] == nil {
		s.states[peerID] = map[string]*wire.Producer{}
	}
	for _, state := range states {
		s.states[peerID][state.GetProducerId()] = state
	}
}

func (s *picture) waits(list *wire.WaitingList) {
	s.waiting = []string{}
	for _, one := range list.GetRequests() {
		s.waiting = append(s.waiting, one.GetPeerId())
	}
	slices.Sort(s.waiting)
}

// sight is what this client sees of everybody but itself.
func (s *picture) sight() seen {
	all := seen{Pinned: s.pinned, People: map[string]person{}, Waiting: s.waiting}
	for id, stage := range s.stages {
		if id == s.client.ID() {
			continue
		}
		one := person{Stage: stage}
		for _, state := range s.states[id] {
			if state.GetKind() == wire.ProducerKind_PRODUCER_KIND_AUDIO {
				one.Audio = one.Audio || !state.GetPause()
			} else {
				one.Video = one.Video || !state.GetPause()
			}
		}
		all.People[id] = one
	}
	return all
}
