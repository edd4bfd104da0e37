package localroom

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/media"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// limitTest meets one row of the documentation's table of limits.
type limitTest struct {
	row   string // the table's, without what happens beyond
	limit int
	// One of the two. With n at the limit all is well, with one more it is not.
	refuses func(d *door, n int) error
	keeps   func(d *door, n int) int
}

// door is a room with eve in it, a host without a socket.
type door struct {
	t      testing.TB
	server *Server
	room   *room
	eve    *participant
}

func openDoor(t testing.TB) *door {
	t.Helper()
	server, err := New(Options{Faults: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, server.Close()) })
	d := &door{t: t, server: server}
	who, _, err := server.addParticipant("demo", NewParticipant{ID: "eve", Name: "Eve", PresetName: "host"}, nil)
	require.NoError(t, err)
	d.room, err = server.room("demo")
	require.NoError(t, err)
	d.eve = d.enter("peer-eve", who)
	return d
}

func (d *door) enter(peerID string, who *user) *participant {
	p := &participant{id: peerID, user: who, name: who.name, sent: map[string]int{}}
	d.room.do(func() { d.room.admit(p) })
	return p
}

// does has the room handle a message of eve's.
func (d *door) does(event wire.Event, message proto.Message) error {
	payload, err := proto.Marshal(message)
	require.NoError(d.t, err)
	q := &request{life: d.t.Context(), room: d.room, from: d.eve, event: event}
	if handlers[event].inLane {
		return handlers[event].run(q, payload)
	}
	d.room.do(func() { err = handlers[event].run(q, payload) })
	return err
}

// posts is a request over HTTP.
func (d *door) posts(path, body string) error {
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	return d.serves(request)
}

func (d *door) serves(request *http.Request) error {
	answer := httptest.NewRecorder()
	d.server.Handler().ServeHTTP(answer, request)
	if answer.Code == http.StatusBadRequest || answer.Code == http.StatusTooManyRequests {
		return errors.New(answer.Body.String())
	}
	return nil
}

// session is that of the room.
func (d *door) session() *session { return d.room.session }

// times does something n times and gives the last outcome.
func times(n int, do func(i int) error) error {
	var err error
	for i := range n {
		err = do(i)
	}
	return err
}

func long(n int) string { return strings.Repeat("x", n) }

