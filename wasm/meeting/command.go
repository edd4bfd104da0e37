package meeting

import (
	"strconv"
	"strings"
)

// Command asks for an action.
type Command struct {
	Action Action
	// Target is set for an action on one person, unless Targets is.
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
}

// Key is a command in a form that can be compared: the same for the same wish.
type Key struct {
	Action Action
	Target ParticipantID
	others string
	what   Lockable
	beside bool
	unseen bool
}

// Key returns the command's key.
func (c Command) Key() Key {
	key := Key{Action: c.Action, Target: c.Target, what: c.What, beside: c.AllowMultiple, unseen: c.NeverSeen}
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

// Is tells whether two commands are the same wish: whether their keys are equal. Most are told
// apart without them, which of thousands of targets are long.
func (c *Command) Is(other *Command) bool {
	return c.Action == other.Action && c.Target == other.Target && len(c.Targets) == len(other.Targets) && c.Key() == other.Key()
}
