//go:build js && wasm

package fakemeeting

import (
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// What the contracts of package meetingtest need.
var (
	_ meetingtest.Surroundings = (*World)(nil)
	_ meetingtest.Scenery      = (*World)(nil)
)

func (w *World) SelfID() meeting.ParticipantID {
	return meeting.ParticipantID(w.Text(`return world.self.id`))
}

func (w *World) Join(name string) meeting.ParticipantID {
	return meeting.ParticipantID(w.Text(`return world.join(args[0])`, name))
}

func (w *World) Crowd(size int) (ids []meeting.ParticipantID) {
	for range size {
		ids = append(ids, w.Join("Somebody"))
	}
	return ids
}

func (w *World) Knock(name string) meeting.ParticipantID {
	return meeting.ParticipantID(w.Text(`return world.wait(args[0])`, name))
}

func (w *World) Leave(id meeting.ParticipantID) { w.Do(`world.leave(args[0])`, string(id)) }

func (w *World) Reconnect(id meeting.ParticipantID) { w.Do(`world.reconnect(args[0])`, string(id)) }

func (w *World) SetAudio(id meeting.ParticipantID, on bool) {
	w.Do(`world.set(args[0], 'audioEnabled', args[1])`, string(id), on)
}

func (w *World) SetVideo(id meeting.ParticipantID, on bool) {
	w.Do(`world.set(args[0], 'videoEnabled', args[1])`, string(id), on)
}

func (w *World) Pin(id meeting.ParticipantID) { w.Do(`world.pin(args[0])`, string(id)) }

func (w *World) Unpin() { w.Do(`world.pin(undefined)`) }

func (w *World) Grant(granted ...meeting.Permission) {
	for _, permission := range granted {
		w.Do(`world.grant(args[0], true)`, permission.Getter())
	}
}

func (w *World) Withdraw(withdrawn ...meeting.Permission) {
	for _, permission := range withdrawn {
		w.Do(`world.grant(args[0], false)`, permission.Getter())
	}
}

func (w *World) ShareScreen(id meeting.ParticipantID) {
	w.Do(`world.set(args[0], 'screenShareEnabled', true)`, string(id))
}

func (w *World) SetStage(id meeting.ParticipantID, status meeting.StageStatus) {
	w.Do(`world.setStage(args[0], args[1])`, string(id), status.String())
}

func (w *World) SetRecording(state string) { w.Do(`world.setRecording(args[0])`, state) }

func (w *World) SetLivestream(state string) { w.Do(`world.meeting.livestream.set(args[0])`, state) }

func (w *World) Furnish(spec action.Spec) meeting.ParticipantID {
	return meeting.ParticipantID(w.Text(`return world.furnish(args[0])`, string(spec.Name)))
}

func (w *World) Cut() { w.Do(`world.cut()`) }

func (w *World) Restore() { w.Do(`world.restore()`) }

func (w *World) End(state meeting.RoomState) { w.Do(`world.end(args[0])`, string(state)) }

func (w *World) Move() { w.Do(`world.move()`) }

func (w *World) SetServer(server meetingtest.Server) {
	names := map[meetingtest.Server]string{
		meetingtest.Obey:     "obey",
		meetingtest.Refuse:   "refuse",
		meetingtest.Silent:   "silent",
		meetingtest.YesButNo: "yes but no",
	}
	w.Do(`world.server = args[0]`, names[server])
}

func (w *World) Sent() []control.Call {
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
