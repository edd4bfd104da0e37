package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Observation is what one batch of facts shows. Before and After tell how things were and
// are; the rest tells what happened in between, even if it has been undone since.
type Observation struct {
	Before, After *meeting.State
	// Blind observations show how things are but prove nothing of people: the connection
	// was away, or people were read anew.
	Blind bool
	// Reset tells that people were read anew.
	Reset bool
	// Moved tells that the meeting object was replaced; ids are new.
	Moved bool
	// Over is the room state with which the meeting just ended for oneself, or "".
	Over meeting.RoomState
	// Wrote are the users who wrote in the chat, as they may have more than one session.
	Wrote []meeting.UserID
	// Changes are those of people, oneself included.
	Changes []Change
}

// Change is what an observation shows of one person.
type Change struct {
	ID meeting.ParticipantID
	// Waits tells that it is about the waiting room: they wait to be let in, or did until gone.
	Waits bool
	Gone  bool
	// Another tells that it is not about the object that was there before: what it shows
	// was not done to the person.
	Another bool
	// WentOff and WentOn are what was seen to go off, and the pin being set.
	WentOff, WentOn meeting.Flags
	// Stage is where they are now.
	Stage meeting.StageStatus
}
