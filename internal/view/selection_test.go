package view

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// selected are the ids of the rows that are shown as selected.
func selected(p Panel) []meeting.ParticipantID {
	var ids []meeting.ParticipantID
	for _, row := range p.People.Rows {
		if row.Look&section.LookSelected != 0 {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

// bar is the button of the bar for an action, as it is at a time.
func (s *Screen) bar(action meeting.Action, at time.Duration) section.Button {
	s.Expire(at)
	for _, button := range s.Panel().People.Selection.Buttons {
		if button.Action == action {
			return button
		}
	}
	return section.Button{}
}

func TestSelecting(t *testing.T) {
	room := with(host(), person("Ann", bothOn), person("Bob", bothOn), person("Cid", 0), person("Dan", bothOn))
	s := show(room)

	s.Select(section.SelectOne, "id-bob")
	assert.Equal(t, []meeting.ParticipantID{"id-bob"}, selected(s.Panel()))
	s.Select(section.SelectRange, "id-dan")
	assert.Equal(t, []meeting.ParticipantID{"id-bob", "id-cid", "id-dan"}, selected(s.Panel()))
	assert.Equal(t, "selected", s.Panel().Said.Sentences[0].Key, "a range is more than the row one is at")
	s.Select(section.SelectOne, "id-cid")
	assert.Equal(t, []meeting.ParticipantID{"id-bob", "id-dan"}, selected(s.Panel()))
	s.Select(section.SelectRange, "id-ann")
	assert.Equal(t, []meeting.ParticipantID{"id-ann", "id-bob", "id-cid", "id-dan"}, selected(s.Panel()), "upwards, from the last one")

	s.update(without(room, "id-bob"))
	assert.Equal(t, 3, s.Panel().People.Selection.Count, "who left is selected no more")
	s.Select(section.SelectOne, "me")
	assert.Equal(t, 3, s.Panel().People.Selection.Count, "oneself never")
	s.Select(section.SelectMode, "")
	assert.Empty(t, selected(s.Panel()))
	assert.False(t, s.Panel().People.Selection.On)

	s.Select(section.SelectMode, "")
	assert.True(t, s.Panel().People.Selection.On)
	s.Search("cid", false, noon)
	s.Select(section.SelectAll, "")
	s.Search("", false, noon)
	assert.Equal(t, []meeting.ParticipantID{"id-cid"}, selected(s.Panel()), "all who are found")
	s.Select(section.SelectRange, "id-nobody")
	s.Select(section.SelectOne, "id-nobody")
	assert.Equal(t, []meeting.ParticipantID{"id-cid"}, selected(s.Panel()))
}

func TestTheBarSaysForHowMany(t *testing.T) {
	room := with(host(), person("Ann", bothOn), person("Bob", meeting.VideoOn), person("Cid", 0))
	s := show(room)
	s.Select(section.SelectAll, "")
	assert.Equal(t, section.Button{Action: meeting.DisableAudio, State: section.ButtonReady, Count: 1}, s.bar(meeting.DisableAudio, noon))
	assert.Equal(t, 2, s.bar(meeting.DisableVideo, noon).Count)
	assert.Equal(t, 3, s.bar(meeting.Kick, noon).Count)
	assert.Zero(t, s.bar(meeting.Pin, noon), "there is one pin")
	assert.Zero(t, s.bar(meeting.StopScreenShare, noon), "nobody shares")

	s.update(with(room, person("Ann", 0)))
	assert.Equal(t, 1, s.bar(meeting.DisableAudio, noon).Count, "numbers stay for a while")
	button := s.bar(meeting.DisableAudio, noon+time.Second)
	assert.Equal(t, section.ButtonBlocked, button.State)
	assert.Equal(t, "already.disableAudio", button.Why)
}

func TestOnSeveral(t *testing.T) {
	room := with(host(), person("Ann", bothOn), person("Bob", bothOn), person("Cid", 0))
	s := show(room)
	_, performed := s.PressMany(meeting.DisableAudio, noon)
	assert.False(t, performed, "nobody is selected")

	s.Select(section.SelectOne, "id-ann")
	command, performed := s.PressMany(meeting.DisableAudio, noon)
	assert.True(t, performed)
	assert.Equal(t, meeting.Command{Action: meeting.DisableAudio, Target: "id-ann"}, command, "one is not several")

	s.Select(section.SelectAll, "")
	_, performed = s.PressMany(meeting.Kick, noon)
	assert.False(t, performed)
	dialog := s.Panel().Dialog
	assert.Equal(t, "dialog.kick.many", dialog.Words)
	assert.Equal(t, 3, dialog.People)
	s.update(without(room, "id-cid"))
	assert.Equal(t, 2, s.Panel().Dialog.People, "the number follows who leaves")
	command, performed = s.Confirm()
	assert.True(t, performed)
	assert.Len(t, command.Targets, 3, "who left is in the receipt")

	removed := ended(meeting.Kick, "")
	removed.Command = command
	s.update(room, removed)
	s.Select(section.SelectAll, "")
	command, performed = s.PressMany(meeting.DisableAudio, noon)
	require.True(t, performed)
	assert.Len(t, command.Targets, 3)
	assert.Equal(t, section.ButtonBusy, s.bar(meeting.DisableAudio, noon).State)
	underWay := pending(room, command)
	underWay.Pending[0].Done, underWay.Pending[0].Total = 1, 3
	s.update(underWay)
	assert.Equal(t, command, s.Selection().Running())
	_, performed = s.PressMany(meeting.DisableAudio, noon)
	assert.False(t, performed, "it is under way")
}

func TestManyAreAskedAboutFirst(t *testing.T) {
	room := host()
	for i := range section.ManyPeople {
		room = with(room, person(fmt.Sprint("P", i), bothOn))
	}
	s := show(room)
	_, performed := s.Press(meeting.DisableAllAudio, "", noon)
	assert.False(t, performed)
	dialog := s.Panel().Dialog
	assert.Equal(t, "dialog.many", dialog.Words)
	assert.Equal(t, section.ManyPeople+1, dialog.People, "oneself included")
	_, performed = s.Confirm()
	assert.True(t, performed)

	s.Select(section.SelectAll, "")
	_, performed = s.PressMany(meeting.DisableAudio, noon)
	assert.False(t, performed)
	assert.Equal(t, section.ManyPeople, s.Panel().Dialog.People)
	s.Cancel()
	s.Select(section.SelectOne, "id-p0")
	_, performed = s.PressMany(meeting.DisableAudio, noon)
	assert.True(t, performed)
}

func TestTheReceiptOfSeveral(t *testing.T) {
	ann, bob, cid, dan, eve := person("Ann", bothOn), person("Bob", bothOn), person("Cid", 0), person("Dan", bothOn), person("Eve", bothOn)
	room := with(host(), ann, bob, cid, dan, eve)
	s := show(room)
	row := func(id meeting.ParticipantID, name string, status meeting.Status) meeting.TargetOutcome {
		return meeting.TargetOutcome{ID: id, Name: name, Status: status}
	}
	refused := row("id-ann", "Ann", meeting.StatusRefused)
	refused.Code, refused.Message = "1201", meeting.Message{Key: "reason.refused"}
	end := func(targets ...meeting.TargetOutcome) {
		one := ended(meeting.DisableAudio, "", targets...)
		for _, target := range targets {
			one.Command.Targets = append(one.Command.Targets, target.ID)
		}
		s.update(room, one)
		s.Expire(noon + time.Second)
	}
	end(refused, row("id-bob", "Bob", meeting.StatusConfirmed), row("id-cid", "Cid", meeting.StatusUnchanged),
		row("id-dan", "Dan", meeting.StatusConfirmed), row("id-gone", "Gus", meeting.StatusLeft), row("id-eve", "Eve", meeting.StatusAborted))

	notice := s.Panel().Notice
	var keys []string
	for _, sentence := range notice.Sentences {
		keys = append(keys, sentence.Key)
	}
	assert.Equal(t, []string{"done.disableAudio.many", "failed", "unchanged", "left", "aborted"}, keys)
	assert.Equal(t, "2", notice.Sentences[0].Arg("count"))
	assert.Equal(t, "1201", notice.Sentences[1].Arg("code"))
	assert.Equal(t, "already.disableAudio", notice.Sentences[2].Arg("reason"))
	assert.True(t, notice.Warning)
	assert.True(t, notice.CanRetry)
	assert.True(t, notice.CanList)

	s.ListRows()
	var who []string
	for _, sentence := range s.Panel().Notice.List {
		who = append(who, sentence.Arg("name"))
	}
	assert.Equal(t, []string{"Ann", "Eve", "Gus", "Cid", "Bob", "Dan"}, who, "what went wrong first")
	assert.False(t, s.Panel().Notice.CanList)

	command, performed := s.Again()
	require.True(t, performed)
	assert.Equal(t, meeting.Command{Action: meeting.DisableAudio, Targets: []meeting.ParticipantID{"id-ann", "id-eve"}}, command)
	assert.Empty(t, s.Panel().Notice.Sentences)
	assert.False(t, s.Panel().Notice.CanRetry)

	end(refused, row("id-eve", "Eve", meeting.StatusAborted))
	s.update(without(room, "id-eve"))
	command, performed = s.Again()
	assert.True(t, performed)
	assert.Equal(t, meeting.Command{Action: meeting.DisableAudio, Target: "id-ann"}, command, "who left is not tried again")
	_, performed = s.Again()
	assert.False(t, performed)

	end(row("id-bob", "Bob", meeting.StatusConfirmed), row("id-dan", "Dan", meeting.StatusConfirmed))
	assert.False(t, s.Panel().Notice.CanRetry)
	s.Expire(noon + time.Minute)
	assert.False(t, s.Panel().Notice.CanList, "it fades")
}

func TestARefusalOfSeveralCountsThem(t *testing.T) {
	s := show(with(host(), person("Ann", bothOn)))
	refused := failed(meeting.DisableAudio, "", meeting.ReasonOffline)
	refused.Command.Targets = []meeting.ParticipantID{"id-ann", "id-bob"}
	s.update(with(host(), person("Ann", bothOn)), refused)
	s.Expire(noon + time.Second)
	assert.Equal(t, "failed.many", s.Panel().Notice.Sentences[0].Key)
	assert.Equal(t, "2", s.Panel().Notice.Sentences[0].Arg("count"))
}

func TestAllButSomeAreMuted(t *testing.T) {
	room := onStage(withStage(with(host(), person("Ann", bothOn|meeting.Pinned), person("Bob", bothOn), person("Cid", bothOn))), "id-cid", meeting.OnStage)
	room = onStage(onStage(room, "id-ann", meeting.OffStage), "id-bob", meeting.OffStage)
	room.PinnedID = "id-ann"
	s := show(room)
	assert.Equal(t, section.MuteWays{Pinned: true, Stage: true}, s.Panel().People.Ways)
	command, performed := s.Mute("pinned", noon)
	assert.True(t, performed)
	assert.Equal(t, meeting.Command{Action: meeting.DisableAudio, Targets: []meeting.ParticipantID{"id-bob", "id-cid"}}, command)
	command, _ = s.Mute("onStage", noon)
	assert.Equal(t, meeting.Command{Action: meeting.DisableAudio, Targets: []meeting.ParticipantID{"id-ann", "id-bob"}}, command)
	command, _ = s.Mute("all", noon)
	assert.Equal(t, meeting.Command{Action: meeting.DisableAllAudio}, command)

	s.update(with(room, person("Bob", 0), person("Cid", 0)))
	_, performed = s.Mute("pinned", noon)
	assert.False(t, performed)
	assert.Equal(t, "already.disableAllAudio", s.Panel().Notice.Sentences[0].Arg("reason"))
}

func TestWhoLeavesWhileAskedAboutHasLeft(t *testing.T) {
	room := with(host(), person("Ann", bothOn), person("Bob", bothOn), person("Cid", 0))
	s := show(room)
	s.Select(section.SelectAll, "")
	_, performed := s.PressMany(meeting.Kick, noon)
	require.False(t, performed)
	room = without(room, "id-bob")
	s.update(room)
	command, performed := s.Confirm()
	require.True(t, performed)
	s.update(without(without(room, "id-ann"), "id-cid"), meeting.Ended{Command: command, Outcome: meeting.Outcome{Targets: []meeting.TargetOutcome{
		{ID: "id-ann", Name: "Ann", Status: meeting.StatusConfirmed},
		{ID: "id-bob", Status: meeting.StatusFailed, Code: "1204", Message: meeting.Message{Key: "reason.no-such-participant"}},
		{ID: "id-cid", Name: "Cid", Status: meeting.StatusConfirmed},
	}}})
	s.Expire(noon + section.GatherFor)
	assert.Equal(t, []string{"done.kick.many 2 ", "left Bob "}, told(s))
	_, again := s.Again()
	assert.False(t, again, "there is nobody to try it again for")
}

func TestNobodyIsAskedAboutPeopleWhoHaveAllLeft(t *testing.T) {
	room := with(host(), person("Ann", bothOn), person("Bob", bothOn))
	s := show(room)
	s.Select(section.SelectAll, "")
	s.PressMany(meeting.Kick, noon)
	s.update(without(without(room, "id-ann"), "id-bob"))
	assert.Equal(t, Dialog{}, s.Panel().Dialog)
	assert.Equal(t, []string{"left.many 2 "}, told(s))
}
