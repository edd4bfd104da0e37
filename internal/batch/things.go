package batch

import (
	"strconv"
	"strings"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// things adds what a batch tells of them.
func things(facts *control.Facts, texts *fields) {
	count, anew := strings.CutPrefix(texts.next(), isAnew)
	facts.MessagesAnew = anew
	for range counted(count, texts) {
		facts.Messages = append(facts.Messages, message(texts))
	}
	if n := texts.next(); n != "" {
		facts.Polls = []meeting.Poll{}
		for range counted(n, texts) {
			facts.Polls = append(facts.Polls, meeting.Poll{ID: texts.next(), Question: texts.next(), UserID: meeting.UserID(texts.next())})
		}
	}
	if n := texts.next(); n != "" {
		facts.Plugins = []meeting.Plugin{}
		for range counted(n, texts) {
			facts.Plugins = append(facts.Plugins, plugin(texts))
		}
	}
	if n := texts.next(); n != "" {
		facts.ConnectedMeetings = []meeting.ConnectedMeeting{}
		for i := range counted(n, texts) {
			facts.ConnectedMeetings = append(facts.ConnectedMeetings, connected(texts, i == 0))
		}
	}
}

// counted is how many follow: no more than there are texts, for a number may be wrong.
func counted(number string, texts *fields) int {
	count, _ := strconv.Atoi(number)
	return max(0, min(count, strings.Count(texts.rest, "\x00")+1))
}

func message(texts *fields) (change control.MessageChange) {
	change.ID = meeting.MessageID(texts.next())
	marks := texts.next()
	if change.Gone = marks == isDeleted; change.Gone {
		return change
	}
	change.Pinned, change.Private = strings.Contains(marks, isPinned), strings.Contains(marks, isPrivate)
	change.UserID, change.Name, change.Text = meeting.UserID(texts.next()), texts.next(), texts.next()
	change.At, _ = strconv.ParseInt(texts.next(), 10, 64)
	return change
}

func plugin(texts *fields) meeting.Plugin {
	one := meeting.Plugin{ID: meeting.PluginID(texts.next()), Name: texts.next(), EnabledBy: meeting.ParticipantID(texts.next())}
	marks := texts.next()
	one.Active = strings.Contains(marks, isActive)
	one.CanActivate, one.CanDeactivate = strings.Contains(marks, canActivate), strings.Contains(marks, canDeactivate)
	return one
}

// connected reads a connected meeting; the parent is the first.
func connected(texts *fields, parent bool) meeting.ConnectedMeeting {
	one := meeting.ConnectedMeeting{ID: texts.next(), Title: texts.next(), Parent: parent}
	for range counted(texts.next(), texts) {
		one.Participants = append(one.Participants, meeting.ConnectedParticipant{
			UserID: meeting.UserID(texts.next()), CustomID: meeting.CustomID(texts.next()), Name: texts.next(),
		})
	}
	return one
}
