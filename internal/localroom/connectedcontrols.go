package localroom

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

var errNotConnected = errors.New("this meeting is not connected to yours")

// The handlers of this file run in the socket's lane: they touch several rooms,
// one after the other.

// withFamily is for handlers that concern a parent meeting and its breakout meetings.
func withFamily[Message any](handle func(q *request, parent *room, in Message) error) func(*request, Message) error {
	return func(q *request, in Message) error {
		connected := q.room.server.connected
		var err error
		connected.do(func() { err = handle(q, connected.parent(q.room), in) })
		return err
	}
}

// answerInFamily is reply for them.
func (q *request) answerInFamily(answer proto.Message) {
	q.room.server.connected.in(q.room, func() { q.reply(answer) })
}

// getConnectedRoomsDump describes the family of the sender's meeting; to who has not
// joined, that there is one.
func getConnectedRoomsDump(q *request, parent *room, _ *wire.Nothing) error {
	connected := q.room.server.connected
	inside := false
	connected.in(q.room, func() { inside = q.from.presence == joined })
	if inside {
		q.answerInFamily(connected.dump(parent))
	} else {
		q.answerInFamily(&wire.ConnectedMeetingsAnswer{ParentMeeting: &wire.ConnectedMeeting{Id: &parent.meeting}})
	}
	return nil
}

// createMeetings makes breakout meetings of the sender's parent meeting.
func createMeetings(q *request, parent *room, in *wire.MeetingsToCreate) error {
	if err := q.mayAlter(); err != nil {
		return err
	}
	connected := q.room.server.connected
	if len(connected.children[parent])+len(in.GetPayloads()) > maxConnectedMeetings {
		return fmt.Errorf("a meeting has at most %d connected meetings", maxConnectedMeetings)
	}
	for _, one := range in.GetPayloads() {
		if err := (MeetingChange{Title: new(one.GetTitle())}).check(); err != nil {
			return err
		}
	}
	made := &wire.MeetingsMade{}
	defer func() { // of those that were made, if not all could be
		if len(made.GetPayloads()) > 0 {
			connected.tell(parent, wire.ConnectedRoomsUpdated, made)
		}
	}()
	for _, one := range in.GetPayloads() {
		child, err := q.room.server.roomOrFull(rand.Text())
		if err != nil {
			return err
		}
		if len(connected.children[parent]) == 0 {
			connected.altered[parent] = true // until now nobody was told who came and left
		}
		connected.in(child, func() { child.title = one.GetTitle() })
		connected.parents[child] = parent
		connected.children[parent] = append(connected.children[parent], child)
		made.Payloads = append(made.Payloads, &wire.MeetingMade{Id: &child.meeting, Title: one.Title})
	}
	q.answerInFamily(made)
	return nil
}

// deleteMeetings closes breakout meetings for good. Who is still in one is moved
// to the parent; SDK 2.0.2 moves all it knows of just before.
func deleteMeetings(q *request, parent *room, in *wire.MeetingsToDelete) error {
	if err := q.mayAlter(); err != nil {
		return err
	}
	connected := q.room.server.connected
	var closing []*room
	gone := &wire.MeetingsDeleted{}
	for _, one := range in.GetPayloads() {
		child, ok := connected.member(parent, one.GetId())
		if !ok || child == parent {
			return fmt.Errorf("%w: %q", errNotConnected, one.GetId())
		}
		closing = append(closing, child)
		gone.Payloads = append(gone.Payloads, &wire.MeetingDeleted{Id: &child.meeting})
	}
	if len(closing) > 0 {
		connected.tell(parent, wire.ConnectedRoomsDeleted, gone)
	}
	for _, child := range closing {
		var left []*participant
		connected.in(child, func() {
			child.changeMeeting(MeetingChange{Status: new(Inactive)})
			left = child.sorted(func(p *participant) bool { return p.presence == joined && !p.sentAway })
		})
		connected.disconnect(child)
		for _, p := range left {
			if err := child.transfer(p, parent, "", true); err != nil {
				q.room.server.log.Info("somebody stays in a meeting that was deleted", "meeting", child.meeting, "participant", p.id, "reason", err)
			}
		}
		if len(left) > 0 {
			connected.altered[parent] = true
		}
	}
	q.answerInFamily(gone)
	return nil
}

// movePeers sends people, named by their user ids, to another meeting of the
// family; all of them or nobody. SDK 2.0.2 takes a move for refused when the text
// "error" is in the answer, so the answer is empty.
func movePeers(q *request, parent *room, in *wire.Moves) error {
	connected := q.room.server.connected
	source, here := connected.member(parent, in.GetSourceMeetingId())
	destination, there := connected.member(parent, in.GetDestinationMeetingId())
	switch {
	case !here || !there:
		return errNotConnected
	case source == destination:
		return errors.New("these people are there already")
	}
	sent, err := q.mayMove(in.GetParticipants(), destination == parent)
	if err != nil {
		return err
	}
	moves, err := source.findMoves(in.GetParticipants())
	if err != nil {
		return err
	}
	connected.altered[parent] = true
	q.answerInFamily(&wire.Nothing{})
	for _, one := range moves {
		if err := source.transfer(one.who, destination, one.presetName, sent); err != nil {
			return err
		}
	}
	return nil
}

