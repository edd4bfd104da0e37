package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// breakout makes one breakout meeting and gives its id.
func (g *guest) breakout(title string) string {
	g.hall.t.Helper()
	made := &wire.MeetingsMade{}
	g.ask(wire.CreateMeetings, &wire.MeetingsToCreate{Payloads: []*wire.MeetingToCreate{{Title: &title}}}, made)
	require.Len(g.hall.t, made.GetPayloads(), 1)
	assert.Equal(g.hall.t, title, made.GetPayloads()[0].GetTitle())
	return made.GetPayloads()[0].GetId()
}

func moves(from, to string, userIDs ...string) *wire.Moves {
	request := &wire.Moves{SourceMeetingId: &from, DestinationMeetingId: &to}
	for _, id := range userIDs {
		request.Participants = append(request.Participants, &wire.MoveOne{Id: &id})
	}
	return request
}

// follow does what the SDK does with a transfer: leave, and join with the token.
func (g *guest) follow(to string) *roomclient.Client {
	g.hall.t.Helper()
	order := sees(g, wire.TransferPeer, func(m *wire.Transfer) bool { return m.GetMeetingId() == to })
	g.Close()
	client, err := roomclient.Dial(g.hall.ctx, g.hall.API, to, order.GetAuthToken(), g.ID()+"-moved")
	require.NoError(g.hall.t, err)
	g.hall.t.Cleanup(client.Close)
	_, err = client.Join(g.hall.ctx)
	require.NoError(g.hall.t, err)
	return client
}

func people(one *wire.ConnectedMeeting) []string {
	names := []string{}
	for _, p := range one.GetParticipants() {
		names = append(names, p.GetDisplayName())
	}
	return names
}

func TestPeopleMoveBetweenConnectedMeetings(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	bot := h.bots(roomclient.Bots{Count: 1, Audio: true})[0]
	alone := &wire.ConnectedMeetingsAnswer{}
	ben.ask(wire.GetConnectedRoomsDump, nil, alone)
	assert.Empty(t, alone.GetMeetings())
	assert.Equal(t, meeting, alone.GetParentMeeting().GetId())

	green := ana.breakout("Green")
	sees(ben, wire.GetConnectedRoomsDump, func(m *wire.ConnectedMeetingsAnswer) bool {
		return len(m.GetMeetings()) == 1 && m.GetMeetings()[0].GetTitle() == "Green" && len(people(m.GetParentMeeting())) == 3
	})
	ana.ask(wire.MovePeers, moves(meeting, green, ben.userID, bot.UserID), nil)
	moved := ben.follow(green)
	sees(ana, wire.GetConnectedRoomsDump, func(m *wire.ConnectedMeetingsAnswer) bool {
		return len(people(m.GetParentMeeting())) == 1 && len(people(m.GetMeetings()[0])) == 2
	})
	inside, err := h.Room(h.ctx, green)
	require.NoError(t, err)
	there, ok := inside.Person(bot.ID)
	require.True(t, ok)
	assert.True(t, there.Audio, "a bot goes with what it sends")

	_, err = h.server.ChangeMeeting(green, localroom.MeetingChange{Title: new("Blue")})
	require.NoError(t, err)
	sees(ana, wire.ConnectedRoomsUpdated, names(green, "Blue"))
	_, err = roomclient.Await(h.ctx, moved, wire.ConnectedRoomsUpdated, names(green, "Blue"))
	require.NoError(t, err)

	ana.deletes(green)
	back, err := roomclient.Await(h.ctx, moved, wire.TransferPeer, func(m *wire.Transfer) bool { return m.GetMeetingId() == meeting })
	require.NoError(t, err)
	moved.Close()
	h.dial("ben-back", ben.userID, back.GetAuthToken()).join()
	sees(ana, wire.ConnectedRoomsDeleted, closes(green))
	sees(ana, wire.GetConnectedRoomsDump, func(m *wire.ConnectedMeetingsAnswer) bool { return len(m.GetMeetings()) == 0 })
	assert.Len(t, h.room().Participants, 3)
	gone, err := h.server.Meeting(green)
	require.NoError(t, err)
	assert.Equal(t, localroom.Inactive, gone.Status)
}

// names pleases when the push tells of that meeting with that title, and of no other.
func names(id, title string) func(*wire.MeetingsMade) bool {
	return func(m *wire.MeetingsMade) bool {
		return len(m.GetPayloads()) == 1 && m.GetPayloads()[0].GetId() == id && m.GetPayloads()[0].GetTitle() == title
	}
}

// closes pleases when the push tells that this meeting is gone, and no other.
func closes(id string) func(*wire.MeetingsDeleted) bool {
	return func(m *wire.MeetingsDeleted) bool {
		return len(m.GetPayloads()) == 1 && m.GetPayloads()[0].GetId() == id
	}
}

