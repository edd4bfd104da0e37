//go:build js && wasm && contract

package contract

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestThePackagePassesTheContractOfControls(t *testing.T) {
	meetingtest.ControlsContract(t, newWorld, func(t *testing.T, world *world, confirmTimeout time.Duration) meetingtest.Controls {
		return &packageControls{t: t, value: world.do("attach", int(confirmTimeout.Milliseconds()))}
	})
}

// packageControls are the HostControls that the built package gave the page.
type packageControls struct {
	t     *testing.T
	value safejs.Value
}

func (c *packageControls) Close() {
	_, err := bridge.Call(c.value, "close")
	require.NoError(c.t, err)
}

// person is what a snapshot says of somebody.
type person struct {
	ID, UserID, CustomParticipantID, Name, Picture, PresetName, StageStatus string
	AudioEnabled, VideoEnabled, ScreenShareEnabled, IsPinned                bool
	Since                                                                   int64
}

func (p person) text() meeting.Text {
	return meeting.Text{
		UserID: meeting.UserID(p.UserID), CustomID: meeting.CustomID(p.CustomParticipantID),
		Name: p.Name, Picture: p.Picture, PresetName: p.PresetName,
	}
}

func (p person) flags() meeting.Flags {
	var flags meeting.Flags
	for flag, on := range map[meeting.Flags]bool{
		meeting.AudioOn: p.AudioEnabled, meeting.VideoOn: p.VideoEnabled, meeting.ScreenShareOn: p.ScreenShareEnabled, meeting.Pinned: p.IsPinned,
	} {
		if on {
			flags |= flag
		}
	}
	return flags
}

func (c *packageControls) State() *meeting.State {
	var snapshot struct {
		RoomState, Connection, Title, RecordingState string
		PinnedID                                     *string
		Participants, Waitlisted                     []person
		Self                                         struct {
			person
			Permissions map[string]any
		}
		Pending []struct {
			Action  meeting.Action
			Target  *meeting.ParticipantID
			Targets []meeting.ParticipantID
			Since   int64
		}
	}
	value, err := bridge.Get(c.value, "snapshot")
	require.NoError(c.t, err)
	c.read(value, &snapshot)
	state := &meeting.State{
		Room: meeting.Room{
			State: meeting.RoomState(snapshot.RoomState), Connection: meeting.Connection(snapshot.Connection),
			Title: snapshot.Title, RecordingState: snapshot.RecordingState,
		},
		Joined:     roster(snapshot.Participants),
		Waitlisted: roster(snapshot.Waitlisted),
		Self: meeting.Self{
			ID: meeting.ParticipantID(snapshot.Self.ID), Text: snapshot.Self.text(), Flags: snapshot.Self.flags(),
			Stage: meeting.ParseStageStatus(snapshot.Self.StageStatus),
		},
	}
	for _, permission := range meeting.AllPermissions() {
		if snapshot.Self.Permissions[permission.Getter()] == true {
			state.Self.Permissions = state.Self.Permissions.With(permission)
		}
	}
	if snapshot.PinnedID != nil {
		state.PinnedID = meeting.ParticipantID(*snapshot.PinnedID)
	}
	for _, pending := range snapshot.Pending {
		command := meeting.Command{Action: pending.Action, Targets: pending.Targets}
		if pending.Target != nil {
			command.Target = *pending.Target
		}
		state.Pending = append(state.Pending, meeting.Pending{Command: command, Since: pending.Since})
	}
	return state
}

func roster(people []person) meeting.Roster {
	edit := meeting.Roster{}.Edit()
	for _, p := range people {
		edit.Put(&meeting.Participant{ID: meeting.ParticipantID(p.ID), Text: p.text(), Flags: p.flags(), Stage: meeting.ParseStageStatus(p.StageStatus), Since: p.Since})
	}
	return edit.Done()
}

func (c *packageControls) CanCommand(command meeting.Command) meeting.Verdict {
	value, err := bridge.Call(c.value, "can", plain(command))
	require.NoError(c.t, err)
	var verdict struct {
		Allowed, Pending bool
		Reason           meeting.Reason
		Permission       string
		Rows             []struct {
			ID         meeting.ParticipantID
			Allowed    bool
			Reason     meeting.Reason
			Permission string
		}
	}
	c.read(value, &verdict)
	made := meeting.Verdict{Allowed: verdict.Allowed, Pending: verdict.Pending, Reason: verdict.Reason, Permission: verdict.Permission}
	for _, row := range verdict.Rows {
		made.Rows = append(made.Rows, meeting.TargetVerdict{ID: row.ID, Allowed: row.Allowed, Reason: row.Reason, Permission: row.Permission})
	}
	return made
}

