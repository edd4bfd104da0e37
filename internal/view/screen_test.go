package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// update shows a state with commands that ended, as a copy nobody changes.
func (s *Screen) update(state meeting.State, ended ...meeting.Ended) { s.Update(&state, ended, noon) }

func TestPress(t *testing.T) {
	ann, bob := person("Ann", bothOn), person("Bob", 0)
	cohost := func(state meeting.State) meeting.State {
		state.Self.Permissions = state.Self.Permissions.Without(meeting.KickParticipant)
		return state
	}
	away := func(state meeting.State) meeting.State {
		state.Room.Connection, state.Stale = meeting.ConnectionDisconnected, true
		return state
	}
	running := func(state meeting.State) meeting.State {
		return pending(state, meeting.Command{Action: meeting.DisableAudio, Target: "id-ann"})
	}
	tests := []struct {
		name      string
		then      func(meeting.State) meeting.State
		action    meeting.Action
		target    meeting.ParticipantID
		performed bool
		asked     bool
		told      string // the reason in the notice
	}{
		{name: "mute", action: meeting.DisableAudio, target: "id-ann", performed: true},
		{name: "mute who is muted", action: meeting.DisableAudio, target: "id-bob", told: "already.disableAudio"},
		{name: "mute who is being muted", then: running, action: meeting.DisableAudio, target: "id-ann"},
		{name: "mute oneself", action: meeting.DisableAudio, target: "me", told: "reason.is-self"},
		{name: "mute nobody", action: meeting.DisableAudio, target: "id-x", told: "reason.no-such-participant"},
		{name: "pin oneself", action: meeting.Pin, target: "me", performed: true},
		{name: "unpin who is not pinned", action: meeting.Unpin, target: "id-ann", told: "reason.not-pinned"},
		{name: "kick asks", action: meeting.Kick, target: "id-ann", asked: true},
		{name: "kick without the right", then: cohost, action: meeting.Kick, target: "id-ann", told: "reason.permission"},
		{name: "end asks", action: meeting.KickAll, asked: true},
		{name: "leave does not ask", action: meeting.Leave, performed: true},
		{name: "offline", then: away, action: meeting.DisableAllAudio, told: "reason.offline"},
		{name: "leave while offline", then: away, action: meeting.Leave, performed: true},
		{name: "no such action", action: "explode"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			room := with(host(), ann, bob)
			s := show(room)
			if test.then != nil {
				s.update(test.then(room))
			}
			command, performed := s.Press(test.action, test.target, noon)
			assert.Equal(t, test.performed, performed)
			assert.Equal(t, meeting.Command{Action: test.action, Target: test.target}, command)
			panel := s.Panel()
			assert.Equal(t, test.asked, panel.Dialog.Action == test.action)
			if test.told == "" {
				assert.Empty(t, panel.Notice.Sentences)
				return
			}
			require.Len(t, panel.Notice.Sentences, 1)
			assert.Contains(t, panel.Notice.Sentences[0].Args, meeting.Arg{Name: "reason", Value: test.told})
			assert.Equal(t, panel.Notice.Sentences, panel.Said.Sentences, "a screen reader hears why, too")
		})
	}
}

func TestAQuestionFollowsTheMeeting(t *testing.T) {
	room := with(host(), person("Ann", bothOn))
	s := show(room)
	s.Press(meeting.Kick, "id-ann", noon)

	s.update(without(room, "id-ann"))
	dialog := s.Panel().Dialog
	assert.Equal(t, section.ButtonBlocked, dialog.State, "she left meanwhile")
	assert.Equal(t, "reason.no-such-participant", dialog.Why)
	assert.Equal(t, "Ann", dialog.Name, "the question still says whom it was about")
	_, performed := s.Confirm()
	assert.False(t, performed)
	assert.Equal(t, meeting.Kick, s.Panel().Dialog.Action, "the question stays, with the reason")

	s.Cancel()
	assert.Zero(t, s.Panel().Dialog)

	s.update(room)
	s.Press(meeting.KickAll, "", noon)
	assert.Equal(t, 2, s.Panel().Dialog.People)
	s.update(with(room, person("Bob", 0)))
	assert.Equal(t, 3, s.Panel().Dialog.People, "the number follows who joins")
	command, performed := s.Confirm()
	assert.True(t, performed)
	assert.Equal(t, meeting.KickAll, command.Action)
	_, performed = s.Confirm()
	assert.False(t, performed, "a second yes is one too many")
}

