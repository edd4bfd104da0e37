package meeting

// Speaker is who speaks, as the SDK's activeSpeaker tells: whom the meeting took for the speaker
// last, as long as their microphone is on. The SDK's volume says nothing, and that somebody falls
// silent is not told (SDK 2.0.2).
type Speaker struct {
	// ID is "" while nobody speaks.
	ID ParticipantID
	// Since is from when on, in milliseconds of Unix time.
	Since int64
}

// SpokenFor is for how long somebody was the speaker in this session until now, in milliseconds,
// where before is how long they were until they became it last.
func (s Speaker) SpokenFor(id ParticipantID, before, now int64) int64 {
	if id != "" && id == s.ID {
		return before + max(0, now-s.Since)
	}
	return before
}
