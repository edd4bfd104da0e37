package meeting

// Poll is a poll of the meeting. What people answered is up to the page.
type Poll struct {
	ID       string
	Question string
	// UserID is who began it.
	UserID UserID
}

// NewPoll is a poll that is to begin.
type NewPoll struct {
	Question string
	// Options are two at least.
	Options []string
	// Anonymous keeps who answered what from everybody.
	Anonymous bool
	// HideVotes has pages show the votes to those only who have voted.
	HideVotes bool
}