var limitTests = []limitTest{
	{row: "list in a message            5,000", limit: maxListLength, refuses: func(d *door, n int) error {
		return d.does(wire.KickPeers, &wire.Kick{PeerIds: strings.Split(long(n), "")})
	}},
	{row: "id                           100 bytes", limit: maxIDBytes, refuses: func(d *door, n int) error {
		_, _, err := d.server.AddParticipant("demo", NewParticipant{ID: long(n), PresetName: "guest"})
		return err
	}},
	{row: "peer id                      128 bytes", limit: maxPeerIDBytes, refuses: func(d *door, n int) error {
		token, err := d.server.tokens.issue("demo", "eve")
		require.NoError(d.t, err)
		query := url.Values{"roomID": {"demo"}, "peerID": {long(n)}, "authToken": {token}}
		return d.serves(httptest.NewRequest(http.MethodGet, "/local/sdk/socket-edge/ws?"+query.Encode(), nil))
	}},
	{row: "name, title, any other text  200 bytes", limit: maxNameBytes, refuses: func(d *door, n int) error {
		return d.does(wire.ChangeDisplayName, &wire.DisplayName{ParticipantId: d.eve.id, DisplayName: long(n)})
	}},
	{row: "picture's address            2 KB", limit: maxPictureBytes, refuses: func(d *door, n int) error {
		_, _, err := d.server.AddParticipant("demo", NewParticipant{Picture: long(n), PresetName: "guest"})
		return err
	}},
	{row: "chat message                 16 KB", limit: maxChatBytes, refuses: func(d *door, n int) error {
		return d.does(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: long(n)})
	}},
	{row: "question, option of a poll   2,000 bytes", limit: maxPollTextBytes, refuses: func(d *door, n int) error {
		return d.does(wire.CreatePoll, &wire.NewPoll{Question: "?", Options: []string{"a", long(n)}})
	}},
	{row: "app data of a producer       1 KB", limit: maxAppDataBytes, refuses: func(d *door, n int) error {
		return d.does(wire.Produce, &wire.ProduceRequest{Kind: "audio", AppData: proto.String(long(n))})
	}},
	{row: "description (SDP)            900 KB", limit: maxSDPBytes, refuses: func(d *door, n int) error {
		payload, err := proto.Marshal(&wire.RenegotiateRequest{Description: &wire.SessionDescription{Sdp: long(n)}})
		require.NoError(d.t, err)
		return readMessage(payload, wire.RenegotiateDescription, &wire.RenegotiateRequest{})
	}},
	{row: "broadcast                    64 KB", limit: maxBroadcastBytes, refuses: func(d *door, n int) error {
		return d.does(wire.BroadcastMessage, &wire.Broadcast{Payload: make([]byte, n)})
	}},
	{row: "value in a store             64 KB", limit: maxStoreValueBytes, refuses: func(d *door, n int) error {
		return d.puts("s", "k", n)
	}},

	{row: "chat messages                1,000", limit: keptMessages, keeps: func(d *door, n int) int {
		require.NoError(d.t, times(n, func(int) error { return d.does(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "x"}) }))
		return len(d.session().chat)
	}},
	{row: "chat messages on a page      100", limit: maxMessagesPerPage, keeps: func(d *door, n int) int {
		require.NoError(d.t, times(n, func(int) error { return d.does(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "x"}) }))
		return len(page(d.messages(), int32(n)).GetMessages())
	}},
	{row: "polls                        100", limit: maxPolls, refuses: func(d *door, n int) error {
		return times(n, func(int) error { return d.asks(1) })
	}},
	{row: "options of a poll            100", limit: maxPollOptions, refuses: func(d *door, n int) error {
		return d.does(wire.CreatePoll, &wire.NewPoll{Question: "?", Options: strings.Split(long(n), "")})
	}},
	{row: "stores                       100", limit: maxStores, refuses: func(d *door, n int) error {
		return times(n, func(i int) error { return d.puts(fmt.Sprint(i), "k", 1) })
	}},
	{row: "keys of a store              1,000", limit: maxKeysPerStore, refuses: func(d *door, n int) error {
		return times(n, func(i int) error { return d.puts("s", fmt.Sprint(i), 1) })
	}},
	{row: "producers of a participant   16", limit: maxProducers, refuses: func(d *door, n int) error {
		return times(n, func(int) error { return d.does(wire.Produce, &wire.ProduceRequest{Kind: "audio"}) })
	}},
	{row: "recordings at once           10", limit: maxRecordings, refuses: func(d *door, n int) error {
		return times(n, func(int) error {
			_, err := d.server.StartRecording("demo", true)
			return err
		})
	}},

	{row: "meetings                     1,000", limit: maxMeetings, refuses: func(d *door, n int) error {
		return times(n-1, func(i int) error { // and demo
			one, err := d.server.room(fmt.Sprint(i))
			if err == nil {
				one.do(func() { one.currentSession() }) // somebody is there
			}
			return err
		})
	}},
	{row: "breakout meetings of one     100", limit: maxConnectedMeetings, refuses: func(d *door, n int) error {
		return times(n, func(int) error {
			return d.does(wire.CreateMeetings, &wire.MeetingsToCreate{Payloads: []*wire.MeetingToCreate{{Title: proto.String("Green")}}})
		})
	}},
	{row: "participants of a meeting    10,000", limit: maxAdded, refuses: func(d *door, n int) error {
		return times(n-1, func(i int) error { return d.room.addUser(&user{id: fmt.Sprint(i), preset: d.eve.user.preset}) }) // and eve
	}},
	{row: "participants in all          50,000", limit: maxAddedInAll, refuses: func(d *door, n int) error {
		rooms := []*room{}
		for i := range 10 {
			one, err := d.server.room(fmt.Sprint(i))
			require.NoError(d.t, err)
			rooms = append(rooms, one)
		}
		return times(n-1, func(i int) error { return rooms[i%10].addUser(&user{id: fmt.Sprint(i)}) }) // and eve
	}},
	{row: "bots in a request            5,000", limit: maxBots, refuses: func(d *door, n int) error { return d.bots(n, false) }},
	{row: "bots in all                  10,000", limit: maxBotsInAll, refuses: func(d *door, n int) error {
		d.room.do(func() { d.room.remove(d.eve) }) // who has no socket either
		require.NoError(d.t, d.bots(5000, false))
		require.NoError(d.t, d.bots(n-5000-1, false))
		return d.bots(1, false)
	}},
	{row: "media bots in a request      16", limit: maxMediaBots, refuses: func(d *door, n int) error { return d.bots(n, true) }},
	{row: "media bots in all            64", limit: maxMediaBotsInAll, refuses: func(d *door, n int) error {
		return times(n/8+n%8, func(i int) error { return d.bots(map[bool]int{true: 8, false: 1}[i < n/8], true) })
	}},
	{row: "past sessions of a meeting   100", limit: keptSessions, keeps: func(d *door, n int) int {
		for range n {
			d.room.do(func() { d.room.remove(d.eve); d.room.admit(d.eve) })
		}
		return len(d.room.past)
	}},
	{row: "stopped recordings of one    100", limit: keptRecordings, keeps: func(d *door, n int) int {
		require.NoError(d.t, times(n, func(int) error {
			one, err := d.server.StartRecording("demo", false)
			require.NoError(d.t, err)
			_, err = d.server.ChangeRecording(one.ID, "stop")
			return err
		}))
		return len(d.room.recorded)
	}},
	{row: "people of past sessions      20,000", limit: keptAttendances, keeps: func(d *door, n int) int {
		for i := range n - 1 { // and eve
			d.room.do(func() {
				p := &participant{id: fmt.Sprint(i), user: d.eve.user, sent: map[string]int{}}
				d.room.admit(p)
				d.room.remove(p)
			})
		}
		return len(d.session().attendances)
	}},
	{row: "sockets                      2,000", limit: maxSockets, refuses: func(d *door, n int) error {
		return d.opens(n, func(i int) string { return fmt.Sprint(i) })
	}},
	{row: "sockets of a user            16", limit: maxSocketsPerUser, refuses: func(d *door, n int) error {
		return d.opens(n, func(int) string { return "eve" })
	}},
	{row: "lost media of a user         8", limit: maxHeldMediaPerUser, keeps: func(d *door, n int) int {
		for i := range n {
			key := peerKey{"eve", fmt.Sprint(i)}
			d.room.do(func() {
				d.room.useMedia(key)
				d.room.holdMedia(key)
			})
		}
		return len(d.room.media)
	}},
	{row: "faults of a meeting          1,000", limit: maxFaults, refuses: func(d *door, n int) error {
		return times(n, func(int) error {
			return d.posts("/local/faults", `{"meeting":"demo","action":"drop","event":"room.kick"}`)
		})
	}},
}

