package section

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Button is a control. The zero Button is not there.
type Button struct {
	Action meeting.Action
	State  ButtonState
	Mark   Mark
	// Why is the key of the reason for which the button is blocked, or of what
	// became of its last use. Permission is the preset field it may speak of.
	Why, Permission string
	// Count is how many people the action would change now, for those on each.
	Count int
}

// ButtonState says what a press would do.
type ButtonState uint8

// The states of a button.
const (
	ButtonFolded  ButtonState = iota // not shown: the preset has never allowed it
	ButtonReady                      // performs, or asks first
	ButtonBlocked                    // is in its place and says why not
	ButtonBusy                       // is under way
)

// Mark is what became of the last use of a button.
type Mark uint8

// The marks.
const (
	MarkNone Mark = iota
	MarkDone
	MarkUnconfirmed
	MarkFailed
)

// button writes a control: its action, and how it is.
func (p *Patch) button(b *Button) *Patch {
	return p.String(string(b.Action)).Int(int(b.State)).Int(int(b.Mark)).String(b.Why).String(b.Permission).Int(b.Count)
}

// buttons writes those controls of a whole section that have changed.
func (p *Patch) buttons(from, to []Button, actions []slot) { p.each("button", from, to, actions) }

// each writes, by a name, those controls that have changed.
func (p *Patch) each(name string, from, to []Button, actions []slot) {
	for i := range to {
		was := Button{}
		if i < len(from) {
			was = from[i]
		}
		if was != to[i] {
			shown := to[i]
			if shown.Action == "" { // the zero Button has none
				shown.Action = actions[i].spec.Name
			}
			p.Op(name).button(&shown)
		}
	}
}
