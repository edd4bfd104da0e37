package localroom

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// request is one message of a client on its way through the room.
type request struct {
	life  context.Context // the socket's
	room  *room
	from  *participant
	event wire.Event
	id    string
}

// handler does what one event asks for. An error refuses the request; its text
// goes to the client.
type handler struct {
	run     func(q *request, payload []byte) error
	inLane  bool // does media work: runs in the lane and takes the room's lock itself
	asks    bool // and changes nothing
	outside bool // open to those who have not joined
}

// inRoom makes a handler that runs alone in the room, for those who have joined.
func inRoom[Message any, Pointer interface {
	*Message
	proto.Message
}](run func(*request, Pointer) error) handler {
	return handler{run: decoded(run)}
}

// atDoor is inRoom, open also to those who have not joined.
func atDoor[Message any, Pointer interface {
	*Message
	proto.Message
}](run func(*request, Pointer) error) handler {
	return handler{run: decoded(run), outside: true}
}

// inLane makes a handler for media work.
func inLane[Message any, Pointer interface {
	*Message
	proto.Message
}](run func(*request, Pointer) error) handler {
	return handler{run: decoded(run), inLane: true}
}

// asking is a handler that only answers.
func asking(h handler) handler {
	h.asks = true
	return h
}

func decoded[Message any, Pointer interface {
	*Message
	proto.Message
}](run func(*request, Pointer) error) func(*request, []byte) error {
	return func(q *request, payload []byte) error {
		message := Pointer(new(Message))
		if err := readMessage(payload, q.event, message); err != nil {
			return err
		}
		return run(q, message)
	}
}

var handlers map[wire.Event]handler

func init() {
	handlers = map[wire.Event]handler{
		wire.GetPeerInfo:           asking(inRoom(getPeerInfo)),
		wire.GetRoomPeersInfo:      asking(atDoor(getRoomPeersInfo)),
		wire.JoinRoom:              atDoor(joinRoom),
		wire.GetRoomInfo:           asking(atDoor(getRoomInfo)),
		wire.GetConnectedRoomsDump: asking(inLane(withFamily(getConnectedRoomsDump))),
		wire.SelfJoinComplete:      inRoom(selfJoinComplete),
		wire.CreateMeetings:        inLane(withFamily(createMeetings)),
		wire.DeleteMeetings:        inLane(withFamily(deleteMeetings)),
		wire.MovePeers:             inLane(withFamily(movePeers)),
		wire.JoinMedia:             atDoor(joinMedia),
		wire.LeaveMedia:            atDoor(leaveMedia),
		wire.ChangeDisplayName:     inRoom(changeDisplayName),

		wire.HostControlPeer:     inRoom(mutePeer),
		wire.HostControlAllPeers: inRoom(muteAll),
		wire.GlobalPinPeer:       inRoom(pinPeer),
		wire.KickPeers:           inRoom(kick),
		wire.KickEverybody:       inRoom(kickAll),

		wire.GetWaitingRoomRequests:    asking(inRoom(getWaitingList)),
		wire.AcceptWaitingRoomRequests: inRoom(acceptWaiting),
		wire.DenyWaitingRoomRequests:   inRoom(denyWaiting),

		wire.GetUserPresets:   asking(inRoom(getPermissions)),
		wire.UpdateUserPreset: inRoom(updatePermissions),

		wire.GetStageRequests:   asking(inRoom(getStageRequests)),
		wire.GetRoomStageState:  asking(inRoom(getStageState)),
		wire.RequestStageAccess: inRoom(requestStage),
		wire.CancelStageRequest: inRoom(cancelStageRequest),
		wire.GrantStageAccess:   inRoom(grantStage),
		wire.DenyStageAccess:    inRoom(denyStage),
		wire.JoinStage:          inRoom(joinStage),
		wire.LeaveStage:         inRoom(leaveStage),

		wire.GetMessages:        asking(atDoor(getMessages)),
		wire.SendMessageToRoom:  inRoom(sendToRoom),
		wire.SendMessageToPeers: inRoom(sendToPeers),
		wire.EditMessage:        inRoom(editMessage),
		wire.DeleteMessage:      inRoom(deleteMessage),
		wire.PinMessage:         inRoom(pinMessage),
		wire.GetMessagePage:     asking(inRoom(getPage)),
		wire.BroadcastMessage:   inRoom(broadcastToAll),
		wire.BroadcastToEntity:  inRoom(broadcastToSome),

		wire.GetPolls:   asking(atDoor(getPolls)),
		wire.CreatePoll: inRoom(createPoll),
		wire.VotePoll:   inRoom(votePoll),

		wire.StoreGetKeys:    asking(atDoor(getStoreKeys)),
		wire.StoreInsertKeys: inRoom(insertStoreKeys),
		wire.StoreDeleteKeys: inRoom(deleteStoreKeys),

		wire.CreateTransport:        inLane(createTransport),
		wire.RenegotiateDescription: inLane(renegotiate),
		wire.Produce:                inLane(produce),
		wire.SetProducerPaused:      inLane(setProducerPaused),
		wire.CloseProducer:          inLane(closeProducer),
		wire.Consume:                inLane(consume),
		wire.CloseConsumer:          inLane(closeConsumers),
		wire.UpdateSimulcast:        inLane(updateSimulcast),
		wire.AudioActivity:          atDoor(audioActivity),
	}
}