// opens counts so many sockets in, of whom it says, and then out again.
func (d *door) opens(n int, userID func(i int) string) error {
	var open []socketsOf
	defer func() {
		for _, one := range open {
			d.server.endSocket(one)
		}
	}()
	return times(n, func(i int) error {
		one := d.server.connected.socketsOf(d.room, &user{id: userID(i)})
		err := d.server.beginSocket(one)
		if err == nil {
			open = append(open, one)
		}
		return err
	})
}

func (d *door) puts(store, key string, bytes int) error {
	return d.does(wire.StoreInsertKeys, &wire.StoreRequest{StoreName: store, Keys: []*wire.StoreKey{{StoreKey: key, Payload: make([]byte, bytes)}}})
}

func (d *door) asks(bytes int) error {
	return d.does(wire.CreatePoll, &wire.NewPoll{Question: "?", Options: []string{long(bytes), long(bytes)}})
}

func (d *door) bots(count int, media bool) error {
	return d.posts("/local/bots", fmt.Sprintf(`{"meeting":"demo","count":%d,"media":%t}`, count, media))
}

func (d *door) messages() []*wire.ChatMessage {
	return (&request{room: d.room, from: d.eve}).messages(func(*wire.ChatMessage) bool { return true })
}

func TestEachLimit(t *testing.T) {
	for _, one := range limitTests {
		t.Run(strings.Join(strings.Fields(one.row), " "), func(t *testing.T) {
			if one.refuses != nil {
				require.NoError(t, one.refuses(openDoor(t), one.limit))
				require.Error(t, one.refuses(openDoor(t), one.limit+1))
				return
			}
			require.Equal(t, one.limit, one.keeps(openDoor(t), one.limit))
			require.Equal(t, one.limit, one.keeps(openDoor(t), one.limit+1))
		})
	}
}

