//go:build js && wasm

package main

import (
	"slices"
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// snapshots makes the page's picture of the meeting, when asked: the same object
// until something changed, with the same object for everybody who did not change.
type snapshots struct {
	state  *meeting.State
	latest safejs.Value
	people map[*meeting.Participant]safejs.Value
	things [4]madeList
}

func (s *snapshots) of(state *meeting.State) safejs.Value {
	if s.state != state {
		s.meet(state)
		latest := stateData(state)
		for _, inner := range members(latest) {
			freezeDeep(inner)
		}
		s.addList(latest, "participants", state.Joined)
		s.addList(latest, "waitlisted", state.Waitlisted)
		s.addStage(latest, state)
		s.addThings(latest, state)
		freeze(latest)
		s.state, s.latest = state, latest
	}
	return s.latest
}

// meet brings people up to date: one crossing for all who are new or changed.
func (s *snapshots) meet(state *meeting.State) {
	former := s.people
	s.people = make(map[*meeting.Participant]safejs.Value, len(former))
	var fresh []*meeting.Participant
	var w writer
	w.open("", '[')
	for i, roster := range []meeting.Roster{state.Joined, state.Waitlisted} {
		for p := range roster.All() {
			if known, ok := former[p]; ok {
				s.people[p] = known
				continue
			}
			fresh = append(fresh, p)
			w.open("", '{')
			w.person(p.ID, p.Text, p.Flags, p.Stage)
			w.id("customParticipantId", string(p.CustomID))
			w.text("picture", p.Picture)
			w.number("spokenMs", p.Spoken)
			if i == 1 {
				w.number("since", p.Since)
			}
			w.close('}')
		}
	}
	w.close(']')
	if len(fresh) == 0 {
		return
	}
	made := members(w.parse())
	freeze(made...)
	for i, p := range fresh {
		s.people[p] = made[i]
	}
}

func (s *snapshots) addList(data safejs.Value, name string, roster meeting.Roster) {
	list := make([]any, 0, roster.Len())
	for p := range roster.All() {
		list = append(list, s.people[p])
	}
	made := bridge.Array(list)
	freeze(made)
	if err := bridge.Set(data, name, made); err != nil {
		panic(err)
	}
}

// addStage adds whether there is a stage, and who asks for it, those first who ask longest.
func (s *snapshots) addStage(data safejs.Value, state *meeting.State) {
	var asking []*meeting.Participant
	for p := range state.Joined.All() {
		if p.Since != 0 {
			asking = append(asking, p)
		}
	}
	slices.SortStableFunc(asking, func(a, b *meeting.Participant) int { return int(a.Since - b.Since) })
	var w writer
	w.open("", '{')
	w.yes("enabled", state.Room.HasStage && state.Self.Permissions.Has(meeting.StageEnabled))
	w.open("requests", '[')
	for _, p := range asking {
		w.open("", '{')
		w.id("id", string(p.ID))
		w.id("userId", string(p.UserID))
		w.text("name", p.Name)
		w.number("since", p.Since)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	if err := bridge.Set(data, "stage", freezeDeep(w.parse())); err != nil {
		panic(err)
	}
}

// stateData is a state but for the people in it.
func stateData(state *meeting.State) safejs.Value {
	var w writer
	w.open("", '{')
	w.text("roomState", string(state.Room.State))
	w.text("connection", string(state.Room.Connection))
	w.text("meetingId", state.Room.MeetingID)
	w.text("title", state.Room.Title)
	w.text("viewType", state.Room.ViewType)
	w.text("recordingState", state.Room.RecordingState)
	w.text("livestreamState", state.Room.LivestreamState)
	w.number("viewerCount", int64(state.Room.ViewerCount))
	w.text("playbackUrl", state.Room.PlaybackURL)
	w.yes("spotlight", state.Room.Spotlight)
	w.idOrNull("pinnedId", string(state.PinnedID))
	w.open("counts", '{')
	w.number("participants", int64(state.Joined.Len()))
	w.number("waitlisted", int64(state.Waitlisted.Len()))
	w.close('}')
	w.open("self", '{')
	w.person(state.Self.ID, state.Self.Text, state.Self.Flags, state.Self.Stage)
	w.number("spokenMs", state.Spoken)
	w.permissions(state.Self.Permissions)
	w.close('}')
	w.locks(state.Locks)
	w.overTime(state)
	w.open("pending", '[')
	for _, pending := range state.Pending {
		w.open("", '{')
		w.text("action", string(pending.Action))
		w.idOrNull("target", string(pending.Target))
		if pending.Targets != nil {
			w.ids("targets", pending.Targets)
		}
		w.textIf("what", string(pending.What))
		w.number("since", pending.Since)
		if pending.HeldUntil != 0 {
			w.number("heldUntil", pending.HeldUntil)
		}
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return w.parse()
}

func (w *writer) locks(locks []meeting.ActiveLock) {
	w.open("locks", '[')
	for i := range locks {
		w.open("", '{')
		w.text("what", string(locks[i].What))
		w.idOrNull("target", string(locks[i].Target))
		w.ids("yielded", locks[i].Yielded)
		w.ids("except", locks[i].Except)
		w.close('}')
	}
	w.close(']')
}

func (w *writer) ids(name string, ids []meeting.ParticipantID) {
	w.open(name, '[')
	for _, id := range ids {
		w.id("", string(id))
	}
	w.close(']')
}

func (w *writer) person(id meeting.ParticipantID, names meeting.Text, flags meeting.Flags, stage meeting.StageStatus) {
	w.id("id", string(id))
	w.id("userId", string(names.UserID))
	w.text("name", names.Name)
	w.text("presetName", names.PresetName)
	w.yes("audioEnabled", flags.Has(meeting.AudioOn))
	w.yes("videoEnabled", flags.Has(meeting.VideoOn))
	w.yes("screenShareEnabled", flags.Has(meeting.ScreenShareOn))
	w.yes("isPinned", flags.Has(meeting.Pinned))
	w.text("stageStatus", stage.String())
}

// permissions are nested as the SDK's getters are; those of one group follow one another.
func (w *writer) permissions(granted meeting.Permissions) {
	w.open("permissions", '{')
	w.text("canProduceAudio", string(granted.CanProduceAudio))
	w.text("canProduceVideo", string(granted.CanProduceVideo))
	w.text("canProduceScreenshare", string(granted.CanProduceScreenshare))
	w.text("stageAccess", string(granted.StageAccess))
	w.text("waitingRoomBehaviour", granted.WaitingRoomBehaviour)
	w.text("mediaRoomType", granted.MediaRoomType)
	within := ""
	for _, permission := range meeting.AllPermissions() {
		group, name, nested := strings.Cut(permission.Getter(), ".")
		if !nested {
			group, name = "", group
		}
		if within != "" && within != group {
			w.close('}')
		}
		if group != "" && within != group {
			w.open(group, '{')
		}
		within = group
		w.yes(name, granted.Has(permission))
	}
	w.close('}')
}
