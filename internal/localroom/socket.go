package localroom

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"github.com/gavel-rtc/gavel/internal/localroom/media"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	laneLength = 4 // what is in it is not yet counted for the pace
	pingText   = "2"
	pongText   = "3"
)

// socket is one websocket. Three goroutines live with it: read, write and the
// media lane.
type socket struct {
	conn  *websocket.Conn
	room  *room
	owner *participant
	media *media.Session
	lane  chan func()

	life       context.Context
	end        context.CancelFunc
	goroutines sync.WaitGroup

	closing     chan struct{} // closed by close; the writer then says goodbye
	closeOnce   sync.Once
	closeCode   websocket.StatusCode
	closeReason string

	wake  chan struct{} // the queue has something
	wrote chan struct{} // an answer was written

	schedule // of messages and goodbyes that come later

	caused atomic.Int64 // bytes of pushes that the client's messages led to, since the reader last looked

	// What faults do to it; held messages are touched only inside the room's do.
	dead    atomic.Bool
	slow    atomic.Pointer[fault]
	heldIn  func()
	heldOut func()

	queueing sync.Mutex
	queue    []message
	pushed   int  // bytes of pushes that are not yet written
	answered int  // and of answers
	newly    int  // bytes of answers since the reader last looked
	overrun  bool // the queue ran over; nothing more is written
	over     bool
}

// message is one websocket message.
type message struct {
	kind     websocket.MessageType
	data     []byte
	answer   bool
	tellsAll wire.Event // not 0: takes the place of one of the same event
}

func binaryMessage(data []byte) message { return message{kind: websocket.MessageBinary, data: data} }
func textMessage(text string) message {
	return message{kind: websocket.MessageText, data: []byte(text)}
}

// serveSocket is the SDK's socket-edge: /ws?roomID=…&peerID=…&authToken=….
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	room, user, problem := s.authenticate(query.Get("authToken"))
	if problem != nil {
		problem.write(w)
		return
	}
	peerID := query.Get("peerID")
	if query.Get("roomID") != room.meeting {
		writeError(w, http.StatusBadRequest, "bad-request", "roomID: want the token's meeting")
		return
	}
	if err := checkName("peerID", peerID, maxPeerIDBytes); err != nil {
		badRequest(w, err)
		return
	}
	of := s.connected.socketsOf(room, user)
	switch err := s.beginSocket(of); {
	case errors.Is(err, ErrFull):
		badRequest(w, err)
		return
	case err != nil:
		writeError(w, http.StatusServiceUnavailable, "closing", err.Error())
		return
	}
	defer s.endSocket(of)
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return // Accept has answered
	}
	conn.SetReadLimit(maxReadBytes)
	one := newSocket(s, conn, room)
	one.owner = &participant{id: peerID, user: user, name: user.name, sent: map[string]int{}, socket: one}
	one.serve()
}

func newSocket(server *Server, conn *websocket.Conn, room *room) *socket {
	one := &socket{
		conn:    conn,
		room:    room,
		lane:    make(chan func(), laneLength),
		closing: make(chan struct{}),
		wake:    make(chan struct{}, 1),
		wrote:   make(chan struct{}, 1),
	}
	one.life, one.end = context.WithCancel(server.life)
	return one
}

// serve runs the socket until it ends, and leaves nothing behind.
func (s *socket) serve() {
	defer func() { _ = s.conn.CloseNow() }() // closed already in most cases
	var refusal error
	s.room.do(func() { refusal = s.room.connect(s.owner) })
	if refusal != nil {
		s.goodbye(websocket.StatusPolicyViolation, refusal.Error())
		return
	}
	s.goroutines.Go(s.write)
	s.goroutines.Go(s.runLane)
	ending := s.read()

	s.end()
	s.stop()
	s.dropQueue()
	s.goroutines.Wait()
	s.room.disconnect(s.owner, websocket.CloseStatus(ending))
}

// read takes messages until the socket ends, and tells how.
func (s *socket) read() error {
	for {
		kind, data, err := s.conn.Read(s.life)
		if err != nil {
			return err
		}
		if s.dead.Load() || s.isClosing() {
			continue
		}
		s.pause()
		if len(data) > maxMessageBytes {
			s.close(websocket.StatusMessageTooBig, "a message has at most 1048576 bytes")
			continue
		}
		if err := s.keepPace(len(data)); err != nil {
			return err
		}
		if kind == websocket.MessageText {
			s.heartbeat(string(data))
			continue
		}
		frame, err := wire.DecodeFrame(data)
		if err != nil || checkLine("id", frame.GetId(), maxIDBytes) != nil {
			s.close(websocket.StatusInvalidFramePayloadData, "a binary message must hold one frame")
			continue
		}
		s.receive(frame)
	}
}