// elsewhere are the rows of the table that other tests meet.
var elsewhere = map[string]string{
	"message                      1 MB":                          "TestGarbageEndsTheSocketWithAReasonAndTheRoomGoesOn",
	"messages of a user           500 a second, 2,000 at once":   "TestWhoSendsTooFastIsReadLater",
	"bytes of them                512 KB a second, 4 MB at once": "TestWhoSendsTooFastIsReadLater",
	"bytes of pushes due to them  2 MB a second, 5 MB at once":   "TestWhoSendsTooFastIsReadLater",
	"bytes of answers to them     4 MB a second, 32 MB at once":  "TestWhoSendsTooFastIsReadLater",
	"pushes not yet read          8 MB":                          "TestClientThatNeverReadsIsDroppedAndTheRoomGoesOn",
	"answers not yet read         4 MB":                          "TestOwnAnswersAreNoSlowness",
	"m-lines of a description     500":                           "media: TestOffersThatCostTooMuchAreRefused",
	"candidates of a description  500":                           "media: TestOffersThatCostTooMuchAreRefused",
	"key frames of a sender       10 a second, 5 at once":        "media: TestKeyFramesAreRationed",
	"bytes of all chat messages   1 MB":                          "TestAllThatIsKeptFitsIntoAnAnswer",
	"bytes of all polls           1 MB":                          "TestAllThatIsKeptFitsIntoAnAnswer",
	"bytes of all stores          4 MB":                          "TestAllThatIsKeptFitsIntoAnAnswer",
}

func TestTheTableOfLimitsIsTrue(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	_, table, found := bytes.Cut(source, []byte("// # Limits\n"))
	require.True(t, found)
	table, _, _ = bytes.Cut(table, []byte("\n// # "))
	rows := map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^//\t(.*)$`).FindAllSubmatch(table, -1) {
		rows[string(line[1])] = true
	}
	expected := []string{}
	for _, one := range limitTests {
		expected = append(expected, one.row)
	}
	for row := range elsewhere {
		expected = append(expected, row)
	}
	for _, row := range expected {
		found := false
		for line := range rows {
			if strings.HasPrefix(line, row+"  ") {
				found = true
				delete(rows, line)
			}
		}
		assert.True(t, found, "doc.go lacks the row %q", row)
	}
	assert.Empty(t, rows, "rows of doc.go that no test meets")

	for _, one := range limitTests {
		assert.Contains(t, one.row, "  "+written(one.limit, one.row), one.row)
	}
	limits := usualLimits
	assert.Less(t, int(limits.pushesAtOnce), limits.queuedBytes, "one user's flood fits into everybody's queue")
	assert.Contains(t, elsewhere, "messages of a user           "+pace2(limits.messages, limits.messagesAtOnce, number))
	assert.Contains(t, elsewhere, "bytes of them                "+pace2(limits.bytes, limits.bytesAtOnce, size))
	assert.Contains(t, elsewhere, "bytes of pushes due to them  "+pace2(limits.pushes, limits.pushesAtOnce, size))
	assert.Contains(t, elsewhere, "bytes of answers to them     "+pace2(limits.answers, limits.answersAtOnce, size))
	for row, limit := range map[string]string{
		"message                      ": size(maxMessageBytes), "pushes not yet read          ": size(limits.queuedBytes),
		"answers not yet read         ": size(limits.answerBytes), "m-lines of a description     ": number(media.MaxLines),
		"candidates of a description  ": number(media.MaxCandidates), "bytes of all chat messages   ": size(keptChatBytes),
		"key frames of a sender       ": pace2(media.KeyFrames, media.KeyFramesAtOnce, number), "bytes of all polls           ": size(maxPollBytes), "bytes of all stores          ": size(maxStoredBytes),
	} {
		assert.Contains(t, elsewhere, row+limit)
	}
}

