package section

import (
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Returned is the section of those who were removed here and are back.
type Returned struct {
	basis *Basis
	stay  []meeting.ParticipantID // they have been seen, and may be here
	came  arrivals
}

// NewReturned returns the section.
func NewReturned(basis *Basis) *Returned { return &Returned{basis: basis} }

// mostReturned is how many are listed; of the rest there is a number.
const mostReturned = 3

// ReturnedShown is the section as it is to be seen; with nobody in it, it is not there.
type ReturnedShown struct {
	All  []ReturnedPerson
	More int // how many are not listed
}

// ReturnedPerson is one of them.
type ReturnedPerson struct {
	ID      meeting.ParticipantID
	Name    string
	At      int64
	Waits   bool
	KeptOut bool   // by itself, or they cannot be
	Button  Button // removes them again, or turns them away
}

// Return takes in who is back.
func (r *Returned) Return(back []meeting.Removed, now time.Duration) {
	for i := range back {
		r.came.begin([]meeting.ParticipantID{back[i].Back}, now)
	}
}

// Expire says who is back when that is due, and when the next is: zero for never.
func (r *Returned) Expire(now time.Duration) (told []meeting.Message, next time.Duration) {
	return r.came.expire(now, "returned", r.basis.State.Other)
}

// Stay takes somebody out of the section, until they come back once more.
func (r *Returned) Stay(id meeting.ParticipantID) {
	if !slices.Contains(r.stay, id) {
		r.stay = append(r.stay, id)
	}
}

// Again is what removes somebody again.
func (r *Returned) Again(id meeting.ParticipantID) meeting.Action {
	return policy.Removal(r.basis.State.Waitlisted.Get(id) != nil)
}

// KeepOut is the setting of the policy that removes somebody whenever they come back, beside whom it
// removes already.
func (r *Returned) KeepOut(id meeting.ParticipantID) (setting meeting.PolicySetting) {
	setting.Policy = meeting.KeepOut
	kept := indexOf(r.basis.State.Policies, meeting.KeepOut)
	if kept >= 0 {
		setting.UserIDs = slices.Clone(r.basis.State.Policies[kept].UserIDs)
	}
	for _, one := range r.basis.State.Removed {
		if one.Back == id && !slices.Contains(setting.UserIDs, one.UserID) {
			setting.UserIDs = append(setting.UserIDs, one.UserID)
		}
	}
	return setting
}

// Shown returns what is to be seen now.
func (r *Returned) Shown() (shown ReturnedShown) {
	state := r.basis.State
	if !r.basis.Live || len(state.Removed) == 0 {
		return shown
	}
	kept := indexOf(state.Policies, meeting.KeepOut)
	for i := range state.Removed {
		one := &state.Removed[i]
		if one.Back == "" || slices.Contains(r.stay, one.Back) {
			continue
		}
		if len(shown.All) == mostReturned {
			shown.More++
			continue
		}
		spec, _ := action.Of(r.Again(one.Back))
		person := ReturnedPerson{ID: one.Back, Name: Name(state, one.Back), At: one.At, Waits: spec.Waiting(), Button: r.basis.Button(spec, one.Back)}
		person.KeptOut = kept >= 0 && slices.Contains(state.Policies[kept].UserIDs, one.UserID) || !control.CanPolicy(state, meeting.KeepOut).Allowed
		shown.All = append(shown.All, person)
	}
	return shown
}

// Diff writes what has changed since from.
func (to *ReturnedShown) Diff(from *ReturnedShown, p *Patch) {
	if from.More == to.More && slices.Equal(from.All, to.All) {
		return
	}
	p.Op("returned").Int(to.More)
	for i := range to.All {
		one := &to.All[i]
		p.String(string(one.ID)).String(one.Name).Int(int(one.At)).Bool(one.Waits).Bool(one.KeptOut)
		p.button(&one.Button)
	}
}
