package localroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gavel-rtc/gavel/internal/localroom/media"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// BaseURI is the base address that tokens come with. It leads nowhere;
// bridge.js keeps the SDK's calls to it on the page's origin.
const BaseURI = "gavel-local.localhost"

// Options is how a server is set up. The zero value is fine.
type Options struct {
	// Presets are the roles there are; nil means BuiltinPresets.
	Presets Presets
	// Faults opens /local/faults.
	Faults bool
	// Logger gets what goes on, never a token; nil means silence.
	Logger *slog.Logger
}

// Server is all rooms. Its methods may be called from any goroutine.
type Server struct {
	presets Presets
	faults  bool
	log     *slog.Logger
	tokens  *tokenSigner
	engine  *media.Engine
	clip    *media.Clip // what bots with media play
	mux     *http.ServeMux
	limits  limits

	life    context.Context // ends with Close
	end     context.CancelFunc
	sockets sync.WaitGroup

	connected *connections
	added     atomic.Int64 // participants of all meetings

	addingBots sync.Mutex

	mu        sync.Mutex
	closed    bool
	open      map[socketsOf]int
	rooms     map[string]*room
	listeners []*func(Notice) // replaced, never changed
}

// New makes a server; it opens UDP ports for media, one on 127.0.0.1 and one at
// this machine's own address that other machines get no answer from. Error: a
// port cannot be opened.
func New(options Options) (*Server, error) {
	presets := options.Presets
	if presets == nil {
		builtin, err := BuiltinPresets()
		if err != nil {
			return nil, fmt.Errorf("the built-in presets: %w", err)
		}
		presets = builtin
	}
	clip, err := readClip()
	if err != nil {
		return nil, err
	}
	engine, err := media.NewEngine()
	if err != nil {
		return nil, fmt.Errorf("start the media of the local room: %w", err)
	}
	logger := options.Logger
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	server := &Server{
		presets: presets,
		faults:  options.Faults,
		log:     logger,
		tokens:  newTokenSigner(),
		engine:  engine,
		clip:    clip,
		rooms:   map[string]*room{},
		open:    map[socketsOf]int{},
		limits:  usualLimits,

		connected: newConnections(),
	}
	server.life, server.end = context.WithCancel(context.Background())
	server.mux = server.routes()
	return server, nil
}

// Handler serves everything under /local/.
func (s *Server) Handler() http.Handler { return s.mux }

// Close ends every session, socket and goroutine, and waits for them.
func (s *Server) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.end()
	s.sockets.Wait()
	for _, room := range s.allRooms() {
		room.do(func() {
			if room.session != nil {
				room.endSession(AllParticipantsLeft)
			}
			if room.kept != nil {
				room.kept.Stop()
			}
		})
		room.endMedia()
	}
	if err := s.engine.Close(); err != nil {
		return fmt.Errorf("end the media of the local room: %w", err)
	}
	return nil
}

var errClosed = errors.New("the local room is shutting down")

// room finds the room of a meeting, or makes it. Errors: the id is none, or
// there are too many meetings.
func (s *Server) room(meeting string) (*room, error) {
	found, err := s.roomOrFull(meeting)
	if errors.Is(err, ErrFull) && s.forgetIdle() {
		return s.roomOrFull(meeting)
	}
	return found, err
}

// roomOrFull is room without making place for another.
func (s *Server) roomOrFull(meeting string) (*room, error) {
	if err := checkName("meeting", meeting, maxIDBytes); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.rooms[meeting]
	switch {
	case !ok && len(s.rooms) >= maxMeetings:
		return nil, fmt.Errorf("%w: there are %d meetings already", ErrFull, maxMeetings)
	case !ok:
		found = newRoom(s, meeting)
		s.rooms[meeting] = found
	}
	return found, nil
}

// knownRoom finds a room that somebody has used before.
func (s *Server) knownRoom(meeting string) (*room, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.rooms[meeting]
	return found, ok
}

func (s *Server) allRooms() []*room {
	s.mu.Lock()
	defer s.mu.Unlock()
	rooms := make([]*room, 0, len(s.rooms))
	for _, room := range s.rooms {
		rooms = append(rooms, room)
	}
	slices.SortFunc(rooms, func(a, b *room) int { return cmp.Compare(a.meeting, b.meeting) })
	return rooms
}

// socketsOf is whose sockets are counted together: those of one user in a family of
// connected meetings.
type socketsOf struct {
	parent *room
	userID string
}

// beginSocket counts a socket in until endSocket, unless the server is closing or
// there are too many. One that is closing counts too.
func (s *Server) beginSocket(of socketsOf) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return errClosed
	case s.open[of] >= maxSocketsPerUser:
		return fmt.Errorf("%w: one user has at most %d connections", ErrFull, maxSocketsPerUser)
	case s.open[socketsOf{}] >= maxSockets:
		return fmt.Errorf("%w: there are %d connections already", ErrFull, maxSockets)
	}
	s.open[of]++
	s.open[socketsOf{}]++
	s.sockets.Add(1)
	return nil
}

func (s *Server) endSocket(of socketsOf) {
	s.mu.Lock()
	s.open[socketsOf{}]--
	if s.open[of]--; s.open[of] == 0 {
		delete(s.open, of)
	}
	s.mu.Unlock()
	s.sockets.Done()
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /local/bridge.js", serveBridge)
	mux.HandleFunc("POST /local/token", s.postToken)
	mux.HandleFunc("POST /local/bots", s.postBots)
	mux.HandleFunc("PATCH /local/bots/{id}", s.patchBot)
	mux.HandleFunc("GET /local/rooms", s.getRooms)
	mux.HandleFunc("GET /local/rooms/{meeting}", s.getRoom)
	mux.HandleFunc("POST /local/rooms/{meeting}", s.postRoom)
	mux.HandleFunc("POST /local/faults", s.postFault)
	mux.HandleFunc("DELETE /local/faults", s.deleteFaults)
	mux.HandleFunc("GET /local/sdk/api/v2/internals/participant-details", s.getParticipantDetails)
	mux.HandleFunc("GET /local/sdk/api/v2/meetings/{meeting}/active-livestream", s.getActiveLivestream)
	mux.HandleFunc("POST /local/sdk/api/v2/meetings/{meeting}/livestreams", s.faulty(wire.LivestreamCall, s.postLivestream))
	mux.HandleFunc("POST /local/sdk/api/v2/meetings/{meeting}/active-livestream/stop", s.faulty(wire.LivestreamCall, s.postLivestreamStop))
	mux.HandleFunc("POST /local/sdk/api/v2/meetings/chat-upload", s.postChatUpload)
	mux.HandleFunc("POST /local/sdk/api/v2/recordings", s.faulty(wire.RecordingCall, s.postRecording))
	mux.HandleFunc("PUT /local/sdk/api/v2/recordings/{id}", s.faulty(wire.RecordingCall, s.putRecording))
	mux.HandleFunc("GET /local/sdk/api/iceservers", s.getICEServers)
	mux.HandleFunc("GET /local/sdk/location/{$}", s.getLocation)
	mux.HandleFunc("POST /local/sdk/api-silos/otel/logs", s.swallow)
	mux.HandleFunc("POST /local/sdk/da-collector/api/v1/message", s.swallow)
	mux.HandleFunc("GET /local/sdk/socket-edge/ws", s.serveSocket)
	mux.HandleFunc("/local/", notFound)
	return mux
}
