package view

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestAPolicyIsSwitchedOnAndOff(t *testing.T) {
	room := with(host(), user("ann", meeting.AudioOn), user("bob", meeting.AudioOn))
	s := show(room)
	setting, on, do := s.Policy(meeting.KeepMuted, noon)
	assert.True(t, on && do)
	assert.Empty(t, setting.Targets, "nobody is selected: everybody")

	room.Policies = []meeting.ActivePolicy{{Policy: meeting.KeepMuted}}
	s.update(room)
	assert.Equal(t, room.Policies, s.Panel().Policies.On)
	_, on, do = s.Policy(meeting.KeepMuted, noon)
	assert.True(t, !on && do)

	s.Select(section.SelectOne, "id-ann")
	setting, on, _ = s.Policy(meeting.KeepMuted, noon)
	assert.True(t, on)
	assert.Equal(t, []meeting.ParticipantID{"id-ann"}, setting.Targets)

	_, _, do = s.Policy(meeting.KeepPin, noon)
	assert.False(t, do)
	assert.Equal(t, "policy.nobody-pinned", s.Panel().Notice.Sentences[0].Key)
}

func TestAPolicyThatIsOnAboutSomebodyElseNowIsTold(t *testing.T) {
	room := with(host(), user("ann", meeting.AudioOn), user("bob", meeting.AudioOn))
	floor := func(user meeting.UserID, name string) []meeting.ActivePolicy {
		return []meeting.ActivePolicy{{Policy: meeting.Floor, UserIDs: []meeting.UserID{user}, Name: name, Until: time.Now().Add(time.Minute).UnixMilli()}}
	}
	s := show(room)
	for _, name := range []string{"Ann", "Bob"} {
		room.Policies = floor(meeting.UserID(name), name)
		s.update(room)
		s.Expire(noon)
		said := s.Panel().Said.Sentences
		assert.Equal(t, "policy.floor", said[0].Key)
		assert.Equal(t, name, said[0].Arg("name"))
	}
	before := s.Panel().Said.Serial
	s.update(room)
	s.Expire(noon)
	assert.Equal(t, before, s.Panel().Said.Serial, "once")
}

func TestAPolicyNeedsItsRight(t *testing.T) {
	room := with(host(), user("ann", meeting.AudioOn))
	s := show(room)
	room.Self.Permissions = room.Self.Permissions.Without(meeting.CanDisableParticipantAudio)
	s.update(room)
	_, do := s.Floor("id-ann", noon)
	assert.False(t, do)
	why := s.Panel().Notice.Sentences[0]
	assert.Equal(t, "reason.permission", why.Key)
	assert.Equal(t, "disable_participant_audio", why.Arg("permission"))
}

func TestTheFloorIsOfOnePerson(t *testing.T) {
	s := show(with(host(), user("ann", meeting.AudioOn)))
	setting, do := s.Floor("id-ann", noon)
	assert.True(t, do)
	assert.Equal(t, meeting.PolicySetting{Policy: meeting.Floor, Targets: []meeting.ParticipantID{"id-ann"}, Duration: 2 * time.Minute}, setting)
}

func TestWhatYieldsIsTold(t *testing.T) {
	s := show(with(host(), user("ann", meeting.AudioOn)))
	s.Yield([]meeting.Yield{{Policy: meeting.KeepMuted, ID: "id-ann", Name: "Ann"}}, noon)
	notice := s.Panel().Notice
	assert.Equal(t, "policy.yielded.keepMuted", notice.Sentences[0].Key)
	assert.True(t, notice.Warning)
	s.Yield([]meeting.Yield{{Policy: meeting.Floor, ID: "id-ann", Name: "Ann"}}, noon)
	assert.False(t, s.Panel().Notice.Warning, "a time that is over is no fault")
	serial := s.Panel().Notice.Serial
	s.Yield([]meeting.Yield{{Policy: meeting.KeepMuted}}, noon)
	assert.Equal(t, serial, s.Panel().Notice.Serial, "that all end with the meeting goes without saying")
}

func TestWhoIsBackIsShownUntilTheyMayStay(t *testing.T) {
	room := with(host(), user("ann", 0), user("bob", 0))
	room.Removed = []meeting.Removed{{UserID: "user-ann", Name: "Ann", At: 1, Back: "id-ann"}, {UserID: "user-cid", Name: "Cid", At: 2}}
	s := show(room)
	s.Return(room.Removed[:1], noon)
	shown := s.Panel().Returned.All
	assert.Len(t, shown, 1)
	assert.Equal(t, section.ButtonReady, shown[0].Button.State)

	_, perform, setting, keepOut := s.AnswerReturn("keepOut:id-ann", noon)
	assert.True(t, keepOut && !perform)
	assert.Equal(t, []meeting.UserID{"user-ann"}, setting.UserIDs)
	_, perform, _, _ = s.AnswerReturn("again:id-ann", noon)
	assert.False(t, perform, "it asks first")
	assert.Equal(t, meeting.Kick, s.Panel().Dialog.Action)
	s.AnswerReturn("stay:id-ann", noon)
	assert.Empty(t, s.Panel().Returned.All)
	for _, odd := range []string{"", "again", "again:", "keepOut:nobody", ":", "x:id-bob"} {
		_, perform, setting, _ := s.AnswerReturn(odd, noon)
		assert.False(t, perform, odd)
		assert.Empty(t, setting.UserIDs, odd)
	}
}

