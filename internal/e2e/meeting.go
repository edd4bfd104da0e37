package e2e

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// Meeting is one meeting of the local room, used by one test only.
type Meeting struct {
	Name string

	t   *testing.T
	rig *Rig
	api roomclient.API
}

var meetings atomic.Int64

// Meeting gives the test a meeting that nobody has joined yet.
func (r *Rig) Meeting(t *testing.T) *Meeting {
	name := strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(t.Name()))
	return r.MeetingNamed(t, fmt.Sprintf("%s-%d", name, meetings.Add(1)))
}

// MeetingNamed gives the test the meeting of that name, which no other test
// may use.
func (r *Rig) MeetingNamed(t *testing.T, name string) *Meeting {
	return &Meeting{Name: name, t: t, rig: r, api: roomclient.API{URL: r.URL}}
}

// Room asks the server what it believes now.
func (m *Meeting) Room() roomclient.Room {
	m.t.Helper()
	room, err := m.api.Room(m.t.Context(), m.Name)
	require.NoError(m.t, err)
	return room
}

// Person asks the server what it believes of somebody who has joined. Nobody
// of that id fails the test.
func (m *Meeting) Person(id string) roomclient.Participant {
	m.t.Helper()
	person, ok := m.Room().Person(id)
	require.True(m.t, ok, "the server has no participant %s", id)
	return person
}

// AwaitRoom waits until the server believes something of the room.
func (m *Meeting) AwaitRoom(what string, met func(roomclient.Room) bool) {
	m.t.Helper()
	var room roomclient.Room
	if !eventually(func() bool { room = m.Room(); return met(room) }) {
		require.Fail(m.t, "the room never got there", "waited for: %s\nthe room: %+v", what, room)
	}
}

// Bots adds bots; the meeting is filled in.
func (m *Meeting) Bots(bots roomclient.Bots) []roomclient.Bot {
	m.t.Helper()
	bots.Meeting = m.Name
	added, err := m.api.AddBots(m.t.Context(), bots)
	require.NoError(m.t, err)
	return added
}

// TellBot changes a bot, for instance {"audio": true}.
func (m *Meeting) TellBot(id string, change map[string]any) {
	m.t.Helper()
	_, err := m.api.ChangeBot(m.t.Context(), id, change)
	require.NoError(m.t, err)
}

// Fault lets something go wrong; the meeting is filled in.
func (m *Meeting) Fault(fault roomclient.Fault) {
	m.t.Helper()
	fault.Meeting = m.Name
	require.NoError(m.t, m.api.AddFault(m.t.Context(), fault))
}

// ClearFaults lets nothing go wrong any more.
func (m *Meeting) ClearFaults() {
	m.t.Helper()
	require.NoError(m.t, m.api.ClearFaults(m.t.Context(), m.Name))
}

// Cut breaks a participant's socket, as a network does.
func (m *Meeting) Cut(p *Participant) {
	m.t.Helper()
	m.Fault(roomclient.Fault{Action: "cut", Participant: p.ID})
}

// SetStatus makes the meeting ACTIVE or INACTIVE.
func (m *Meeting) SetStatus(status string) {
	m.t.Helper()
	require.NoError(m.t, m.api.SetStatus(m.t.Context(), m.Name, status))
}

// Retitle gives any meeting another title, as a backend does.
func (m *Meeting) Retitle(id, title string) {
	m.t.Helper()
	_, err := m.rig.server.room.ChangeMeeting(id, localroom.MeetingChange{Title: &title})
	require.NoError(m.t, err)
}

// Token lets somebody in: what the SDK's init wants as authToken.
func (m *Meeting) Token(name, preset string) string {
	m.t.Helper()
	return m.tokenFor(Who{Name: name, Preset: preset})
}

func (m *Meeting) tokenFor(who Who) string {
	m.t.Helper()
	token, err := m.api.Token(m.t.Context(), roomclient.Who{Meeting: m.Name, Name: who.Name, Preset: who.Preset, UserID: who.UserID, CustomParticipantID: who.CustomID})
	require.NoError(m.t, err)
	return token
}
