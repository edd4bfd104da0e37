package control_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// A diary writes down what the controller could have seen, and when. It is the
// oracle: deliberately simpler than the controller and sharing nothing with it.
type diary struct {
	*meetingtest.Memory
	mu      sync.Mutex
	entries []entry
	calls   map[meeting.Key]called // when each was last called
	down    bool
}

// called is when something was called, and how many entries there were.
type called struct {
	when    time.Time
	entries int
}

type entry struct {
	when time.Time
	// broken entries are moments in which nothing can be known of anybody.
	broken bool
	over   meeting.RoomState
	id     meeting.ParticipantID
	waits  bool // it is about the waiting room
	gone   bool
	edges  control.Edge
	stage  meeting.StageStatus
	room   *meeting.Room // how it is now, of entries that are about that
}

func (d *diary) Read() control.Facts {
	facts := d.Memory.Read()
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	wasDown := d.down
	if facts.Room != nil {
		d.down = facts.Room.Connection.Down()
	}
	var over meeting.RoomState
	for _, event := range facts.Events {
		if event.Kind == control.RoomLeft {
			over = event.State
		}
	}
	if facts.Room != nil {
		d.entries = append(d.entries, entry{when: now, room: facts.Room})
	}
	if facts.Reset || wasDown || d.down || len(facts.Events) > 0 {
		d.entries = append(d.entries, entry{when: now, broken: true, over: over})
		for _, change := range facts.Joined {
			if !change.Gone { // where somebody is, is known again
				d.entries = append(d.entries, entry{when: now, id: change.ID, stage: change.Stage})
			}
		}
		if facts.Self != nil {
			d.entries = append(d.entries, entry{when: now, id: facts.Self.ID, stage: facts.Self.Stage})
		}
		return facts
	}
	for _, change := range facts.Waitlisted {
		d.entries = append(d.entries, entry{when: now, id: change.ID, waits: true, gone: change.Gone})
	}
	for _, change := range facts.Joined {
		d.entries = append(d.entries, entry{when: now, id: change.ID, gone: change.Gone, edges: change.Edges, stage: change.Stage})
	}
	if facts.Self != nil {
		d.entries = append(d.entries, entry{when: now, id: facts.Self.ID, edges: facts.Self.Edges, stage: facts.Self.Stage})
	}
	return facts
}

func (d *diary) Call(stop <-chan struct{}, call control.Call) error {
	if call.Back {
		return d.Memory.Call(stop, call)
	}
	targets := ids{call.Target}
	if call.Target == "" { // several in one call, or nobody
		for _, person := range call.Each {
			targets = append(targets, person.ID)
		}
	}
	d.mu.Lock()
	for _, target := range targets {
		d.calls[meeting.Command{Action: call.Action, Target: target}.Key()] = called{time.Now(), len(d.entries)}
	}
	d.mu.Unlock()
	return d.Memory.Call(stop, call)
}

// since returns what was written since the command was last called, for this one of its
// targets if it names several.
func (d *diary) since(command meeting.Command, row meeting.ParticipantID) []entry {
	d.mu.Lock()
	defer d.mu.Unlock()
	command.Permissions = nil
	if command.Targets == nil {
		return append([]entry(nil), d.entries[d.calls[command.Key()].entries:]...)
	}
	call, found := d.calls[meeting.Command{Action: command.Action, Target: row}.Key()]
	if !found {
		return nil
	}
	// Its turn comes a little before its call, while at the same time other things happen.
	at := call.entries
	for at > 0 && d.entries[at-1].when.Equal(call.when) {
		at--
	}
	return append([]entry(nil), d.entries[at:]...)
}

// after returns what was written from a time on.
func (d *diary) after(asked time.Time) []entry {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := slices.IndexFunc(d.entries, func(e entry) bool { return !e.when.Before(asked) })
	if at < 0 {
		return nil
	}
	return slices.Clone(d.entries[at:])
}

