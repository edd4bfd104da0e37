package view

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

type patch = meeting.PermissionsPatch

// user is somebody with a user id made of the name.
func user(name string, flags meeting.Flags) *meeting.Participant {
	p := person(name, flags)
	p.UserID = meeting.UserID("user-" + name)
	return p
}

// set has something set here of somebody's permissions.
func set(state meeting.State, user meeting.UserID, patches ...patch) meeting.State {
	all := map[meeting.UserID]meeting.Patched{}
	for known, one := range state.Patched {
		all[known] = one
	}
	for i := range patches {
		all[user] = all[user].With(&patches[i])
	}
	state.Patched = all
	return state
}

func edit(s *Screen, names ...meeting.ParticipantID) *Settings {
	s.EditPermissions(names)
	return s.Panel().Dialog.Settings
}

// knownOf is what a question says was set here, by the names of the settings.
func knownOf(settings *Settings) map[string]known {
	all := map[string]known{}
	for _, one := range settings.all {
		if one.known != notSet {
			all[one.group+"."+one.name] = one.known
		}
	}
	return all
}

func TestWhatIsChosenIsOnePatch(t *testing.T) {
	const yes, no = int(allow), int(forbid)
	cohost := patch{
		meeting.PatchAcceptWaitingRequests: meeting.PatchYes, meeting.PatchCanAcceptProductionRequests: meeting.PatchYes,
		meeting.PatchDisableParticipantAudio: meeting.PatchYes, meeting.PatchDisableParticipantVideo: meeting.PatchYes,
		meeting.PatchKickParticipant: meeting.PatchYes, meeting.PatchPinParticipant: meeting.PatchYes,
		meeting.PatchCanRecord: meeting.PatchYes, meeting.PatchCanLivestream: meeting.PatchYes, meeting.PatchCanSpotlight: meeting.PatchYes,
	}
	lesser := patch{meeting.PatchDisableParticipantAudio: meeting.PatchNo, meeting.PatchKickParticipant: meeting.PatchNo}
	tests := []struct {
		name    string
		own     []meeting.Permission // nil: every one
		choices map[string]int
		want    patch
	}{
		{"chat", nil, map[string]int{"chat.public": no, "private.files": yes}, patch{meeting.PatchChatPublicCanSend: meeting.PatchNo, meeting.PatchChatPrivateFiles: meeting.PatchYes}},
		{"devices", nil, map[string]int{"devices.audio": no, "devices.screen": yes}, patch{meeting.PatchMediaScreenshareCanProduce: meeting.PatchAllowed}},
		{"polls keep being seen", nil, map[string]int{"polls.vote": no}, patch{meeting.PatchPollsCanVote: meeting.PatchNo, meeting.PatchPollsCanView: meeting.PatchYes}},
		{"polls are taken", nil, map[string]int{"polls.create": no, "polls.view": no}, patch{meeting.PatchPollsCanCreate: meeting.PatchNo, meeting.PatchPollsCanView: meeting.PatchNo}},
		{"a co-host", nil, map[string]int{"host.cohost": yes}, cohost},
		{"no co-host, of a host with few rights", []meeting.Permission{meeting.CanDisableParticipantAudio, meeting.KickParticipant}, map[string]int{"host.cohost": no}, lesser},
		{"there is no such setting", nil, map[string]int{"": yes, "chat": yes}, patch{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			room := with(host(), user("ann", 0), user("bob", 0))
			if test.own != nil {
				room.Self.Permissions = meeting.Permissions{}.With(append(test.own, meeting.CanChangeParticipantPermissions)...)
			}
			s := show(room)
			_, now := s.Press(meeting.UpdatePermissions, "id-ann", noon)
			require.False(t, now)
			require.Equal(t, "ann", s.Panel().Dialog.Name)
			_, now = s.Confirm()
			require.False(t, now)
			require.Equal(t, "permissions.nothing", s.Panel().Dialog.Why)
			for name, chosen := range test.choices {
				s.Choose(name, chosen)
			}
			command, now := s.Confirm()
			require.Equal(t, test.want != patch{}, now)
			assert.Equal(t, meeting.Command{Action: meeting.UpdatePermissions, Target: "id-ann", Permissions: &test.want}, command)

			s.EditPermissions([]meeting.ParticipantID{"id-ann", "id-bob"})
			for name, chosen := range test.choices {
				s.Choose(name, chosen)
			}
			assert.Equal(t, 2, s.Panel().Dialog.People)
			command, _ = s.Confirm()
			assert.Equal(t, meeting.Command{Action: meeting.UpdatePermissions, Targets: []meeting.ParticipantID{"id-ann", "id-bob"}, Permissions: &test.want}, command)
		})
	}
}

