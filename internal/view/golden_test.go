package view

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

var update = flag.Bool("update", false, "write the golden files anew")

// script plays a story on a screen and writes down the changes of each step.
type script struct {
	screen *Screen
	shown  Panel
	now    time.Duration
	text   strings.Builder
}

func (s *script) step(what string) {
	s.screen.Expire(s.now)
	panel := s.screen.Panel()
	s.text.WriteString("# " + what + "\n")
	s.write(Diff(&s.shown, &panel))
	s.shown = panel
}

// storied are the actions that the stories tell of: another one is no other story.
var storied = []string{
	"disableAudio", "disableVideo", "disableAllAudio", "disableAllVideo", "pin", "unpin", "kick", "leave", "kickAll",
	"acceptWaitingRoomRequest", "rejectWaitingRoomRequest", "acceptAllWaitingRoomRequest", "rejectAllWaitingRoomRequest",
	"stage.grantAccess", "stage.denyAccess", "stage.requestAccess", "stage.cancelRequestAccess", "stage.join", "stage.leave",
	"recording.start", "recording.stop", "recording.pause", "recording.resume", "livestream.start", "livestream.stop", "stopAllScreenShares",
}

// write writes the changes down, a line each: without the menus of rows, and without
// buttons and rights of actions that the stories do not tell of.
func (s *script) write(changes []byte) {
	if changes == nil {
		s.text.WriteString("\n")
		return
	}
	var all [][]json.RawMessage
	if err := json.Unmarshal(changes, &all); err != nil {
		panic(err)
	}
	const rowValues = 6 + 4*6 // the op and what is known of somebody, and the buttons in the row
	for _, op := range all {
		name := strings.Trim(string(op[0]), `"`)
		if name == "button" && !slices.Contains(storied, strings.Trim(string(op[1]), `"`)) {
			continue
		}
		if strings.HasSuffix(name, ".row") {
			op = op[:min(len(op), rowValues)]
		}
		line, _ := json.Marshal(op)
		s.text.WriteString(string(line) + "\n")
	}
}

func (s *script) state(what string, state meeting.State, ended ...meeting.Ended) {
	s.screen.Update(&state, ended, s.now)
	s.step(what)
}

func (s *script) later(what string, by time.Duration) {
	s.now += by
	s.step(what)
}

