package localroom_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

const meeting = "demo"

// patience is a deadline for waiting; nothing takes that long.
var patience = testlimit.Of(30 * time.Second)

// hall is a running server with one meeting in use.
type hall struct {
	roomclient.API
	t      *testing.T
	ctx    context.Context
	server *localroom.Server
}

// openHall starts a server. At the end of the test everything of it must be
// gone, down to the last goroutine.
func openHall(t *testing.T) *hall {
	t.Helper()
	return openHallWith(t, nil)
}

// openHallWith is openHall with other presets.
func openHallWith(t *testing.T, presets localroom.Presets) *hall {
	t.Helper()
	before := runtime.NumGoroutine()
	server, err := localroom.New(localroom.Options{Presets: presets, Faults: true})
	require.NoError(t, err)
	front := httptest.NewServer(server.Handler())
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(func() {
		cancel()
		assert.NoError(t, server.Close())
		front.Close()
		http.DefaultClient.CloseIdleConnections()
		const askedFrom = 1 // Eventually asks from a goroutine of its own
		assert.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+askedFrom }, patience, time.Millisecond, "goroutines are left")
	})
	return &hall{API: roomclient.API{URL: front.URL}, t: t, ctx: ctx, server: server}
}

// guest is a client that fails its test on errors.
type guest struct {
	*roomclient.Client
	hall   *hall
	userID string
	token  string
}

// connect opens a socket for a new user and does not join.
func (h *hall) connect(name, preset string) *guest {
	h.t.Helper()
	return h.dial("peer-"+name, "user-"+name, h.token(name, preset))
}

func (h *hall) token(name, preset string) string {
	h.t.Helper()
	token, err := h.Token(h.ctx, roomclient.Who{Meeting: meeting, Name: name, Preset: preset, UserID: "user-" + name})
	require.NoError(h.t, err)
	return token
}

func (h *hall) dial(peerID, userID, token string) *guest {
	h.t.Helper()
	client, err := roomclient.Dial(h.ctx, h.API, meeting, token, peerID)
	require.NoError(h.t, err)
	h.t.Cleanup(client.Close)
	return &guest{Client: client, hall: h, userID: userID, token: token}
}

// rawSocket is a socket of a new user on which the test does everything.
func (h *hall) rawSocket(name, preset string) *websocket.Conn {
	h.t.Helper()
	conn, _, err := websocket.Dial(h.ctx, h.socketURL("peer-"+name, h.token(name, preset)), nil)
	require.NoError(h.t, err)
	h.t.Cleanup(func() { _ = conn.CloseNow() })
	return conn
}

func (h *hall) socketURL(peerID, token string) string {
	query := url.Values{"roomID": {meeting}, "peerID": {peerID}, "authToken": {token}}
	return h.URL + "/local/sdk/socket-edge/ws?" + query.Encode()
}

// enter opens a socket for a new user and joins.
func (h *hall) enter(name, preset string) *guest {
	h.t.Helper()
	g := h.connect(name, preset)
	g.join()
	return g
}

// room is what the server believes.
func (h *hall) room() roomclient.Room {
	h.t.Helper()
	room, err := h.Room(h.ctx, meeting)
	require.NoError(h.t, err)
	return room
}

func (h *hall) person(id string) roomclient.Participant {
	h.t.Helper()
	p, ok := h.room().Person(id)
	require.True(h.t, ok, "%s is not in the meeting", id)
	return p
}

func (h *hall) bots(bots roomclient.Bots) []roomclient.Bot {
	h.t.Helper()
	bots.Meeting = meeting
	made, err := h.AddBots(h.ctx, bots)
	require.NoError(h.t, err)
	return made
}

func (g *guest) join() *wire.Peer {
	g.hall.t.Helper()
	peer, err := g.Join(g.hall.ctx)
	require.NoError(g.hall.t, err)
	return peer
}

// ask sends a request that must be answered well.
func (g *guest) ask(event wire.Event, payload, answer proto.Message) {
	g.hall.t.Helper()
	require.NoError(g.hall.t, g.Request(g.hall.ctx, event, payload, answer))
}

// refused sends a request that must be refused, and returns the reason.
func (g *guest) refused(event wire.Event, payload proto.Message) string {
	g.hall.t.Helper()
	err := g.Request(g.hall.ctx, event, payload, nil)
	var refusal *roomclient.Refusal
	require.ErrorAs(g.hall.t, err, &refusal, "%s was not refused", event)
	return refusal.Message
}

// tell sends a message that is never answered well.
func (g *guest) tell(event wire.Event, payload proto.Message) {
	g.hall.t.Helper()
	require.NoError(g.hall.t, g.Send(g.hall.ctx, event, payload))
	g.settle()
}

// settle returns when the server has handled all that was sent before, and all
// that it pushed because of it has come.
func (g *guest) settle() {
	g.hall.t.Helper()
	g.ask(wire.GetPolls, &wire.Nothing{}, nil)
}

// produce starts a signalling-only microphone ("audio") or camera ("video").
func (g *guest) produce(kind string) string {
	g.hall.t.Helper()
	id, err := g.Produce(g.hall.ctx, kind)
	require.NoError(g.hall.t, err)
	return id
}

// sees waits for a push.
func sees[Message any, Pointer interface {
	*Message
	proto.Message
}](g *guest, event wire.Event, pleases func(Pointer) bool) Pointer {
	g.hall.t.Helper()
	message, err := roomclient.Await(g.hall.ctx, g.Client, event, pleases)
	require.NoError(g.hall.t, err)
	return message
}

// seesAny waits for any push of that event.
func seesAny(g *guest, event wire.Event) {
	g.hall.t.Helper()
	sees(g, event, func(*wire.Nothing) bool { return true })
}

// ended waits until the socket is over.
func (g *guest) ended() error {
	g.hall.t.Helper()
	select {
	case <-g.Done():
	case <-g.hall.ctx.Done():
		require.Fail(g.hall.t, "the socket did not end")
	}
	return g.Err()
}

// becomes waits until the server's picture pleases.
func (h *hall) becomes(pleases func(roomclient.Room) bool, why string) {
	h.t.Helper()
	require.Eventually(h.t, func() bool { return pleases(h.room()) }, patience, time.Millisecond, why)
}
