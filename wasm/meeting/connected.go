package meeting

// ConnectedMeeting is the parent meeting, or a breakout meeting that was made in it.
type ConnectedMeeting struct {
	ID    string
	Title string
	// Parent tells that it is the one in which the others were made.
	Parent bool
	// Participants are who is in it, oneself included. They are told once there is a meeting beside
	// the parent.
	Participants []ConnectedParticipant
}

// ConnectedParticipant is somebody in a connected meeting.
type ConnectedParticipant struct {
	UserID   UserID
	CustomID CustomID
	Name     string
}

// Move has people go to another connected meeting.
type Move struct {
	// From is where they are; "" for wherever that is.
	From string
	// To is the meeting they go to; "" for the parent.
	To string
	// PresetID is what they are to be there; "" for what they are here.
	PresetID string
}

// Spotlight has the pages of others show what one's own shows, or ends that.
type Spotlight struct {
	On bool
	// TabType is "plugin" or "screenshare", and TabID the id of the plugin or of who shares; "" for
	// what the page shows already.
	TabType, TabID string
}

// ConnectedMeeting finds a connected meeting by id, the parent with ""; nil where it is not known.
//
//go:noinline
func (s *State) ConnectedMeeting(id string) *ConnectedMeeting {
	for i := range s.ConnectedMeetings {
		one := &s.ConnectedMeetings[i]
		if one.ID == id || id == "" && one.Parent {
			return one
		}
	}
	return nil
}

// WhereIs finds a user in the connected meetings, nil where they are in none.
//
//go:noinline
func (s *State) WhereIs(user UserID) (in *ConnectedMeeting, who *ConnectedParticipant) {
	for i := range s.ConnectedMeetings {
		one := &s.ConnectedMeetings[i]
		for k := range one.Participants {
			if one.Participants[k].UserID == user {
				return one, &one.Participants[k]
			}
		}
	}
	return nil, nil
}
