package meeting

// State is the meeting as last seen, and what is under way in it. A State that
// was published never changes and may be read by any goroutine.
type State struct {
	Self       Self
	Room       Room
	Joined     Roster // without oneself
	Waitlisted Roster
	// PinnedID is whoever is pinned, oneself included; "" when nobody is.
	PinnedID ParticipantID
	// Stale tells that the connection is away or just back: the rosters are
	// those of before until the meeting has been read in full again.
	Stale bool
	// Patched is what was set here of the permissions of others, by user: it holds in all
	// sessions of the user until the session ends.
	Patched map[UserID]Patched
	// Locks are those that these controls hold.
	Locks []ActiveLock
	// Removed are those who were removed here, in the order in which they were; 1,000 at most.
	Removed []Removed
	// Messages are those of the chat, oldest first: the newest [MostMessages].
	Messages []ChatMessage
	// Polls are those of the session, for whoever may see them.
	Polls []Poll
	// Plugins are those that the page told its SDK of.
	Plugins []Plugin
	// ConnectedMeetings are the connected meetings, the parent first; none while they are not known.
	ConnectedMeetings []ConnectedMeeting
	// Policies are those that are on.
	Policies []ActivePolicy
	// Former are the policies that were on before the page was loaded anew, until one of them is
	// switched on again or that is declined.
	Former []ActivePolicy
	// Speaker is who speaks, and Spoken for how long oneself did, as in [Participant].
	Speaker Speaker
	Spoken  int64
	// Pending are the commands that were sent and have not ended, oldest first.
	Pending []Pending
	// Requested are the devices that others ask oneself to turn on, AudioOn and VideoOn, until that
	// is answered, done or no longer possible.
	Requested Flags
}

// Pending is a command that was given and has not ended.
type Pending struct {
	Command
	// Since is when it was given, in milliseconds of Unix time.
	Since int64
	// HeldUntil is when it will be sent, likewise; 0 once it is.
	HeldUntil int64
	// Done is of how many it is known how it ended, of Total.
	Done, Total int
}

// Away tells that what is sent now would be lost.
func (s *State) Away() bool {
	return s.Room.Connection.Down() || s.Room.State == RoomDisconnected
}

// Connected tells that one is in the meeting, has read it in full, and that what is sent now is not
// lost.
func (s *State) Connected() bool { return s.Room.State == RoomJoined && !s.Away() && !s.Stale }

// Other finds somebody else by id, in the meeting or waiting to be let in; nil for nobody.
func (s *State) Other(id ParticipantID) *Participant {
	if p := s.Joined.Get(id); p != nil {
		return p
	}
	return s.Waitlisted.Get(id)
}

// Person finds somebody in the meeting by id, oneself included. The text is not to be changed.
func (s *State) Person(id ParticipantID) (text *Text, flags Flags, found bool) {
	if id == s.Self.ID {
		return &s.Self.Text, s.Self.Flags, true
	}
	if p := s.Joined.Get(id); p != nil {
		return &p.Text, p.Flags, true
	}
	return nil, 0, false
}

// IsPending tells that a command is under way.
func (s *State) IsPending(command Command) bool {
	for i := range s.Pending {
		if s.Pending[i].Is(&command) {
			return true
		}
	}
	return false
}

// Update tells what has changed.
type Update struct {
	State *State
	// Ended are the commands that ended with this update, those with nothing to
	// do included. Commands that were not allowed are not among them.
	Ended []Ended
	// Knocked are those who began to wait to be let in with this update, for whoever may let
	// them in. Those whom the first read found are not among them.
	Knocked []ParticipantID
	// Asked are those who began to ask for the stage with this update, likewise, for whoever
	// may decide about it.
	Asked []ParticipantID
	// Requested are the devices that others ask oneself to turn on with this update: each once a
	// minute at most, and only where one may and has not done it already.
	Requested Flags
	// Yielded are the locks and policies that came to nothing with this update.
	Yielded []Yield
	// Returned are those who were removed here and are back with this update.
	Returned []Removed
	// Entries are what this update adds to the journal.
	Entries []JournalEntry
	// Over is set once, when the meeting ends for oneself: how it ended.
	Over RoomState
	// Broken is set once, when the meeting can no longer be read: why. It is the last update.
	Broken *Error
}

// Ended is how a command ended: with an outcome, or with an error.
type Ended struct {
	Command Command
	// ByPolicy tells that a policy began it.
	ByPolicy bool
	Outcome  Outcome
	Err      *Error
}