func (g *guest) deletes(id string) {
	g.hall.t.Helper()
	g.ask(wire.DeleteMeetings, &wire.MeetingsToDelete{Payloads: []*wire.MeetingToDelete{{Id: &id}}}, nil)
}

func TestEverybodyHearsOfMeetingsMadeRenamedAndClosed(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	green := ana.breakout("Green")
	sees(ben, wire.ConnectedRoomsUpdated, names(green, "Green"))
	sees(ben, wire.GetConnectedRoomsDump, func(m *wire.ConnectedMeetingsAnswer) bool { return len(people(m.GetParentMeeting())) == 2 })
	ana.ask(wire.MovePeers, moves(meeting, green, ben.userID), nil)
	moved := ben.follow(green)
	hears := func(event wire.Event) int {
		require.NoError(t, moved.Request(h.ctx, wire.GetPolls, &wire.Nothing{}, nil))
		return moved.Pushed(event)
	}
	_, err := roomclient.Await(h.ctx, moved, wire.GetConnectedRoomsDump, func(m *wire.ConnectedMeetingsAnswer) bool {
		return len(people(m.GetParentMeeting())) == 1 && len(people(m.GetMeetings()[0])) == 1
	})
	require.NoError(t, err)
	dumps := hears(wire.GetConnectedRoomsDump)

	red := ana.breakout("Red")
	_, err = roomclient.Await(h.ctx, moved, wire.ConnectedRoomsUpdated, names(red, "Red"))
	require.NoError(t, err)
	sees(ana, wire.ConnectedRoomsUpdated, names(red, "Red"))
	_, err = h.server.ChangeMeeting(red, localroom.MeetingChange{Title: new("Blue")})
	require.NoError(t, err)
	_, err = roomclient.Await(h.ctx, moved, wire.ConnectedRoomsUpdated, names(red, "Blue"))
	require.NoError(t, err)
	ana.deletes(red)
	_, err = roomclient.Await(h.ctx, moved, wire.ConnectedRoomsDeleted, closes(red))
	require.NoError(t, err)
	assert.Equal(t, dumps, hears(wire.GetConnectedRoomsDump), "nobody went anywhere")
	ana.ask(wire.CreateMeetings, &wire.MeetingsToCreate{}, nil)
	ana.ask(wire.DeleteMeetings, &wire.MeetingsToDelete{}, nil)
	assert.Equal(t, 2, hears(wire.ConnectedRoomsUpdated), "nothing was made")
	assert.Equal(t, 1, hears(wire.ConnectedRoomsDeleted), "nothing was closed")

	_, err = h.server.ChangeMeeting(meeting, localroom.MeetingChange{Title: new("Plenary")})
	require.NoError(t, err)
	_, err = roomclient.Await(h.ctx, moved, wire.GetConnectedRoomsDump, func(m *wire.ConnectedMeetingsAnswer) bool { return m.GetParentMeeting().GetTitle() == "Plenary" })
	require.NoError(t, err)
	assert.Equal(t, 2, hears(wire.ConnectedRoomsUpdated), "the parent is no breakout meeting")

	ana.deletes(green)
	_, err = roomclient.Await(h.ctx, moved, wire.ConnectedRoomsDeleted, closes(green))
	require.NoError(t, err, "who is in it hears too")
}

func TestEachMoveIsTold(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	token, err := h.Token(h.ctx, roomclient.Who{Meeting: meeting, Name: "cem", Preset: "guest", UserID: "user-cem", CustomParticipantID: "42"})
	require.NoError(t, err)
	h.dial("cem", "user-cem", token).join()
	bot := h.bots(roomclient.Bots{Count: 1})[0]
	green := ana.breakout("Green")
	ana.ask(wire.MovePeers, moves(meeting, green, "user-cem", bot.UserID), nil)
	sees(ben, wire.MovedPeer, func(m *wire.Moved) bool { return m.GetMeetingId() == green && m.GetCustomParticipantId() == "42" })
	sees(ben, wire.MovedPeer, func(m *wire.Moved) bool { return m.GetMeetingId() == green && m.CustomParticipantId == nil })
	ana.deletes(green)
	sees(ben, wire.MovedPeer, func(m *wire.Moved) bool { return m.GetMeetingId() == meeting && m.CustomParticipantId == nil })
	ben.settle()
	assert.Equal(t, 3, ben.Pushed(wire.MovedPeer))
}

func TestMovedPeopleNeedNotWaitAndTakeANewPreset(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	wanda := h.connect("wanda", "waiting-guest")
	require.True(t, wanda.join().GetWaitlisted())
	ana.tell(wire.AcceptWaitingRoomRequests, &wire.UserIds{UserIds: []string{wanda.userID}})
	seesAny(wanda, wire.WaitingRoomRequestAccepted)
	wanda.join()
	green := ana.breakout("Green")
	ana.ask(wire.MovePeers, moves(meeting, green, wanda.userID), nil)
	moved := wanda.follow(green)
	inside, err := h.Room(h.ctx, green)
	require.NoError(t, err)
	require.Len(t, inside.Participants, 1)

	promote := moves(green, meeting, wanda.userID)
	promote.Participants[0].PresetId = new("cohost")
	ana.ask(wire.MovePeers, promote, nil)
	order, err := roomclient.Await(h.ctx, moved, wire.TransferPeer, func(*wire.Transfer) bool { return true })
	require.NoError(t, err)
	moved.Close()
	h.dial("wanda-back", wanda.userID, order.GetAuthToken()).join()
	assert.Equal(t, "cohost", h.person("wanda-back").Preset)
}

