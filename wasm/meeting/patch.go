package meeting

import "strings"

// PermissionsPatch is a change of what the presets of others grant, until the session ends: for
// each key its value, [PatchNo] for [PatchChatPublicFiles] for example. What is not named stays
// as it is. Where anything of polls is named, [PatchPollsCanView] has to be: without it SDK 2.0.2
// takes the polls away from whoever gets the patch.
type PermissionsPatch [PatchKeys]PatchValue

// PatchKey is something that a patch can name.
type PatchKey uint8

// PatchKeys is how many there are.
const PatchKeys = PatchKey(len(patchTable))

// PatchValue is what becomes of something: the SDK's number and one.
type PatchValue uint8

// The values of most keys.
const (
	PatchUnnamed PatchValue = iota
	PatchNo
	PatchYes
)

// The values of media. A command takes no PatchCanRequest: SDK 2.0.2 has nothing to ask with.
const (
	PatchAllowed PatchValue = iota + 2
	PatchNotAllowed
	PatchCanRequest
)

// PatchNumber is the value of a key that the SDK has numbers for.
func PatchNumber(number int) PatchValue { return PatchValue(number + 1) }

// PatchKind says which values a key takes.
type PatchKind uint8

const (
	// YesOrNo is PatchNo or PatchYes.
	YesOrNo PatchKind = iota
	// Produce is PatchAllowed or PatchNotAllowed.
	Produce
	// WaitingRoomType is PatchNumber of 1 for SKIP, 2 for ON_PRIVILEGED_USER_ENTRY or 3 for
	// SKIP_ON_ACCEPT.
	WaitingRoomType
	// RecorderType is PatchNumber of 0 for NONE, 1 for RECORDER or 2 for LIVESTREAMER.
	RecorderType
)

// patchTable has all keys, those of a group one after the other: the SDK's PresetUpdates
// (2.0.2). The constants are generated from it.
var patchTable = [...]struct {
	path string
	kind PatchKind
}{
	{path: "polls.canCreate"},
	{path: "polls.canVote"},
	{path: "polls.canView"},
	{path: "plugins.canClose"},
	{path: "plugins.canStart"},
	{path: "chat.public.canSend"},
	{path: "chat.public.text"},
	{path: "chat.public.files"},
	{path: "chat.private.canSend"},
	{path: "chat.private.canReceive"},
	{path: "chat.private.text"},
	{path: "chat.private.files"},
	{path: "acceptWaitingRequests"},
	{path: "canAcceptProductionRequests"},
	{path: "canEditDisplayName"},
	{path: "canRecord"},
	{path: "canLivestream"},
	{path: "canSpotlight"},
	{path: "disableParticipantAudio"},
	{path: "disableParticipantScreensharing"},
	{path: "disableParticipantVideo"},
	{path: "kickParticipant"},
	{path: "pinParticipant"},
	{path: "transcriptionEnabled"},
	{"waitingRoomType", WaitingRoomType},
	{path: "isRecorder"},
	{"recorderType", RecorderType},
	{path: "hiddenParticipant"},
	{path: "showParticipantList"},
	{path: "canChangeParticipantPermissions"},
	{path: "connectedMeetings.canAlterConnectedMeetings"},
	{path: "connectedMeetings.canSwitchToParentMeeting"},
	{path: "connectedMeetings.canSwitchConnectedMeetings"},
	{"media.audio.canProduce", Produce},
	{"media.video.canProduce", Produce},
	{"media.screenshare.canProduce", Produce},
}

// Empty tells whether a patch names nothing.
func (p *PermissionsPatch) Empty() bool { return p == nil || *p == PermissionsPatch{} }

// Path is where the SDK has the key, such as "chat.public.canSend".
func (k PatchKey) Path() string { return patchTable[k].path }

// Kind says which values the key takes.
func (k PatchKey) Kind() PatchKind { return patchTable[k].kind }

// Takes tells whether a command may give the key a value.
func (k PatchKey) Takes(value PatchValue) bool {
	least, most := k.values()
	return least <= value && value <= most
}

func (k PatchKey) values() (least, most PatchValue) {
	switch k.Kind() {
	case Produce:
		return PatchAllowed, PatchNotAllowed
	case WaitingRoomType:
		return PatchNumber(1), PatchNumber(3)
	case RecorderType:
		return PatchNo, PatchNumber(2)
	}
	return PatchNo, PatchYes
}

// Value is what gives the key, or takes it; nothing for a key that is not yes or no.
func (k PatchKey) Value(may bool) PatchValue {
	switch {
	case k.Kind() == Produce && may:
		return PatchAllowed
	case k.Kind() == Produce:
		return PatchNotAllowed
	case k.Kind() == YesOrNo && may:
		return PatchYes
	case k.Kind() == YesOrNo:
		return PatchNo
	}
	return PatchUnnamed
}

// opposite is what a value is set back with, nothing where there is none.
func (k PatchKey) opposite(value PatchValue) PatchValue {
	if value == PatchUnnamed {
		return value
	}
	return k.Value(value != k.Value(true))
}

// Sent is a value as the SDK takes it: a boolean or a number.
func (k PatchKey) Sent(value PatchValue) any {
	if k.Kind() == YesOrNo {
		return value == PatchYes
	}
	return int(value) - 1
}

// Fields is the patch as the SDK takes it, as an object of objects.
func (p *PermissionsPatch) Fields() map[string]any {
	fields := map[string]any{}
	for key := range PatchKeys {
		value := p[key]
		if value == PatchUnnamed {
			continue
		}
		group, name := fields, key.Path()
		for {
			outer, inner, nested := strings.Cut(name, ".")
			if !nested {
				break
			}
			name = inner
			within, known := group[outer].(map[string]any)
			if !known {
				within = map[string]any{}
				group[outer] = within
			}
			group = within
		}
		group[name] = key.Sent(value)
	}
	return fields
}