func TestAChoiceIsTakenBack(t *testing.T) {
	s := show(with(host(), user("ann", 0)))
	edit(s, "id-ann")
	s.Choose("chat.public", int(forbid))
	s.Choose("devices.audio", int(forbid))
	s.Choose("devices.audio", int(leaveIt))
	s.Cancel()
	assert.Equal(t, Dialog{}, s.Panel().Dialog)
	edit(s, "id-ann")
	assert.Equal(t, section.ButtonBlocked, s.Panel().Dialog.State, "a question begins anew")
}

func TestNobodyGivesWhatTheyDoNotHave(t *testing.T) {
	room := with(host(), user("ann", 0))
	room.Self.Permissions = meeting.Permissions{}.With(meeting.CanChangeParticipantPermissions)
	for _, one := range edit(show(room), "id-ann").all {
		assert.NotEqual(t, "cohost", one.name)
	}
	assert.Equal(t, usual-1, edit(show(room), "id-ann").usual)
}

func TestAQuestionSaysWhatWasSetHere(t *testing.T) {
	room := with(host(), user("ann", 0), user("bob", 0), user("cid", 0))
	noChat := patch{meeting.PatchChatPublicCanSend: meeting.PatchNo}
	room = set(room, "user-ann", noChat, patch{meeting.PatchMediaAudioCanProduce: meeting.PatchAllowed, meeting.PatchCanRecord: meeting.PatchYes})
	room = set(room, "user-bob", noChat)
	s := show(room)
	assert.Equal(t, map[string]known{"chat.public": forbidden, "devices.audio": allowed, "host.cohost": setForSome}, knownOf(edit(s, "id-ann")))
	assert.Equal(t, map[string]known{"chat.public": forbidden, "devices.audio": setForSome, "host.cohost": setForSome}, knownOf(edit(s, "id-ann", "id-bob")))
	assert.Empty(t, knownOf(edit(s, "id-cid")))

	before := s.Panel()
	s.update(set(room, "user-cid", noChat))
	after := s.Panel()
	assert.Same(t, before.Dialog.Settings, after.Dialog.Settings, "what is being chosen stays as it is")
}

func TestWhatWasSetIsSetBackForAllAlike(t *testing.T) {
	room := with(host(), user("ann", 0), user("bob", 0), user("cid", 0))
	noChat, both := patch{meeting.PatchChatPublicCanSend: meeting.PatchNo}, patch{meeting.PatchChatPublicCanSend: meeting.PatchNo, meeting.PatchChatPublicFiles: meeting.PatchNo}
	room = set(set(room, "user-ann", both), "user-bob", noChat)
	s := show(room)
	assert.False(t, edit(s, "id-cid").canSetBack)
	_, now := s.SetBack()
	assert.False(t, now)
	assert.False(t, edit(s, "id-bob", "id-cid").canSetBack, "who had nothing taken is given nothing")

	assert.True(t, edit(s, "id-ann", "id-bob").canSetBack)
	command, now := s.SetBack()
	require.True(t, now)
	assert.Equal(t, meeting.Command{
		Action: meeting.UpdatePermissions, Targets: []meeting.ParticipantID{"id-ann", "id-bob"},
		Permissions: &patch{meeting.PatchChatPublicCanSend: meeting.PatchYes},
	}, command)
	assert.Equal(t, Dialog{}, s.Panel().Dialog)

	edit(s, "id-ann")
	s.update(without(room, "id-ann"))
	_, now = s.SetBack()
	assert.False(t, now, "she is not here")
	_, now = show(room).SetBack()
	assert.False(t, now, "nobody was asked")
}

