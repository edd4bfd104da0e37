package localroom

import (
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// postToken adds a participant to a meeting, which begins to exist with it. A
// userId that is known already gets the new name and preset.
func (s *Server) postToken(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Meeting             string `json:"meeting"`
		Name                string `json:"name"`
		Preset              string `json:"preset"`
		UserID              string `json:"userId"`
		CustomParticipantID string `json:"customParticipantId"`
		Picture             string `json:"picture"`
	}
	if err := readJSON(w, r, &in); err != nil {
		badRequest(w, err)
		return
	}
	_, token, err := s.addParticipant(in.Meeting, NewParticipant{
		ID: in.UserID, CustomParticipantID: in.CustomParticipantID, Name: in.Name, Picture: in.Picture, PresetName: in.Preset,
	}, nil)
	if err != nil {
		badRequest(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"authToken": token, "baseURI": BaseURI})
}

// roomView is what the server believes of one meeting.
type roomView struct {
	Meeting      string            `json:"meeting"`
	Title        string            `json:"title"`
	Status       MeetingStatus     `json:"status"`
	SessionID    string            `json:"sessionId,omitempty"`
	StartedAt    *time.Time        `json:"startedAt,omitempty"`
	Pinned       string            `json:"pinned"`
	Speaker      string            `json:"speaker"`
	Recording    recordingState    `json:"recording"`
	Livestream   string            `json:"livestream"` // OFFLINE, INVOKED or LIVE
	BanKicked    bool              `json:"banKicked"`
	Participants []participantView `json:"participants"`
	Waiting      []participantView `json:"waiting"`
	Connected    int               `json:"connected"` // sockets, joined or not
	Received     map[string]int    `json:"received"`  // messages by event, of all who were ever there
}

type participantView struct {
	ID                  string         `json:"id"`
	UserID              string         `json:"userId"`
	CustomParticipantID string         `json:"customParticipantId,omitempty"`
	Name                string         `json:"name"`
	Preset              string         `json:"preset"`
	Bot                 bool           `json:"bot"`
	Audio               bool           `json:"audio"`
	Video               bool           `json:"video"`
	ScreenShare         bool           `json:"screenShare"`
	Stage               string         `json:"stage"`
	Sent                map[string]int `json:"sent"` // messages by event, since the socket was opened
}

// stageNames are the SDK's words.
var stageNames = map[wire.StageType]string{
	offStage:  "OFF_STAGE",
	takenOff:  "OFF_STAGE",
	onStage:   "ON_STAGE",
	approved:  "ACCEPTED_TO_JOIN_STAGE",
	requested: "REQUESTED_TO_JOIN_STAGE",
}

func (r *room) view() roomView {
	view := roomView{
		Meeting:      r.meeting,
		Title:        r.title,
		Status:       r.status,
		Recording:    recordingIdle,
		Livestream:   (*livestream)(nil).status(),
		BanKicked:    r.banKicked,
		Participants: views(r.joinedPeople()),
		Waiting:      views(r.waitingPeople()),
		Connected:    len(r.clients),
		Received:     maps.Clone(r.received),
	}
	if r.session != nil {
		view.SessionID = r.session.id
		view.StartedAt = &r.session.startedAt
		view.Pinned = r.session.pinned
		view.Speaker = r.session.speaker
		view.Recording = r.session.recordingState()
		view.Livestream = r.session.livestream.status()
	}
	return view
}

func views(people []*participant) []participantView {
	views := []participantView{}
	for _, p := range people {
		views = append(views, p.view())
	}
	return views
}

func (p *participant) view() participantView {
	return participantView{
		ID:                  p.id,
		UserID:              p.user.id,
		CustomParticipantID: p.user.customParticipantID,
		Name:                p.name,
		Preset:              p.user.presetName,
		Bot:                 p.socket == nil,
		Audio:               p.sends(wire.ProducerKind_PRODUCER_KIND_AUDIO, false),
		Video:               p.sends(wire.ProducerKind_PRODUCER_KIND_VIDEO, false),
		ScreenShare:         p.sends(wire.ProducerKind_PRODUCER_KIND_VIDEO, true),
		Stage:               stageNames[p.stage],
		Sent:                maps.Clone(p.sent),
	}
}

// getRooms lists the meetings there have been since the server started.
func (s *Server) getRooms(w http.ResponseWriter, _ *http.Request) {
	type summary struct {
		Meeting      string `json:"meeting"`
		SessionID    string `json:"sessionId,omitempty"`
		Participants int    `json:"participants"`
		Waiting      int    `json:"waiting"`
	}
	rooms := []summary{}
	for _, room := range s.allRooms() {
		room.do(func() {
			one := summary{Meeting: room.meeting, Participants: len(room.joinedPeople()), Waiting: len(room.waitingPeople())}
			if room.session != nil {
				one.SessionID = room.session.id
			}
			rooms = append(rooms, one)
		})
	}
	writeJSON(w, http.StatusOK, map[string]any{"rooms": rooms})
}

func (s *Server) getRoom(w http.ResponseWriter, r *http.Request) {
	room, ok := s.knownRoom(r.PathValue("meeting"))
	if !ok {
		noSuchMeeting(w, r.PathValue("meeting"))
		return
	}
	var view roomView
	room.do(func() { view = room.view() })
	writeJSON(w, http.StatusOK, view)
}

// postRoom changes a meeting. Switching banKicked off lets everybody
// back in.
func (s *Server) postRoom(w http.ResponseWriter, r *http.Request) {
	var in struct {
		BanKicked *bool          `json:"banKicked"`
		Title     *string        `json:"title"`
		Status    *MeetingStatus `json:"status"`
	}
	if err := readJSON(w, r, &in); err != nil {
		badRequest(w, err)
		return
	}
	change := MeetingChange{Title: in.Title, Status: in.Status}
	if err := change.check(); err != nil {
		badRequest(w, err)
		return
	}
	room, err := s.room(r.PathValue("meeting"))
	if err != nil {
		badRequest(w, err)
		return
	}
	var view roomView
	room.do(func() {
		room.changeMeeting(change)
		if in.BanKicked != nil {
			room.banKicked = *in.BanKicked
			if !room.banKicked {
				clear(room.banned)
			}
		}
		view = room.view()
	})
	writeJSON(w, http.StatusOK, view)
}

func noSuchMeeting(w http.ResponseWriter, meeting string) {
	writeError(w, http.StatusNotFound, "no-such-meeting", fmt.Sprintf("nobody has used the meeting %q here", meeting))
}
