package meeting

// ParticipantID names one appearance of a person in a meeting, the SDK's
// participant.id (also called peer id). It survives a reconnect, but not
// leaving and joining again, nor moving to a connected meeting.
type ParticipantID string

// UserID names a person for as long as they are a member of the meeting, the
// SDK's participant.userId. Two browser windows of one person share it.
type UserID string

// CustomID is the name the customer's own backend gave a person, the SDK's
// participant.customParticipantId. It may be empty.
type CustomID string
