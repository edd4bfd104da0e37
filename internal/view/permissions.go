package view

import (
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// setting is something that the panel lets others do or not.
type setting struct {
	// group and name are what the words call it, and what it stands with.
	group, name string
	rights      []right
}

// right is what a setting gives or takes: nobody gives what they do not have themselves.
type right struct {
	key meeting.PatchKey
	own meeting.Permission
}

// usual is how many of the settings are seen at once; the others are folded.
const usual = 6

// settings are in the order in which they are seen, those of a group one after the other. The
// right to turn off screen shares is missing among those of a host: one cannot know whether one
// has it, and SDK 2.0.2 does nothing with it.
var settings = [...]setting{
	{"devices", "audio", only(meeting.PatchMediaAudioCanProduce)},
	{"devices", "video", only(meeting.PatchMediaVideoCanProduce)},
	{"devices", "screen", only(meeting.PatchMediaScreenshareCanProduce)},
	{"chat", "public", only(meeting.PatchChatPublicCanSend)},
	{"chat", "private", only(meeting.PatchChatPrivateCanSend)},
	{"host", "cohost", []right{
		{meeting.PatchAcceptWaitingRequests, meeting.AcceptWaitingRequests},
		{meeting.PatchCanAcceptProductionRequests, meeting.CanAllowParticipantScreensharing},
		{meeting.PatchDisableParticipantAudio, meeting.CanDisableParticipantAudio},
		{meeting.PatchDisableParticipantVideo, meeting.CanDisableParticipantVideo},
		{meeting.PatchKickParticipant, meeting.KickParticipant},
		{meeting.PatchPinParticipant, meeting.PinParticipant},
		{meeting.PatchCanRecord, meeting.CanRecord},
		{meeting.PatchCanLivestream, meeting.CanLivestream},
		{meeting.PatchCanSpotlight, meeting.CanSpotlight},
	}},
	{"public", "text", only(meeting.PatchChatPublicText)},
	{"public", "files", only(meeting.PatchChatPublicFiles)},
	{"private", "text", only(meeting.PatchChatPrivateText)},
	{"private", "files", only(meeting.PatchChatPrivateFiles)},
	{"polls", "create", only(meeting.PatchPollsCanCreate)},
	{"polls", "vote", only(meeting.PatchPollsCanVote)},
	{"polls", "view", only(meeting.PatchPollsCanView)},
	{"plugins", "start", only(meeting.PatchPluginsCanStart)},
	{"plugins", "close", only(meeting.PatchPluginsCanClose)},
	{"host", "change", []right{{meeting.PatchCanChangeParticipantPermissions, meeting.CanChangeParticipantPermissions}}},
}

// only is one right that anybody may give who may change the permissions of others.
func only(key meeting.PatchKey) []right { return []right{{key, meeting.NoPermission}} }

// choice is what is to become of a setting.
type choice int

const (
	leaveIt choice = iota
	allow
	forbid
)

// editor is the question about permissions: what was chosen of each setting, and what is shown.
type editor struct {
	choices []choice
	shown   *Settings
}

// known tells what was set here of a setting.
type known int

const (
	notSet known = iota
	allowed
	forbidden
	setForSome // of the people, or of its rights
)

// Settings are what a question about permissions has to choose from. They never change.
type Settings struct {
	all   []shownSetting
	usual int // so many are seen at once
	// canSetBack tells that something was set here of all whom it is about.
	canSetBack bool
}

type shownSetting struct {
	*setting
	known known
}

// EditPermissions asks what is to become of the permissions of some people.
func (s *Screen) EditPermissions(ids []meeting.ParticipantID) {
	if len(ids) == 0 {
		return
	}
	s.question = meeting.Command{Action: meeting.UpdatePermissions, Targets: ids, Permissions: &meeting.PermissionsPatch{}}
	s.asked = ""
	if len(ids) == 1 {
		s.question.Target, s.question.Targets = ids[0], nil
		s.asked = section.Name(s.basis.State, ids[0])
	}
	set := s.setHere()
	own := s.basis.State.Self.Permissions
	back := setBack(set)
	shown := &Settings{canSetBack: !back.Empty() || len(s.lockedHere()) > 0}
	s.noteLocks(set)
	for i := range settings {
		one := &settings[i]
		if !one.offered(own) {
			continue
		}
		shown.all = append(shown.all, shownSetting{one, one.known(own, set)})
		if i < usual {
			shown.usual = len(shown.all)
		}
	}
	s.editor = editor{make([]choice, len(settings)), shown}
}

// Choose chooses what is to become of a setting, by its group and name with a dot between them.
func (s *Screen) Choose(name string, chosen int) {
	for i := range s.editor.choices {
		if settings[i].group+"."+settings[i].name == name {
			s.editor.choices[i] = choice(chosen)
		}
	}
	s.question.Permissions = s.editor.patch(s.basis.State.Self.Permissions)
}

// patch is what was chosen, as a patch.
func (e *editor) patch(own meeting.Permissions) *meeting.PermissionsPatch {
	patch := new(meeting.PermissionsPatch)
	for i, chosen := range e.choices {
		for _, right := range settings[i].rights {
			if chosen != leaveIt && own.Has(right.own) {
				patch[right.key] = right.key.Value(chosen == allow)
			}
		}
	}
	view := &patch[meeting.PatchPollsCanView]
	if *view == meeting.PatchUnnamed && patch[meeting.PatchPollsCanCreate]|patch[meeting.PatchPollsCanVote] != meeting.PatchUnnamed {
		*view = meeting.PatchYes // without it the SDK takes the polls away; the question says so
	}
	return patch
}

// SetBack answers the question about permissions with the opposite of what was set here, for all
// whom it is about. It returns false when that is not possible.
func (s *Screen) SetBack() (meeting.Command, bool) {
	command := s.question
	back := setBack(s.setHere())
	locked := s.lockedHere()
	if command.Permissions == nil || back.Empty() && len(locked) == 0 || !s.mayEdit().Allowed {
		return command, false
	}
	command.Permissions = &back
	s.also = nil
	for _, what := range locked {
		s.also = append(s.also, meeting.Command{Action: meeting.Unlock, What: what, NeverSeen: true, Target: command.Target, Targets: command.Targets})
	}
	return s.answered(s.firstOf(command)), true
}

// devices are the settings that are locks: what is locked is locked again when somebody comes
// again, and shown at their rows.
var devices = [...]struct {
	key  meeting.PatchKey
	what meeting.Lockable
}{
	{meeting.PatchMediaAudioCanProduce, meeting.LockAudio},
	{meeting.PatchMediaVideoCanProduce, meeting.LockVideo},
	{meeting.PatchMediaScreenshareCanProduce, meeting.LockScreenShare},
}

// lockedHere are the devices that are locked for all whom the question is about.
func (s *Screen) lockedHere() (locked []meeting.Lockable) {
	for _, device := range devices {
		if s.locks.Locked(device.what, targetsOf(s.question)) {
			locked = append(locked, device.what)
		}
	}
	return locked
}

// noteLocks adds what is locked to what was set here of each whom the question is about.
func (s *Screen) noteLocks(set []meeting.Patched) {
	i := 0
	for _, id := range targetsOf(s.question) {
		if _, _, here := s.basis.State.Person(id); !here {
			continue
		}
		for _, device := range devices {
			if s.locks.Locked(device.what, []meeting.ParticipantID{id}) {
				set[i].Last[device.key] = device.key.Value(false)
			}
		}
		i++
	}
}

// lockDevices makes what is forbidden of devices locks, and what is allowed of locked ones the
// end of those. The first of what is then to be performed is returned, the others are in also.
func (s *Screen) lockDevices(command meeting.Command) meeting.Command {
	patch := *command.Permissions
	s.also = nil
	for _, device := range devices {
		lock := meeting.Command{Action: meeting.Lock, What: device.what, Target: command.Target, Targets: command.Targets}
		switch value := &patch[device.key]; {
		case *value == device.key.Value(false):
		case *value == device.key.Value(true) && s.locks.Locked(device.what, targetsOf(command)):
			lock.Action, lock.NeverSeen = meeting.Unlock, true
		default:
			continue
		}
		patch[device.key] = meeting.PatchUnnamed
		s.also = append(s.also, lock)
	}
	command.Permissions = &patch
	return s.firstOf(command)
}

// firstOf is the command, or the first of the others where it has nothing to change.
func (s *Screen) firstOf(command meeting.Command) meeting.Command {
	if command.Permissions.Empty() && len(s.also) > 0 {
		command, s.also = s.also[0], s.also[1:]
	}
	return command
}

// Also returns what is to be performed beside the command that the question was answered with.
func (s *Screen) Also() []meeting.Command {
	also := s.also
	s.also, s.together = nil, also
	for _, command := range also {
		s.begin(command)
	}
	return also
}

// setHere is what was set here of each whom the question is about and who is still here.
func (s *Screen) setHere() []meeting.Patched {
	var all []meeting.Patched
	for _, id := range targetsOf(s.question) {
		if text, _, here := s.basis.State.Person(id); here {
			all = append(all, s.basis.State.Patched[text.UserID])
		}
	}
	return all
}

// setBack sets back what was set of all of them alike.
func setBack(all []meeting.Patched) meeting.PermissionsPatch {
	var alike meeting.Patched
	for i, one := range all {
		for key := range meeting.PatchKeys {
			switch {
			case i == 0:
				alike.First[key], alike.Last[key] = one.First[key], one.Last[key]
			case one.First[key] != alike.First[key] || one.Last[key] != alike.Last[key]:
				alike.First[key], alike.Last[key] = meeting.PatchUnnamed, meeting.PatchUnnamed
			}
		}
	}
	return alike.Back()
}

// offered tells that one has any of its rights oneself.
func (s *setting) offered(own meeting.Permissions) bool {
	for _, right := range s.rights {
		if own.Has(right.own) {
			return true
		}
	}
	return false
}

// known is what was set of a setting of these people, of those rights that one has oneself.
func (s *setting) known(own meeting.Permissions, all []meeting.Patched) known {
	var found known
	first := true
	for i := range all {
		for _, right := range s.rights {
			one := notSet
			switch value := all[i].Last[right.key]; {
			case !own.Has(right.own):
				continue
			case value == right.key.Value(true):
				one = allowed
			case value != meeting.PatchUnnamed:
				one = forbidden
			}
			if !first && one != found {
				return setForSome
			}
			found, first = one, false
		}
	}
	return found
}

// mayEdit is the verdict about the first whose permissions may be changed, or about the last.
func (s *Screen) mayEdit() (verdict meeting.Verdict) {
	for _, id := range targetsOf(s.question) {
		verdict = control.Can(s.basis.State, s.question.Action, id)
		if verdict.Allowed {
			break
		}
	}
	return verdict
}

// permissionsDialog is the question about permissions as it is now.
func (s *Screen) permissionsDialog() Dialog {
	d := Dialog{Action: s.question.Action, Target: s.question.Target, Words: "dialog." + string(s.question.Action), Name: s.asked, People: len(s.question.Targets), Settings: s.editor.shown, State: section.ButtonReady}
	if d.People > 0 {
		d.Words += ".many"
	}
	verdict := s.mayEdit()
	switch {
	case !verdict.Allowed:
		d.State, d.Why, d.Permission = section.ButtonBlocked, verdict.Message.Key, verdict.Permission
	case s.question.Permissions.Empty():
		d.State, d.Why = section.ButtonBlocked, "permissions.nothing"
	}
	return d
}

// write tells the page what there is to choose from, nothing for none.
func (s *Settings) write(p *section.Patch) {
	if s == nil {
		return
	}
	p.Int(s.usual).Bool(s.canSetBack)
	for i := range s.all {
		one := &s.all[i]
		p.String(one.group).String(one.name).Int(int(one.known))
	}
}
