package section

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// RightActions stand for the rights of a preset: of the actions on somebody, and on what
// everybody is part of, the first for each field.
var RightActions = rightActions()

func rightActions() []action.Spec {
	var first []action.Spec
	for _, spec := range action.All() {
		known := slices.ContainsFunc(first, func(other action.Spec) bool { return other.Permission == spec.Permission })
		module := spec.Object == action.Recording || spec.Object == action.Livestream
		if spec.Permission != meeting.NoPermission && (spec.AboutPeople() || module) && !known {
			first = append(first, spec)
		}
	}
	return first
}

// Header is the section of who and how many.
type Header struct {
	basis  *Basis
	rights Rights
}

// NewHeader returns the section of no meeting yet.
func NewHeader(basis *Basis) *Header {
	return &Header{basis: basis, rights: rightsOf(&meeting.State{})}
}

// HeaderShown is the section as it is to be seen.
type HeaderShown struct {
	Title  string
	Facts  Facts
	Rights Rights
}

// Facts are numbers and states of the meeting and of oneself.
type Facts struct {
	People    int // oneself included
	Waiting   int
	Recording string // the SDK's recordingState
	Self      Look
	Preset    string

	Livestream string // the SDK's state
	Viewers    int
	Playback   string // where to watch it

	Speaker string // the name of who speaks
	Speaks  bool
}

// Rights are what the preset gives and what it does not: names of actions, and
// of the preset's fields, separated by spaces.
type Rights struct{ Granted, Missing, Fields string }

// Permit takes in the permissions of now, and tells whether that is another set of rights.
func (h *Header) Permit() (changed bool) {
	was := h.rights
	h.rights = rightsOf(h.basis.State)
	return was != h.rights
}

// Shown returns what is to be seen now.
func (h *Header) Shown() HeaderShown {
	state := h.basis.State
	_, _, speaks := state.Person(state.Speaker.ID)
	return HeaderShown{
		Title: state.Room.Title,
		Facts: Facts{
			People:    h.basis.tally.people,
			Waiting:   state.Waitlisted.Len(),
			Recording: state.Room.RecordingState,
			Self:      h.basis.lookOf(state.Self.Flags, state.Self.Stage),
			Preset:    state.Self.PresetName,

			Livestream: state.Room.LivestreamState,
			Viewers:    state.Room.ViewerCount,
			Playback:   state.Room.PlaybackURL,

			Speaker: Name(state, state.Speaker.ID),
			Speaks:  speaks && h.basis.Live,
		},
		Rights: h.rights,
	}
}

// rightsOf leaves out what the meeting has not.
func rightsOf(state *meeting.State) Rights {
	var rights Rights
	for _, spec := range RightActions {
		if control.Lacks(state, &spec) != "" {
			continue
		}
		if state.Self.Permissions.Has(spec.Permission) {
			rights.Granted = listed(rights.Granted, string(spec.Name))
		} else {
			rights.Missing = listed(rights.Missing, string(spec.Name))
			rights.Fields = listed(rights.Fields, spec.Permission.PresetField())
		}
	}
	return rights
}

func listed(list, word string) string {
	if list == "" {
		return word
	}
	return list + " " + word
}

// Diff writes what has changed since from.
func (to *HeaderShown) Diff(from *HeaderShown, p *Patch) {
	if from.Title != to.Title {
		p.Op("header.title").String(to.Title)
	}
	if f := &to.Facts; from.Facts != *f {
		p.Op("header.facts").Int(f.People).Int(f.Waiting).String(f.Recording).Int(int(f.Self)).String(f.Preset).String(f.Livestream).Int(f.Viewers).String(f.Playback).Bool(f.Speaks).String(f.Speaker)
	}
	if from.Rights != to.Rights {
		p.Op("header.rights").String(to.Rights.Granted).String(to.Rights.Missing).String(to.Rights.Fields)
	}
}