// plain is a command as a page writes it.
func plain(command meeting.Command) map[string]any {
	object := map[string]any{"action": string(command.Action)}
	if command.Target != "" {
		object["target"] = string(command.Target)
	}
	if command.Targets != nil {
		targets := make([]any, len(command.Targets))
		for i, id := range command.Targets {
			targets[i] = string(id)
		}
		object["targets"] = targets
	}
	return object
}

func (c *packageControls) Can(action meeting.Action, target meeting.ParticipantID) meeting.Verdict {
	value, err := bridge.Call(c.value, "can", string(action), optional(string(target)))
	require.NoError(c.t, err)
	var verdict struct {
		Allowed, Pending bool
		Reason           meeting.Reason
		Permission       string
	}
	c.read(value, &verdict)
	return meeting.Verdict{Allowed: verdict.Allowed, Pending: verdict.Pending, Reason: verdict.Reason, Permission: verdict.Permission}
}

// Subscribe tells of knocks.
func (c *packageControls) Subscribe(receive func(meeting.Update)) (cancel func()) {
	scope := bridge.NewScope(func(err error) { c.t.Errorf("crash: %v", err) })
	_, err := scope.ListenTarget(c.value, "knock", func(args []safejs.Value) {
		detail, err := bridge.Object(args[0], "detail")
		require.NoError(c.t, err)
		count, err := bridge.Number(detail, "count")
		require.NoError(c.t, err)
		receive(meeting.Update{Knocked: make([]meeting.ParticipantID, int(count))})
	})
	require.NoError(c.t, err)
	return scope.Close
}

func (c *packageControls) Perform(ctx context.Context, command meeting.Command) (meeting.Outcome, error) {
	abort, err := bridge.New(bridge.Global("AbortController"))
	require.NoError(c.t, err)
	if ctx.Err() != nil {
		bridge.Call(abort, "abort")
	}
	stop := context.AfterFunc(ctx, func() { bridge.Call(abort, "abort") })
	defer stop()
	signal, err := bridge.Get(abort, "signal")
	require.NoError(c.t, err)
	promise, err := bridge.Call(c.value, "perform", plain(command), map[string]any{"signal": signal})
	require.NoError(c.t, err)
	// The package ends the wait itself when the signal aborts.
	value, err := bridge.Await(context.Background(), promise)
	if err != nil {
		return meeting.Outcome{}, c.failure(err)
	}
	var outcome struct {
		Action    meeting.Action
		Status    meeting.Status
		ElapsedMs int64
		Targets   []struct {
			ID         meeting.ParticipantID
			UserID     meeting.UserID
			Name, Code string
			Status     meeting.Status
		}
	}
	c.read(value, &outcome)
	made := meeting.Outcome{Action: outcome.Action, Status: outcome.Status, Elapsed: time.Duration(outcome.ElapsedMs) * time.Millisecond}
	for _, target := range outcome.Targets {
		made.Targets = append(made.Targets, meeting.TargetOutcome{
			ID: target.ID, UserID: target.UserID, Name: target.Name, Status: target.Status, Code: target.Code,
		})
	}
	return made, nil
}

// failure makes the error of it that a HostControlsError says it is.
func (c *packageControls) failure(err error) error {
	var thrown *bridge.Thrown
	require.ErrorAs(c.t, err, &thrown)
	require.Equal(c.t, "HostControlsError", thrown.Name, "%v", err)
	reason, err := bridge.String(thrown.Value, "reason")
	require.NoError(c.t, err)
	return &meeting.Error{Reason: meeting.Reason(reason), Code: thrown.Code, Message: thrown.Message}
}

func optional(text string) any {
	if text == "" {
		return safejs.Undefined()
	}
	return text
}

// read reads a value of the package's by way of JSON.
func (c *packageControls) read(value safejs.Value, into any) {
	c.t.Helper()
	text, err := bridge.Call(bridge.Global("JSON"), "stringify", value)
	require.NoError(c.t, err)
	plain, err := bridge.AsString(text, "JSON")
	require.NoError(c.t, err)
	require.NoError(c.t, json.Unmarshal([]byte(plain), into))
}
