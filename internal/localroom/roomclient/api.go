package roomclient

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// API is the HTTP API of a local room server.
type API struct {
	URL string // such as http://127.0.0.1:8080
}

// Who asks for a token.
type Who struct {
	Meeting             string `json:"meeting"`
	Name                string `json:"name"`
	Preset              string `json:"preset"`
	UserID              string `json:"userId,omitempty"`
	CustomParticipantID string `json:"customParticipantId,omitempty"`
	Picture             string `json:"picture,omitempty"`
}

// Bots asks for bots.
type Bots struct {
	Meeting string `json:"meeting"`
	Count   int    `json:"count"`
	Audio   bool   `json:"audio"`
	Video   bool   `json:"video"`
	Knock   bool   `json:"knock,omitempty"`
	Media   bool   `json:"media,omitempty"` // they can be seen and heard
}

// Bot is one bot as the server describes it.
type Bot struct {
	ID      string `json:"id"`
	UserID  string `json:"userId"`
	Name    string `json:"name"`
	Audio   bool   `json:"audio"`
	Video   bool   `json:"video"`
	Waiting bool   `json:"waiting"`
}

// Fault asks for something to go wrong.
type Fault struct {
	Meeting     string  `json:"meeting"`
	Event       string  `json:"event,omitempty"`
	Direction   string  `json:"direction,omitempty"`
	Participant string  `json:"participant,omitempty"`
	Action      string  `json:"action"`
	DelayMs     int     `json:"delayMs,omitempty"`
	Times       int     `json:"times,omitempty"`
	Chance      float64 `json:"chance,omitempty"` // 0 means always
	Seed        uint64  `json:"seed,omitempty"`
	JumpMs      int64   `json:"jumpMs,omitempty"`
}

// Room is what the server believes of a meeting.
type Room struct {
	Meeting      string         `json:"meeting"`
	Title        string         `json:"title"`
	Status       string         `json:"status"` // ACTIVE or INACTIVE
	SessionID    string         `json:"sessionId"`
	Pinned       string         `json:"pinned"`
	Speaker      string         `json:"speaker"`
	Recording    string         `json:"recording"`  // the SDK's word for the state
	Livestream   string         `json:"livestream"` // OFFLINE, INVOKED or LIVE
	BanKicked    bool           `json:"banKicked"`
	Participants []Participant  `json:"participants"`
	Waiting      []Participant  `json:"waiting"`
	Connected    int            `json:"connected"`
	Received     map[string]int `json:"received"`
}

// Participant is one of a Room.
type Participant struct {
	ID                  string         `json:"id"`
	UserID              string         `json:"userId"`
	CustomParticipantID string         `json:"customParticipantId"`
	Name                string         `json:"name"`
	Preset              string         `json:"preset"`
	Bot                 bool           `json:"bot"`
	Audio               bool           `json:"audio"`
	Video               bool           `json:"video"`
	ScreenShare         bool           `json:"screenShare"`
	Stage               string         `json:"stage"`
	Sent                map[string]int `json:"sent"`
}

// Person finds a participant who has joined.
func (r Room) Person(id string) (Participant, bool) {
	for _, p := range r.Participants {
		if p.ID == id {
			return p, true
		}
	}
	return Participant{}, false
}

// Refusal is an error answer of the HTTP API or of the room.
type Refusal struct {
	Status  int // HTTP status; 0 for an answer over the socket
	Code    string
	Message string
}

func (r *Refusal) Error() string { return r.Message }

// Token adds a participant to a meeting. The token is good for Dial.
func (a API) Token(ctx context.Context, who Who) (string, error) {
	var answer struct {
		AuthToken string `json:"authToken"`
	}
	err := a.call(ctx, http.MethodPost, "/local/token", who, &answer)
	return answer.AuthToken, err
}

// AddBots adds bots to a meeting.
func (a API) AddBots(ctx context.Context, bots Bots) ([]Bot, error) {
	var answer struct {
		Bots []Bot `json:"bots"`
	}
	err := a.call(ctx, http.MethodPost, "/local/bots", bots, &answer)
	return answer.Bots, err
}

// ChangeBot sends one PATCH, such as {"audio": true}.
func (a API) ChangeBot(ctx context.Context, id string, patch map[string]any) (Bot, error) {
	var bot Bot
	err := a.call(ctx, http.MethodPatch, "/local/bots/"+id, patch, &bot)
	return bot, err
}

// Room asks what the server believes of a meeting.
func (a API) Room(ctx context.Context, meeting string) (Room, error) {
	var room Room
	err := a.call(ctx, http.MethodGet, "/local/rooms/"+meeting, nil, &room)
	return room, err
}

// BanKicked switches whether kicked people may come back.
func (a API) BanKicked(ctx context.Context, meeting string, on bool) error {
	return a.call(ctx, http.MethodPost, "/local/rooms/"+meeting, map[string]bool{"banKicked": on}, nil)
}

// SetStatus makes a meeting ACTIVE or INACTIVE.
func (a API) SetStatus(ctx context.Context, meeting, status string) error {
	return a.call(ctx, http.MethodPost, "/local/rooms/"+meeting, map[string]string{"status": status}, nil)
}

// AddFault has something go wrong; the server must have been started with faults.
func (a API) AddFault(ctx context.Context, fault Fault) error {
	return a.call(ctx, http.MethodPost, "/local/faults", fault, nil)
}

// ClearFaults ends the faults of a meeting.
func (a API) ClearFaults(ctx context.Context, meeting string) error {
	return a.call(ctx, http.MethodDelete, "/local/faults?meeting="+meeting, nil, nil)
}

func (a API) call(ctx context.Context, method, path string, body, answer any) error {
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
		content = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(ctx, method, a.URL+path, content)
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		return readRefusal(response)
	}
	if answer == nil {
		return nil
	}
	if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

func readRefusal(response *http.Response) error {
	var problem struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil {
		return fmt.Errorf("the server answered %s without a reason: %w", response.Status, err)
	}
	return &Refusal{Status: response.StatusCode, Code: problem.Error.Code, Message: problem.Error.Message}
}