func TestUndo(t *testing.T) {
	pinned := func(name string) meeting.State {
		room := with(host(), person("Ann", 0), person("Bob", 0))
		if name == "" {
			return room
		}
		return with(room, person(name, meeting.Pinned))
	}
	did := func(action meeting.Action, name string) meeting.Ended {
		id := person(name, 0).ID
		return ended(action, id, meeting.TargetOutcome{ID: id, Name: name, Status: meeting.StatusConfirmed})
	}
	tests := []struct {
		name          string
		before, after string // who is pinned
		did           meeting.Ended
		want          meeting.Command
	}{
		{"a first pin is unpinned", "", "Ann", did(meeting.Pin, "Ann"), meeting.Command{Action: meeting.Unpin, Target: "id-ann"}},
		{"the former pin comes back", "Bob", "Ann", did(meeting.Pin, "Ann"), meeting.Command{Action: meeting.Pin, Target: "id-bob"}},
		{"an unpin is pinned again", "Ann", "", did(meeting.Unpin, "Ann"), meeting.Command{Action: meeting.Pin, Target: "id-ann"}},
		{"a kick has none", "", "", did(meeting.Kick, "Ann"), meeting.Command{}},
		{"who was muted is asked back", "", "", did(meeting.DisableAudio, "Ann"), meeting.Command{Action: meeting.AskToUnmute, Targets: []meeting.ParticipantID{"id-ann"}}},
		{"an unconfirmed pin has none", "", "", ended(meeting.Pin, "id-ann", meeting.TargetOutcome{Status: meeting.StatusUnconfirmed}), meeting.Command{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := show(pinned(test.before))
			s.update(pinned(test.after), test.did)
			s.Expire(noon + section.GatherFor)
			assert.Equal(t, test.want.Action != "", s.Panel().Notice.Offer.Key != "")
			command, ok := s.Undo()
			assert.Equal(t, test.want, command)
			assert.Equal(t, test.want.Action != "", ok)
			assert.Empty(t, s.Panel().Notice.Sentences, "it is used once")
		})
	}
	t.Run("it stands beside nothing but its pin", func(t *testing.T) {
		s := show(pinned(""))
		s.update(pinned("Ann"), did(meeting.Pin, "Ann"))
		s.Expire(noon + section.GatherFor)
		require.NotEmpty(t, s.Panel().Notice.Offer.Key)
		s.update(pinned("Ann"), did(meeting.Kick, "Bob"))
		s.Expire(noon + 2*section.GatherFor)
		assert.Empty(t, s.Panel().Notice.Offer.Key, "a kick cannot be undone and must not look like it")

		s.update(pinned("Bob"), did(meeting.Pin, "Bob"), did(meeting.Kick, "Ann"))
		s.Expire(noon + 3*section.GatherFor)
		assert.Empty(t, s.Panel().Notice.Offer.Key)
	})
	t.Run("a pin that was changed several times is told once", func(t *testing.T) {
		s := show(pinned(""))
		s.update(pinned("Ann"), did(meeting.Pin, "Ann"), did(meeting.Unpin, "Ann"), did(meeting.Pin, "Ann"))
		s.update(pinned(""), did(meeting.Unpin, "Ann"))
		s.Expire(noon + section.GatherFor)
		require.Len(t, s.Panel().Notice.Sentences, 1)
		assert.Equal(t, "done.unpin", s.Panel().Notice.Sentences[0].Key)
	})
	t.Run("somebody else changes the pin", func(t *testing.T) {
		s := show(pinned(""))
		s.update(pinned("Ann"), did(meeting.Pin, "Ann"))
		s.Expire(noon + section.GatherFor)
		require.NotEmpty(t, s.Panel().Notice.Offer.Key)
		s.update(pinned("Bob"))
		assert.Empty(t, s.Panel().Notice.Offer.Key)
	})
}

