package localroom

import (
	"crypto/rand"
	"net/http"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// livestream is what a session streams. Nothing is streamed: the room plays its
// states only.
type livestream struct {
	id     string
	manual bool // waits for the host's own encoder, which nothing here takes the place of
	live   bool
	ready  *time.Timer // makes it live
}

// The addresses of a livestream lead nowhere.
func (l *livestream) playbackURL() string {
	return "https://playback." + BaseURI + "/" + l.id + ".m3u8"
}

const ingestServer = "rtmps://ingest." + BaseURI + "/live"

// status is the REST API's word.
func (l *livestream) status() string {
	switch {
	case l == nil:
		return "OFFLINE"
	case l.live:
		return "LIVE"
	}
	return "INVOKED"
}

// startLivestream begins one, which is live after the same moment that a
// recording takes.
func (r *room) startLivestream(manual bool) (*livestream, error) {
	switch {
	case r.session == nil:
		return nil, ErrNoSession
	case r.session.livestream != nil:
		return nil, ErrLivestreamRuns
	}
	one := &livestream{id: rand.Text(), manual: manual}
	r.session.livestream = one
	if manual {
		r.tellLivestream(wire.LivestreamInvoked)
		return one, nil
	}
	one.ready = time.AfterFunc(r.server.limits.recorderStart, func() {
		r.do(func() {
			if r.session != nil && r.session.livestream == one {
				one.live = true
				r.tellLivestream(wire.LivestreamStarted)
			}
		})
	})
	return one, nil
}

func (r *room) stopLivestream() error { return r.endLivestream(wire.LivestreamStopped) }

// endLivestream ends the one that there is, for the reason that the event tells.
func (r *room) endLivestream(event wire.Event) error {
	switch {
	case r.session == nil:
		return ErrNoSession
	case r.session.livestream == nil:
		return ErrNoLivestream
	}
	if r.session.livestream.ready != nil {
		r.session.livestream.ready.Stop()
	}
	r.tellLivestream(event)
	r.session.livestream = nil
	return nil
}

func (r *room) tellLivestream(event wire.Event) {
	one := r.session.livestream
	r.tell(event, &wire.LivestreamEvent{
		LivestreamId: one.id,
		MeetingId:    r.meeting,
		PlaybackUrl:  one.playbackURL(),
		RoomName:     r.title,
		RoomUuid:     r.session.id,
		Status:       one.status(),
		ManualIngest: &one.manual,
	}, r.everybody())
}

// view is what the REST API tells; the stream key is for those who may stream.
func (l *livestream) view(mayStream bool) map[string]any {
	view := map[string]any{"status": l.status()}
	if l == nil {
		return view
	}
	view["id"], view["playback_url"], view["manual_ingest"] = l.id, l.playbackURL(), l.manual
	if l.manual && mayStream {
		view["ingest_server"], view["stream_key"] = ingestServer, "key-"+l.id
	}
	return view
}

// getActiveLivestream tells whether there is one. SDK 2.0.2 would take a 404 as
// well, but the browser prints that as an error.
func (s *Server) getActiveLivestream(w http.ResponseWriter, r *http.Request) {
	s.asStreamer(w, r, func(*room, *user) error { return nil })
}

// postLivestream is the SDK's livestream.start; every refusal becomes 1900.
func (s *Server) postLivestream(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ManualIngest bool `json:"manual_ingest"`
	}
	if err := readSDKJSON(w, r, &in); err != nil {
		badRequest(w, err)
		return
	}
	s.asStreamer(w, r, func(room *room, by *user) error {
		if !by.permissions.CanLivestream {
			return mayNot("can_livestream")
		}
		_, err := room.startLivestream(in.ManualIngest)
		return err
	})
}

// postLivestreamStop is the SDK's livestream.stop. After a refusal, which becomes
// 1900, SDK 2.0.2 stays in STOPPING.
func (s *Server) postLivestreamStop(w http.ResponseWriter, r *http.Request) {
	s.asStreamer(w, r, func(room *room, by *user) error {
		if !by.permissions.CanLivestream {
			return mayNot("can_livestream")
		}
		return room.stopLivestream()
	})
}

// asStreamer does something for a participant of the meeting in the path, and
// answers with the livestream as it is then.
func (s *Server) asStreamer(w http.ResponseWriter, r *http.Request, do func(*room, *user) error) {
	room, user, problem := s.authenticate(bearer(r))
	if problem != nil {
		problem.write(w)
		return
	}
	if r.PathValue("meeting") != room.meeting {
		noSuchMeeting(w, r.PathValue("meeting"))
		return
	}
	var err error
	var view map[string]any
	room.do(func() {
		if err = do(room, user); err != nil {
			return
		}
		var one *livestream
		if room.session != nil {
			one = room.session.livestream
		}
		view = one.view(user.permissions.CanLivestream)
	})
	if err != nil {
		writeError(w, statusOf(err), "refused", err.Error())
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"success": true, "data": view})
}
