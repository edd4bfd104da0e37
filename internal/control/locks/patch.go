package locks

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Devices are the flags of what is seen to be used.
const Devices = meeting.AudioOn | meeting.VideoOn | meeting.ScreenShareOn

// deviceKeys is where the right to a device is in a patch.
var deviceKeys = [...]struct {
	device meeting.Flags
	key    meeting.PatchKey
}{
	{meeting.AudioOn, meeting.PatchMediaAudioCanProduce},
	{meeting.VideoOn, meeting.PatchMediaVideoCanProduce},
	{meeting.ScreenShareOn, meeting.PatchMediaScreenshareCanProduce},
}

// Taking is the patch that takes the rights to some things.
func Taking(what meeting.Flags) *meeting.PermissionsPatch {
	return patchOf(what, meeting.PatchNotAllowed, meeting.PatchNo)
}

// Giving is the patch that gives them back. Where there is a stage somebody may have been allowed
// to use a device because they were on it: that is given back, and no more. On stage it means the
// same as allowed, and off stage nobody may (SDK 2.0.2).
func Giving(what meeting.Flags, s *meeting.State) *meeting.PermissionsPatch {
	if s.Self.Permissions.Has(meeting.StageEnabled) {
		return patchOf(what, meeting.PatchCanRequest, meeting.PatchYes)
	}
	return patchOf(what, meeting.PatchAllowed, meeting.PatchYes)
}

func patchOf(what meeting.Flags, device, chat meeting.PatchValue) *meeting.PermissionsPatch {
	patch := new(meeting.PermissionsPatch)
	for _, row := range deviceKeys {
		if what.Has(row.device) {
			patch[row.key] = device
		}
	}
	if what.Has(meeting.Chat) {
		patch[meeting.PatchChatPublicCanSend], patch[meeting.PatchChatPrivateCanSend] = chat, chat
	}
	return patch
}

// Allowed is what a patch allows of that, by itself.
func Allowed(patch *meeting.PermissionsPatch) (what meeting.Flags) {
	if patch == nil {
		return 0
	}
	for _, row := range deviceKeys {
		if patch[row.key] == meeting.PatchAllowed {
			what |= row.device
		}
	}
	if patch[meeting.PatchChatPublicCanSend] == meeting.PatchYes {
		what |= meeting.Chat
	}
	return what
}
