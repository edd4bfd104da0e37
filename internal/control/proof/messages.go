package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

var messagePinned = pinOfMessage(true)

var messageUnpinned = pinOfMessage(false)

// pinOfMessage is a message of the chat being pinned, or not.
func pinOfMessage(pinned bool) Unit {
	isSo := func(s *meeting.State, id meeting.ParticipantID) bool {
		message := s.Message(id)
		return message != nil && message.Pinned == pinned
	}
	return Unit{
		AlreadySo: isSo,
		Each:      func(seen *Observation, id meeting.ParticipantID) Sign { return shownIf(isSo(seen.After, id)) },
	}
}

// messageDeleted is a message being gone, and not for having been read anew.
var messageDeleted = Unit{
	Each: func(seen *Observation, id meeting.ParticipantID) Sign {
		return shownIf(!seen.Blind && seen.After.Message(id) == nil)
	},
	Unconfirmed: "target.not-deleted",
}
