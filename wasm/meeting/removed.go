package meeting

// Removed is somebody who was removed with these controls in this session. Who comes back has
// another participant id, and is known by the user id or the custom id.
type Removed struct {
	UserID   UserID
	CustomID CustomID
	Name     string
	// At is when, in milliseconds of Unix time.
	At int64
	// Back is who they are now that they are in the meeting again, or wait to be let in; "" while
	// they are not.
	Back ParticipantID
}
