package meeting

import "time"

// Actor says who did what the journal tells, as far as that can be seen.
type Actor string

const (
	// ByMe is for what was done with these controls.
	ByMe Actor = "me"
	// ByPolicy is for what a policy of these controls did.
	ByPolicy Actor = "policy"
	// ByUnknown is for what was seen and not done here: by the person themselves, or by another
	// host. The SDK does not tell which (SDK 2.0.2).
	ByUnknown Actor = "unknown"
)

// What the journal tells beside actions.
const (
	// PolicyOn and PolicyOff are a policy that was switched on or off.
	PolicyOn  Action = "policy.on"
	PolicyOff Action = "policy.off"
	// PolicyYielded is a policy that gave up, of one person or altogether.
	PolicyYielded Action = "policy.yielded"
	// Returned is somebody who was removed and came back.
	Returned Action = "returned"
)

// JournalEntry is one thing that was done or seen.
type JournalEntry struct {
	// Number counts entries from 1. No two of one meeting have the same.
	Number int
	// At is when it ended or was seen, in milliseconds of Unix time.
	At     int64
	By     Actor
	Action Action
	// What is what was locked, or which policy it is about; "" for other entries.
	What string
	// ID and the next three are whom it was done to, as they were then; "" for what is about
	// the meeting, or about everybody at once.
	ID       ParticipantID
	UserID   UserID
	CustomID CustomID
	Name     string
	Status   Status
	// Code is as in an [Error] where it failed or was refused.
	Code string
	// Elapsed is the time from asking to knowing, 0 for what was only seen.
	Elapsed time.Duration
}
