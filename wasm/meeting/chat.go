package meeting

// MessageID is the id of a message of the chat, in a Command the target of an action on one.
type MessageID = ParticipantID

// ChatMessage is one message of the chat, as far as a host needs it.
type ChatMessage struct {
	ID     MessageID
	UserID UserID
	// Name is that of whoever wrote it, as it was then.
	Name string
	// Text is the beginning of it: 200 UTF-16 units at most. "" for files, pictures and what a page made up.
	Text string
	// At is when it was written, in milliseconds of Unix time.
	At     int64
	Pinned bool
	// Private tells that not everybody can read it.
	Private bool
}

// MostMessages is how many messages a State has: the newest.
const MostMessages = 1_000

// Message finds a message of the chat, nil where there is none.
//
//go:noinline
func (s *State) Message(id MessageID) *ChatMessage {
	for i := len(s.Messages) - 1; i >= 0; i-- {
		if s.Messages[i].ID == id {
			return &s.Messages[i]
		}
	}
	return nil
}
