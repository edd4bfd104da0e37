package policy

import "github.com/gavel-rtc/gavel/wasm/meeting"

// actions are the actions that a policy performs: what must be allowed when it is switched
// on. KeepOut takes the other where nobody can wait.
var actions = [...]struct {
	policy meeting.Policy
	action meeting.Action
}{
	{meeting.MuteOnEntry, meeting.DisableAudio},
	{meeting.KeepMuted, meeting.DisableAudio},
	{meeting.KeepPin, meeting.Pin},
	{meeting.Admit, meeting.AcceptWaitingRoomRequest},
	{meeting.Floor, meeting.DisableAudio},
	{meeting.KeepOut, meeting.Kick},
}

// Action is the action that a policy performs, "" for no policy.
func Action(policy meeting.Policy) meeting.Action {
	for _, one := range actions {
		if one.policy == policy {
			return one.action
		}
	}
	return ""
}
