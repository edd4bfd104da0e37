package section

import (
	"slices"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Look is what there is to see of a person.
type Look uint32

// The looks. The first four are the flags of package meeting.
const (
	LookAudio       = Look(meeting.AudioOn)
	LookVideo       = Look(meeting.VideoOn)
	LookScreenShare = Look(meeting.ScreenShareOn)
	LookPinned      = Look(meeting.Pinned)
)

// More looks.
const (
	LookSelf Look = 1 << (4 + iota)
	LookSpeaking
	LookGone // has left the list, whose rows stay as they are for now
	LookOnStage
	LookAsking // for the stage
	LookAccepted
	LookTwice  // waits, and so does another session of the same user
	LookInside // waits, and another session of the same user is in the meeting
	LookSelected
	LookAudioLocked
	LookVideoLocked
	LookScreenShareLocked
	LookChatLocked
)

// Row is one person in a list. It never changes: one that stays as it is is the same in
// the next Shown.
type Row struct {
	ID      meeting.ParticipantID
	Place   int // from 0, among all in the list
	Name    string
	Look    Look
	Since   int64            // for who waits, see meeting.Participant
	Buttons [rowSlots]Button // in the order of the section's slots
	Menu    []Button

	// What it was drawn of, beside the rowBasis.
	person *meeting.Participant
	gone   bool
}

// rowBasis is what rows are drawn of beside the people in them. Who is in a row has not
// changed as long as the pointer to them has not.
type rowBasis struct {
	room        meeting.Room
	self        meeting.ParticipantID
	permissions meeting.Permissions
	// marked is somebody whose row is marked beside their state: who speaks.
	marked meeting.ParticipantID
	// floor is who has the floor.
	floor meeting.UserID
	// rooms tells that there is a connected meeting to move somebody to.
	rooms bool
	// version counts the changes of what else the section's rows are drawn of.
	version int
	// quiet tells that nothing is under way and no button has a mark.
	quiet bool
}

func (b *Basis) rowBasis() rowBasis {
	return rowBasis{
		room:        b.State.Room,
		self:        b.State.Self.ID,
		permissions: b.State.Self.Permissions,
		quiet:       len(b.State.Pending) == 0 && len(b.Marks) == 0,
	}
}

// draw draws a row with what there is to do about somebody.
func (b *Basis) draw(e *entry, row, menu []slot, look Look) *Row {
	p := e.person
	drawn := &Row{ID: p.ID, Name: p.Name, Look: look, Since: p.Since}
	if e.gone {
		drawn.Look |= LookGone
	}
	for i := range row {
		if e.may(&row[i]) {
			drawn.Buttons[i] = b.Button(row[i].of(b.State, p.ID), p.ID)
		}
	}
	for i := range menu {
		if !e.may(&menu[i]) || menu[i].spec.Place.AlsoInMenu && e.asks() { // who is in the queue has it there
			continue
		}
		if button := b.Button(menu[i].of(b.State, p.ID), p.ID); button.State != ButtonFolded {
			drawn.Menu = append(drawn.Menu, button)
		}
	}
	return drawn
}

func (r *Row) isOf(e *entry) bool { return r.person == e.person && r.gone == e.gone }

func (r *Row) movedTo(place int) *Row {
	if r.Place == place {
		return r
	}
	moved := *r
	moved.Place = place
	return &moved
}

// looksLike tells that two rows differ in their places only.
func (r *Row) looksLike(other *Row) bool {
	return r.Name == other.Name && r.Look == other.Look && r.Since == other.Since && r.Buttons == other.Buttons && slices.Equal(r.Menu, other.Menu)
}

func (r *Row) write(op string, p *Patch) {
	p.Op(op).String(string(r.ID)).Int(r.Place).String(r.Name).Int(int(r.Look)).Int(int(r.Since))
	for i := range r.Buttons {
		p.button(&r.Buttons[i])
	}
	for i := range r.Menu {
		p.button(&r.Menu[i])
	}
}
