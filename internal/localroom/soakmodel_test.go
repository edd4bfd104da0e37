package localroom_test

import (
	"math/rand/v2"
	"slices"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// The plain model of the soak: what should be true of a meeting, kept by the
// simplest rules there are.

type whereabouts int

const (
	away   whereabouts = iota
	atDoor             // has a socket and is neither in nor on the waiting list
	onList
	inMeeting
)

// soaker is one person of the soak, as the model has them.
type soaker struct {
	name, preset, token string

	where     whereabouts
	admitted  bool
	stage     string
	sending   map[string]bool // "audio", "video": true while not muted; no entry: never produced
	producers map[string]string
	locked    map[string]bool // kinds that a host has forbidden

	client  *roomclient.Client
	picture *picture
}

func (p *soaker) id() string     { return "peer-" + p.name }
func (p *soaker) userID() string { return "user-" + p.name }
func (p *soaker) isHost() bool   { return p.preset == "host" || p.preset == "webinar-host" }
func (p *soaker) hasStage() bool { return p.preset == "webinar-host" || p.preset == "webinar-viewer" }
func (p *soaker) mustAsk() bool  { return p.preset == "webinar-viewer" }
func (p *soaker) mayProduce(kind string) bool {
	return p.stage == "ON_STAGE" && !p.locked[kind]
}

// moves is what a change of the stage does.
func (p *soaker) moves(to string) {
	if p.stage == to {
		return
	}
	p.stage = to
	if to == "OFF_STAGE" {
		p.silenced("audio", "video")
	}
}

func (p *soaker) silenced(kinds ...string) {
	for _, kind := range kinds {
		if p.sending[kind] {
			p.sending[kind] = false
		}
	}
}

// model is the meeting.
type model struct {
	people []*soaker
	pinned string
}

// enters is somebody coming in, as the room decides.
func (m *model) enters(p *soaker) {
	if p.preset == "waiting-guest" && !p.admitted {
		p.where = onList
		return
	}
	p.where = inMeeting
	p.stage = "ON_STAGE"
	if p.mustAsk() {
		p.stage = "OFF_STAGE"
	}
}

// leaves is somebody going, however.
func (m *model) leaves(p *soaker) {
	p.where = away
	p.sending, p.producers = map[string]bool{}, map[string]string{}
	if m.pinned == p.id() {
		m.pinned = ""
	}
	if slices.ContainsFunc(m.people, func(p *soaker) bool { return p.where == inMeeting || p.where == onList }) {
		return
	}
	for _, p := range m.people { // the session is over
		p.admitted = false
		p.locked = map[string]bool{}
	}
}

// among picks one of those who please, or nobody.
func (m *model) among(random *rand.Rand, pleases func(*soaker) bool) *soaker {
	var found []*soaker
	for _, p := range m.people {
		if pleases(p) {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return found[random.IntN(len(found))]
}

// seen is what there is to see of a meeting. Sights of the model, the server and
// the clients must be equal.
type seen struct {
	Pinned  string
	People  map[string]person
	Waiting []string
}

type person struct {
	Audio, Video bool
	Stage        string
}

// sight is what the model says can be seen.
func (m *model) sight() seen {
	all := seen{Pinned: m.pinned, People: map[string]person{}, Waiting: []string{}}
	for _, p := range m.people {
		switch p.where {
		case inMeeting:
			all.People[p.id()] = person{p.sending["audio"], p.sending["video"], p.stage}
		case onList:
			all.Waiting = append(all.Waiting, p.id())
		}
	}
	slices.Sort(all.Waiting)
	return all
}

// believed is what the server says.
func believed(room roomclient.Room) seen {
	all := seen{Pinned: room.Pinned, People: map[string]person{}, Waiting: []string{}}
	for _, p := range room.Participants {
		all.People[p.ID] = person{p.Audio, p.Video, p.Stage}
	}
	for _, p := range room.Waiting {
		all.Waiting = append(all.Waiting, p.ID)
	}
	slices.Sort(all.Waiting)
	return all
}

var stageWords = map[wire.StageType]string{
	offStage: "OFF_STAGE", takenOff: "OFF_STAGE", onStage: "ON_STAGE", approved: "ACCEPTED_TO_JOIN_STAGE", requested: "REQUESTED_TO_JOIN_STAGE",
}