func (q *request) mayAlter() error {
	var err error
	q.room.alone(func() {
		switch {
		case q.from.presence != joined:
			err = errNotJoined
		case !q.from.user.permissions.ConnectedMeetings.CanAlter:
			err = mayNot("connected_meetings.can_alter_connected_meetings")
		}
	})
	return err
}

// mayMove tells whether the sender may move these people. Not sent is who goes by
// themselves, with no right to move others: they keep the preset they have, and
// wait where they have to.
func (q *request) mayMove(who []*wire.MoveOne, toParent bool) (sent bool, err error) {
	q.room.alone(func() {
		may := q.from.user.permissions.ConnectedMeetings
		onlySelf := len(who) == 1 && who[0].GetId() == q.from.user.id
		switch {
		case q.from.presence != joined:
			err = errNotJoined
		case may.CanAlter:
			sent = true
		case !onlySelf, who[0].GetPresetId() != "":
			err = mayNot("connected_meetings.can_alter_connected_meetings")
		case toParent && !may.CanSwitchToParent:
			err = mayNot("connected_meetings.can_switch_to_parent_meeting")
		case !toParent && !may.CanSwitch:
			err = mayNot("connected_meetings.can_switch_connected_meetings")
		}
	})
	return sent, err
}

// move is one participant on the way to another meeting.
type move struct {
	who        *participant
	presetName string // empty: the one they have
}

func (r *room) findMoves(wanted []*wire.MoveOne) ([]move, error) {
	if len(wanted) == 0 {
		return nil, errors.New("want at least one participant")
	}
	var found []move
	var err error
	r.alone(func() {
		for _, one := range wanted {
			if name := one.GetPresetId(); name != "" && r.server.presets[name] == nil {
				err = fmt.Errorf("preset: there is no %q here, only %s", name, r.server.presets.names())
				return
			}
			people := slices.DeleteFunc(r.peopleOf(one.GetId()), func(p *participant) bool { return p.presence != joined || p.isDeleted(r) })
			if len(people) == 0 {
				err = fmt.Errorf("%w: %q", ErrNoSuchParticipant, one.GetId())
				return
			}
			for _, p := range people {
				found = append(found, move{p, one.GetPresetId()})
			}
		}
	})
	return found, err
}

// isDeleted tells that somebody who is still in the meeting was deleted from it: they go
// nowhere. Bots were never added.
func (p *participant) isDeleted(from *room) bool {
	return p.socket != nil && from.users[p.user.id] == nil
}

// transfer has somebody go to another meeting, with the rights they have now
// unless they get another preset, and tells the family. Who is sent need not wait
// there. The SDK leaves and joins by itself, with a new peer id; a bot is taken
// over as it is.
func (r *room) transfer(p *participant, to *room, presetName string, sent bool) error {
	connected := r.server.connected
	var moved user
	connected.in(r, func() { moved = *p.user })
	if presetName != "" {
		moved.presetName, moved.preset = presetName, r.server.presets[presetName]
		moved.permissions, moved.altered = moved.preset.Permissions, false
	}
	moved.admitted = sent
	moved.createdAt, moved.updatedAt = time.Now(), time.Now()
	told := &wire.Moved{MeetingId: &to.meeting, CustomParticipantId: optional(moved.customParticipantID)}
	if p.socket == nil {
		r.transferBot(p, to, &moved)
		connected.tell(connected.parent(to), wire.MovedPeer, told)
		return nil
	}
	token, err := r.server.tokens.issue(to.meeting, moved.id)
	if err != nil {
		return err
	}
	connected.in(to, func() { err = to.takeOver(&moved, sent) })
	if err != nil {
		return err
	}
	connected.in(r, func() {
		p.sentAway = true
		r.tell(wire.TransferPeer, &wire.Transfer{MeetingId: &to.meeting, AuthToken: &token}, []*participant{p})
	})
	connected.tell(connected.parent(to), wire.MovedPeer, told)
	return nil
}

// takeOver has a user of a connected meeting be one here. Who is one already stays the
// same, so that what is changed holds for whatever sockets they have; and what was given
// or taken here is not undone by coming from elsewhere.
func (r *room) takeOver(moved *user, sent bool) error {
	there := r.users[moved.id]
	switch {
	case there == nil:
		return r.addUser(moved)
	case sent || !there.altered:
		createdAt := there.createdAt
		*there = *moved
		there.createdAt = createdAt
	}
	return nil
}

func (r *room) transferBot(p *participant, to *room, as *user) {
	connected := r.server.connected
	var producers []*producer
	connected.in(r, func() {
		producers = p.producers
		r.remove(p)
	})
	connected.in(to, func() {
		p.user, p.producers = as, producers
		to.enterBot(p)
	})
}
