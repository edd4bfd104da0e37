package section

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// slot is the place of one button: that of an action, or of what undoes it.
type slot struct {
	spec action.Spec
	undo action.Spec // without a name where there is none
}

// Where the specs have their buttons.
var (
	peopleRow    = slotsIn(action.InPeople, inRow)
	peopleMenu   = slotsIn(action.InPeople, inMenu)
	peopleAll    = slotsIn(action.InPeople, once)
	peopleMany   = slotsOfMany()
	waitingRow   = slotsIn(action.InWaiting, inRow)
	waitingMenu  = slotsIn(action.InWaiting, inMenu)
	waitingAll   = slotsIn(action.InWaiting, once)
	stageRow     = slotsIn(action.InStage, inRow)
	stageMenu    = slotsIn(action.InStage, inMenu)
	stageAll     = slotsIn(action.InStage, once)
	broadcastAll = slotsIn(action.InBroadcast, once)
	chatRow      = slotsIn(action.InChat, inRow)
	toolsRow     = slotsIn(action.InTools, inRow)
	toolsAll     = slotsIn(action.InTools, once)
	sessionAll   = slotsIn(action.InSession, once)
)

// rowSlots is how many buttons a row can have; the rest belongs into its menu.
const rowSlots = 4

type part uint8

const (
	inRow part = iota
	inMenu
	once // in the section
)

func slotsIn(section action.Section, part part) []slot {
	var slots []slot
	for _, spec := range action.All() {
		also := spec.Place.AlsoInMenu && section == action.InPeople && part == inMenu
		if !also && (spec.Place.Section != section || partOf(spec) != part) {
			continue
		}
		if last := len(slots) - 1; last >= 0 && slots[last].spec.Undo == spec.Name {
			slots[last].undo = spec
			continue
		}
		slots = append(slots, slot{spec: spec})
	}
	return slots
}

// slotsOfMany are what can be done to several people at once.
func slotsOfMany() []slot {
	return slices.DeleteFunc(slices.Concat(peopleRow, peopleMenu), func(s slot) bool { return !s.spec.TakesTargets() })
}

func partOf(spec action.Spec) part {
	switch {
	case !spec.TakesTarget():
		return once
	case spec.Place.Menu:
		return inMenu
	}
	return inRow
}

// of is the action that the slot has for somebody.
func (s *slot) of(state *meeting.State, id meeting.ParticipantID) action.Spec {
	switch {
	case s.undo.Name == "":
	case s.spec.States != "":
		if !control.Fits(state, &s.spec, id) && control.Fits(state, &s.undo, id) {
			return s.undo
		}
	case control.AlreadySo(state, s.spec, id):
		return s.undo
	}
	return s.spec
}
