package section

import (
	"slices"
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// FloorTime is how long the floor is that the menu of a row gives, in seconds.
const FloorTime = 120

// Policies is the section of what goes on by itself while the page is open: a line each, with a
// button that ends it; what was on before the page was loaded anew; and their items in the menu of
// locks.
type Policies struct {
	basis  *Basis
	shown  []meeting.ActivePolicy // those that have been told
	untold []meeting.Message
}

// NewPolicies returns the section.
func NewPolicies(basis *Basis) *Policies { return &Policies{basis: basis} }

// PoliciesShown is the section as it is to be seen.
type PoliciesShown struct {
	// May tells that these controls have the right of any policy, and Of how many the menu is about,
	// 0 for everybody.
	May, Of int
	Pinned  bool // somebody is
	On      []meeting.ActivePolicy
	Former  string // names with spaces between them
}

// Bits of PoliciesShown.May.
const (
	mayMute = 1 << iota
	mayPin
)

// Update takes in the state of now.
func (p *Policies) Update() {
	on := p.basis.State.Policies
	if sameList(p.shown, on) {
		return
	}
	for i := range on {
		if was := indexOf(p.shown, on[i].Policy); was < 0 || !isAlike(&p.shown[was], &on[i]) {
			p.untold = append(p.untold, sentenceOf(&on[i]))
		}
	}
	for i := range p.shown {
		if indexOf(on, p.shown[i].Policy) < 0 && p.basis.Live {
			p.untold = append(p.untold, meeting.Message{Key: "policy.off", Args: []meeting.Arg{{Name: "policy", Value: string(p.shown[i].Policy)}}})
		}
	}
	p.shown = on
}

// isAlike tells that a policy is on as it was: about the same people, and for as long.
func isAlike(a, b *meeting.ActivePolicy) bool {
	return a.Until == b.Until && slices.Equal(a.UserIDs, b.UserIDs) && slices.Equal(a.CustomIDs, b.CustomIDs)
}

// sentenceOf says what goes on.
func sentenceOf(on *meeting.ActivePolicy) meeting.Message {
	key, people := "policy."+string(on.Policy), len(on.UserIDs)
	switch {
	case on.Policy == meeting.Admit:
		people = len(on.CustomIDs)
	case on.Policy == meeting.KeepMuted && people == 1:
		key += ".one"
	case people > 1 || on.Policy == meeting.KeepMuted && people > 0:
		key += ".some"
	}
	args := []meeting.Arg{{Name: "name", Value: on.Name}, {Name: "count", Value: strconv.Itoa(people)}}
	if on.Until != 0 {
		args = append(args, meeting.Arg{Name: "time", Value: Clock(on.Until - time.Now().UnixMilli())})
	}
	return meeting.Message{Key: key, Args: args}
}

// Clock writes milliseconds as minutes and seconds.
func Clock(ms int64) string {
	seconds := max(0, ms+500) / 1000
	text := strconv.FormatInt(seconds%60, 10)
	if seconds%60 < 10 {
		text = "0" + text
	}
	return strconv.FormatInt(seconds/60, 10) + ":" + text
}

func indexOf(all []meeting.ActivePolicy, name meeting.Policy) int {
	return slices.IndexFunc(all, func(one meeting.ActivePolicy) bool { return one.Policy == name })
}

// Expire says what is to be told.
func (p *Policies) Expire() (told []meeting.Message) {
	told, p.untold = p.untold, nil
	return told
}

// Toggle is what the use of a policy's item means, for the selected or for everybody; on is false
// where it is switched off. Something stands against it where the button does.
func (p *Policies) Toggle(name meeting.Policy, selected []meeting.ParticipantID) (setting meeting.PolicySetting, on bool, button Button) {
	setting.Policy = name
	if indexOf(p.basis.State.Policies, name) >= 0 && !(name == meeting.KeepMuted && len(selected) > 0) {
		return setting, false, Button{State: ButtonReady}
	}
	if name == meeting.KeepMuted {
		setting.Targets = selected
	}
	button = p.basis.policyButton(name)
	if name == meeting.KeepPin && p.basis.State.PinnedID == "" {
		button.State, button.Why = ButtonBlocked, "policy.nobody-pinned"
	}
	return setting, true, button
}

// everMay tells that these controls have, or had, the right that a policy takes.
func (b *Basis) everMay(name meeting.Policy) bool {
	spec, known := action.Of(policy.Action(name))
	return known && b.ever.Has(spec.Permission)
}

// policyButton is the control that switches a policy on.
func (b *Basis) policyButton(name meeting.Policy) Button {
	if !b.everMay(name) {
		return Button{}
	}
	button := Button{Action: meeting.Action(name), State: ButtonReady}
	if can := control.CanPolicy(b.State, name); !can.Allowed {
		button.State, button.Why, button.Permission = ButtonBlocked, can.Message.Key, can.Permission
	}
	return button
}

// floorOf is the user whose time to speak is running, "" for nobody.
func (b *Basis) floorOf() meeting.UserID {
	if at := indexOf(b.State.Policies, meeting.Floor); at >= 0 {
		return b.State.Policies[at].UserIDs[0]
	}
	return ""
}

// Shown returns what is to be seen now, with a menu for the selected, where there are any.
func (p *Policies) Shown(selected []meeting.ParticipantID) PoliciesShown {
	state := p.basis.State
	shown := PoliciesShown{Of: len(selected), Pinned: state.PinnedID != ""}
	if p.basis.everMay(meeting.KeepMuted) {
		shown.May |= mayMute
	}
	if p.basis.everMay(meeting.KeepPin) {
		shown.May |= mayPin
	}
	if !p.basis.Live {
		return shown
	}
	shown.On = state.Policies
	for i := range state.Former {
		shown.Former = listed(shown.Former, string(state.Former[i].Policy))
	}
	return shown
}

// Diff writes what has changed since from.
func (to *PoliciesShown) Diff(from *PoliciesShown, p *Patch) {
	if from.May == to.May && from.Of == to.Of && from.Pinned == to.Pinned && from.Former == to.Former && sameList(from.On, to.On) {
		return
	}
	p.Op("policies").Int(to.May).Int(to.Of).Bool(to.Pinned).String(to.Former)
	for i := range to.On {
		one := &to.On[i]
		sentence := sentenceOf(one)
		p.String(string(one.Policy)).String(sentence.Key).String(one.Name).String(sentence.Args[1].Value).Int(int(one.Until)).Int(len(one.Yielded))
	}
}

// sameList tells that a list of a state has not been made anew.
func sameList(a, b []meeting.ActivePolicy) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
