package kitapi

import (
	"errors"
	"net/http"
	"sync"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

// Options says whose API this is. All of it but Faults is required.
type Options struct {
	Room      *localroom.Server
	Presets   localroom.Presets // the room's
	AccountID string
	AppID     string
	Token     string
	Faults    bool // opens /faults
}

// Server answers for one app. It is an http.Handler; the addresses begin where
// it is mounted.
type Server struct {
	options  Options
	room     *localroom.Server
	mux      *http.ServeMux
	webhooks *webhooks

	mu     sync.Mutex
	faults []*Fault
}

// New makes a server; it watches the room for webhooks until Close.
func New(options Options) *Server {
	s := &Server{options: options, room: options.Room, mux: http.NewServeMux(), webhooks: newWebhooks(options.AppID)}
	s.webhooks.watch(options.Room)
	const kit = "/accounts/{account}/realtime/kit/{app}"
	for pattern, handle := range map[string]call{
		"GET /meetings":                                             s.getMeetings,
		"POST /meetings":                                            s.postMeeting,
		"GET /meetings/{meeting}":                                   s.getMeeting,
		"PATCH /meetings/{meeting}":                                 s.patchMeeting,
		"GET /meetings/{meeting}/participants":                      s.getParticipants,
		"POST /meetings/{meeting}/participants":                     s.postParticipant,
		"GET /meetings/{meeting}/participants/{participant}":        s.getParticipant,
		"PATCH /meetings/{meeting}/participants/{participant}":      s.patchParticipant,
		"DELETE /meetings/{meeting}/participants/{participant}":     s.deleteParticipant,
		"POST /meetings/{meeting}/participants/{participant}/token": s.postToken,
		"GET /meetings/{meeting}/active-session":                    s.getActiveSession,
		"POST /meetings/{meeting}/active-session/kick":              s.postKick,
		"POST /meetings/{meeting}/active-session/kick-all":          s.postKickAll,
		"POST /meetings/{meeting}/active-session/mute":              s.postMute,
		"POST /meetings/{meeting}/active-session/mute-all":          s.postMuteAll,
		"GET /sessions":                        s.getSessions,
		"GET /sessions/{session}/participants": s.getSessionParticipants,
		"GET /recordings":                      s.getRecordings,
		"GET /recordings/{recording}":          s.getRecording,
		"GET /presets":                         s.getPresets,
		"GET /presets/{preset}":                s.getPreset,
		"GET /webhooks":                        s.webhooks.list,
		"POST /webhooks":                       s.webhooks.add,
		"GET /webhooks/{webhook}":              s.webhooks.get,
		"PATCH /webhooks/{webhook}":            s.webhooks.edit,
		"DELETE /webhooks/{webhook}":           s.webhooks.remove,
	} {
		method, path := cutPattern(pattern)
		s.mux.Handle(method+" "+kit+path, s.troubled(s.authorized(handle)))
	}
	s.mux.HandleFunc("GET /.well-known/webhooks.json", s.webhooks.publishKey)
	if options.Faults {
		s.mux.HandleFunc("POST /faults", s.postFault)
		s.mux.HandleFunc("DELETE /faults", s.deleteFaults)
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeRefusal(w, http.StatusNotFound, "there is no "+r.Method+" "+r.URL.Path+" here")
	})
	return s
}

// ServeHTTP answers a call.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Close ends the delivery of webhooks and waits for it.
func (s *Server) Close() { s.webhooks.close() }

// call does what an address is for. It returns what goes into the answer's data
// or, as an answer, beside it.
type call func(r *http.Request) (any, error)

// authorized has a call done only for the app's own account, app and token.
func (s *Server) authorized(do call) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("Authorization") != "Bearer "+s.options.Token:
			writeFrontError(w, http.StatusForbidden, 10000, "Authentication error")
			return
		case r.PathValue("account") != s.options.AccountID:
			writeFrontError(w, http.StatusNotFound, 7003, "Could not route to "+r.URL.Path+", perhaps your object identifier is invalid?")
			return
		case r.PathValue("app") != s.options.AppID:
			writeRefusal(w, http.StatusNotFound, "App not found")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, largestRequest)
		data, err := do(r)
		if err != nil {
			writeRefusal(w, statusOf(err), err.Error())
			return
		}
		writeData(w, data)
	})
}

// statusOf is how the API says why something was refused.
func statusOf(err error) int {
	for _, one := range []struct {
		cause  error
		status int
	}{
		{localroom.ErrNoSuchMeeting, http.StatusNotFound},
		{localroom.ErrNoSession, http.StatusNotFound},
		{localroom.ErrNoSuchSession, http.StatusNotFound},
		{localroom.ErrNoSuchParticipant, http.StatusNotFound},
		{localroom.ErrNoSuchRecording, http.StatusNotFound},
		{errNoSuchPreset, http.StatusNotFound},
		{errNoSuchWebhook, http.StatusNotFound},
		{localroom.ErrCustomIDTaken, http.StatusConflict},
	} {
		if errors.Is(err, one.cause) {
			return one.status
		}
	}
	return http.StatusBadRequest
}
