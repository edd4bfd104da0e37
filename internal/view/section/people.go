package section

import (
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// SpokenFor is how long somebody counts as speaking after a sign of it.
const SpokenFor = 3 * time.Second

// GatherFor is how long what happens is gathered into one announcement.
const GatherFor = 400 * time.Millisecond

// People is the section of who is in the meeting, with a search.
type People struct {
	List
	basis     *Basis
	selection Selection
	alphabet  alphabet
	query     string
	foundDue  time.Duration
	speaking  meeting.ParticipantID
	silentAt  time.Duration // when speaking is no longer true
	arranged  Arrangement
	spoke     bool // somebody did: there is something to arrange by
}

// NewPeople returns the section without anybody yet.
func NewPeople(basis *Basis) *People {
	p := &People{basis: basis}
	p.selection = Selection{people: p, basis: basis}
	p.List = newList(p.placeOf, p.drawPerson)
	return p
}

// PeopleShown is the section as it is to be seen.
type PeopleShown struct {
	Shown
	Searching bool
	Unsorted  bool     // the page is to ask for Names
	Spoke     bool     // the list can be arranged by who spoke
	All       []Button // for everybody
	Selection SelectionShown
	Ways      MuteWays
}

// Update takes in the state of the meeting, which follows before.
func (p *People) Update(before *meeting.State) {
	state := p.basis.State
	_, many := p.follow(before.Joined, state.Joined, func(then, now *meeting.Participant) {
		p.basis.count(then, -1)
		p.basis.count(now, +1)
		if now == nil {
			p.basis.Marks.forgetPerson(then.ID)
			p.selection.forget(then.ID)
		}
	})
	selfChanged := before.Self != state.Self || before.Room.State != state.Room.State || before.Spoken != state.Spoken
	p.followSpeaker(before)
	if many || before.Self.ID != state.Self.ID {
		p.order.rebuild(p.self(), state.Joined)
	} else if self := p.self(); self != nil && selfChanged {
		p.order.put(self, true)
	}
}

// self is oneself as one of the people in the list.
func (p *People) self() *meeting.Participant {
	self := &p.basis.State.Self
	if self.ID == "" {
		return nil
	}
	return &meeting.Participant{ID: self.ID, Text: self.Text, Flags: self.Flags, Stage: self.Stage, Spoken: p.basis.State.Spoken}
}

// Search shows only those whose name has every word of query. query is folded as
// the search keys are, with spaces between words. While an input method composes it may be
// no text yet: then finding nobody changes nothing.
func (p *People) Search(query string, composing bool, now time.Duration) {
	if query == p.query {
		return
	}
	before := p.order.words
	p.find(words(query))
	if composing && len(p.order.entries) == 0 {
		p.find(before)
		return
	}
	p.query = query
	p.foundDue = now + GatherFor
}

func (p *People) find(words []string) {
	p.order.words = words
	p.order.rebuild(p.self(), p.basis.State.Joined)
}

// Names returns, with NUL behind each, the names in the meeting whose order the page is to tell:
// those it has not told yet, or all; some may come twice. There are none while the list is held,
// for nobody may move.
func (p *People) Names(all bool) string {
	if p.order.held {
		return ""
	}
	return p.alphabet.untold(p.basis.State.Joined, all)
}

// Sort takes in the order of names in the reader's language: for each a key of 11 bytes, the name
// and NUL. All tells that other names have no key any more.
func (p *People) Sort(keys string, all bool) {
	if p.order.held {
		return
	}
	p.alphabet.take(keys, all)
	p.order.rearrange()
}

// Speak tells that somebody speaks.
func (p *People) Speak(id meeting.ParticipantID, now time.Duration) {
	p.speaking, p.silentAt = id, now+SpokenFor
}

// Expire does what is due at a time, and says what is to be told and when the next is due:
// zero for never.
func (p *People) Expire(now time.Duration) (told []meeting.Message, next time.Duration) {
	if Due(p.foundDue, now) {
		p.foundDue = 0
		if p.query != "" {
			count := strconv.Itoa(len(p.order.entries))
			told = []meeting.Message{{Key: "search.found", Args: []meeting.Arg{{Name: "count", Value: count}}}}
		}
	}
	if Due(p.silentAt, now) {
		p.speaking, p.silentAt = "", 0
	}
	return told, Earlier(Earlier(p.foundDue, p.silentAt), p.selection.Expire(now))
}

// Shown returns what is to be seen now.
func (p *People) Shown() PeopleShown {
	basis := p.basis.rowBasis()
	basis.marked, basis.version, basis.floor = p.speaking, p.selection.version, p.basis.floorOf()
	basis.rooms = len(p.basis.State.ConnectedMeetings) > 1
	return PeopleShown{
		Shown:     p.shown(basis, p.basis.State.Stale, p.basis.Live),
		Searching: p.query != "",
		Spoke:     p.spoke,
		Unsorted:  p.alphabet.wanted && !p.order.held,
		All:       p.basis.all(peopleAll),
		Selection: p.selection.shown(),
		Ways:      p.basis.muteWays(),
	}
}

func (p *People) drawPerson(e *entry) *Row {
	look := p.basis.lookOf(e.person.Flags, e.person.Stage) | lookOfLocks(e.person.Locked)
	if e.isSelf {
		look |= LookSelf
	}
	if e.person.ID == p.speaking && e.person.Flags.Has(meeting.AudioOn) {
		look |= LookSpeaking
	}
	if p.selection.chosen[e.person.ID] {
		look |= LookSelected
	}
	isOther := !e.isSelf && !e.gone && e.person.UserID != p.basis.State.Self.UserID
	row := p.basis.draw(e, peopleRow, peopleMenu, look)
	if !e.asks() {
		row.Since = e.person.Spoken
	}
	if button := p.basis.policyButton(meeting.Floor); isOther && button.State != ButtonFolded && p.basis.Shows("policies") {
		if floor := p.basis.floorOf(); floor != "" && floor == e.person.UserID {
			button.State, button.Why = ButtonBlocked, "already.floor"
		}
		row.Menu = append(row.Menu, button)
	}
	if button := p.basis.roomItem(); isOther && button.State != ButtonFolded {
		row.Menu = append(row.Menu, button)
	}
	return row
}

// may tells whether a slot has anything for somebody: many actions are for others only.
func (e *entry) may(s *slot) bool { return !e.isSelf || s.spec.OnSelf != action.SelfRefused }

// lookOf tells of the stage only where there is one: without, the SDK has everybody on it.
func (b *Basis) lookOf(flags meeting.Flags, stage meeting.StageStatus) Look {
	look := Look(flags &^ meeting.PinUnseen)
	if !b.State.Self.Permissions.Has(meeting.StageEnabled) {
		return look
	}
	switch stage {
	case meeting.OnStage:
		look |= LookOnStage
	case meeting.RequestedToJoinStage:
		look |= LookAsking
	case meeting.AcceptedToJoinStage:
		look |= LookAccepted
	}
	return look
}

// Diff writes what has changed since from.
func (to *PeopleShown) Diff(from *PeopleShown, p *Patch) {
	p.buttons(from.All, to.All, peopleAll)
	if from.Searching != to.Searching || to.Searching && from.Size != to.Size {
		p.Op("people.search").Bool(to.Searching).Int(to.Size)
	}
	to.Selection.diff(&from.Selection, p)
	to.Ways.diff(from.Ways, p)
	if to.Spoke != from.Spoke {
		p.Op("people.spoke").Bool(to.Spoke)
	}
	if to.Unsorted && !from.Unsorted {
		p.Op("people.unsorted")
	}
	to.diff(&from.Shown, "people", p)
}
