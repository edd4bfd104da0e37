package localroom

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// room is one meeting. Its state, and that of everybody in it, is touched only
// inside do.
type room struct {
	server    *Server
	meeting   string
	createdAt time.Time

	mu        sync.Mutex
	users     map[string]*user        // by user id: whoever has a token
	clients   map[string]*participant // by peer id: whoever has a socket
	people    map[string]*participant // by peer id: whoever has joined or waits, bots too
	media     map[peerKey]*heldMedia
	arrivals  int
	bots      int // made so far
	title     string
	status    MeetingStatus
	updatedAt time.Time
	usedAt    time.Time      // somebody was added, or connected
	session   *session       // nil while nobody is there
	past      []*session     // that are over
	recorded  []*recording   // that were stopped, the newest last
	received  map[string]int // messages by event name
	faults    []*fault
	clockJump time.Duration // of a fault
	downUntil time.Time
	kept      *time.Timer // while it runs, the session lives though nobody is there
	banKicked bool
	banned    map[string]bool // user ids
	overrun   []*participant  // whose queue ran over in this do
	pushed    int             // bytes of pushes so far, each counted once
	described bool            // false: this do has changed who is here, which connected meetings know
	elsewhere []func()        // to be done in other meetings after this do
}

// user is whom a token was issued to, or a bot's person.
type user struct {
	id                  string
	customParticipantID string
	name                string
	picture             string
	presetName          string
	preset              *Preset
	permissions         Permissions // the preset's, with what has been changed since
	createdAt           time.Time
	updatedAt           time.Time
	admitted            bool // sent here by a host: need not wait
	altered             bool // the permissions are not the preset's
	pace                *pace
}

func newRoom(server *Server, meeting string) *room {
	now := time.Now()
	return &room{
		server:    server,
		meeting:   meeting,
		createdAt: now,
		title:     meeting,
		status:    Active,
		updatedAt: now,
		usedAt:    now,
		users:     map[string]*user{},
		clients:   map[string]*participant{},
		people:    map[string]*participant{},
		media:     map[peerKey]*heldMedia{},
		received:  map[string]int{},
		banned:    map[string]bool{},
	}
}

// do runs change alone in the room. Whoever's queue it lets run over is out of
// the room when do returns, and the other meetings that it concerns know of it.
func (r *room) do(change func()) {
	elsewhere, changed := r.alone(change)
	for _, work := range elsewhere {
		work()
	}
	if changed {
		r.server.connected.changed(r)
	}
}

// alone is do for those who see to the other meetings themselves. It gives the
// work that do would do then, and whether people are others.
func (r *room) alone(change func()) (elsewhere []func(), changed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.elsewhere = nil
	changed = r.changing(change)
	return r.elsewhere, changed
}

// changing runs change and tells whether people are others then.
func (r *room) changing(change func()) bool {
	r.described = true
	change()
	for len(r.overrun) > 0 {
		slow := r.overrun[0]
		r.overrun = r.overrun[1:]
		r.server.log.Warn("a client does not read and is dropped", "meeting", r.meeting, "participant", slow.id)
		r.remove(slow)
	}
	return !r.described
}

// arrive lists p among the people, as waiting or joined.
func (r *room) arrive(p *participant, as presence) {
	r.currentSession()
	if r.people[p.id] == nil {
		r.arrivals++
		p.arrival = r.arrivals
		r.people[p.id] = p
	}
	p.presence = as
}

// remove takes p out of the room and tells the others. The session ends with
// the last one.
func (r *room) remove(p *participant) {
	was := p.presence
	p.presence = outside
	if r.people[p.id] != p {
		return
	}
	delete(r.people, p.id)
	p.stopPlaying()
	switch was {
	case waiting:
		r.tellWaitingList()
	case joined:
		r.leave(r.session.attending[p.id])
		r.countViewers(p)
		if r.session.speaker == p.id {
			r.session.speaker = ""
		}
		if r.session.pinned == p.id {
			r.pin("")
		}
		if p.inMedia {
			r.tell(wire.PeerLeaveBroadcast, &wire.ParticipantId{ParticipantId: p.id}, r.everybody())
		}
		r.tell(wire.LeaveRoom, &wire.PeerMessage{Peer: p.peer()}, r.everybody())
	}
	p.inMedia = false
	p.stopSending()
	if len(r.people) == 0 && r.kept == nil {
		r.endSession(AllParticipantsLeft)
	}
}

// joinedPeople are all who have joined, in the order they came.
func (r *room) joinedPeople() []*participant {
	return r.sorted(func(p *participant) bool { return p.presence == joined })
}

// waitingPeople are all who wait at the door, in the order they came.
func (r *room) waitingPeople() []*participant {
	return r.sorted(func(p *participant) bool { return p.presence == waiting })
}

func (r *room) sorted(which func(*participant) bool) []*participant {
	found := slices.DeleteFunc(slices.Collect(maps.Values(r.people)), func(p *participant) bool { return !which(p) })
	slices.SortFunc(found, func(a, b *participant) int { return cmp.Compare(a.arrival, b.arrival) })
	return found
}

// joinedPerson finds somebody who has joined.
func (r *room) joinedPerson(id string) (*participant, bool) {
	p, ok := r.people[id]
	return p, ok && p.presence == joined
}

// everybody is who has joined and has a socket, all but the given ones.
func (r *room) everybody(but ...*participant) []*participant {
	var found []*participant
	for _, p := range r.clients {
		if p.presence == joined && !slices.Contains(but, p) {
			found = append(found, p)
		}
	}
	return found
}

// whoMay is who has joined, has a socket and has a permission.
func (r *room) whoMay(may func(Permissions) bool) []*participant {
	return slices.DeleteFunc(r.everybody(), func(p *participant) bool { return !may(p.user.permissions) })
}

// tell pushes one message to some. A nil payload stays absent.
func (r *room) tell(event wire.Event, payload proto.Message, to []*participant) {
	if len(to) == 0 {
		return
	}
	data, err := wire.EncodeFrame(event, "", payload)
	if err != nil {
		r.server.log.Error("a push cannot be written", "event", event.String(), "error", err)
		return
	}
	r.pushed += len(data)
	for _, p := range to {
		r.hand(toClient, event, data, p)
	}
}

func (r *room) queue(way direction, event wire.Event, data []byte, to *participant) {
	one := binaryMessage(data)
	one.answer = way == answers
	if tellsAll[event] && way == toClient {
		one.tellsAll = event
	}
	if !to.socket.send(one) {
		r.overrun = append(r.overrun, to)
	}
}

// tellsAll are pushes that tell all there is: a later one makes an earlier one
// that is not yet written worthless.
var tellsAll = map[wire.Event]bool{
	wire.GetWaitingRoomRequests: true,
	wire.GetStageRequests:       true,
	wire.GetConnectedRoomsDump:  true,
	wire.RoomPeerCount:          true,
}