// supports tells whether the entries between asking and ending can have shown
// the action's effect on the person.
func supports(name meeting.Action, id meeting.ParticipantID, entries []entry, ended time.Time) bool {
	spec, _ := action.Of(name)
	switch spec.Proof {
	case action.ProofLetIn:
		return slices.ContainsFunc(entries, func(e entry) bool { return e.id == id && !e.waits && !e.gone })
	case action.ProofTurnedAway:
		return wasTurnedAway(id, entries, ended)
	}
	if shows, found := shown[spec.Proof]; found {
		return slices.ContainsFunc(entries, func(e entry) bool {
			if e.room != nil {
				return shows(entry{room: e.room, stage: meeting.AcceptedToJoinStage + 10})
			}
			e.room = &meeting.Room{}
			return e.id == id && !e.gone && !e.waits && shows(e)
		})
	}
	edge := map[action.Proof]control.Edge{
		action.ProofAudioOff: control.EdgeAudioOff, action.ProofVideoOff: control.EdgeVideoOff,
		action.ProofPinned: control.EdgePinned, action.ProofUnpinned: control.EdgeUnpinned,
		action.ProofScreenShareOff: control.EdgeScreenShareOff,
		action.ProofDevicesTaken:   control.EdgeAudioOff | control.EdgeVideoOff,
	}[spec.Proof]
	var goneAt time.Time
	kicked := func(now time.Time) bool {
		return spec.Proof == action.ProofGone && !goneAt.IsZero() && now.Sub(goneAt) >= 6*time.Second
	}
	for _, e := range entries {
		switch {
		case kicked(e.when): // one of several
			return true
		case e.room != nil:
		case e.broken:
			goneAt = time.Time{}
			if spec.Proof == action.ProofLeft && e.over == meeting.RoomLeft || spec.Proof == action.ProofEnded && e.over == meeting.RoomEnded {
				return true
			}
		case e.id != id || e.waits:
		case e.gone:
			goneAt = e.when
		default:
			goneAt = time.Time{}
			if e.edges&edge != 0 && e.edges&control.EdgeReplaced == 0 {
				return true
			}
		}
	}
	return kicked(ended)
}

// shown has what shows the effect of what is about the stage, or about the room.
var shown = map[action.Proof]func(entry) bool{
	action.ProofInvited: func(e entry) bool {
		return e.stage == meeting.AcceptedToJoinStage || e.stage == meeting.OnStage
	},
	action.ProofOffStage:  func(e entry) bool { return e.stage == meeting.OffStage },
	action.ProofOnStage:   func(e entry) bool { return e.stage == meeting.OnStage },
	action.ProofLeftStage: func(e entry) bool { return e.stage == meeting.OffStage },
	action.ProofAsked:     func(e entry) bool { return e.stage == meeting.AcceptedToJoinStage },
	action.ProofRecording: func(e entry) bool { return e.room.RecordingState == "RECORDING" },
	action.ProofNotRecording: func(e entry) bool {
		return e.room.RecordingState == "IDLE" || e.room.RecordingState == "STARTING" // one that began since
	},
	action.ProofRecordingPaused:  func(e entry) bool { return e.room.RecordingState == "PAUSED" },
	action.ProofRecordingResumed: func(e entry) bool { return e.room.RecordingState == "RECORDING" },
	action.ProofLive:             func(e entry) bool { return e.room.LivestreamState == "LIVESTREAMING" },
	action.ProofNotLive:          func(e entry) bool { return e.room.LivestreamState == "IDLE" },
}

// wasTurnedAway tells whether somebody went from the waiting room, and nowhere else for so
// long that it counts.
func wasTurnedAway(id meeting.ParticipantID, entries []entry, ended time.Time) bool {
	var goneAt time.Time
	longGone := func(now time.Time) bool { return !goneAt.IsZero() && now.Sub(goneAt) >= 2*time.Second }
	for _, e := range entries {
		switch {
		case e.room != nil:
		case longGone(e.when):
			return true
		case e.broken, e.id == id && !e.gone:
			goneAt = time.Time{}
		case e.id == id && e.waits:
			goneAt = e.when
		}
	}
	return longGone(ended)
}

// story is one random meeting.
type story struct {
	t       *testing.T
	random  *rand.Rand
	diary   *diary
	control *control.Controller
	people  []meeting.ParticipantID
	waiting []meeting.ParticipantID // or did
	away    []func()
	moved   bool
	asked   sync.WaitGroup
	seed    uint64

	mu      sync.Mutex
	endings map[meeting.Status]int
	rows    map[meeting.Status]int
}

func (s *story) someone() meeting.ParticipantID {
	if s.random.IntN(8) == 0 {
		return s.diary.SelfID()
	}
	return s.people[s.random.IntN(len(s.people))]
}

var servers = []meetingtest.Server{
	meetingtest.Obey, meetingtest.Obey, meetingtest.Refuse, meetingtest.Refuse, meetingtest.Silent, meetingtest.YesButNo,
}