func TestAQuestionAboutPermissionsFollowsTheMeeting(t *testing.T) {
	room := with(host(), user("ann", 0), user("bob", 0))
	s := show(room)
	edit(s, "id-ann", "id-bob")
	s.Choose("chat.public", int(forbid))
	s.update(without(room, "id-ann"))
	assert.Equal(t, section.ButtonReady, s.Panel().Dialog.State, "somebody is left")
	s.update(without(room, "id-ann", "id-bob"))
	dialog := s.Panel().Dialog
	assert.Equal(t, "reason.no-such-participant", dialog.Why)
	_, now := s.Confirm()
	assert.False(t, now)

	room.Self.Permissions = room.Self.Permissions.Without(meeting.CanChangeParticipantPermissions)
	s.update(room)
	assert.Equal(t, "can_change_participant_permissions", s.Panel().Dialog.Permission)
	row, _ := s.Panel().row("id-ann")
	assert.Equal(t, section.ButtonBlocked, buttonOf(row, meeting.UpdatePermissions).State)
}

// buttonOf is the item of an action in a row's menu.
func buttonOf(row section.Row, name meeting.Action) section.Button {
	for _, button := range row.Menu {
		if button.Action == name {
			return button
		}
	}
	return section.Button{}
}

func TestAPatchUnderWayIsShownAtTheRow(t *testing.T) {
	room := with(host(), user("ann", 0), user("bob", 0))
	state := func(s *Screen, id meeting.ParticipantID) section.ButtonState {
		row, _ := s.Panel().row(id)
		return buttonOf(row, meeting.UpdatePermissions).State
	}
	s := show(pending(room, meeting.Command{Action: meeting.UpdatePermissions, Target: "id-ann", Permissions: &patch{meeting.PatchCanRecord: meeting.PatchNo}}))
	assert.Equal(t, section.ButtonBusy, state(s, "id-ann"))
	assert.Equal(t, section.ButtonReady, state(s, "id-bob"))
	s.Press(meeting.UpdatePermissions, "id-ann", noon)
	assert.Equal(t, Dialog{}, s.Panel().Dialog)
}

func TestAReceiptSaysWhatCannotBeSeen(t *testing.T) {
	sent := func(name string) meeting.TargetOutcome {
		return meeting.TargetOutcome{ID: meeting.ParticipantID("id-" + name), Name: name, Status: meeting.StatusSent}
	}
	seen := sent("cid")
	seen.Status = meeting.StatusConfirmed
	for _, test := range []struct {
		targets []meeting.TargetOutcome
		want    []string
	}{
		{[]meeting.TargetOutcome{sent("ann")}, []string{"sent.updatePermissions"}},
		{[]meeting.TargetOutcome{sent("ann"), sent("bob"), seen}, []string{"sent.updatePermissions.many", "done.updatePermissions"}},
	} {
		s := show(with(host(), user("ann", 0), user("bob", 0), user("cid", 0)))
		s.update(*s.basis.State, ended(meeting.UpdatePermissions, "", test.targets...))
		s.Expire(noon + section.GatherFor)
		var told []string
		for _, sentence := range s.Panel().Notice.Sentences {
			told = append(told, sentence.Key)
		}
		assert.Equal(t, test.want, told)
		assert.False(t, s.Panel().Notice.Warning)
	}
}

