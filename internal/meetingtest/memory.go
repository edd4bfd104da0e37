package meetingtest

import (
	"slices"
	"sync"
	"time"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Memory is a meeting in memory. What others do is done to it by its methods;
// what the host does comes through Call and is answered as the SDK and its
// server answer (SDK 2.0.2, seen in Chromium): promises that resolve without a
// proof, refusals with code 1200, silence, effects that come late or never.
//
// It begins joined, with every permission and nobody else in it. Its methods
// may be called from any goroutine; each has happened when it returns.
type Memory struct {
	mu       sync.Mutex
	wake     func() (busy bool)
	awake    bool // wake has been called and not yet been answered by Read
	held     int  // how many Batch are under way
	server   Server
	delay    time.Duration
	broken   error
	garbled  *meeting.Error
	stuck    bool
	sent     []control.Call
	timers   []*time.Timer
	selfNow  meeting.Self
	room     meeting.Room
	order    []meeting.ParticipantID
	members  map[meeting.ParticipantID]*member
	waiting  waitingRoom
	things   things
	numbered int

	// Since the last Read:
	reset       bool
	events      []control.Event
	touched     []meeting.ParticipantID
	news        map[meeting.ParticipantID]*change
	selfChanged bool
	selfEdges   control.Edge
	roomChanged bool
}

// member is one participant object of the SDK.
type member struct {
	id    meeting.ParticipantID
	text  meeting.Text
	flags meeting.Flags
	stage meeting.StageStatus
}

// change is what happened to an id since the last Read.
type change struct {
	edges control.Edge
	text  bool
}

// NewMemory returns a meeting that oneself has joined.
func NewMemory() *Memory {
	return &Memory{
		selfNow: meeting.Self{
			ID:          "self",
			Text:        meeting.Text{UserID: "user-self", Name: "Host", PresetName: "host"},
			Flags:       meeting.AudioOn | meeting.VideoOn,
			Permissions: meeting.Permissions{CanProduceAudio: meeting.ProductionAllowed, CanProduceVideo: meeting.ProductionAllowed, StageAccess: meeting.ProductionCanRequest}.With(meeting.AllPermissions()...),
		},
		room: meeting.Room{
			State: meeting.RoomJoined, Connection: meeting.ConnectionConnected, MediaJoined: true, Title: "Memory", ViewType: "LIVESTREAM",
			HasStage: true, RecordingState: "IDLE", LivestreamState: "IDLE",
			MeetingID: ParentID, Modules: "chat polls plugins connectedMeetings", Spotlight: true,
		},
		things: things{
			plugins:   []meeting.Plugin{{ID: PluginID, Name: "Timer", CanActivate: true, CanDeactivate: true}},
			connected: []meeting.ConnectedMeeting{{ID: ParentID, Title: "Memory", Parent: true}},
		},
		members: map[meeting.ParticipantID]*member{},
		news:    map[meeting.ParticipantID]*change{},
	}
}

// Meeting returns the meeting itself.
func (m *Memory) Meeting() control.Meeting { return m }

// SelfID returns one's own id.
func (m *Memory) SelfID() meeting.ParticipantID {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.selfNow.ID
}

// Listen implements control.Meeting.
func (m *Memory) Listen(wake func() (busy bool)) (stop func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.wake, m.reset = wake, true
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.wake = nil
	}
}

// Listeners returns how many listen: 1 between Listen and stop.
func (m *Memory) Listeners() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.wake == nil {
		return 0
	}
	return 1
}

// Reading implements control.Meeting.
func (m *Memory) Reading() bool { return false }

// GarbleWith has every Read from now on say that the meeting cannot be read.
func (m *Memory) GarbleWith(why *meeting.Error) {
	m.do(func() { m.garbled, m.roomChanged = why, true })
}

// Read implements control.Meeting.
func (m *Memory) Read() control.Facts {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.garbled != nil {
		return control.Facts{Broken: m.garbled}
	}
	facts := control.Facts{Events: m.events, Reset: m.reset}
	if m.reset {
		m.touched = slices.Clone(m.order)
		m.selfChanged, m.roomChanged = true, true
	}
	for _, id := range m.touched {
		facts.Joined = append(facts.Joined, m.changeOf(id))
	}
	facts.Waitlisted = m.waiting.read(m.reset)
	m.things.read(&facts)
	if m.selfChanged {
		facts.Self = &control.SelfChange{Self: m.selfNow, Edges: m.selfEdges}
	}
	if m.roomChanged {
		room := m.room
		facts.Room = &room
	}
	m.awake, m.reset, m.events, m.touched = false, false, nil, nil
	m.news = map[meeting.ParticipantID]*change{}
	m.selfChanged, m.selfEdges, m.roomChanged = false, 0, false
	return facts
}

func (m *Memory) changeOf(id meeting.ParticipantID) control.Change {
	news := m.news[id]
	if news == nil {
		news = &change{text: true}
	}
	now, here := m.members[id]
	if !here {
		return control.Change{ID: id, Gone: true, Edges: news.edges}
	}
	c := control.Change{ID: id, Edges: news.edges, Flags: now.flags, Stage: now.stage}
	if news.text || m.reset {
		text := now.text
		c.Text = &text
	}
	return c
}

// Batch does several things before the host's page gets to look.
func (m *Memory) Batch(things func()) {
	m.do(func() { m.held++ })
	things()
	m.do(func() { m.held-- })
}

// do changes the meeting and then wakes who listens, once until the next Read.
func (m *Memory) do(change func()) {
	m.mu.Lock()
	change()
	var wake func() (busy bool)
	pending := m.reset || len(m.events)+len(m.touched)+len(m.waiting.touched) > 0 || m.selfChanged || m.roomChanged || m.things.pending()
	if pending && m.held == 0 && !m.awake && m.wake != nil {
		m.awake = true
		wake = m.wake
	}
	m.mu.Unlock()
	if wake != nil {
		wake()
	}
}

func (m *Memory) newsOf(id meeting.ParticipantID) *change {
	news := m.news[id]
	if news == nil {
		news = &change{}
		m.news[id] = news
		m.touched = append(m.touched, id)
	}
	return news
}

func (m *Memory) event(e control.Event) { m.events = append(m.events, e) }

// Close ends the effects that are still to come.
func (m *Memory) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, timer := range m.timers {
		timer.Stop()
	}
	m.timers = nil
}