var stories = map[string]func(s *script){
	"mute": func(s *script) {
		room := with(host(), person("Ann", bothOn), person("Bob", meeting.VideoOn))
		s.state("Ann and Bob are here", room)
		command, _ := s.screen.Press(meeting.DisableAudio, "id-ann", s.now)
		s.state("Ann is being muted", pending(room, command))
		s.text.WriteString("# performed: " + string(command.Action) + "\n")
		s.state("Ann is muted", with(room, person("Ann", meeting.VideoOn)), ended(meeting.DisableAudio, "id-ann", meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed}))
		s.later("it is told", section.GatherFor)
		s.later("the mark fades", section.DoneFor)
		s.later("the notice fades, with what it offers", askFor)
	},
	"kick": func(s *script) {
		room := with(host(), person("Ann", bothOn))
		s.state("Ann is here", room)
		s.screen.Press(meeting.Kick, "id-ann", s.now)
		s.step("asked")
		withdrawn := room
		withdrawn.Self.Permissions = room.Self.Permissions.Without(meeting.KickParticipant)
		s.state("the right is withdrawn", withdrawn)
		s.state("the right is back", room)
		command, _ := s.screen.Confirm()
		s.state("confirmed", pending(room, command))
		s.state("Ann is gone", without(room, "id-ann"), ended(meeting.Kick, "id-ann", meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed}))
		s.later("it is told", section.GatherFor)
	},
	"guest": func(s *script) {
		room := with(host(), person("Ann", bothOn))
		room.Self.Permissions = meeting.Permissions{}
		s.state("no rights", room)
		room.Self.Permissions = room.Self.Permissions.With(meeting.CanDisableParticipantAudio)
		s.state("one is granted", room)
	},
	"endings": func(s *script) {
		room := with(host(), person("Ann", bothOn))
		outside := host()
		outside.Room.State = meeting.RoomInit
		s.state("not joined", outside)
		s.state("joined", room)
		away := room
		away.Room.Connection, away.Stale = meeting.ConnectionReconnecting, true
		s.state("the connection is away", away)
		s.state("it is back", room)
		s.screen.Press(meeting.KickAll, "", s.now)
		s.step("asked whether to end it")
		over := room
		over.Room.State = meeting.RoomEnded
		s.state("it has ended", over)
	},
	"waiting": func(s *script) {
		s.state("nobody waits", host())
		room := withWaiting(host(), waiting("Ann", 1000), waiting("Bob", 2000))
		s.screen.Knock([]meeting.ParticipantID{"id-ann", "id-bob"}, s.now)
		s.state("Ann and Bob knock", room)
		s.later("it is told", section.GatherFor)
		s.screen.Press(meeting.AcceptWaitingRoomRequest, "id-ann", s.now)
		s.state("Ann is let in", withWaiting(with(host(), person("Ann", 0)), waiting("Bob", 2000)),
			ended(meeting.AcceptWaitingRoomRequest, "id-ann", meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed}))
		s.later("that is told", section.GatherFor)
		s.screen.Press(meeting.RejectAllWaitingRoomRequest, "", s.now)
		s.step("asked whether to turn all away")
		s.state("Bob has given up", with(host(), person("Ann", 0)))
	},
	"stage": func(s *script) {
		room := withStage(with(host(), person("Ann", 0), person("Bob", 0)))
		s.state("nobody asks", room)
		asking := asksSince(room, "id-ann", 1000)
		s.screen.Ask([]meeting.ParticipantID{"id-ann"}, s.now)
		s.state("Ann asks", asking)
		s.later("it is told", section.GatherFor)
		command, _ := s.screen.Press(meeting.StageGrantAccess, "id-ann", s.now)
		s.state("Ann is let onto the stage", pending(asking, command))
		s.state("Ann may come", onStage(room, "id-ann", meeting.AcceptedToJoinStage),
			ended(meeting.StageGrantAccess, "id-ann", meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed}))
		s.later("that is told", section.GatherFor)
		self := room
		self.Self.Stage = meeting.RequestedToJoinStage
		s.state("one asks oneself", self)
		s.state("and is turned down", room)
		self.Self.Stage = meeting.AcceptedToJoinStage
		s.state("and may come", self)
	},
	"broadcast": func(s *script) {
		room := withStage(with(host(), person("Ann", meeting.ScreenShareOn)))
		s.state("nothing is recorded", room)
		command, _ := s.screen.Press(meeting.RecordingStart, "", s.now)
		room.Room.RecordingState, room.Room.Recordings = "STARTING", "STARTING"
		s.state("it starts", pending(room, command))
		room.Room.RecordingState, room.Room.Recordings = "RECORDING", "RECORDING"
		s.state("it runs", room, ended(meeting.RecordingStart, "", meeting.TargetOutcome{ID: "id-me", Status: meeting.StatusConfirmed}))
		s.later("nothing more is told", section.GatherFor)
		room.Room.RecordingState, room.Room.Recordings = "PAUSED", "PAUSED"
		s.state("somebody pauses it", room)
		room.Room.LivestreamState, room.Room.ViewerCount, room.Room.PlaybackURL = "LIVESTREAMING", 12, "https://playback.example"
		s.state("and is live", room)
	},
	"search": func(s *script) {
		s.state("three people", with(host(), person("Ann", bothOn), person("Anton", bothOn), person("Zoe", bothOn)))
		s.screen.Search("an", false, s.now)
		s.step("an")
		s.screen.Search("an to", false, s.now)
		s.step("an to")
		s.later("it is told", section.GatherFor)
		s.screen.Search("", false, s.now)
		s.step("everybody again")
	},
}

func TestStories(t *testing.T) {
	all := section.RightActions
	defer func() { section.RightActions = all }()
	section.RightActions = slices.DeleteFunc(slices.Clone(all), func(spec action.Spec) bool { return !slices.Contains(storied, string(spec.Name)) })
	for name, story := range stories {
		t.Run(name, func(t *testing.T) {
			s := &script{screen: NewScreen(), now: noon}
			s.screen.people.Look(0, 10)
			story(s)
			file := filepath.Join("testdata", name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(s.text.String()), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(want), s.text.String(), "look at the difference; accept it with go test ./internal/view -update")
		})
	}
}
