package localroom

import (
	"slices"
	"sync"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// connections is which meetings are connected: a parent, and the breakout
// meetings that were made in it. It holds no people; a room's lock is taken
// inside its own, never the other way round.
type connections struct {
	mu       sync.Mutex
	parents  map[*room]*room   // by breakout meeting
	children map[*room][]*room // by parent, in the order they were made
	altered  map[*room]bool    // parents whose families are to be told anew
	later    []func()          // what rooms want done once mu is free
}

// do runs work alone in all families. Families in which something is different then
// are told of it once.
func (c *connections) do(work func()) {
	c.mu.Lock()
	work()
	for len(c.altered) > 0 {
		parents := c.altered
		c.altered = map[*room]bool{}
		for parent := range parents {
			c.share(parent)
		}
	}
	later := c.later
	c.later = nil
	c.mu.Unlock()
	for _, work := range later {
		work()
	}
}

// in runs work alone in one room of a family.
func (c *connections) in(r *room, work func()) {
	elsewhere, changed := r.alone(work)
	c.later = append(c.later, elsewhere...)
	if changed {
		c.outdate(r)
	}
}

// outdate has the family of a meeting told of all of it.
func (c *connections) outdate(r *room) {
	if parent := c.parent(r); len(c.children[parent]) > 0 {
		c.altered[parent] = true
	}
}

// socketsOf is whose sockets those of a user in a meeting are counted with.
func (c *connections) socketsOf(r *room, who *user) socketsOf {
	c.mu.Lock()
	defer c.mu.Unlock()
	return socketsOf{c.parent(r), who.id}
}

func newConnections() *connections {
	return &connections{parents: map[*room]*room{}, children: map[*room][]*room{}, altered: map[*room]bool{}}
}

// all are the meetings that are connected with another.
func (c *connections) all() map[*room]bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := map[*room]bool{}
	for child, parent := range c.parents {
		all[child], all[parent] = true, true
	}
	return all
}

// parent is the parent of a meeting, itself for one that has none.
func (c *connections) parent(of *room) *room {
	if parent, ok := c.parents[of]; ok {
		return parent
	}
	return of
}

// family is a parent with its breakout meetings.
func (c *connections) family(parent *room) []*room {
	return append([]*room{parent}, c.children[parent]...)
}

// member finds a meeting of that family.
func (c *connections) member(parent *room, meeting string) (*room, bool) {
	family := c.family(parent)
	i := slices.IndexFunc(family, func(r *room) bool { return r.meeting == meeting })
	if i < 0 {
		return nil, false
	}
	return family[i], true
}

func (c *connections) disconnect(child *room) {
	parent := c.parents[child]
	delete(c.parents, child)
	c.children[parent] = slices.DeleteFunc(c.children[parent], func(r *room) bool { return r == child })
	if len(c.children[parent]) == 0 {
		delete(c.children, parent)
	}
}

// changed tells a family that one of its meetings has other people.
func (c *connections) changed(r *room) { c.do(func() { c.outdate(r) }) }

// retitled tells a family that one of its meetings has another title.
func (c *connections) retitled(r *room) {
	c.do(func() {
		if parent := c.parent(r); r != parent {
			c.tell(parent, wire.ConnectedRoomsUpdated, &wire.MeetingsMade{Payloads: []*wire.MeetingMade{c.titled(r)}})
			return
		}
		c.outdate(r) // SDK 2.0.2 takes every meeting of connectedRoomsUpdated for a breakout meeting
	})
}

func (c *connections) titled(r *room) *wire.MeetingMade {
	var title string
	c.in(r, func() { title = r.title })
	return &wire.MeetingMade{Id: &r.meeting, Title: &title}
}

// share tells everybody in a family of all of it. SDK 2.0.2 takes this answer to
// getConnectedRoomsDump as a push too.
func (c *connections) share(parent *room) {
	c.tell(parent, wire.GetConnectedRoomsDump, c.dump(parent))
}

func (c *connections) tell(parent *room, event wire.Event, payload proto.Message) {
	for _, one := range c.family(parent) {
		c.in(one, func() { one.tell(event, payload, one.everybody()) })
	}
}

// dump is a family with who is where.
func (c *connections) dump(parent *room) *wire.ConnectedMeetingsAnswer {
	dump := &wire.ConnectedMeetingsAnswer{ParentMeeting: c.described(parent)}
	for _, child := range c.children[parent] {
		dump.Meetings = append(dump.Meetings, c.described(child))
	}
	return dump
}

// described describes a room and who has joined it. Their ids are user ids: SDK
// 2.0.2 compares them to its own.
func (c *connections) described(r *room) *wire.ConnectedMeeting {
	described := &wire.ConnectedMeeting{Id: &r.meeting}
	c.in(r, func() {
		title := r.title
		described.Title = &title
		for _, p := range r.joinedPeople() {
			name := p.name
			described.Participants = append(described.Participants, &wire.ConnectedParticipant{
				Id:                  &p.user.id,
				DisplayName:         &name,
				CustomParticipantId: optional(p.user.customParticipantID),
				PresetId:            optional(p.user.presetName),
				DisplayPictureUrl:   optional(p.user.picture),
			})
		}
	})
	return described
}

// kickEverybody ends the sessions of the meetings connected to one.
func (c *connections) kickEverybody(but *room) {
	c.do(func() {
		for _, one := range c.family(c.parent(but)) {
			c.in(one, func() {
				if one != but && one.session != nil {
					one.kickEverybody()
				}
			})
		}
	})
}

// broadcast tells those of the named meetings that are connected to one.
func (c *connections) broadcast(from *room, event wire.Event, message *wire.Broadcast) {
	c.do(func() {
		for _, one := range c.family(c.parent(from)) {
			if one != from && slices.Contains(message.GetIds(), one.meeting) {
				c.in(one, func() { one.tell(event, message, one.everybody()) })
			}
		}
	})
}