func TestConnectedMeetingsAreRefused(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	green := ana.breakout("Green")
	outside := h.connect("otto", "host")
	create := func(count int, title string) *wire.MeetingsToCreate {
		request := &wire.MeetingsToCreate{}
		for range count {
			request.Payloads = append(request.Payloads, &wire.MeetingToCreate{Title: &title})
		}
		return request
	}
	closing := func(id string) *wire.MeetingsToDelete {
		return &wire.MeetingsToDelete{Payloads: []*wire.MeetingToDelete{{Id: &id}}}
	}
	assert.Contains(t, ben.refused(wire.CreateMeetings, create(1, "Mine")), "can_alter")
	assert.Contains(t, outside.refused(wire.CreateMeetings, create(1, "Mine")), "not in the meeting")
	assert.Contains(t, ana.refused(wire.CreateMeetings, create(1, "")), "title")
	assert.Contains(t, ana.refused(wire.CreateMeetings, create(100, "Many")), "at most 100")
	assert.Contains(t, ben.refused(wire.DeleteMeetings, closing(green)), "can_alter")
	assert.Contains(t, ana.refused(wire.DeleteMeetings, closing(meeting)), "not connected")
	assert.Contains(t, ana.refused(wire.DeleteMeetings, closing("another")), "not connected")

	assert.Contains(t, ben.refused(wire.MovePeers, moves(meeting, green, ana.userID)), "can_alter")
	assert.Contains(t, ben.refused(wire.MovePeers, moves(meeting, green, ben.userID)), "can_switch_connected_meetings")
	assert.Contains(t, ben.refused(wire.MovePeers, moves(green, meeting, ben.userID)), "can_switch_to_parent_meeting")
	assert.Contains(t, outside.refused(wire.MovePeers, moves(meeting, green, ana.userID)), "not in the meeting")
	assert.Contains(t, ana.refused(wire.MovePeers, moves(meeting, "another", ben.userID)), "not connected")
	assert.Contains(t, ana.refused(wire.MovePeers, moves(meeting, meeting, ben.userID)), "already")
	assert.Contains(t, ana.refused(wire.MovePeers, moves(meeting, green)), "at least one")
	assert.Contains(t, ana.refused(wire.MovePeers, moves(meeting, green, ben.userID, "nobody")), `"nobody"`)
	odd := moves(meeting, green, ben.userID)
	odd.Participants[0].PresetId = new("boss")
	assert.Contains(t, ana.refused(wire.MovePeers, odd), `no "boss"`)
	ben.settle()
	assert.Zero(t, ben.Pushed(wire.TransferPeer), "nobody is moved when one cannot be")

	ana.ask(wire.UpdateUserPreset, patchOf(ben, &wire.PermissionsPatch{ConnectedMeetings: &wire.ConnectedMeetingsPatch{CanSwitchConnectedMeetings: new(true)}}), nil)
	ben.ask(wire.MovePeers, moves(meeting, green, ben.userID), nil)
	ben.follow(green)
}

func TestKickAllAndBroadcastsReachConnectedMeetings(t *testing.T) {
	h := openHall(t)
	ana, ben, cem := h.enter("ana", "host"), h.enter("ben", "guest"), h.enter("cem", "guest")
	green := ana.breakout("Green")
	ana.ask(wire.MovePeers, moves(meeting, green, ben.userID), nil)
	moved := ben.follow(green)

	toMeetings := wire.BroadcastTo_BROADCAST_TO_MEETINGS
	ana.ask(wire.BroadcastToEntity, &wire.Broadcast{Type: "bell", Ids: []string{green}, BroadcastType: &toMeetings}, nil)
	_, err := roomclient.Await(h.ctx, moved, wire.BroadcastToEntity, func(m *wire.Broadcast) bool { return m.GetType() == "bell" })
	require.NoError(t, err)
	cem.settle()
	assert.Zero(t, cem.Pushed(wire.BroadcastToEntity))

	ana.tell(wire.KickEverybody, &wire.KickAll{PropagateKickAcrossRooms: true})
	_, err = roomclient.Await(h.ctx, moved, wire.KickEverybody, func(*wire.Nothing) bool { return true })
	require.NoError(t, err)
	inside, err := h.Room(h.ctx, green)
	require.NoError(t, err)
	assert.Empty(t, inside.Participants)
}