func (s *socket) isClosing() bool {
	select {
	case <-s.closing:
		return true
	default:
		return false
	}
}

// goodbye closes, and gives the client a moment to close too. The server's end does
// not wait for it.
func (s *socket) goodbye(code websocket.StatusCode, reason string) {
	cut := context.AfterFunc(s.room.server.life, func() { _ = s.conn.CloseNow() })
	defer cut()
	_ = s.conn.Close(code, reason) // the client may have gone
}

// keepPace waits until the client has read most of the answers to what it asked
// before, and its user may ask for more.
func (s *socket) keepPace(message int) error {
	newly, caused := 0, int(s.caused.Swap(0))
	for {
		s.queueing.Lock()
		waiting := s.answered
		newly, s.newly = newly+s.newly, 0
		s.queueing.Unlock()
		if waiting <= s.room.server.limits.answerBytes {
			return s.owner.user.pace.wait(s.life, message, caused, newly)
		}
		select {
		case <-s.wrote:
		case <-s.life.Done():
			return s.life.Err()
		}
	}
}

func (s *socket) heartbeat(text string) {
	switch text {
	case pongText:
	case pingText:
		s.send(textMessage(pongText))
	default:
		s.close(websocket.StatusUnsupportedData, `a text message must be "2" or "3"`)
	}
}

// send queues a message and never waits. False means that the queue has run
// over; the socket is then closing.
func (s *socket) send(one message) bool {
	s.queueing.Lock()
	defer s.queueing.Unlock()
	if s.over || s.overrun {
		return true
	}
	if one.tellsAll != 0 {
		s.queue = slices.DeleteFunc(s.queue, func(former message) bool {
			outdated := former.tellsAll == one.tellsAll
			if outdated {
				s.pushed -= len(former.data)
			}
			return outdated
		})
	}
	switch {
	case one.answer: // one's own answers are no slowness: keepPace waits for them to be read
		s.answered += len(one.data)
		s.newly += len(one.data)
	case s.pushed+len(one.data) > s.room.server.limits.queuedBytes:
		s.overrun, s.queue = true, nil
		s.close(websocket.StatusPolicyViolation, "too slow: messages were not read in time")
		return false
	default:
		s.pushed += len(one.data)
	}
	s.queue = append(s.queue, one)
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return true
}

// close asks the writer to end the socket with a reason, once it has written
// what is queued.
func (s *socket) close(code websocket.StatusCode, reason string) {
	s.closeOnce.Do(func() {
		s.closeCode, s.closeReason = code, reason
		close(s.closing)
	})
}

// write empties the queue in order and keeps the heart beating.
func (s *socket) write() {
	defer s.end()
	beat := time.NewTicker(s.room.server.limits.heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-s.life.Done():
			return
		case <-s.closing:
			if s.writeAll(s.takeQueue()) {
				s.goodbye(s.closeCode, s.closeReason)
			}
			return
		case <-beat.C:
			s.send(textMessage(pingText))
		case <-s.wake:
			if !s.writeAll(s.takeQueue()) {
				return
			}
		}
	}
}

func (s *socket) takeQueue() []message {
	s.queueing.Lock()
	defer s.queueing.Unlock()
	taken := s.queue
	s.queue = nil
	return taken
}

// written notes that a message is on its way.
func (s *socket) written(one message) {
	s.queueing.Lock()
	defer s.queueing.Unlock()
	if !one.answer {
		s.pushed -= len(one.data)
		return
	}
	s.answered -= len(one.data)
	select {
	case s.wrote <- struct{}{}:
	default:
	}
}

// writeAll is false when the socket is broken. It stops early when the queue
// has run over.
func (s *socket) writeAll(messages []message) bool {
	for _, one := range messages {
		if s.hasOverrun() {
			return true
		}
		if s.dead.Load() {
			s.written(one)
			continue
		}
		s.pause()
		life, cancel := context.WithTimeout(s.life, s.room.server.limits.writeTimeout)
		err := s.conn.Write(life, one.kind, one.data)
		cancel()
		if err != nil {
			return false
		}
		s.written(one)
	}
	return true
}

func (s *socket) hasOverrun() bool {
	s.queueing.Lock()
	defer s.queueing.Unlock()
	return s.overrun
}

// runLane does media signalling, which may take its time, in order.
func (s *socket) runLane() {
	for {
		select {
		case <-s.life.Done():
			return
		case work := <-s.lane:
			work()
		}
	}
}

// enterLane hands work to the lane, and waits when the lane is full.
func (s *socket) enterLane(work func()) {
	select {
	case <-s.life.Done():
	case s.lane <- work:
	}
}

func (s *socket) dropQueue() {
	s.queueing.Lock()
	defer s.queueing.Unlock()
	s.over = true
	s.queue = nil
}