func pace2(second, atOnce rate.Limit, as func(int) string) string {
	return as(int(second)) + " a second, " + as(int(atOnce)) + " at once"
}

func written(limit int, row string) string {
	if strings.HasSuffix(row, "bytes") {
		return number(limit) + " bytes"
	}
	if strings.HasSuffix(row, "B") {
		return size(limit)
	}
	return number(limit)
}

func size(bytes int) string {
	if bytes%(1<<20) == 0 {
		return fmt.Sprint(bytes>>20, " MB")
	}
	return fmt.Sprint(bytes>>10, " KB")
}

func number(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

func TestTheIdlestMeetingMakesPlaceForAnother(t *testing.T) {
	d := openDoor(t)
	green := &wire.MeetingsToCreate{Payloads: []*wire.MeetingToCreate{{Title: proto.String("Green")}}}
	require.NoError(t, d.does(wire.CreateMeetings, green))
	require.NoError(t, times(maxMeetings-2, func(i int) error {
		return d.posts("/local/token", fmt.Sprintf(`{"meeting":"m%d","name":"","preset":"guest"}`, i))
	}))
	require.NoError(t, d.posts("/local/token", `{"meeting":"m0","name":"","preset":"guest"}`)) // is used again
	before := d.server.added.Load()
	require.Error(t, d.does(wire.CreateMeetings, green), "a breakout meeting is no reason to forget another")
	require.NoError(t, d.posts("/local/token", `{"meeting":"another","name":"","preset":"guest"}`))
	for meeting, kept := range map[string]bool{"demo": true, "m0": true, "m1": false, "m2": true, "another": true} {
		_, known := d.server.knownRoom(meeting)
		assert.Equal(t, kept, known, meeting)
	}
	assert.Len(t, d.server.rooms, maxMeetings)
	assert.Equal(t, before, d.server.added.Load(), "one came, one went")
}

func TestAllThatIsKeptFitsIntoAnAnswer(t *testing.T) {
	d := openDoor(t)
	require.NoError(t, times(100, func(int) error { return d.does(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: long(maxChatBytes)}) }))
	kept := proto.Size(&wire.ChatMessages{Messages: d.session().chat})
	assert.InDelta(t, keptChatBytes, kept, 2*maxChatBytes)
	assert.InDelta(t, kept, d.session().chatBytes, 1000)
	require.NoError(t, d.does(wire.EditMessage, &wire.ChatEdit{ChatId: d.session().chat[5].GetChatId(), Payload: proto.String(long(maxChatBytes))}))
	assert.LessOrEqual(t, proto.Size(&wire.ChatMessages{Messages: d.session().chat}), keptChatBytes+maxChatBytes)
	for _, one := range slices.Clone(d.session().chat) {
		require.NoError(t, d.does(wire.PinMessage, &wire.ChatPin{ChatId: one.GetChatId(), Pinned: true}))
		require.NoError(t, d.does(wire.DeleteMessage, &wire.ChatMessageId{ChatId: one.GetChatId()}))
	}
	assert.Zero(t, d.session().chatBytes)

	require.Error(t, times(maxPolls, func(int) error {
		return d.does(wire.CreatePoll, &wire.NewPoll{Question: "?", Options: strings.Split(strings.Repeat(long(maxPollTextBytes)+" ", 20), " ")[:20]})
	}))
	assert.InDelta(t, maxPollBytes, proto.Size(&wire.PollsAnswer{Polls: d.session().polls}), 20*maxPollTextBytes+1000)
	require.ErrorContains(t, times(1000, func(i int) error {
		d.eve.user.id = fmt.Sprintf("%0100d", i) // another voter
		return d.does(wire.VotePoll, &wire.Vote{PollId: d.session().polls[0].GetPollId()})
	}), "polls of a session")
	assert.LessOrEqual(t, proto.Size(&wire.PollsAnswer{Polls: d.session().polls}), maxPollBytes+50_000) // some bytes for each vote are not counted

	require.Error(t, times(100, func(i int) error { return d.puts("s", fmt.Sprint(i), maxStoreValueBytes) }))
	assert.InDelta(t, maxStoredBytes, d.session().storedBytes, 2*maxStoreValueBytes)
	for i := range 100 {
		require.NoError(t, d.does(wire.StoreDeleteKeys, &wire.StoreRequest{StoreName: "s", Keys: []*wire.StoreKey{{StoreKey: fmt.Sprint(i)}}}))
	}
	assert.Zero(t, d.session().storedBytes, "what was deleted makes place")
	assert.Empty(t, d.session().stores)
}