// happen does one random thing to the meeting.
func (s *story) happen() {
	on := s.random.IntN(2) == 0
	switch s.random.IntN(35) {
	case 0, 1, 2:
		s.diary.SetAudio(s.someone(), on)
	case 3, 4:
		s.diary.SetVideo(s.someone(), on)
	case 5:
		s.diary.Pin(s.someone())
	case 6:
		s.diary.Unpin()
	case 26, 27:
		s.waiting = append(s.waiting, s.diary.Knock("Somebody"))
	case 28:
		if len(s.waiting) > 0 {
			s.diary.GiveUp(s.waiting[s.random.IntN(len(s.waiting))])
		}
	case 29, 30:
		s.diary.ShareScreen(s.someone())
	case 31, 32:
		s.diary.SetStage(s.someone(), meeting.StageStatus(s.random.IntN(4)))
	case 33:
		s.diary.SetRecording([]string{"IDLE", "STARTING", "RECORDING", "PAUSED"}[s.random.IntN(4)])
	case 34:
		s.diary.SetLivestream([]string{"IDLE", "STARTING", "LIVESTREAMING"}[s.random.IntN(3)])
	case 7:
		s.people = append(s.people, s.diary.Join("Somebody"))
	case 8:
		s.diary.Leave(s.someone())
	case 9:
		s.diary.Reconnect(s.someone())
	case 10:
		s.away = append(s.away, s.diary.Drop(s.someone()))
	case 11, 12:
		if len(s.away) > 0 {
			s.away[0]()
			s.away = s.away[1:]
		}
	case 13, 14:
		s.diary.SetServer(servers[s.random.IntN(len(servers))])
	case 15, 16:
		s.diary.SetDelay(time.Duration(s.random.IntN(12_000)) * time.Millisecond)
	case 17:
		s.diary.Withdraw(meeting.KickParticipant, meeting.CanDisableParticipantAudio)
	case 18, 24, 25:
		s.diary.Grant(meeting.KickParticipant, meeting.CanDisableParticipantAudio)
	case 19:
		s.diary.Cut()
	case 20, 22, 23:
		s.diary.Restore()
	case 21:
		if s.random.IntN(10) == 0 {
			s.moved = true
			s.diary.Move()
		}
	}
}

func (s *story) target(spec action.Spec) meeting.ParticipantID {
	if spec.Scope == action.OnWaiting && len(s.waiting) > 0 {
		return s.waiting[s.random.IntN(len(s.waiting))]
	}
	return s.someone()
}

// patch is a random one for an action that takes one.
func (s *story) patch(spec action.Spec) *meeting.PermissionsPatch {
	if spec.Takes != action.Patch {
		return nil
	}
	patch := new(meeting.PermissionsPatch)
	patch[meeting.PatchChatPublicCanSend] = meeting.PatchNo
	patch[meeting.PatchMediaAudioCanProduce] = []meeting.PatchValue{meeting.PatchUnnamed, meeting.PatchAllowed, meeting.PatchNotAllowed}[s.random.IntN(3)]
	patch[meeting.PatchMediaVideoCanProduce] = []meeting.PatchValue{meeting.PatchUnnamed, meeting.PatchNotAllowed}[s.random.IntN(2)]
	return patch
}

// isUnderWay tells that the same is being done to one of the command's targets.
func (s *story) isUnderWay(command meeting.Command) bool {
	targets := append(ids{command.Target}, command.Targets...)
	return slices.ContainsFunc(s.control.State().Pending, func(pending meeting.Pending) bool {
		others := append(ids{pending.Target}, pending.Targets...)
		return pending.Action == command.Action && slices.ContainsFunc(others, func(id meeting.ParticipantID) bool { return slices.Contains(targets, id) })
	})
}

// requireRowsOf requires a row for each target, in their order.
func (s *story) requireRowsOf(targets ids, rows []meeting.TargetOutcome, told string) {
	var expected, found ids
	for _, id := range targets {
		if !slices.Contains(expected, id) {
			expected = append(expected, id)
		}
	}
	for _, row := range rows {
		found = append(found, row.ID)
	}
	require.Equal(s.t, expected, found, told)
}

