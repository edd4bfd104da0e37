package control

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Meeting is what a Controller needs of a meeting. Package meetingtest has an
// implementation in memory and the contract that every implementation passes.
type Meeting interface {
	// Listen starts listening to the meeting. From then on wake is called soon
	// after something changed, once for many changes in a short time, from any
	// goroutine, also while a page is hidden. wake returns soon and may call
	// Read; busy tells that a command is or was under way, so that goroutines and
	// timers may wait for their turn. Listen is called once. stop ends it and
	// removes every listener from the meeting; it may be called more than once and
	// from wake. wake is not called any more after stop has returned.
	Listen(wake func() (busy bool)) (stop func())

	// Read returns what the meeting showed since the last Read: everything up to
	// this moment, woken or not, and nothing twice. Nothing that happened in
	// between is lost: an effect that was undone since is an Edge. The first
	// Read after Listen has Reset set and is the meeting in full. While the SDK
	// is leaving, people are seen to fall silent before RoomLeft comes; Read holds
	// that back until it can be told in one batch with RoomLeft. Read is cheap
	// when nothing changed. It is never called twice at once, and does not call
	// wake. Once it has given Broken it is not called any more.
	Read() Facts

	// Reading tells that the caller is called from inside a Read, by a getter of the
	// page that is being read: it must not wait for that Read to end.
	Reading() bool

	// Call performs the SDK's method for call on the object that is in the
	// meeting now, and returns when the method's promise settles or stop is
	// closed, whichever is first: promises may never settle. It runs on a
	// goroutine of its own, many at a time. stop is a channel and no context,
	// because a context in the module costs 30 KB (brotli).
	//
	// Nothing is sent when stop is already closed. The object of call.Target is
	// looked up at the moment of the call: if it is no longer there, nothing is
	// sent and the error has ReasonNoSuchParticipant. For meeting.Unpin the
	// object's isPinned is read at that moment too: if false, nothing is sent
	// and the error has ReasonNotPinned, because the SDK's unpin would clear the
	// pin of whoever has it by then. A method that is missing is ReasonUnsupported.
	//
	// A refusal that comes when the promise has resolved (Spec.RefusedLater) is an error as
	// well: of such an action Call waits on for it, until stop is closed.
	//
	// An error is always a *meeting.Error: what the SDK threw or rejected with,
	// through meeting.SDKError, or ReasonAborted when stop was closed first.
	// Call never panics.
	Call(stop <-chan struct{}, call Call) error

	// TurnOn calls the SDK's method that turns on one's microphone or camera, and returns when its
	// promise settles or stop is closed, whichever is first. A promise that resolves proves
	// nothing: the browser or the preset may not have allowed it. Errors are as those of Call.
	TurnOn(stop <-chan struct{}, device meeting.Flags) error

	// Send is Call without waiting: for what is to be left in order when nobody will be there
	// for an answer. It may be called at any time, and what stands against it is told to nobody.
	Send(call Call)
}

// Call is one call of an SDK method.
type Call struct {
	Action meeting.Action
	// Target is the participant to call it on; "" for actions without a target.
	Target meeting.ParticipantID
	// OnSelf tells that Target is oneself: the method is that of meeting.self.
	OnSelf bool
	// Each are those whom an action on several at once is about, in order, and the target of
	// one that is about a user. Where several targets are one call, Target is "".
	Each []Person
	// AllowMultiple is that of the command.
	AllowMultiple bool
	// Permissions are what is to change for those in Each.
	Permissions *meeting.PermissionsPatch
	// Titles, Poll and Spotlight are those of the command.
	Titles    []string
	Poll      *meeting.NewPoll
	Spotlight *meeting.Spotlight
	// To is the connected meeting to which those in Each are moved, and PresetID what they are to be
	// there, "" for what they are.
	To, PresetID string
	// Back gives back what the action took from those in Each.
	Back bool
}

// Person names somebody, for a method that takes ids.
type Person struct {
	ID     meeting.ParticipantID
	UserID meeting.UserID
	// In is the connected meeting where they are, when they are to be moved.
	In string
}

