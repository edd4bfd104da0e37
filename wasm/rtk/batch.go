//go:build js && wasm

package rtk

import (
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meeting"
	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// The layout of a batch, the same as in collector.js: texts with NUL between them. The
// first has the numbers, six bits a character: the bits of the batch, how many events in
// two characters, then records of nine (slot in four, what, flags, stage, edges in two).
// Then come the events, the room's texts and those of the records in order.
const (
	firstDigit = '0'
	headerSize = 3
	recordSize = 9

	hasReset       = 1
	hasRoom        = 2
	hasMediaJoined = 4

	isGone       = 1
	hasText      = 2
	isWaitlisted = 4
	isSelf       = 8
)

// words are the permissions that are words and not yes or no.
var words = []string{"canProduceAudio", "canProduceVideo", "canProduceScreenshare", "stageAccess", "waitingRoomBehaviour", "mediaRoomType"}

// unpacker turns batches of the collector into facts. It remembers whose slot is whose.
type unpacker struct {
	slots []meeting.ParticipantID
	room  []meeting.Text // for the texts of those to come: one for each would take longer
}

// unpack reads a batch, null for none.
func (u *unpacker) unpack(batch safejs.Value) (control.Facts, error) {
	if bridge.IsAbsent(batch) {
		return control.Facts{}, nil
	}
	text, err := bridge.AsString(batch, "batch")
	if err != nil {
		return control.Facts{}, err
	}
	return u.facts(&fields{rest: text}), nil
}

func (u *unpacker) facts(texts *fields) control.Facts {
	numbers := texts.next()
	bits := digits(numbers[:1])
	facts := control.Facts{Reset: bits&hasReset != 0}
	for range digits(numbers[1:headerSize]) {
		facts.Events = append(facts.Events, event(texts.next()))
	}
	if bits&hasRoom != 0 {
		facts.Room = &meeting.Room{
			State:          meeting.RoomState(texts.next()),
			Connection:     meeting.Connection(texts.next()),
			Title:          texts.next(),
			RecordingState: texts.next(),
			MediaJoined:    bits&hasMediaJoined != 0,
		}
	}
	if facts.Reset {
		people := len(numbers) / recordSize
		u.slots = make([]meeting.ParticipantID, 0, people)
		u.room = make([]meeting.Text, people)
		facts.Joined = make([]control.Change, 0, people)
	}
	for rest := numbers[headerSize:]; len(rest) >= recordSize; rest = rest[recordSize:] {
		u.take(&facts, recordOf(rest), texts)
	}
	return facts
}

func (u *unpacker) take(facts *control.Facts, record record, texts *fields) {
	switch {
	case record.what&isSelf != 0:
		facts.Self = record.self(texts)
	case record.what&isWaitlisted != 0:
		facts.Waitlisted = append(facts.Waitlisted, u.change(record, texts))
	default:
		facts.Joined = append(facts.Joined, u.change(record, texts))
	}
}

func event(text string) control.Event {
	kind, detail, _ := strings.Cut(text, ":")
	switch kind {
	case "roomJoined":
		return control.Event{Kind: control.RoomJoined, Reconnected: detail == "true"}
	case "roomLeft":
		return control.Event{Kind: control.RoomLeft, State: meeting.RoomState(detail)}
	case "participantsCleared":
		return control.Event{Kind: control.ParticipantsCleared}
	default:
		return control.Event{Kind: control.MeetingChanged}
	}
}

func (u *unpacker) change(record record, texts *fields) control.Change {
	change := control.Change{Edges: record.edges, Gone: record.what&isGone != 0}
	if !change.Gone {
		change.Flags, change.Stage = record.flags, record.stage
	}
	if record.what&hasText != 0 {
		if len(u.room) == 0 {
			u.room = make([]meeting.Text, 1)
		}
		change.Text, u.room = &u.room[0], u.room[1:]
		id := texts.person(change.Text)
		for record.slot >= len(u.slots) {
			u.slots = append(u.slots, "")
		}
		u.slots[record.slot] = id
	}
	if record.slot < len(u.slots) {
		change.ID = u.slots[record.slot]
	}
	return change
}

// record is what one person shows.
type record struct {
	slot  int
	what  byte
	flags meeting.Flags
	stage meeting.StageStatus
	edges control.Edge
}

func recordOf(digit string) record {
	return record{
		slot:  digits(digit[:4]),
		what:  byte(digits(digit[4:5])),
		flags: meeting.Flags(digits(digit[5:6])),
		stage: meeting.StageStatus(digits(digit[6:7])),
		edges: control.Edge(digits(digit[7:recordSize])),
	}
}

func digits(text string) (number int) {
	for i := range len(text) {
		number = number<<6 | int(text[i]-firstDigit)
	}
	return number
}

func (r record) self(texts *fields) *control.SelfChange {
	change := &control.SelfChange{Edges: r.edges}
	change.ID = texts.person(&change.Text)
	change.Flags, change.Stage = r.flags, r.stage
	granted := texts.next()
	for i, permission := range meeting.AllPermissions() {
		if i < len(granted) && granted[i] == '1' {
			change.Permissions = change.Permissions.With(permission)
		}
	}
	change.Permissions.CanProduceAudio = meeting.Production(texts.next())
	change.Permissions.CanProduceVideo = meeting.Production(texts.next())
	change.Permissions.CanProduceScreenshare = meeting.Production(texts.next())
	change.Permissions.StageAccess = meeting.Production(texts.next())
	change.Permissions.WaitingRoomBehaviour = texts.next()
	change.Permissions.MediaRoomType = texts.next()
	return change
}

// fields hands out the texts of a batch, one after the other.
type fields struct{ rest string }

func (f *fields) next() string {
	text, rest, _ := strings.Cut(f.rest, "\x00")
	f.rest = rest
	return text
}

func (f *fields) person(text *meeting.Text) meeting.ParticipantID {
	id := meeting.ParticipantID(f.next())
	text.UserID = meeting.UserID(f.next())
	text.CustomID = meeting.CustomID(f.next())
	text.Name = f.next()
	text.Picture = f.next()
	text.PresetName = f.next()
	text.SearchKey = f.next()
	return id
}
