package action

import (
	"slices"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Spec is everything there is to say about one action.
type Spec struct {
	// Name is the SDK's method.
	Name   meeting.Action
	Scope  Scope
	OnSelf OnSelf
	// OnlyOne says that the action is about one person at a time, and takes no targets.
	OnlyOne bool
	// Object has the method.
	Object Object
	// Takes is what the method takes.
	Takes Argument
	// Permission is what the preset must grant.
	Permission meeting.Permission
	Needs      Needs
	Proof      Proof
	Risk       Risk
	// One does to one person what this action does to each; "" for others.
	One meeting.Action
	// Undo takes it back; "" for what cannot be taken back.
	Undo meeting.Action
}

// TakesTarget tells whether the action's command names a participant id.
func (s Spec) TakesTarget() bool { return s.Scope == OnParticipant || s.Scope == OnWaiting }

// TakesTargets tells whether the command may name several people instead of one.
func (s Spec) TakesTargets() bool { return s.TakesTarget() && !s.OnlyOne }

// Waiting tells whether the action is about those who wait to be let in.
func (s Spec) Waiting() bool { return s.Scope == OnWaiting || s.Scope == OnEachWaiting }

// Scope says whom an action is about.
type Scope uint8

const (
	// OnParticipant is about one person, named by the command's target.
	OnParticipant Scope = iota
	// OnEach is about everybody it applies to, oneself included, with a result for each.
	OnEach
	// OnMeeting is about the meeting as a whole; its result is seen on oneself.
	OnMeeting
	// OnWaiting is about one person who waits to be let in, named by the command's target.
	OnWaiting
	// OnEachWaiting is about everybody who waits, with a result for each.
	OnEachWaiting
)

// OnSelf says what an action on one person means for oneself.
type OnSelf uint8

const (
	// SelfRefused means that the action is for others only.
	SelfRefused OnSelf = iota
	// SelfUnchecked means that it works on oneself and that the SDK asks for no
	// permission then; whether it takes effect is up to the server.
	SelfUnchecked
)

// Object says which of the SDK's objects has the method.
type Object uint8

const (
	// Target is the participant's own object.
	Target Object = iota
	// Participants is meeting.participants.
	Participants
	// Meeting is the meeting itself.
	Meeting
)

// Argument says what a method takes.
type Argument uint8

const (
	// Nothing is for methods of the participant's own object, and of the meeting.
	Nothing Argument = iota
	// AllowUnmute is true, which the SDK only logs.
	AllowUnmute
	// ID is the target's participant id.
	ID
	// UserIDs is a list of the user ids of all whom the action is about.
	UserIDs
	// EachID is the participant id of each in a call of its own, of the action on one:
	// the SDK has no method for all.
	EachID
)

// Needs are the states an action needs before the SDK will send it.
type Needs uint8

const (
	// NeedsJoined needs roomState "joined" and a connection.
	NeedsJoined Needs = 1 << iota
	// NeedsMedia needs the media server joined as well.
	NeedsMedia
	// NeedsEntered needs the meeting entered in some way: joined, waiting to be
	// let in, or trying to come back.
	NeedsEntered
	// NeedsPinned needs the target to be the pinned person, because the SDK's
	// unpin clears the pin of whoever has it.
	NeedsPinned
)

// Proof names what must be seen before an action counts as confirmed.
type Proof uint8

const (
	// NoProof means that the effect cannot be seen from here; the action ends as sent.
	NoProof Proof = iota
	// ProofAudioOff is the target's microphone going off.
	ProofAudioOff
	// ProofVideoOff is the target's camera going off.
	ProofVideoOff
	// ProofPinned is the target becoming pinned.
	ProofPinned
	// ProofUnpinned is the target ceasing to be pinned.
	ProofUnpinned
	// ProofGone is the target leaving and not coming back.
	ProofGone
	// ProofEnded is oneself leaving with roomState "ended".
	ProofEnded
	// ProofLeft is oneself leaving with roomState "left".
	ProofLeft
	// ProofLetIn is the target leaving the waiting room and coming into the meeting.
	ProofLetIn
	// ProofTurnedAway is the target leaving the waiting room and not coming into the meeting.
	ProofTurnedAway
)

// Risk says how careful a page should be before it performs an action.
type Risk uint8

const (
	// RiskNone can be taken back, by the person concerned or by the host.
	RiskNone Risk = iota
	// RiskOnePerson ends the meeting for one person: ask first.
	RiskOnePerson
	// RiskEverybody ends the meeting for everybody: ask, and say how many.
	RiskEverybody
)

// all has every action, topic by topic.
var all = slices.Concat(media, pin, presence, waiting)

// All returns the specs of all actions. The caller may keep it.
func All() []Spec { return slices.Clone(all) }

// Of returns the spec of an action, and false when there is no such action.
func Of(name meeting.Action) (Spec, bool) {
	for i := range all {
		if all[i].Name == name {
			return all[i], true
		}
	}
	return Spec{}, false
}
