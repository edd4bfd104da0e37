//go:build js && wasm && contract

package contract

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/port"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestThePortPassesTheContract(t *testing.T) {
	meetingtest.Contract(t, func(t *testing.T) meetingtest.World { return newWorld(t) })
}

func TestThePortPassesTheContractOfCalls(t *testing.T) {
	meetingtest.CallContract(t, newWorld)
}

func TestThePortPassesTheContractOfTheWaitingRoom(t *testing.T) {
	meetingtest.WaitingContract(t, newWorld)
}

// patience is how long the SDK and the room may take for one thing.
var patience = testlimit.Of(30 * time.Second)

// world is a meeting of the local room, as pages/contract.js keeps it.
type world struct {
	t    *testing.T
	page safejs.Value
	port *port.Port
	// permitted is how many changes of the host's own permissions were sent by permit.
	permitted int
}

func newWorld(t *testing.T) *world {
	page, err := bridge.Apply(bridge.Global("createWorld"), safejs.Undefined(), "contract-"+rand.Text())
	require.NoError(t, err)
	w := &world{t: t, page: page}
	t.Cleanup(func() { w.do("close") })
	w.do("enter")
	scope := bridge.NewScope(func(err error) { t.Errorf("crash: %v", err) })
	t.Cleanup(scope.Close)
	value, err := bridge.Get(page, "meeting")
	require.NoError(t, err)
	w.port, err = port.New(scope, value, bridge.Global("createCollector"))
	require.NoError(t, err)
	return w
}

// do calls a method of the page's world and waits for its promise.
func (w *world) do(method string, args ...any) safejs.Value {
	w.t.Helper()
	promise, err := bridge.Call(w.page, method, args...)
	require.NoError(w.t, err, method)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	value, err := bridge.Await(ctx, promise)
	require.NoError(w.t, err, "%s %v", method, args)
	return value
}

func (w *world) text(method string, args ...any) string {
	w.t.Helper()
	text, err := bridge.AsString(w.do(method, args...), method)
	require.NoError(w.t, err)
	return text
}

func (w *world) Meeting() control.Meeting { return w.port }

func (w *world) SelfID() meeting.ParticipantID { return meeting.ParticipantID(w.text("selfId")) }

func (w *world) Join(name string) meeting.ParticipantID {
	return meeting.ParticipantID(w.text("join", name))
}

func (w *world) Crowd(size int) (ids []meeting.ParticipantID) {
	require.NoError(w.t, json.Unmarshal([]byte(w.text("crowd", size)), &ids))
	return ids
}

func (w *world) Knock(name string) meeting.ParticipantID {
	return meeting.ParticipantID(w.text("knock", name))
}

func (w *world) Leave(id meeting.ParticipantID) { w.do("leave", string(id)) }

func (w *world) Reconnect(id meeting.ParticipantID) { w.do("reconnect", string(id)) }

func (w *world) SetAudio(id meeting.ParticipantID, on bool) { w.do("set", string(id), "Audio", on) }

func (w *world) SetVideo(id meeting.ParticipantID, on bool) { w.do("set", string(id), "Video", on) }

func (w *world) Pin(id meeting.ParticipantID) { w.do("pin", string(id)) }

func (w *world) Unpin() { w.do("unpin") }

func (w *world) Grant(permissions ...meeting.Permission) { w.permit(permissions, true) }

func (w *world) Withdraw(permissions ...meeting.Permission) { w.permit(permissions, false) }

// permit puts the change of the host's own permissions on the host's own
// socket: the SDK changes others' only, and the contract has nobody else there.
func (w *world) permit(permissions []meeting.Permission, on bool) {
	w.t.Helper()
	for _, permission := range permissions {
		require.Equal(w.t, meeting.KickParticipant, permission, "the only one that is changed")
		id := rand.Text()
		frame, err := wire.EncodeFrame(wire.UpdateUserPreset, id, &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{
			{UserId: w.text("selfUserId"), Patch: &wire.PermissionsPatch{KickParticipant: proto.Bool(on)}},
		}})
		require.NoError(w.t, err)
		w.permitted++
		w.do("permit", base64.StdEncoding.EncodeToString(frame), id, permission.Getter(), on)
	}
}

func (w *world) Cut() { w.do("cutOneself") }

func (w *world) Restore() { w.do("restore") }

func (w *world) End(state meeting.RoomState) { w.do("end", string(state)) }

// timesSent is how often SDK 2.0.2 sends the message of one call, where that is
// not once.
var timesSent = map[wire.Event]int{wire.KickPeers: 2}

// messages are what carries each action out.
var messages = map[wire.Event][]meeting.Action{
	wire.HostControlPeer:     {meeting.DisableAudio, meeting.DisableVideo},
	wire.HostControlAllPeers: {meeting.DisableAllAudio, meeting.DisableAllVideo},
	wire.GlobalPinPeer:       {meeting.Pin, meeting.Unpin},
	wire.KickPeers:           {meeting.Kick},
	wire.KickEverybody:       {meeting.KickAll},
	wire.UpdateUserPreset:    {meeting.UpdatePermissions, meeting.Lock, meeting.Unlock},
	wire.BroadcastToEntity:   {meeting.AskToUnmute, meeting.AskToStartVideo},

	wire.AcceptWaitingRoomRequests: {meeting.AcceptWaitingRoomRequest, meeting.AcceptAllWaitingRoomRequest},
	wire.DenyWaitingRoomRequests:   {meeting.RejectWaitingRoomRequest, meeting.RejectAllWaitingRoomRequest},
}

func (w *world) SetServer(server meetingtest.Server) {
	action := map[meetingtest.Server]string{
		meetingtest.Obey:   "",
		meetingtest.Refuse: "refuse",
		meetingtest.Silent: "drop",
	}[server]
	var events []any
	for event := range maps.Keys(messages) {
		events = append(events, event.String())
	}
	w.do("serve", events, action)
}

// Sent tells how many calls have arrived; the messages do not tell pin from
// unpin, nor whom they were about.
func (w *world) Sent() []control.Call {
	var counts map[string]int
	require.NoError(w.t, json.Unmarshal([]byte(w.text("sent")), &counts))
	var calls []control.Call
	counts[wire.UpdateUserPreset.String()] -= w.permitted
	for event, actions := range messages {
		sent := counts[event.String()] / max(1, timesSent[event])
		calls = append(calls, slices.Repeat([]control.Call{{Action: actions[0]}}, sent)...)
	}
	return calls
}

// DevicesGoOffFirst marks what SDK 2.0.2 does; see meetingtest.
func (w *world) DevicesGoOffFirst() {}

func (w *world) Listeners() int {
	count, err := bridge.AsNumber(w.do("listeners"), "listeners")
	require.NoError(w.t, err)
	return int(count)
}