func TestAnAnswerThatCannotBeWrittenIsNoSilence(t *testing.T) {
	d := openDoor(t)
	socket := newSocket(d.server, nil, d.room)
	d.eve.socket, socket.owner = socket, d.eve
	q := &request{life: context.Background(), room: d.room, from: d.eve, event: wire.GetRoomPeersInfo, id: "7"}
	d.room.do(func() { q.reply(&wire.PeersAnswer{Peers: []*wire.Peer{{PeerId: "\xff"}}}) })
	require.Len(t, socket.queue, 1)
	frame, err := wire.DecodeFrame(socket.queue[0].data)
	require.NoError(t, err)
	assert.Equal(t, wire.ErrorResponse, wire.Event(frame.GetEvent()))
	assert.Equal(t, "7", frame.GetId())
}

// Every text of every message is checked, whatever is added to the room.
func TestControlCharactersGetIntoNoMessage(t *testing.T) {
	d := openDoor(t)
	for _, bad := range []string{"\x00", "a\x1bb", "a\u009b31m", "\x7f"} {
		for event, message := range map[wire.Event]proto.Message{
			wire.SendMessageToRoom: &wire.ChatToRoom{Payload: bad},
			wire.ChangeDisplayName: &wire.DisplayName{ParticipantId: d.eve.id, DisplayName: bad},
			wire.JoinRoom:          &wire.JoinRequest{Peer: &wire.Peer{DisplayName: bad}},
			wire.CreatePoll:        &wire.NewPoll{Question: "?", Options: []string{"a", bad}},
			wire.StoreInsertKeys:   &wire.StoreRequest{StoreName: "s", Keys: []*wire.StoreKey{{StoreKey: bad}}},
			wire.Produce:           &wire.ProduceRequest{Kind: "audio", AppData: &bad},
			wire.CreateMeetings:    &wire.MeetingsToCreate{Payloads: []*wire.MeetingToCreate{{Title: &bad}}},
		} {
			assert.ErrorContains(t, d.does(event, message), "control characters", "%s %q", event, bad)
		}
		for _, who := range []NewParticipant{{Name: bad}, {ID: bad}, {CustomParticipantID: bad}, {Picture: bad}} {
			who.PresetName = "guest"
			_, _, err := d.server.AddParticipant("demo", who)
			assert.ErrorContains(t, err, "control characters")
		}
		_, err := d.server.CreateMeeting("x" + bad)
		assert.ErrorContains(t, err, "control characters")
		_, err = d.server.room("x" + bad)
		assert.ErrorContains(t, err, "control characters")
	}
	assert.NoError(t, d.does(wire.SendMessageToRoom, &wire.ChatToRoom{Payload: "two\r\n\tlines"}))
}
