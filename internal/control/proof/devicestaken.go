package proof

import "github.com/gavel-rtc/gavel/wasm/meeting"

// devicesTaken is each of some devices that the target has on going off, after a call that is
// answered before the server has done anything. It is unseen of somebody who has none on.
func devicesTaken(devices meeting.Flags) *Unit {
	anyOn := func(s *meeting.State, id meeting.ParticipantID) bool {
		_, flags, _ := s.Person(id)
		return flags&devices != 0
	}
	unit := unseen
	unit.AnswerTellsNothing = true
	unit.Visible = anyOn
	unit.Change = func(seen *Observation, change *Change) Sign {
		return ofPerson(change, change.WentOff&devices != 0 && !anyOn(seen.After, change.ID), Off)
	}
	return &unit
}

// devicesTakenBy are the devices that a patch takes.
func devicesTakenBy(patch *meeting.PermissionsPatch) (devices meeting.Flags) {
	if patch == nil {
		return 0
	}
	for i, key := range [...]meeting.PatchKey{meeting.PatchMediaAudioCanProduce, meeting.PatchMediaVideoCanProduce, meeting.PatchMediaScreenshareCanProduce} {
		if patch[key] == meeting.PatchNotAllowed {
			devices |= [...]meeting.Flags{meeting.AudioOn, meeting.VideoOn, meeting.ScreenShareOn}[i]
		}
	}
	return devices
}