func TestWhoSpeaksCanBeMuted(t *testing.T) {
	room := with(host(), user("ann", meeting.AudioOn), user("bob", meeting.AudioOn))
	s := show(room)
	s.Speaker(noon)
	assert.Equal(t, "speaker.nobody", s.Panel().Notice.Sentences[0].Key)

	room.Speaker = meeting.Speaker{ID: "id-ann", Since: time.Now().Add(-time.Minute).UnixMilli()}
	s.update(room)
	assert.True(t, s.Panel().Header.Facts.Speaks)
	s.Speaker(noon)
	notice := s.Panel().Notice
	assert.Equal(t, "speaker.is", notice.Sentences[0].Key)
	assert.Equal(t, "1:00", notice.Sentences[0].Arg("time"))
	assert.Equal(t, "offer.disableAudio", notice.Offer.Key)
	command, found := s.Undo()
	assert.True(t, found)
	assert.Equal(t, meeting.Command{Action: meeting.DisableAudio, Target: "id-ann"}, command)

	s.Speaker(noon)
	s.update(with(room, user("ann", 0)))
	assert.Empty(t, s.Panel().Notice.Offer.Key, "she is muted already")
}

func TestTheListGoesByWhoSpoke(t *testing.T) {
	spoke := func(name string, ms int64) *meeting.Participant {
		p := user(name, meeting.AudioOn)
		p.Spoken = ms
		return p
	}
	room := with(host(), spoke("ann", 1_000), spoke("bob", 0), spoke("cid", 5_000), spoke("dan", 0))
	room.Speaker.ID = "id-dan"
	s := show(room)
	order := func() (ids []meeting.ParticipantID) {
		for _, row := range s.Panel().People.Rows {
			ids = append(ids, row.ID)
		}
		return ids
	}
	s.Arrange("spoken")
	assert.Equal(t, []meeting.ParticipantID{"id-dan", "id-cid", "id-ann"}, order()[:3])
	s.Arrange("spoke")
	assert.Equal(t, []meeting.ParticipantID{"id-dan", "id-cid", "id-ann"}, order())
	room.Speaker.ID = "id-bob"
	s.update(room)
	assert.Equal(t, meeting.ParticipantID("id-bob"), order()[0], "who begins to speak is found as well")
	s.Arrange("name")
	assert.Len(t, order(), 5)
}

func TestWhoWasMutedBeforeThePageWasLoadedAnewCanBeAsked(t *testing.T) {
	entry := func(user meeting.UserID, ago time.Duration, by meeting.Actor, status meeting.Status) meeting.JournalEntry {
		return meeting.JournalEntry{At: time.Now().Add(-ago).UnixMilli(), By: by, Action: meeting.DisableAudio, UserID: user, Status: status}
	}
	s := NewScreen()
	s.Recall([]meeting.JournalEntry{
		entry("user-ann", time.Second, meeting.ByMe, meeting.StatusConfirmed),
		entry("user-bob", time.Second, meeting.ByPolicy, meeting.StatusConfirmed),
		entry("user-cid", time.Second, meeting.ByMe, meeting.StatusRefused),
		entry("user-dan", time.Hour, meeting.ByMe, meeting.StatusConfirmed),
		entry("user-eve", time.Second, meeting.ByMe, meeting.StatusConfirmed),
		entry("user-gone", time.Second, meeting.ByMe, meeting.StatusConfirmed),
	})
	s.update(host())
	assert.Empty(t, s.Panel().Notice.Sentences, "nobody is seen yet")
	s.update(with(host(), user("ann", 0), user("bob", 0), user("cid", 0), user("dan", 0), user("eve", meeting.AudioOn)))
	notice := s.Panel().Notice
	assert.Equal(t, "recalled", notice.Sentences[0].Key)
	assert.Equal(t, "offer.askToUnmute", notice.Offer.Key)
	command, found := s.Undo()
	assert.True(t, found)
	assert.Equal(t, meeting.Command{Action: meeting.AskToUnmute, Targets: []meeting.ParticipantID{"id-ann"}}, command)
	s.update(with(host(), user("ann", 0)))
	assert.Empty(t, s.Panel().Notice.Sentences, "once")
}
