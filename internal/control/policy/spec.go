package policy

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Spec is what a policy does, and what it takes.
type Spec struct {
	Policy meeting.Policy
	// Action is what it performs, and what must be allowed when it is switched on. Who waits is
	// turned away by KeepOut instead.
	Action meeting.Action
	// One is for a policy about one person, Customs and Users for one that is about custom ids and
	// user ids, and Lasts for one that has an end.
	One, Customs, Users, Lasts bool
}

var specs = [...]Spec{
	{Policy: meeting.MuteOnEntry, Action: meeting.DisableAudio},
	{Policy: meeting.KeepMuted, Action: meeting.DisableAudio},
	{Policy: meeting.KeepPin, Action: meeting.Pin, One: true},
	{Policy: meeting.Admit, Action: meeting.AcceptWaitingRoomRequest, Customs: true},
	{Policy: meeting.Floor, Action: meeting.DisableAudio, One: true, Lasts: true},
	{Policy: meeting.KeepOut, Action: meeting.Kick, Users: true},
}

// Of is the spec of a policy; without an action for what is none.
func Of(policy meeting.Policy) Spec {
	for _, spec := range specs {
		if spec.Policy == policy {
			return spec
		}
	}
	return Spec{Policy: policy}
}

// Action is the action that a policy performs, "" for no policy.
func Action(policy meeting.Policy) meeting.Action { return Of(policy).Action }

// Removal is the action that removes somebody again, or turns them away while they wait.
func Removal(waits bool) meeting.Action {
	if waits {
		return meeting.RejectWaitingRoomRequest
	}
	return meeting.Kick
}

// Whole tells that a policy has whom it is about, where it has to.
func Whole(one *meeting.ActivePolicy) bool {
	spec := Of(one.Policy)
	users := len(one.UserIDs)
	return spec.Action != "" && (!spec.One || users == 1) && (!spec.Users || users > 0) && (!spec.Customs || len(one.CustomIDs) > 0)
}
