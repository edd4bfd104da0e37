package meeting

import (
	"strconv"
	"strings"
)

// Command asks for an action.
type Command struct {
	Action Action
	// Target is set for an action on one person, unless Targets is: a participant id, or a user id
	// where people may be in another connected meeting. For an action on a message of the chat, a
	// plugin or a connected meeting it is the id of that.
	Target ParticipantID
	// Targets are several for such an action: the outcome has a row for each, in this
	// order, and one for who is named twice. Nil names nobody.
	Targets []ParticipantID
	// AllowMultiple has a recording started beside those that there are.
	AllowMultiple bool
	// Permissions are what is to change, for an action that changes what others may do.
	Permissions *PermissionsPatch
	// What is to be locked or unlocked, for such an action.
	What Lockable
	// NeverSeen has an unlock give to those as well who were not locked by these controls, or
	// never seen to use it before: their preset may not have allowed it.
	NeverSeen bool
	// Titles are those of the meetings to be created.
	Titles []string
	// Move says where people are to go; nil for the parent meeting, from wherever they are.
	Move *Move
	// Poll is the poll to begin.
	Poll *NewPoll
	// Spotlight is what is to be shown to all.
	Spotlight *Spotlight
}

// Key is a command in a form that can be compared: the same for the same wish.
type Key struct {
	Action Action
	Target ParticipantID
	others string
	more   string
	what   Lockable
	beside bool
	unseen bool
}

// Key returns the command's key.
func (c Command) Key() Key {
	key := Key{Action: c.Action, Target: c.Target, what: c.What, beside: c.AllowMultiple, unseen: c.NeverSeen}
	key.more = c.more()
	if len(c.Targets) > 0 || c.Permissions != nil {
		var all strings.Builder
		if c.Permissions != nil {
			all.WriteString(string(c.Permissions[:]))
		}
		for _, id := range c.Targets {
			all.WriteString(strconv.Itoa(len(id)))
			all.WriteByte(' ')
			all.WriteString(string(id))
		}
		key.others = all.String()
	}
	return key
}

// more is what few commands have, in one text.
func (c *Command) more() string {
	var texts []string
	switch {
	case c.Titles != nil:
		texts = c.Titles
	case c.Move != nil:
		texts = []string{c.Move.From, c.Move.To, c.Move.PresetID}
	case c.Poll != nil:
		texts = append([]string{c.Poll.Question, yesNo(c.Poll.Anonymous), yesNo(c.Poll.HideVotes)}, c.Poll.Options...)
	case c.Spotlight != nil:
		texts = []string{yesNo(c.Spotlight.On), c.Spotlight.TabType, c.Spotlight.TabID}
	}
	return strings.Join(texts, "\x00")
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// Is tells whether two commands are the same wish: whether their keys are equal. Most are told
// apart without them, which of thousands of targets are long.
func (c *Command) Is(other *Command) bool {
	return c.Action == other.Action && c.Target == other.Target && len(c.Targets) == len(other.Targets) && c.Key() == other.Key()
}
