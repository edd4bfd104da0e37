package localroom

import (
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// session is what lasts from the first arrival to the last departure.
type session struct {
	id            string
	startedAt     time.Time
	endedAt       time.Time              // zero while it runs
	attendances   []*attendance          // in the order they came
	attending     map[string]*attendance // by peer id
	live          int                    // who has joined now
	mostAtOnce    int
	pinned        string           // peer id
	admittedPeers map[peerKey]bool // accepted from the waiting room
	admittedUsers map[string]bool
	chat          []*wire.ChatMessage
	chatBytes     int // what it takes
	polls         []*wire.Poll
	pollBytes     int // what they take, with their votes
	stores        map[string]store
	storedBytes   int // what they take
	recordings    []*recording
	livestream    *livestream // nil for none
	viewers       uint64
	speaker       string // peer id of the active one
}

// attendance is one peer id's time in a session.
type attendance struct {
	peerID   string
	user     *user
	name     string
	joinedAt time.Time
	leftAt   time.Time // zero while there
}

// Session is one session of a meeting, running or over.
type Session struct {
	ID               string
	MeetingID        string
	MeetingTitle     string
	StartedAt        time.Time
	EndedAt          time.Time // zero while it runs
	LiveParticipants int       // who has joined now
	MostAtOnce       int
}

// SessionParticipant is one peer's time in a session. A reconnect under the same
// peer id goes on with it.
type SessionParticipant struct {
	PeerID              string // the SDK's id
	UserID              string // the registered participant's id
	CustomParticipantID string
	Name                string
	PresetName          string
	JoinedAt            time.Time
	LeftAt              time.Time // zero while there
}

// ActiveSession is a meeting's running session. Errors: ErrNoSuchMeeting,
// ErrNoSession.
func (s *Server) ActiveSession(meeting string) (Session, error) {
	var found Session
	err := s.inMeeting(meeting, func(r *room) error {
		if r.session == nil {
			return ErrNoSession
		}
		found = r.session.thing(r)
		return nil
	})
	return found, err
}

// Sessions are a meeting's sessions, the newest last; of one meeting the last
// hundred are kept. Error: ErrNoSuchMeeting.
func (s *Server) Sessions(meeting string) ([]Session, error) {
	found := []Session{}
	err := s.inMeeting(meeting, func(r *room) error {
		for _, one := range r.allSessions() {
			found = append(found, one.thing(r))
		}
		return nil
	})
	return found, err
}

// SessionParticipants are all who have ever joined a session, in the order they
// came. Error: ErrNoSuchSession.
func (s *Server) SessionParticipants(session string) ([]SessionParticipant, error) {
	for _, room := range s.allRooms() {
		var found []SessionParticipant
		room.do(func() {
			for _, one := range room.allSessions() {
				if one.id == session {
					found = one.participants()
				}
			}
		})
		if found != nil {
			return found, nil
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrNoSuchSession, session)
}

// currentSession is the running session; there is one from here on.
func (r *room) currentSession() *session {
	if r.session == nil {
		r.session = &session{
			id:            rand.Text(),
			startedAt:     r.now(),
			admittedPeers: map[peerKey]bool{},
			admittedUsers: map[string]bool{},
			stores:        map[string]store{},
			attending:     map[string]*attendance{},
		}
		r.server.log.Info("a session begins", "meeting", r.meeting, "session", r.session.id)
		r.notify(Notice{Kind: MeetingStarted})
	}
	return r.session
}

func (r *room) endSession(reason string) {
	r.server.log.Info("a session ends", "meeting", r.meeting, "session", r.session.id)
	r.stopBroadcasting()
	r.session.endedAt = r.now()
	for _, one := range r.session.attendances {
		if one.leftAt.IsZero() {
			r.leave(one)
		}
	}
	r.notify(Notice{Kind: MeetingEnded, Reason: reason})
	r.past = append(r.past, r.session)
	r.session.forget()
	r.session = nil
	r.trimPast()
	for _, user := range r.users {
		user.permissions, user.altered = user.preset.Permissions, false
	}
}

// trimPast drops the oldest sessions beyond what is kept.
func (r *room) trimPast() {
	attendances := 0
	for i, one := range slices.Backward(r.past) {
		attendances += len(one.attendances)
		if attendances > keptAttendances || len(r.past)-i > keptSessions {
			r.past = slices.Delete(r.past, 0, i+1)
			return
		}
	}
}

// forget drops what is of no use when the session is over.
func (s *session) forget() {
	s.chat, s.polls, s.stores, s.admittedPeers, s.admittedUsers, s.attending = nil, nil, nil, nil, nil, nil
}

// attend notes that somebody has joined, or come back.
func (r *room) attend(p *participant) {
	session := r.session
	own := session.attending[p.id]
	if own == nil {
		own = &attendance{peerID: p.id, joinedAt: r.now()}
		session.attending[p.id] = own
		session.attendances = append(session.attendances, own)
		session.trimAttendances()
	}
	own.user, own.name, own.leftAt = p.user, p.name, time.Time{}
	session.live++
	session.mostAtOnce = max(session.mostAtOnce, session.live)
	r.described = false
	r.notify(Notice{Kind: ParticipantJoined, Participant: own.thing()})
}

// trimAttendances drops the oldest of those who have left, beyond what is kept.
func (s *session) trimAttendances() {
	if len(s.attendances) <= keptAttendances {
		return
	}
	oldest := slices.IndexFunc(s.attendances, func(one *attendance) bool { return !one.leftAt.IsZero() })
	if oldest >= 0 {
		delete(s.attending, s.attendances[oldest].peerID)
		s.attendances = slices.Delete(s.attendances, oldest, oldest+1)
	}
}

// leave notes that somebody who had joined has left.
func (r *room) leave(one *attendance) {
	one.leftAt = r.now()
	r.session.live--
	r.described = false
	r.notify(Notice{Kind: ParticipantLeft, Participant: one.thing()})
}

// allSessions are the past ones and the running one.
func (r *room) allSessions() []*session {
	if r.session == nil {
		return r.past
	}
	return append(slices.Clone(r.past), r.session)
}

func (s *session) thing(r *room) Session {
	return Session{
		ID: s.id, MeetingID: r.meeting, MeetingTitle: r.title, StartedAt: s.startedAt, EndedAt: s.endedAt,
		LiveParticipants: s.live, MostAtOnce: s.mostAtOnce,
	}
}

func (s *session) participants() []SessionParticipant {
	found := []SessionParticipant{}
	for _, one := range s.attendances {
		found = append(found, one.thing())
	}
	return found
}

func (a *attendance) thing() SessionParticipant {
	return SessionParticipant{
		PeerID:              a.peerID,
		UserID:              a.user.id,
		CustomParticipantID: a.user.customParticipantID,
		Name:                a.name,
		PresetName:          a.user.presetName,
		JoinedAt:            a.joinedAt,
		LeftAt:              a.leftAt,
	}
}