// A question whose button is gone says why it has become pointless.
func TestAQuestionSaysWhyItIsPointless(t *testing.T) {
	room := withStage(with(host(), person("Ann", 0)))
	room.Room.ViewType = "GROUP_CALL"
	s := show(onStage(room, "id-ann", meeting.OnStage))
	_, now := s.Press(meeting.StageKick, "id-ann", noon)
	require.False(t, now, "in a group call it asks first")
	require.Equal(t, section.ButtonReady, s.Panel().Dialog.State)
	s.Update(&room, nil, noon)
	dialog := s.Panel().Dialog
	assert.Equal(t, section.ButtonBlocked, dialog.State)
	assert.Equal(t, "state.stage.OFF_STAGE", dialog.Why)
	_, now = s.Confirm()
	assert.False(t, now)
}

func TestReceipts(t *testing.T) {
	target := func(name string, status meeting.Status) meeting.TargetOutcome {
		return meeting.TargetOutcome{ID: person(name, 0).ID, Name: name, Status: status, Message: meeting.Message{Key: map[meeting.Status]string{meeting.StatusRefused: "reason.refused", meeting.StatusUnconfirmed: "target.unconfirmed"}[status]}}
	}
	const ok, late, no, left = meeting.StatusConfirmed, meeting.StatusUnconfirmed, meeting.StatusRefused, meeting.StatusLeft
	tests := []struct {
		name    string
		ended   []meeting.Ended
		want    []string
		warning bool
	}{
		{"one", []meeting.Ended{ended(meeting.DisableAudio, "id-ann", target("Ann", ok))}, []string{"done.disableAudio action=disableAudio name=Ann"}, false},
		{"several of a kind are one", []meeting.Ended{
			ended(meeting.DisableAudio, "id-ann", target("Ann", ok)), ended(meeting.DisableAudio, "id-bob", target("Bob", ok)),
		}, []string{"done.disableAudio.many action=disableAudio count=2"}, false},
		{"everybody", []meeting.Ended{ended(meeting.DisableAllAudio, "", target("Ann", ok), target("Bob", ok), target("Cy", left), target("Di", no))},
			[]string{"done.disableAudio.many action=disableAudio count=2", "left action=disableAudio name=Cy", "failed action=disableAudio reason=reason.refused permission= name=Di"}, true},
		{"one twice", []meeting.Ended{ended(meeting.Unpin, "id-ann", target("Ann", ok)), ended(meeting.Unpin, "id-ann", target("Ann", ok))},
			[]string{"done.unpin action=unpin name=Ann"}, false},
		{"nothing seen", []meeting.Ended{ended(meeting.Kick, "id-ann", target("Ann", late))}, []string{"unconfirmed action=kick name=Ann"}, true},
		{"refused", []meeting.Ended{failed(meeting.DisableAudio, "id-ann", meeting.ReasonRefused)}, []string{"failed action=disableAudio reason=reason.refused permission= name=Ann"}, true},
		{"all refused", []meeting.Ended{failed(meeting.DisableAllAudio, "", meeting.ReasonRateLimited)}, []string{"failed.all action=disableAllAudio reason=reason.rate-limited permission="}, true},
		{"given up", []meeting.Ended{failed(meeting.DisableAudio, "id-ann", meeting.ReasonAborted)}, nil, false},
		{"nothing to do", []meeting.Ended{ended(meeting.DisableAudio, "id-ann", target("Ann", meeting.StatusUnchanged))}, nil, false},
		{"somebody else let them in", []meeting.Ended{ended(meeting.RejectWaitingRoomRequest, "id-ann", meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: late, Message: meeting.Message{Key: "target.admitted"}})}, []string{"failed action=rejectWaitingRoomRequest reason=target.admitted permission= name=Ann"}, true},
		{"everybody else", []meeting.Ended{ended(meeting.KickOthers, "", target("Ann", ok), target("Bob", ok), target("Cy", left), target("Di", no))},
			[]string{"done.kickOthers.many action=kickOthers count=2", "left action=kickOthers name=Cy", "failed action=kickOthers reason=reason.refused permission= name=Di"}, true},
		{"the only other", []meeting.Ended{ended(meeting.KickOthers, "", target("Ann", ok))}, []string{"done.kickOthers action=kickOthers name=Ann"}, false},
		{"everybody else refused", []meeting.Ended{failed(meeting.KickOthers, "", meeting.ReasonOffline)}, []string{"failed.all action=kickOthers reason=reason.offline permission="}, true},
		{"the end has its own screen", []meeting.Ended{ended(meeting.KickAll, "", target("Host", ok))}, nil, false},
		{"the end did not come", []meeting.Ended{ended(meeting.KickAll, "", target("Host", late))}, []string{"unconfirmed.all action=kickAll"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			room := with(host(), person("Ann", 0))
			s := show(room)
			s.update(room, test.ended...)
			assert.Empty(t, s.Panel().Notice.Sentences, "results are gathered first")
			s.Expire(noon + section.GatherFor)
			var got []string
			for _, sentence := range s.Panel().Notice.Sentences {
				text := sentence.Key
				for _, arg := range sentence.Args {
					text += " " + arg.Name + "=" + arg.Value
				}
				got = append(got, text)
			}
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.warning, s.Panel().Notice.Warning)
			assert.Equal(t, test.warning, s.Panel().Said.Assertive)
		})
	}
}

