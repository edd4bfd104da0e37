package meeting

// Selection says who of the others in a meeting is meant: everybody whom nothing in it
// leaves out.
type Selection struct {
	ExceptPinned  bool
	ExceptOnStage bool
	// ExceptSpeaking leaves out who spoke last, while their microphone is on.
	ExceptSpeaking bool
	// PresetName is that of those who are meant, "" for any.
	PresetName string
	// On and Off are of the devices that are on, or off, of those who are meant.
	On, Off Flags
}

// Select returns the ids of those meant, in the order in which they came. Neither oneself
// nor another session of one's own user is ever among them. The speaker is who spoke
// last, "" for nobody.
func (s *State) Select(who Selection, speaker ParticipantID) []ParticipantID {
	selected := []ParticipantID{}
	staged := s.Self.Permissions.Has(StageEnabled) // without one the SDK has everybody on it
	for p := range s.Joined.All() {
		switch {
		case p.UserID != "" && p.UserID == s.Self.UserID,
			who.ExceptPinned && p.Flags.Has(Pinned),
			who.ExceptOnStage && staged && p.Stage == OnStage,
			who.ExceptSpeaking && p.ID == speaker && p.Flags.Has(AudioOn),
			who.PresetName != "" && p.PresetName != who.PresetName,
			!p.Flags.Has(who.On), p.Flags&who.Off != 0:
			continue
		}
		selected = append(selected, p.ID)
	}
	return selected
}
