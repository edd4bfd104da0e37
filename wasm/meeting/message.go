package meeting

import "strings"

// Message is something to be said to a person: a key under which a language
// file has the sentence, and what to put into it. An empty Key says nothing.
type Message struct {
	Key  string
	Args []Arg
}

// Arg fills the placeholder {Name} of a sentence with Value. Values may come
// from remote people: they are text, never markup.
type Arg struct{ Name, Value string }

// english has the sentences for use without a language file. The keys are API:
// the language files use the same.
var english = [...]struct{ key, sentence string }{
	{"reason.permission", "Your preset does not grant {permission}."},
	{"reason.not-joined", "You have not joined the meeting."},
	{"reason.media-not-joined", "Your media connection is not ready."},
	{"reason.no-such-participant", "This person is not in the meeting."},
	{"reason.not-found", "This is not there any more."},
	{"reason.is-self", "This works on others only."},
	{"reason.not-pinned", "This person is not pinned."},
	{"reason.wrong-state", "This is not possible in the current state."},
	{"state.recording.IDLE", "Nothing is being recorded."},
	{"state.recording.STARTING", "The recording is just starting."},
	{"state.recording.RECORDING", "The meeting is being recorded already."},
	{"state.recording.PAUSED", "The recording is paused: go on with it, or stop it first."},
	{"state.recording.STOPPING", "The recording is just stopping."},
	{"state.livestream.IDLE", "The livestream is off."},
	{"state.livestream.STARTING", "The livestream is just starting."},
	{"state.livestream.WAITING_ON_MANUAL_INGESTION", "The livestream waits for the picture of an encoder."},
	{"state.livestream.LIVESTREAMING", "The livestream is on already."},
	{"state.livestream.STOPPING", "The livestream is just stopping."},
	{"state.stage.OFF_STAGE", "Off stage, and not asking for it."},
	{"state.stage.REQUESTED_TO_JOIN_STAGE", "The request for the stage has not been answered."},
	{"state.stage.ACCEPTED_TO_JOIN_STAGE", "May come on stage already, and is not there yet."},
	{"state.stage.ON_STAGE", "On stage already."},
	{"state.stage.free", "May come on stage at any time: an invitation would change nothing."},
	{"state.stage.ended", "Your media ended with the stage: it comes back when you join anew."},
	{"state.stage.never", "This needs media of your own: in a livestream it comes with the stage."},
	{"state.meetings.unknown", "The connected meetings are not known yet."},
	{"state.meetings.parent", "The main meeting cannot be deleted."},
	{"state.plugins.page", "This page does not allow it for this plugin."},
	{"reason.stage-disabled", "This meeting has no stage."},
	{"reason.offline", "The connection to the meeting is away."},
	{"reason.ended", "The meeting is over for you."},
	{"reason.unsupported", "This meeting cannot do that."},
	{"reason.refused", "The server refused."},
	{"reason.rate-limited", "Too many requests in a short time."},
	{"reason.failed", "The SDK failed."},
	{"reason.aborted", "The caller stopped waiting."},
	{"reason.crashed", "Gavel has stopped working."},
	{"target.left", "{name} left meanwhile."},
	{"target.unconfirmed", "No effect was seen in time."},
	{"target.not-invited", "No effect was seen in time. Who may come on stage at any time takes no invitation."},
	{"target.pin-unseen", "No effect was seen in time. That a pin of somebody off stage has ended may not be shown."},
	{"target.stream-failed", "The livestream failed."},
	{"target.admitted", "Somebody else let them in."},
	{"target.not-locked", "These controls do not lock this person."},
	{"target.never-seen", "Was never seen to use it, so their preset may not have allowed it: they stay locked."},
	{"target.not-deleted", "It was not seen to go. The server may let nobody delete what others wrote."},
	{"target.aborted", "It was called off before this was sent."},
	{"target.interrupted", "The meeting ended or moved before an effect was seen."},
}

// Text returns the sentence in English, with its arguments filled in.
func (m Message) Text() string {
	for _, row := range english {
		if row.key == m.Key {
			return m.fill(row.sentence)
		}
	}
	return ""
}

// Arg returns the value of an argument, "" when there is none of that name.
func (m Message) Arg(name string) string {
	for _, arg := range m.Args {
		if arg.Name == name {
			return arg.Value
		}
	}
	return ""
}

func (m Message) fill(sentence string) string {
	for _, arg := range m.Args {
		if before, after, found := strings.Cut(sentence, "{"+arg.Name+"}"); found {
			sentence = before + oneLine(arg.Value) + after
		}
	}
	return sentence
}

// oneLine returns a text without the ends of its lines: whoever chose it makes up no line of a log.
func oneLine(text string) string {
	for _, end := range [...]string{"\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"} {
		for {
			before, after, found := strings.Cut(text, end)
			if !found {
				break
			}
			text = before + " " + after
		}
	}
	return text
}

// MessageOf returns the message for a reason. permission is the preset field,
// used with ReasonPermission only.
func MessageOf(reason Reason, permission string) Message {
	message := Message{Key: "reason." + string(reason)}
	if reason == ReasonPermission {
		message.Args = []Arg{{Name: "permission", Value: permission}}
	}
	return message
}
