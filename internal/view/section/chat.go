package section

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Chat is the section of the chat's messages: a dialog that is drawn while it is open.
type Chat struct {
	basis *Basis
	// Open tells that it is looked at, and PinnedOnly that only pinned messages are.
	Open, PinnedOnly bool
}

// NewChat returns the section.
func NewChat(basis *Basis) *Chat { return &Chat{basis: basis} }

// MostShown is how many messages are shown: the newest.
const MostShown = 100

// ChatShown is the section as it is to be seen; closed it has no messages.
type ChatShown struct {
	There, Open, PinnedOnly bool
	All                     []MessageShown
	More                    int // older ones that are not shown
}

// MessageShown is one message, with what can be done to it.
type MessageShown struct {
	meeting.ChatMessage
	Buttons [2]Button
}

// Shown returns what is to be seen now.
func (c *Chat) Shown() (shown ChatShown) {
	state := c.basis.State
	if !c.basis.Live || control.Lacks(state, &chatRow[0].spec) != "" {
		return shown
	}
	shown.There, shown.Open, shown.PinnedOnly = true, c.Open, c.PinnedOnly
	if !c.Open {
		return shown
	}
	for _, message := range slices.Backward(state.Messages) {
		switch {
		case c.PinnedOnly && !message.Pinned:
		case len(shown.All) == MostShown:
			shown.More++
		default:
			one := MessageShown{ChatMessage: message}
			for i := range one.Buttons {
				one.Buttons[i] = c.basis.Button(chatRow[i].of(state, message.ID), message.ID)
			}
			shown.All = append(shown.All, one)
		}
	}
	slices.Reverse(shown.All)
	return shown
}

// Diff writes what has changed since from: the section as a whole, each message that is not as it
// was, and which there are, oldest first.
func (to *ChatShown) Diff(from *ChatShown, p *Patch) {
	if from.There != to.There || from.Open != to.Open || from.PinnedOnly != to.PinnedOnly || from.More != to.More {
		p.Op("chat").Bool(to.There).Bool(to.Open).Bool(to.PinnedOnly).Int(to.More)
	}
	if slices.Equal(from.All, to.All) && from.Open == to.Open {
		return
	}
	for i := range to.All {
		one := &to.All[i]
		was := slices.IndexFunc(from.All, func(was MessageShown) bool { return was.ID == one.ID })
		if was >= 0 && from.All[was] == *one {
			continue
		}
		p.Op("chat.message").String(string(one.ID)).String(one.Name).Int(int(one.At)).String(one.Text).Bool(one.Pinned).Bool(one.Private)
		for k := range one.Buttons {
			p.button(&one.Buttons[k])
		}
	}
	p.Op("chat.order")
	for i := range to.All {
		p.String(string(to.All[i].ID))
	}
}
