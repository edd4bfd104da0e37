//go:build js && wasm

package rtk_test

import (
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meeting"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// world is the JavaScript world as the contract of meetings needs it.
type world struct {
	*fakemeeting.World
	t    *testing.T
	port *rtk.Port
}

func newWorld(t *testing.T) *world { return newWorldWith(t, fakemeeting.CreateCollector(t)) }

func newWorldWith(t *testing.T, createCollector safejs.Value) *world {
	browsertest.NothingLeft(t)
	fake := fakemeeting.New(t)
	scope := bridge.NewScope(func(err error) { t.Errorf("crash: %v", err) })
	t.Cleanup(scope.Close)
	m, err := rtk.BindIn(scope, fake.MeetingObject())
	require.NoError(t, err)
	port, err := rtk.NewPort(m, createCollector)
	require.NoError(t, err)
	return &world{World: fake, t: t, port: port}
}

func TestThePortPassesTheContract(t *testing.T) {
	meetingtest.Contract(t, func(t *testing.T) meetingtest.World { return newWorld(t) })
	meetingtest.MoveContract(t, newWorld)
}

func (w *world) Meeting() control.Meeting { return w.port }

func (w *world) SelfID() meeting.ParticipantID {
	return meeting.ParticipantID(w.Text(`return world.self.id`))
}

func (w *world) Join(name string) meeting.ParticipantID {
	return meeting.ParticipantID(w.Text(`return world.join(args[0])`, name))
}

func (w *world) Leave(id meeting.ParticipantID) { w.Do(`world.leave(args[0])`, string(id)) }

func (w *world) Reconnect(id meeting.ParticipantID) { w.Do(`world.reconnect(args[0])`, string(id)) }

func (w *world) SetAudio(id meeting.ParticipantID, on bool) {
	w.Do(`world.set(args[0], 'audioEnabled', args[1])`, string(id), on)
}

func (w *world) SetVideo(id meeting.ParticipantID, on bool) {
	w.Do(`world.set(args[0], 'videoEnabled', args[1])`, string(id), on)
}

func (w *world) Pin(id meeting.ParticipantID) { w.Do(`world.pin(args[0])`, string(id)) }

func (w *world) Unpin() { w.Do(`world.pin(undefined)`) }

func (w *world) Grant(granted ...meeting.Permission) {
	for _, permission := range granted {
		w.Do(`world.grant(args[0], true)`, permission.Getter())
	}
}

func (w *world) Withdraw(withdrawn ...meeting.Permission) {
	for _, permission := range withdrawn {
		w.Do(`world.grant(args[0], false)`, permission.Getter())
	}
}

func (w *world) Cut() { w.Do(`world.cut()`) }

func (w *world) Restore() { w.Do(`world.restore()`) }

func (w *world) End(state meeting.RoomState) { w.Do(`world.end(args[0])`, string(state)) }

func (w *world) Move() { w.Do(`world.move()`) }

func (w *world) SetServer(server meetingtest.Server) {
	names := map[meetingtest.Server]string{
		meetingtest.Obey:     "obey",
		meetingtest.Refuse:   "refuse",
		meetingtest.Silent:   "silent",
		meetingtest.YesButNo: "yes but no",
	}
	w.Do(`world.server = args[0]`, names[server])
}

func (w *world) Sent() []control.Call {
	sent, err := bridge.Values(w.Do(`return world.sent`), "sent")
	require.NoError(w.t, err)
	var calls []control.Call
	for _, one := range sent {
		action, err := bridge.String(one, "action")
		require.NoError(w.t, err)
		target, _ := bridge.String(one, "target")
		onSelf, _ := bridge.Bool(one, "onSelf")
		calls = append(calls, control.Call{Action: meeting.Action(action), Target: meeting.ParticipantID(target), OnSelf: onSelf})
	}
	return calls
}