// Facts is one batch of what a meeting showed. What is nil or empty did not change.
type Facts struct {
	// Broken tells that the meeting cannot be read any more, and why. Nothing else is set.
	Broken *meeting.Error
	// Events are the meeting-wide events since the last batch, in order. The
	// rest of the batch is how things are after the last of them.
	Events []Event
	// Reset tells that Joined and Waitlisted are complete: whoever is not named
	// is not there. Nobody is said to have left by that, and nothing in such a
	// batch proves an effect. Self and Room are set as well. A batch has Reset
	// after Listen, ParticipantsCleared and MeetingChanged, and each time the
	// connection is there again after it was down.
	Reset bool
	// Joined are changes of people in the meeting, each id at most once, those
	// who are new in the order in which they came. Oneself is not among them.
	Joined []Change
	// Waitlisted are changes of people in the waiting room.
	Waitlisted []Change
	// Self is oneself, in full, when anything of it changed.
	Self *SelfChange
	// Room is the state of the meeting as a whole, in full, when anything of it changed.
	Room *meeting.Room
	// Messages are changes of the messages of the chat, new ones in the order in which they came;
	// with MessagesAnew all that there are.
	Messages     []MessageChange
	MessagesAnew bool
	// Polls, Plugins and ConnectedMeetings are complete, when anything of them changed; nil otherwise. Of the
	// connected meetings only what the server told counts, not what the SDK expects of a call.
	Polls             []meeting.Poll
	Plugins           []meeting.Plugin
	ConnectedMeetings []meeting.ConnectedMeeting
}

// MessageChange is how a message of the chat is now.
type MessageChange struct {
	meeting.ChatMessage
	// Gone tells that it was deleted. The rest is then empty.
	Gone bool
}

// Change is how one person is now, and what happened to them since the last batch.
type Change struct {
	ID meeting.ParticipantID
	// Gone tells that the person is no longer in the map. The rest is then
	// empty, but for Edges.
	Gone  bool
	Edges Edge
	Flags meeting.Flags
	Stage meeting.StageStatus
	// Text is set for somebody new and when any of it changed, nil otherwise.
	Text *meeting.Text
}

// SelfChange is how oneself is now, and what happened since the last batch. Of
// the edges only the first five occur.
type SelfChange struct {
	meeting.Self
	Edges Edge
}

// Edge is something that happened to one person since the last batch, even if
// it has been undone since.
//
// The edges of devices and pins mean that one and the same object was seen to
// change. Somebody who comes back as a new object with the microphone off has
// not been muted: that is EdgeReplaced, and no EdgeAudioOff of the new object.
// The former object's devices are seen to go off just before its EdgeLeft (SDK
// 2.0.2, seen in Chromium), which is no mute either.
type Edge uint8

const (
	// EdgeAudioOff is audioEnabled going from true to false.
	EdgeAudioOff Edge = 1 << iota
	// EdgeVideoOff is videoEnabled going from true to false.
	EdgeVideoOff
	// EdgeScreenShareOff is screenShareEnabled going from true to false.
	EdgeScreenShareOff
	// EdgePinned is isPinned going from false to true.
	EdgePinned
	// EdgeUnpinned is isPinned going from true to false.
	EdgeUnpinned
	// EdgeLeft is participantLeft. Clearing the map on a reconnect is not that.
	EdgeLeft
	// EdgeReplaced is that the id now belongs to another object than before.
	EdgeReplaced
)

// Event is a meeting-wide event, from the SDK's emitters.
type Event struct {
	Kind EventKind
	// State is that of a RoomLeft event: kicked, ended, left …
	State meeting.RoomState
	// Reconnected belongs to RoomJoined.
	Reconnected bool
	// Device belongs to Requested: what oneself is to turn on.
	Device meeting.Flags
	// User belongs to Wrote.
	User meeting.UserID
}

// EventKind tells events apart.
type EventKind uint8

// The events.
const (
	// RoomJoined is self's roomJoined.
	RoomJoined EventKind = iota + 1
	// RoomLeft is self's roomLeft.
	RoomLeft
	// ParticipantsCleared is the joined map's participantsCleared.
	ParticipantsCleared
	// MeetingChanged is connectedMeetings' meetingChanged. The implementation
	// has moved its listeners to the new meeting object before it reports it;
	// ids are then new.
	MeetingChanged
	// Requested is participants' broadcastedMessage, of Gavel's type and in every way as Gavel
	// sends it. Between two reads each device is told once.
	Requested
	// Wrote is chat's chatUpdate about a message that was added.
	Wrote
)