// receive counts a message, lets faults have their way, and has it handled.
func (s *socket) receive(frame *wire.Frame) {
	q := &request{life: s.life, room: s.room, from: s.owner, event: wire.Event(frame.GetEvent()), id: frame.GetId()}
	handle := func() { s.handle(q, frame.Payload) }
	var fault *fault
	s.room.do(func() {
		s.owner.sent[countedAs(q.event)]++
		s.room.received[countedAs(q.event)]++
		fault = s.room.matchFault(fromClient, q.event, s.owner, s.heldIn != nil)
	})
	if fault != nil {
		switch fault.action {
		case dropMessage:
			return
		case delayMessage:
			s.after(fault.delay(), handle)
			return
		case reorderMessage:
			s.room.do(func() { s.heldIn = handle })
			return
		case duplicateMessage:
			handle()
		case refuseMessage:
			s.room.do(func() { q.refuse(errors.New("refused by a fault")) })
			return
		case stallSocket:
			select {
			case <-fault.cleared:
			case <-s.life.Done():
				return
			}
		}
	}
	handle()
	s.handleHeldBack()
}

// handleHeldBack handles the message that was to be overtaken.
func (s *socket) handleHeldBack() {
	var handle func()
	s.room.do(func() { handle, s.heldIn = s.heldIn, nil })
	if handle != nil {
		handle()
	}
}

// countedAs keeps made-up event numbers from filling the counts.
func countedAs(event wire.Event) string {
	if _, known := handlers[event]; !known {
		return "unknown"
	}
	return event.String()
}

func (s *socket) handle(q *request, payload []byte) {
	handler, known := handlers[q.event]
	switch {
	case handler.asks && q.id == "":
		return // for an answer that nobody wants
	case !known:
		s.room.do(func() { q.refuse(fmt.Errorf("event %s is not known here", q.event)) })
	case handler.inLane:
		s.enterLane(func() {
			if err := handler.run(q, payload); err != nil {
				s.room.do(func() { q.refuse(err) })
			}
		})
	default:
		s.room.do(func() {
			before := s.room.pushed
			defer func() { s.caused.Add(int64(s.room.pushed - before)) }()
			err := errNotJoined
			if handler.outside || q.from.presence == joined {
				err = handler.run(q, payload)
			}
			if err != nil {
				q.refuse(err)
			}
		})
	}
}

var errNotJoined = errors.New("not in the meeting: join first")

// reply answers the request under its own event.
func (q *request) reply(payload proto.Message) { q.replyAs(q.event, payload) }

// replyAs answers under another event; a request without id wants no answer.
func (q *request) replyAs(event wire.Event, payload proto.Message) {
	if q.id == "" {
		return
	}
	data, err := wire.EncodeFrame(event, q.id, payload)
	if err != nil {
		q.room.server.log.Error("an answer cannot be written", "event", event.String(), "error", err)
		if event != wire.ErrorResponse {
			q.refuse(errors.New("the answer cannot be written"))
		}
		return
	}
	q.room.hand(answers, event, data, q.from)
}

func (q *request) refuse(err error) {
	q.room.server.log.Info("refused", "meeting", q.room.meeting, "participant", q.from.id, "event", q.event.String(), "reason", err)
	q.replyAs(wire.ErrorResponse, &wire.Failure{Message: err.Error(), Event: int32(q.event)})
}

// mayNot is the refusal of somebody whose preset lacks a permission.
func mayNot(permission string) error {
	return fmt.Errorf("%w: the preset does not allow %s", ErrForbidden, permission)
}