func TestMarks(t *testing.T) {
	room := with(host(), person("Ann", bothOn), person("Bob", bothOn))
	s := show(room)
	bob := meeting.TargetOutcome{ID: "id-bob", Name: "Bob", Status: meeting.StatusUnconfirmed, Message: meeting.Message{Key: "target.unconfirmed"}}
	ann := meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed}
	s.update(with(room, person("Ann", meeting.VideoOn)), ended(meeting.DisableAllAudio, "", ann, bob))
	row, _ := s.Panel().row("id-bob")
	assert.Equal(t, section.MarkUnconfirmed, row.Buttons[0].Mark, "who did not end well is marked in their row")
	assert.Equal(t, "target.unconfirmed", row.Buttons[0].Why)
	row, _ = s.Panel().row("id-ann")
	assert.Equal(t, section.MarkNone, row.Buttons[0].Mark)
	assert.Equal(t, section.MarkUnconfirmed, s.Panel().People.All[0].Mark, "the button for all has the worst")

	s.Expire(noon + section.DoneFor)
	row, _ = s.Panel().row("id-bob")
	assert.Equal(t, section.MarkUnconfirmed, row.Buttons[0].Mark, "what went wrong does not fade")
	s.update(with(room, person("Bob", meeting.VideoOn)))
	row, _ = s.Panel().row("id-bob")
	assert.Equal(t, section.MarkNone, row.Buttons[0].Mark, "it shows the effect after all")

	s.Refused(meeting.Command{Action: meeting.DisableVideo, Target: "id-bob"}, &meeting.Error{Reason: meeting.ReasonOffline}, noon)
	row, _ = s.Panel().row("id-bob")
	assert.Equal(t, section.MarkFailed, row.Buttons[1].Mark)
	_, performed := s.Press(meeting.DisableVideo, "id-bob", noon)
	assert.True(t, performed)
	row, _ = s.Panel().row("id-bob")
	assert.Equal(t, section.MarkNone, row.Buttons[1].Mark, "a new try starts afresh")
}

func TestControlsOnceThereStayInPlace(t *testing.T) {
	room := with(host(), person("Ann", bothOn))
	s := show(room)
	room.Self.Permissions = meeting.Permissions{}
	s.update(room)
	row, _ := s.Panel().row("id-ann")
	for _, button := range row.Buttons {
		assert.Equal(t, section.ButtonBlocked, button.State)
		assert.Equal(t, "reason.permission", button.Why)
		assert.NotEmpty(t, button.Permission)
	}
	self, _ := s.Panel().row("me")
	assert.Equal(t, section.ButtonBlocked, self.Buttons[2].State, "the server lets nobody pin themselves without the right")

	guest := show(room)
	row, _ = guest.Panel().row("id-ann")
	assert.Equal(t, [4]section.Button{}, row.Buttons, "what was never there is folded")
}

