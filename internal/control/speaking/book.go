// Package speaking counts for how long each person was the speaker of a meeting.
package speaking

import (
	"strings"

	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Book knows who speaks and who spoke. All times are in milliseconds of Unix time. The zero Book
// has nobody.
type Book struct {
	speaker meeting.Speaker
	user    meeting.UserID
	spoken  []total // of everybody who was the speaker
	due     []meeting.ParticipantID
}

// total is for how long a user was the speaker, until they were it last.
type total struct {
	user meeting.UserID
	ms   int64
}

// Speak takes in that somebody became the speaker, and tells whether that is news.
func (b *Book) Speak(s *meeting.State, id meeting.ParticipantID, now int64) (news bool) {
	text, flags, found := s.Person(id)
	if !found || !flags.Has(meeting.AudioOn) || id == b.speaker.ID {
		return false
	}
	b.end(now)
	b.speaker = meeting.Speaker{ID: id, Since: now}
	b.user = meeting.UserID(strings.Clone(string(text.UserID)))
	return true
}

// end counts what the speaker spoke until now.
func (b *Book) end(now int64) {
	if b.speaker.ID == "" {
		return
	}
	one := b.of(b.user)
	if one == nil {
		b.spoken = append(b.spoken, total{user: b.user})
		one = &b.spoken[len(b.spoken)-1]
	}
	one.ms += max(0, now-b.speaker.Since)
	b.due = append(b.due, b.speaker.ID)
	b.speaker, b.user = meeting.Speaker{}, ""
}

// of is what is known of a user, nil for who did not speak.
func (b *Book) of(user meeting.UserID) *total {
	for i := range b.spoken {
		if b.spoken[i].user == user {
			return &b.spoken[i]
		}
	}
	return nil
}

// Observe takes in what the meeting has shown: who is muted or leaves does not speak any more, and
// who comes again has spoken before.
func (b *Book) Observe(seen *proof.Observation, now int64) {
	if b.speaker.ID != "" {
		_, flags, found := seen.After.Person(b.speaker.ID)
		if !found || !flags.Has(meeting.AudioOn) || seen.Over != "" || seen.Moved {
			b.end(now)
		}
	}
	for i := range seen.Changes {
		if c := &seen.Changes[i]; len(b.spoken) > 0 && !c.Gone && !c.Waits && seen.Before.Joined.Get(c.ID) == nil {
			b.due = append(b.due, c.ID)
		}
	}
}

// Enter enters into a state who speaks, and who spoke for how long.
func (b *Book) Enter(s *meeting.State) {
	s.Speaker = b.speaker
	if len(b.due) == 0 {
		return
	}
	edit := s.Joined.Edit()
	for _, id := range b.due {
		text, _, found := s.Person(id)
		if !found {
			continue
		}
		one := b.of(text.UserID)
		if one == nil {
			continue
		}
		if p := s.Joined.Get(id); p != nil {
			spoke := *p
			spoke.Spoken = one.ms
			edit.Put(&spoke)
		} else {
			s.Spoken = one.ms
		}
	}
	s.Joined = edit.Done()
	b.due = nil
}
