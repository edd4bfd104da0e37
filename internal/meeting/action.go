package meeting

// Action is the name of something a host can do: the SDK's method name.
type Action string

// The actions. What each one is, the table below says.
const (
	DisableAudio    Action = "disableAudio"
	DisableVideo    Action = "disableVideo"
	DisableAllAudio Action = "disableAllAudio"
	DisableAllVideo Action = "disableAllVideo"
	Pin             Action = "pin"
	Unpin           Action = "unpin"
	Kick            Action = "kick"
	KickAll         Action = "kickAll"
	Leave           Action = "leave"
)

// Scope says whom an action is about.
type Scope uint8

const (
	// OnParticipant is about one person, named by the command's target.
	OnParticipant Scope = iota
	// OnEach is about everybody it applies to, oneself included, with a result for each.
	OnEach
	// OnMeeting is about the meeting as a whole; its result is seen on oneself.
	OnMeeting
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

// Row describes one action. Controller, panel, bindings and documentation are
// driven by it.
type Row struct {
	Action Action
	Scope  Scope
	OnSelf OnSelf
	// Permission is what the preset must grant.
	Permission Permission
	Needs      Needs
	Proof      Proof
	Risk       Risk
}

// TakesTarget tells whether the action's command names a participant id.
func (r Row) TakesTarget() bool { return r.Scope == OnParticipant }

// table has every action (SDK 2.0.2, read in its bundle and seen in Chromium).
// Leaving needs no connection: whoever is cut off may give up.
var table = []Row{
	{Action: DisableAudio, Scope: OnParticipant, Permission: CanDisableParticipantAudio, Needs: NeedsJoined | NeedsMedia, Proof: ProofAudioOff},
	{Action: DisableVideo, Scope: OnParticipant, Permission: CanDisableParticipantVideo, Needs: NeedsJoined | NeedsMedia, Proof: ProofVideoOff},
	{Action: DisableAllAudio, Scope: OnEach, Permission: CanAllowParticipantAudio, Needs: NeedsJoined | NeedsMedia, Proof: ProofAudioOff},
	{Action: DisableAllVideo, Scope: OnEach, Permission: CanAllowParticipantVideo, Needs: NeedsJoined | NeedsMedia, Proof: ProofVideoOff},
	{Action: Pin, Scope: OnParticipant, OnSelf: SelfUnchecked, Permission: PinParticipant, Needs: NeedsJoined | NeedsMedia, Proof: ProofPinned},
	{Action: Unpin, Scope: OnParticipant, OnSelf: SelfUnchecked, Permission: PinParticipant, Needs: NeedsJoined | NeedsMedia | NeedsPinned, Proof: ProofUnpinned},
	{Action: Kick, Scope: OnParticipant, Permission: KickParticipant, Needs: NeedsJoined, Proof: ProofGone, Risk: RiskOnePerson},
	{Action: KickAll, Scope: OnMeeting, Permission: KickParticipant, Needs: NeedsJoined, Proof: ProofEnded, Risk: RiskEverybody},
	{Action: Leave, Scope: OnMeeting, Needs: NeedsEntered, Proof: ProofLeft},
}

// Actions returns the table of actions, one row each. The caller may keep it.
func Actions() []Row { return append([]Row(nil), table...) }

// RowOf returns the row of an action, and false when there is no such action.
func RowOf(action Action) (Row, bool) {
	for _, row := range table {
		if row.Action == action {
			return row, true
		}
	}
	return Row{}, false
}
