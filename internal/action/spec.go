package action

import (
	"slices"
	"strings"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Spec is everything there is to say about one action.
type Spec struct {
	// Name is the SDK's method, as a literal: the constant is generated from it. Before a dot
	// it has the module.
	Name meeting.Action
	// Method is the SDK's method where that has another name.
	Method string
	Scope  Scope
	OnSelf OnSelf
	// OnlyOne says that the action is about one person at a time, and takes no targets.
	OnlyOne bool
	// Object has the method.
	Object Object
	// Takes is what the method takes.
	Takes Argument
	// Asks is the device that others are asked to turn on; 0 for other actions.
	Asks meeting.Flags
	// States are the SDK's words for the states that accept the action, with spaces between
	// them: of the Object, which for the stage is where the target is, or oneself. "" for any.
	States string
	// GivesBack tells that what was taken from somebody is given back when the effect was
	// seen, or its time is up.
	GivesBack bool
	// RefusedLater is the SDK's code of a refusal that comes when its promise has resolved: as
	// a rejection that nobody handles.
	RefusedLater string
	// Permission is what the preset must grant.
	Permission meeting.Permission
	Needs      Needs
	Proof      Proof
	Risk       Risk
	// Place is where the panel has the action's button.
	Place Place
	// One does to one person what this action does to each; "" for others.
	One meeting.Action
	// ForAll tells that the command may name nobody: the action is then about all others.
	ForAll bool
	// Undo takes it back; "" for what cannot be taken back.
	Undo meeting.Action
}

// Call is the SDK's method.
func (s Spec) Call() string {
	if s.Method != "" {
		return s.Method
	}
	return string(s.Name[strings.IndexByte(string(s.Name), '.')+1:])
}

// ByUser tells whether the action is about all sessions of the target's user.
func (s Spec) ByUser() bool {
	return s.Patches() || s.Scope == OnParticipant && s.Takes == UserIDs
}

// Patches tells whether the action changes what presets grant.
func (s Spec) Patches() bool {
	return s.Takes == NoScreenShare || s.Together() && s.Object != ConnectedMeetings
}

// Locks tells whether the action locks something, or unlocks it.
func (s Spec) Locks() bool { return s.Takes == ToLock || s.Takes == ToUnlock }

// OnAll is the spec for a command that names nobody.
func (s Spec) OnAll() Spec {
	switch {
	case !s.ForAll:
	case s.Scope == OnUser:
		s.Scope, s.One = OnEachUser, s.Name
	default:
		s.Scope, s.One = OnOthers, s.Name
	}
	return s
}

// Together tells whether several targets are one call of the method, and not a call each: of
// patches the SDK takes 1,000 a minute, for any number of people (SDK 2.0.2).
func (s Spec) Together() bool {
	return s.Takes == Patch || s.Takes == Asking || s.Locks() || s.Takes == MeetingIDs || s.Takes == Moving
}

// Apart tells whether the action names nobody and is a call of the method for each whom it is
// about: their own objects have it.
func (s Spec) Apart() bool { return s.Object == Target && !s.TakesTarget() }

// NamesEach tells whether the method takes all whom one call is about.
func (s Spec) NamesEach() bool {
	return s.ByUser() || s.Takes == Asking || s.Takes == MeetingIDs || s.Takes == Moving
}

// Accepts tells whether one of some states, which have spaces between them, accepts the action.
func (s Spec) Accepts(states string) bool {
	for state := range strings.SplitSeq(states, " ") {
		if OneOf(s.States, state) {
			return true
		}
	}
	return s.States == ""
}

// OneOf tells whether a state is one of some, which have spaces between them.
func OneOf(states, state string) bool {
	for one := range strings.SplitSeq(states, " ") {
		if one == state {
			return true
		}
	}
	return false
}

// TakesTarget tells whether the action's command names whom, or what, it is about.
func (s Spec) TakesTarget() bool { return s.AboutPeople() || s.AboutThings() }

// AboutPeople tells whether the command names people.
func (s Spec) AboutPeople() bool {
	return s.Scope == OnParticipant || s.Scope == OnWaiting || s.Scope == OnUser
}

// AboutThings tells whether the command names a message, a plugin or connected meetings.
func (s Spec) AboutThings() bool {
	return s.Scope == OnMessage || s.Scope == OnPlugin || s.Scope == OnConnectedMeeting
}

// TakesTargets tells whether the command may name several people instead of one.
func (s Spec) TakesTargets() bool { return s.TakesTarget() && !s.OnlyOne }

// Waiting tells whether the action is about those who wait to be let in.
func (s Spec) Waiting() bool { return s.Scope == OnWaiting || s.Scope == OnEachWaiting }

// Place is where the panel has the button of an action: what takes a target in the rows of
// a section, everything else once in it. Buttons stand in the order of the specs; an action
// and what undoes it are one button.
type Place struct {
	Section Section
	// Menu is for what stands in the menu of a row and not in the row itself.
	Menu bool
	// AlsoInMenu is for what stands in the rows of a queue: for who is not in that queue it is
	// in the menu of their row among the people.
	AlsoInMenu bool
	// WhenPossible is for a button that is there only while it can change something.
	WhenPossible bool
	// For is what the preset of who sees the button has to have granted, where the action itself
	// needs less.
	For meeting.Permission
	// Icon is the name of what is drawn on the button.
	Icon string
}

// Section is a part of the panel.
type Section uint8

const (
	// NoSection is for what the panel has no button for.
	NoSection Section = iota
	// InPeople is the list of people.
	InPeople
	// InWaiting is the queue of those who wait to be let in.
	InWaiting
	// InStage is the queue of those who ask for the stage, and what one does there oneself.
	InStage
	// InBroadcast is recording and livestream.
	InBroadcast
	// InRooms are the connected meetings.
	InRooms
	// InChat are the messages of the chat.
	InChat
	// InTools are polls, plugins and the spotlight.
	InTools
	// InSession is what is at the end: leave, remove everybody else, and end for everybody.
	InSession
)

// Scope says whom an action is about.
type Scope uint8

const (
	// OnParticipant is about one person, named by the command's target.
	OnParticipant Scope = iota
	// OnEach is about everybody it applies to, oneself included, with a result for each.
	OnEach
	// OnOthers is OnEach without oneself: neither this session nor another of the same user.
	OnOthers
	// OnMeeting is about the meeting as a whole; its result is seen on oneself.
	OnMeeting
	// OnWaiting is about one person who waits to be let in, named by the command's target.
	OnWaiting
	// OnEachWaiting is about everybody who waits, with a result for each.
	OnEachWaiting
	// OnMessage is about one message of the chat.
	OnMessage
	// OnPlugin is about one plugin.
	OnPlugin
	// OnConnectedMeeting is about connected meetings.
	OnConnectedMeeting
	// OnUser is about people in the connected meetings, named by their user ids.
	OnUser
	// OnEachUser is about everybody in them whom it applies to.
	OnEachUser
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
	// Stage is meeting.stage.
	Stage
	// Recording is meeting.recording.
	Recording
	// Livestream is meeting.livestream.
	Livestream
	// Chat is meeting.chat.
	Chat
	// Polls is meeting.polls.
	Polls
	// Plugin is one of meeting.plugins.all.
	Plugin
	// ConnectedMeetings is meeting.connectedMeetings.
	ConnectedMeetings
	// Meta is meeting.meta.
	Meta
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
	// AllowMultiple is an object with the command's AllowMultiple, where that is set.
	AllowMultiple
	// NoScreenShare is a list of participant ids, and the patch that takes the right to share
	// a screen, or gives it back.
	NoScreenShare
	// Patch is a list of participant ids, and the command's Permissions.
	Patch
	// Asking is the type of a message of Gavel's, the kind of request, and the participant ids of
	// those who get it.
	Asking
	// ToLock is a list of participant ids, and the patch that takes the right to the command's What.
	ToLock
	// ToUnlock is the same, and the patch that gives it back.
	ToUnlock
	// Titles is a list of objects with the title of each meeting to be created.
	Titles
	// MeetingIDs is a list of the ids of connected meetings.
	MeetingIDs
	// Moving is the meeting where people are, the one they go to and their user ids: in a call
	// of its own for each meeting where some are.
	Moving
	// NewPoll is the question of a poll, its options, and whether it is anonymous and hides votes.
	NewPoll
	// Spotlight is whether others are told which tab is chosen; a tab to choose is chosen before.
	Spotlight
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
	// NeedsOwnMedia is not for who only watches a livestream, of whom the SDK says that the
	// media server is joined.
	NeedsOwnMedia
	// NeedsEntered needs the meeting entered in some way: joined, waiting to be
	// let in, or trying to come back.
	NeedsEntered
	// NeedsPinned needs the target to be the pinned person, because the SDK's
	// unpin clears the pin of whoever has it.
	NeedsPinned
	// NeedsStage needs a meeting with a stage.
	NeedsStage
	// NeedsInvitable needs a target off stage who may not come on it anyway: their SDK takes
	// no invitation then.
	NeedsInvitable
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
	// ProofScreenShareOff is the target's screen share stopping.
	ProofScreenShareOff
	// ProofInvited is that the target may come on stage, or is there.
	ProofInvited
	// ProofOffStage is the target being off stage and not asking for it.
	ProofOffStage
	// ProofOnStage is oneself being on stage.
	ProofOnStage
	// ProofLeftStage is oneself being off stage.
	ProofLeftStage
	// ProofAsked is oneself being allowed on stage at once; a request cannot be seen to arrive.
	ProofAsked
	// ProofRecording is one recording more that runs.
	ProofRecording
	// ProofNotRecording is that no recording runs, nor is paused.
	ProofNotRecording
	// ProofRecordingPaused is that the recordings are paused.
	ProofRecordingPaused
	// ProofRecordingResumed is that none of the recordings is paused.
	ProofRecordingResumed
	// ProofLive is the livestream being on, or waiting for the picture of an encoder.
	ProofLive
	// ProofNotLive is the livestream being off.
	ProofNotLive
	// ProofDevicesTaken is each device of the target that is on, and that the command's patch
	// takes, going off; where there is none the action ends as sent.
	ProofDevicesTaken
	// ProofAskedForAudio is none for who is muted: the action ends as sent, and changes nothing for
	// who is not.
	ProofAskedForAudio
	// ProofAskedForVideo is the same of the camera.
	ProofAskedForVideo
	// ProofMessagePinned is the message being pinned.
	ProofMessagePinned
	// ProofMessageUnpinned is the message being there and not pinned.
	ProofMessageUnpinned
	// ProofMessageDeleted is the message being gone.
	ProofMessageDeleted
	// ProofPollBegun is one's own poll with the command's question being new among the polls; who
	// may not see polls has the action end as sent.
	ProofPollBegun
	// ProofPluginActive is none, as the SDK shows it before the server agrees: the action ends as
	// sent, and changes nothing for a plugin that is active.
	ProofPluginActive
	// ProofPluginClosed is the same for one that is not.
	ProofPluginClosed
	// ProofMeetingsCreated is each of the command's titles being that of a new meeting.
	ProofMeetingsCreated
	// ProofMeetingDeleted is the meeting being gone.
	ProofMeetingDeleted
	// ProofMoved is the target being in the meeting they were to go to.
	ProofMoved
)

// Risk says how careful a page should be before it performs an action.
type Risk uint8

const (
	// RiskNone can be taken back, by the person concerned or by the host.
	RiskNone Risk = iota
	// RiskOnePerson ends the meeting for one person: ask first.
	RiskOnePerson
	// RiskEverybody ends the meeting for everybody, or turns away all who wait: ask, and
	// say how many.
	RiskEverybody
	// RiskMedia ends somebody's audio and video for good in a group call (SDK 2.0.2, seen in
	// Chromium), oneself's and with it one's host controls possibly: ask there.
	RiskMedia
)

// all has every action, topic by topic.
var all = slices.Concat(media, asks, screenshare, pin, presence, waiting, stage, recording, livestream, permissions, locks, rooms, chat, polls, plugins, spotlight)

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