func TestTheActiveRow(t *testing.T) {
	room := with(host(), person("Ann", 0), person("Bob", 0), person("Cy", 0))
	s := show(room)
	s.people.Look(0, 2)
	assert.Equal(t, []string{"Host", "Ann"}, names(s.Panel()))
	s.people.Move(+100)
	assert.Equal(t, meeting.ParticipantID("id-cy"), s.Panel().People.Active)
	assert.Equal(t, []string{"Host", "Ann", "Cy"}, names(s.Panel()), "the active row is there though it is not visible")
	s.people.Move(-1)
	s.update(without(room, "id-bob"))
	assert.Equal(t, meeting.ParticipantID("id-cy"), s.Panel().People.Active, "the next one takes the place of who left")
	s.people.Look(2, 2)
	s.people.Activate("me")
	assert.Equal(t, []string{"Host", "Cy"}, names(s.Panel()))
	s.Search("nobody", false, noon)
	assert.Empty(t, s.Panel().People.Active)
	s.people.Move(1)
	assert.Empty(t, s.Panel().People.Active)
}

func TestWhileSomebodyAims(t *testing.T) {
	room := with(host(), person("Bob", 0), person("Cy", 0))
	s := show(room)
	s.people.Aim(true)
	s.update(with(without(room, "id-bob"), person("Ann", 0), person("Cy", meeting.Pinned)))
	panel := s.Panel()
	assert.Equal(t, []string{"Host", "Bob", "Cy", "Ann"}, names(panel))
	bob, _ := panel.row("id-bob")
	assert.NotZero(t, bob.Look&section.LookGone)
	assert.Equal(t, "reason.no-such-participant", bob.Buttons[3].Why)
	s.people.Aim(false)
	assert.Equal(t, []string{"Host", "Cy", "Ann"}, names(s.Panel()))
}

func TestSpeakingNeedsAMicrophone(t *testing.T) {
	room := with(host(), person("Ann", meeting.AudioOn))
	s := show(room)
	s.Speak("id-ann", noon)
	row, _ := s.Panel().row("id-ann")
	assert.NotZero(t, row.Look&section.LookSpeaking)
	assert.Equal(t, noon+section.SpokenFor, s.Expire(noon))
	s.Expire(noon + section.SpokenFor)
	row, _ = s.Panel().row("id-ann")
	assert.Zero(t, row.Look&section.LookSpeaking, "silent for a while")
	s.Speak("id-ann", noon)
	s.update(with(room, person("Ann", 0)))
	row, _ = s.Panel().row("id-ann")
	assert.Zero(t, row.Look&section.LookSpeaking)
}

func TestTheStageShowsWhereThereIsOne(t *testing.T) {
	asking := person("Ann", 0)
	asking.Stage = meeting.RequestedToJoinStage
	room := with(host(), asking, person("Aaron", 0))
	s := show(room)
	row, _ := s.Panel().row("id-ann")
	assert.NotZero(t, row.Look&section.LookAsking)
	assert.Equal(t, 1, row.Place, "who asks stands before the rest")
	room.Self.Permissions = room.Self.Permissions.Without(meeting.StageEnabled)
	s.update(room)
	row, _ = s.Panel().row("id-ann")
	assert.Zero(t, row.Look&section.LookAsking)
}

func TestTheQuestionKnowsHowManyThereAre(t *testing.T) {
	s := NewScreen()
	state := host()
	for i := range 6 {
		state = with(state, person(string(rune('a'+i)), 0))
		s.update(state)
	}
	require.Less(t, s.Panel().Header.Facts.People, 7)
	s.Press(meeting.KickAll, "", noon)
	require.Equal(t, 7, s.Panel().Dialog.People)
}

func TestNoMarkIsKeptOfWhoWasLetIn(t *testing.T) {
	s := show(withWaiting(host(), waiting("Ann", 1000)))
	s.update(with(host(), person("Ann", 0)), ended(meeting.RejectWaitingRoomRequest, "id-ann",
		meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusUnconfirmed, Message: meeting.Message{Key: "target.admitted"}}))
	require.Empty(t, s.basis.Marks)
}

func TestAReceiptAndAKnockAtOneMomentAreBothSaid(t *testing.T) {
	room := with(host(), person("Ann", bothOn))
	s := show(room)
	s.update(withWaiting(room, waiting("Bob", 1)), ended(meeting.DisableAudio, "id-ann", meeting.TargetOutcome{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed}))
	s.Knock([]meeting.ParticipantID{"id-bob"}, noon)
	s.Expire(noon + section.GatherFor)
	var said []string
	for _, sentence := range s.Panel().Said.Sentences {
		said = append(said, sentence.Key)
	}
	assert.Equal(t, []string{"done.disableAudio", "knock"}, said)
}