// ask performs a random command and has its end checked.
func (s *story) ask() {
	spec := action.All()[s.random.IntN(len(action.All()))]
	if s.random.IntN(3) == 0 {
		spec, _ = action.Of(meeting.DisableAudio)
	}
	if ends := spec.Proof == action.ProofLeft || spec.Proof == action.ProofEnded; ends && s.random.IntN(10) > 0 {
		return
	}
	command := meeting.Command{Action: spec.Name, Permissions: s.patch(spec)}
	if spec.Locks() {
		command.What = meeting.AllLockable()[s.random.IntN(2)]
		command.NeverSeen = spec.Takes == action.ToUnlock && s.random.IntN(2) == 0
	}
	switch {
	case spec.TakesTargets() && s.random.IntN(3) == 0:
		for range 1 + s.random.IntN(40) {
			command.Targets = append(command.Targets, s.target(spec))
		}
	case spec.TakesTarget() && !(spec.ForAll && s.random.IntN(3) == 0):
		command.Target = s.target(spec)
	}
	if s.isUnderWay(command) {
		return // it would join one that is checked already
	}
	asked := time.Now()
	running, err := s.control.Start(command)
	if err != nil {
		return
	}
	s.asked.Go(func() {
		outcome, err := running.Wait(s.t.Context())
		ended := time.Now()
		s.mu.Lock()
		defer s.mu.Unlock()
		told := fmt.Sprintf("seed %d: %+v ended %+v, %v", s.seed, command, outcome, err)
		turns := time.Duration(1 + len(command.Targets)/8)
		limit := turns * 16 * time.Second
		if spec.States != "" {
			limit = time.Minute
		}
		if !spec.GivesBack { // which waits for the connection
			require.LessOrEqual(s.t, ended.Sub(asked), limit, told)
		}
		s.endings[outcome.Status]++
		if command.Targets != nil && err == nil {
			s.requireRowsOf(command.Targets, outcome.Targets, told)
		}
		for _, target := range outcome.Targets {
			require.NotEmpty(s.t, target.Status, told)
			s.rows[target.Status]++
			if target.Status == meeting.StatusConfirmed {
				entries := s.diary.since(command, target.ID)
				if spec.Locks() { // it may have been sent again meanwhile
					entries = s.diary.after(asked)
				}
				require.True(s.t, supports(command.Action, target.ID, entries, ended), told)
			}
		}
	})
	synctest.Wait()
	if s.random.IntN(2) == 0 {
		running.CallOff()
	}
}

// requireAllGivenBack requires that everybody who is there may share a screen again from whom
// that was taken.
func (s *story) requireAllGivenBack() {
	if s.moved || s.control.State().Room.State.Over() {
		return
	}
	taken := map[meeting.UserID]bool{}
	for _, call := range s.diary.Sent() {
		if spec, _ := action.Of(call.Action); spec.GivesBack {
			for _, person := range call.Each {
				taken[person.UserID] = !call.Back
			}
		}
	}
	for p := range s.control.State().Joined.All() {
		require.False(s.t, taken[p.UserID], "seed %d: %s may not share a screen any more", s.seed, p.ID)
	}
}

func TestRandomMeetings(t *testing.T) {
	endings, rows := map[meeting.Status]int{}, map[meeting.Status]int{}
	for seed := range uint64(500) {
		synctest.Test(t, func(t *testing.T) {
			s := &story{t: t, random: rand.New(rand.NewPCG(seed, 1)), diary: &diary{Memory: meetingtest.NewMemory(), calls: map[meeting.Key]called{}}, seed: seed, endings: endings, rows: rows}
			for range 5 + seed%2*40 {
				s.people = append(s.people, s.diary.Join("Somebody"))
			}
			s.control = control.New(s.diary, control.Options{})
			for range 100 {
				switch s.random.IntN(4) {
				case 0:
					s.ask()
				case 1:
					wait(time.Duration(s.random.IntN(3_000)) * time.Millisecond)
				case 2:
					s.happen()
				case 3:
					s.diary.Batch(func() {
						for range s.random.IntN(6) {
							s.happen()
						}
					})
				}
				synctest.Wait()
			}
			s.diary.Restore()
			s.asked.Wait()
			s.requireAllGivenBack()
			s.control.Close()
			s.diary.Close()
		})
	}
	for _, status := range []meeting.Status{meeting.StatusConfirmed, meeting.StatusUnconfirmed, meeting.StatusPartial, meeting.StatusUnchanged, ""} {
		require.Greater(t, endings[status], 10, "the stories hardly ever end as %q", status)
	}
	for _, status := range []meeting.Status{meeting.StatusConfirmed, meeting.StatusUnconfirmed, meeting.StatusUnchanged, meeting.StatusLeft, meeting.StatusRefused, meeting.StatusFailed, meeting.StatusAborted} {
		require.Greater(t, rows[status], 10, "people hardly ever end as %q", status)
	}
}
