package e2e

import (
	"crypto/rand"
	"encoding/base64"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// Who says how a person joins.
type Who struct {
	Name   string
	Preset string // default: "guest"
	Audio  bool   // join with the microphone on
	Video  bool   // join with the camera on

	Plugins []any           // what the page tells its SDK of
	Modules map[string]bool // of the SDK, switched on or off
	UserID  string          // of a person who is known already; default: a new one

	CustomID string // the backend's own id for the person
}

// Participant is a person in a meeting, in a tab of its own. The page has the
// SDK's client as window.meeting.
type Participant struct {
	*Tab
	ID     string // of this session: self.id
	UserID string // of the person: self.userId
	Name   string

	meeting *Meeting
	entry   entry
}

// entry is what the page's join takes.
type entry struct {
	AuthToken string          `json:"authToken"`
	BaseURI   string          `json:"baseURI"`
	Audio     bool            `json:"audio"`
	Video     bool            `json:"video"`
	Plugins   []any           `json:"plugins,omitempty"`
	Modules   map[string]bool `json:"modules,omitempty"`
}

// Person is what one tab's SDK says about a participant.
type Person struct {
	ID           string
	UserID       string
	Name         string
	PresetName   string
	AudioEnabled bool
	VideoEnabled bool
	IsPinned     bool
	StageStatus  string
}

// Join lets a person join in a new tab, and waits until the SDK says that it
// has joined or waits in the waiting room.
func (m *Meeting) Join(who Who) *Participant {
	m.t.Helper()
	p := &Participant{Tab: m.rig.Open(m.t, "/e2e/participant.html"), Name: who.Name, meeting: m}
	p.enter(who)
	return p
}

// Rejoin lets a person join again after the tab was reloaded or the meeting
// was left: as a new session of a new person of the same name.
func (p *Participant) Rejoin(who Who) {
	p.t.Helper()
	p.enter(who)
}

func (p *Participant) enter(who Who) {
	p.t.Helper()
	if who.Preset == "" {
		who.Preset = "guest"
	}
	p.entry = entry{p.meeting.tokenFor(who), localroom.BaseURI, who.Audio, who.Video, who.Plugins, who.Modules}
	p.ComesBack()
}

// ComesBack lets a person who has left join again as they did: a new session of
// the same person.
func (p *Participant) ComesBack() {
	p.t.Helper()
	p.Do("join", p.entry)
	self := p.Self()
	p.ID, p.UserID = self.ID, self.UserID
}

// Self is what the SDK says about the person itself.
func (p *Participant) Self() Person {
	p.t.Helper()
	return Eval[Person](p.Tab, "summary(meeting.self)")
}

// Sees waits until the SDK in this tab has a participant with that id of whom
// the condition, a JavaScript function, is true. Example condition:
// "p => !p.audioEnabled".
func (p *Participant) Sees(id, condition string) {
	p.t.Helper()
	p.Await("(id) => { const p = meeting.participants.joined.get(id); return p && ("+condition+")(p) }", id)
}

// SeesNot waits until the SDK in this tab has no participant with that id.
func (p *Participant) SeesNot(id string) {
	p.t.Helper()
	p.Await("(id) => !meeting.participants.joined.has(id)", id)
}

// Hears waits until the recorder of this tab has an event of that name whose
// arguments meet the condition, a JavaScript function. Sources are the names
// in recorder.js.
func (p *Participant) Hears(source, event, condition string) {
	p.t.Helper()
	p.Await("(source, event) => heard(source, event).some(args => ("+condition+")(...args))", source, event)
}

// Reaches waits until a chat message of this participant has come to another
// one, and so everything that was sent before has had its effect, if any.
func (p *Participant) Reaches(other *Participant) {
	p.t.Helper()
	text := rand.Text()
	p.Do("(text) => meeting.chat.sendTextMessage(text)", text)
	other.Await("(text) => meeting.chat.messages.some(m => m.message === text)", text)
}

// Forge sends a frame on the SDK's own socket, without the SDK knowing, and
// returns the server's answer.
func (p *Participant) Forge(event wire.Event, payload proto.Message) *wire.Frame {
	p.t.Helper()
	id := rand.Text()
	frame, err := wire.EncodeFrame(event, id, payload)
	require.NoError(p.t, err)
	data, err := base64.StdEncoding.DecodeString(Eval[string](p.Tab, "forge", frame, id))
	require.NoError(p.t, err)
	answer, err := wire.DecodeFrame(data)
	require.NoError(p.t, err)
	return answer
}
