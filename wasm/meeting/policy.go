package meeting

import "time"

// Policy is something that these controls go on doing by themselves while it is on. It ends with
// the tab, the meeting, and the controls.
type Policy string

const (
	// MuteOnEntry mutes whoever joins while it is on, once: when their microphone is on in the
	// first 10 s. After that they may unmute.
	MuteOnEntry Policy = "muteOnEntry"
	// KeepMuted mutes people whenever their microphone is on, three times each at most.
	KeepMuted Policy = "keepMuted"
	// KeepPin pins somebody again whom others unpin, three times at most. What is pinned here
	// meanwhile is kept from then on.
	KeepPin Policy = "keepPin"
	// Admit lets people in who wait, by their custom ids, three times each at most.
	Admit Policy = "admit"
	// Floor lets somebody speak for a time, and mutes them then.
	Floor Policy = "floor"
	// KeepOut removes people who were removed here whenever they come back, and turns them away
	// where they wait, three times each at most.
	KeepOut Policy = "keepOut"
)

var policies = [...]Policy{MuteOnEntry, KeepMuted, KeepPin, Admit, Floor, KeepOut}

// AllPolicies returns every policy.
func AllPolicies() []Policy { return policies[:] }

// PolicySetting switches a policy on. What a policy does not take is empty.
type PolicySetting struct {
	Policy Policy
	// Targets are whom [KeepMuted] is about, none for everybody else; the one of [Floor]; and the
	// one of [KeepPin], none for who is pinned now.
	Targets []ParticipantID
	// CustomIDs are whom [Admit] lets in.
	CustomIDs []CustomID
	// UserIDs are whom [KeepOut] keeps out: users in [State.Removed].
	UserIDs []UserID
	// Duration is how long the floor is theirs.
	Duration time.Duration
}

// ActivePolicy is a policy that is on, or was before the page was loaded anew.
type ActivePolicy struct {
	Policy Policy
	// UserIDs are the users it is about, none for everybody else, and Name is that of the only one.
	UserIDs []UserID
	Name    string
	// CustomIDs are whom [Admit] lets in.
	CustomIDs []CustomID
	// Until is when the floor ends, in milliseconds of Unix time; 0 for others.
	Until int64
	// Yielded are the people for whom it has given up.
	Yielded []ParticipantID
}