func TestWhatIsForbiddenOfDevicesIsLocked(t *testing.T) {
	ann, bob := user("ann", 0), user("bob", 0)
	s := show(with(host(), ann, bob))
	edit(s, "id-ann")
	s.Choose("devices.audio", int(forbid))
	command, now := s.Confirm()
	require.True(t, now)
	assert.Equal(t, meeting.Command{Action: meeting.Lock, What: meeting.LockAudio, Target: "id-ann"}, command)
	assert.Empty(t, s.Also())

	both := []meeting.ParticipantID{"id-ann", "id-bob"}
	s.EditPermissions(both)
	s.Choose("devices.audio", int(forbid))
	s.Choose("devices.video", int(forbid))
	s.Choose("chat.public", int(forbid))
	command, _ = s.Confirm()
	assert.Equal(t, meeting.Command{Action: meeting.UpdatePermissions, Targets: both, Permissions: &patch{meeting.PatchChatPublicCanSend: meeting.PatchNo}}, command)
	assert.Equal(t, []meeting.Command{{Action: meeting.Lock, What: meeting.LockAudio, Targets: both}, {Action: meeting.Lock, What: meeting.LockVideo, Targets: both}}, s.Also())

	ann.Locked = meeting.AudioOn
	s.update(with(host(), ann, bob))
	edit(s, "id-ann")
	assert.Equal(t, map[string]known{"devices.audio": forbidden}, knownOf(s.Panel().Dialog.Settings))
	s.Choose("devices.audio", int(allow))
	command, _ = s.Confirm()
	assert.Equal(t, meeting.Command{Action: meeting.Unlock, What: meeting.LockAudio, NeverSeen: true, Target: "id-ann"}, command)

	edit(s, "id-ann")
	command, now = s.SetBack()
	require.True(t, now)
	assert.Equal(t, meeting.Command{Action: meeting.Unlock, What: meeting.LockAudio, NeverSeen: true, Target: "id-ann"}, command)
	s.EditPermissions(both)
	assert.Equal(t, map[string]known{"devices.audio": setForSome}, knownOf(s.Panel().Dialog.Settings))
	_, now = s.SetBack()
	assert.False(t, now, "it is locked for one of them only")
}

// The lock takes longer than what cannot be seen at all.
func TestAllThatOneAnswerDidIsTold(t *testing.T) {
	people := with(host(), user("ann", meeting.AudioOn), user("bob", meeting.AudioOn))
	s := show(people)
	s.EditPermissions([]meeting.ParticipantID{"id-ann", "id-bob"})
	s.Choose("devices.audio", int(forbid))
	s.Choose("chat.public", int(forbid))
	patch, _ := s.Confirm()
	lock := s.Also()[0]
	row := func(status meeting.Status) meeting.Outcome {
		return meeting.Outcome{Targets: []meeting.TargetOutcome{{ID: "id-ann", Name: "ann", Status: status}, {ID: "id-bob", Name: "bob", Status: status}}}
	}
	s.update(pending(people, lock), meeting.Ended{Command: patch, Outcome: row(meeting.StatusSent)})
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"sent.updatePermissions.many 2 "}, told(s))
	s.Update(&people, []meeting.Ended{{Command: lock, Outcome: row(meeting.StatusConfirmed)}}, noon+time.Second)
	s.Expire(noon + 2*time.Second)
	assert.Equal(t, []string{"sent.updatePermissions.many 2 ", "done.lock.many 2 audio"}, told(s))
	s.ListRows()
	assert.Len(t, s.Panel().Notice.List, 4)

	s.Update(&people, []meeting.Ended{ended(meeting.Pin, "id-ann", meeting.TargetOutcome{ID: "id-ann", Name: "ann", Status: meeting.StatusConfirmed})}, noon+3*time.Second)
	s.Expire(noon + 4*time.Second)
	assert.Equal(t, []string{"done.pin ann "}, told(s), "what comes after has nothing to do with it")
}
