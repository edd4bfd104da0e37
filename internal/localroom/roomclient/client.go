package roomclient

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/coder/websocket"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const maxMessageBytes = 16 << 20

// Client is one socket of a participant. Its methods may be called from any
// goroutine. It has one goroutine of its own, which ends with the socket.
type Client struct {
	id   string
	conn *websocket.Conn

	life context.Context
	end  context.CancelFunc
	done chan struct{}

	mu      sync.Mutex
	lastID  int
	pending map[string]chan *wire.Frame
	pushes  []*wire.Frame
	news    chan struct{} // closed and replaced with each push
	err     error         // why the socket ended; set before done is closed
}

// Dial opens a socket with a token, as init does. The context is for opening
// only. A refusal by the server is a *Refusal.
func Dial(ctx context.Context, api API, meeting, token, peerID string) (*Client, error) {
	query := url.Values{"roomID": {meeting}, "peerID": {peerID}, "authToken": {token}}
	address := "ws" + strings.TrimPrefix(api.URL, "http") + "/local/sdk/socket-edge/ws?" + query.Encode()
	conn, response, err := websocket.Dial(ctx, address, nil)
	if err != nil {
		if response != nil && response.StatusCode >= http.StatusBadRequest {
			return nil, readRefusal(response)
		}
		return nil, errors.New("the socket cannot be opened") // the reason would hold the token
	}
	conn.SetReadLimit(maxMessageBytes)
	c := &Client{
		id:      peerID,
		conn:    conn,
		done:    make(chan struct{}),
		pending: map[string]chan *wire.Frame{},
		news:    make(chan struct{}),
	}
	c.life, c.end = context.WithCancel(context.Background())
	go c.read()
	return c, nil
}

// ID is the peer id.
func (c *Client) ID() string { return c.id }

// Done is closed when the socket has ended.
func (c *Client) Done() <-chan struct{} { return c.done }

// Err tells how the socket ended, once Done is closed; a close by the server is
// a websocket.CloseError.
func (c *Client) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// Close leaves: the socket closes as the SDK closes it on leave().
func (c *Client) Close() {
	_ = c.conn.Close(websocket.StatusNormalClosure, "") // it may have ended already
	c.Cut()
}

// Cut breaks the socket without a goodbye.
func (c *Client) Cut() {
	c.end()
	_ = c.conn.CloseNow() // it may have ended already
	<-c.done
}

// Send sends one message and wants no answer.
func (c *Client) Send(ctx context.Context, event wire.Event, payload proto.Message) error {
	data, err := wire.EncodeFrame(event, "", payload)
	if err != nil {
		return err
	}
	return c.SendRaw(ctx, websocket.MessageBinary, data)
}

// SendRaw sends anything.
func (c *Client) SendRaw(ctx context.Context, kind websocket.MessageType, data []byte) error {
	return c.conn.Write(ctx, kind, data)
}

// Request sends a message and waits for what carries its id. An error answer is
// a *Refusal. A nil answer is not read.
func (c *Client) Request(ctx context.Context, event wire.Event, payload, answer proto.Message) error {
	id, arrival := c.expect()
	defer c.forget(id)
	data, err := wire.EncodeFrame(event, id, payload)
	if err != nil {
		return err
	}
	if err := c.SendRaw(ctx, websocket.MessageBinary, data); err != nil {
		return err
	}
	select {
	case frame := <-arrival:
		return readAnswer(frame, answer)
	case <-c.done:
		return c.Err()
	case <-ctx.Done():
		return fmt.Errorf("no answer to %s: %w", event, ctx.Err())
	}
}

func readAnswer(frame *wire.Frame, answer proto.Message) error {
	if wire.Event(frame.GetEvent()) == wire.ErrorResponse {
		failure := &wire.Failure{}
		if err := proto.Unmarshal(frame.GetPayload(), failure); err != nil {
			return fmt.Errorf("an error answer that cannot be read: %w", err)
		}
		return &Refusal{Message: failure.GetMessage()}
	}
	if answer == nil {
		return nil
	}
	return proto.Unmarshal(frame.GetPayload(), answer)
}

func (c *Client) expect() (string, chan *wire.Frame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lastID++
	id := strconv.Itoa(c.lastID)
	arrival := make(chan *wire.Frame, 1)
	c.pending[id] = arrival
	return id, arrival
}

func (c *Client) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.pending, id)
}

func (c *Client) read() {
	defer close(c.done)
	for {
		kind, data, err := c.conn.Read(c.life)
		if err == nil && kind == websocket.MessageBinary {
			err = c.take(data)
		} else if err == nil && string(data) == "2" {
			err = c.conn.Write(c.life, websocket.MessageText, []byte("3"))
		}
		if err != nil {
			c.mu.Lock()
			c.err = err
			c.mu.Unlock()
			return
		}
	}
}

func (c *Client) take(data []byte) error {
	frame, err := wire.DecodeFrame(data)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if arrival, ok := c.pending[frame.GetId()]; ok && frame.Id != nil {
		delete(c.pending, frame.GetId())
		arrival <- frame
		return nil
	}
	c.pushes = append(c.pushes, frame)
	close(c.news)
	c.news = make(chan struct{})
	return nil
}

// Pushed counts the pushes of an event so far.
func (c *Client) Pushed(event wire.Event) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	count := 0
	for _, frame := range c.pushes {
		if wire.Event(frame.GetEvent()) == event {
			count++
		}
	}
	return count
}

// PushesFrom returns the pushes from the n-th on, in the order they came.
func (c *Client) PushesFrom(n int) []*wire.Frame {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pushes[n:len(c.pushes):len(c.pushes)]
}

// Await waits for a push of that event whose payload pleases, past ones
// included, and returns it.
func Await[Message any, Pointer interface {
	*Message
	proto.Message
}](ctx context.Context, c *Client, event wire.Event, pleases func(Pointer) bool) (Pointer, error) {
	for seen := 0; ; {
		c.mu.Lock()
		pushes, news := c.pushes[seen:], c.news
		seen = len(c.pushes)
		c.mu.Unlock()
		for _, frame := range pushes {
			message := Pointer(new(Message))
			if wire.Event(frame.GetEvent()) != event || proto.Unmarshal(frame.GetPayload(), message) != nil {
				continue
			}
			if pleases(message) {
				return message, nil
			}
		}
		select {
		case <-news:
		case <-c.done:
			return nil, fmt.Errorf("waiting for %s: %w", event, c.Err())
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for %s: %w", event, ctx.Err())
		}
	}
}
