//go:build js && wasm

package rtk

import (
	"strings"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meeting"
)

// The layout of a batch, the same as in collector.js. Numbers have their last byte first:
// the bits of the batch (one byte), how many events (two), how many records (four), how
// long the texts are (four); then the records (slot in four bytes, what, flags, stage,
// edges), then the texts, with NUL between them: those of the events, of the room and of
// the records in order. Behind them come the search keys of those who have texts.
const (
	headerSize = 11
	recordSize = 8

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

// unpack reads a batch.
func (u *unpacker) unpack(batch string) control.Facts {
	bits := batch[0]
	events := int(batch[1]) | int(batch[2])<<8
	records := batch[headerSize : headerSize+recordSize*number(batch[3:])]
	behind := batch[headerSize+len(records):]
	length := number(batch[7:])
	texts, keys := &fields{rest: behind[:length]}, &fields{rest: behind[length:]}
	facts := control.Facts{Reset: bits&hasReset != 0}
	for range events {
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
		people := len(records) / recordSize
		u.slots = make([]meeting.ParticipantID, 0, people)
		u.room = make([]meeting.Text, people)
		facts.Joined = make([]control.Change, 0, people)
	}
	for ; len(records) > 0; records = records[recordSize:] {
		u.take(&facts, recordOf(records), texts, keys)
	}
	return facts
}

func (u *unpacker) take(facts *control.Facts, record record, texts, keys *fields) {
	switch {
	case record.what&isSelf != 0:
		facts.Self = record.self(texts, keys)
	case record.what&isWaitlisted != 0:
		facts.Waitlisted = append(facts.Waitlisted, u.change(record, texts, keys))
	default:
		facts.Joined = append(facts.Joined, u.change(record, texts, keys))
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

func (u *unpacker) change(record record, texts, keys *fields) control.Change {
	change := control.Change{Edges: record.edges, Gone: record.what&isGone != 0}
	if !change.Gone {
		change.Flags, change.Stage = record.flags, record.stage
	}
	if record.what&hasText != 0 {
		if len(u.room) == 0 {
			u.room = make([]meeting.Text, 1)
		}
		change.Text, u.room = &u.room[0], u.room[1:]
		id := texts.person(change.Text, keys)
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

func recordOf(bytes string) record {
	return record{
		slot:  number(bytes),
		what:  bytes[4],
		flags: meeting.Flags(bytes[5]),
		stage: meeting.StageStatus(bytes[6]),
		edges: control.Edge(bytes[7]),
	}
}

// number reads the first four bytes.
func number(bytes string) int {
	return int(bytes[0]) | int(bytes[1])<<8 | int(bytes[2])<<16 | int(bytes[3])<<24
}

func (r record) self(texts, keys *fields) *control.SelfChange {
	change := &control.SelfChange{Edges: r.edges}
	change.ID = texts.person(&change.Text, keys)
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

// fields hands out texts, one after the other.
type fields struct{ rest string }

func (f *fields) next() string {
	end := strings.IndexByte(f.rest, 0)
	if end < 0 {
		end = len(f.rest)
	}
	text := f.rest[:end]
	f.rest = f.rest[min(end+1, len(f.rest)):]
	return text
}

func (f *fields) person(text *meeting.Text, keys *fields) meeting.ParticipantID {
	id := meeting.ParticipantID(f.next())
	text.UserID = meeting.UserID(f.next())
	text.CustomID = meeting.CustomID(f.next())
	text.Name = f.next()
	text.Picture = f.next()
	text.PresetName = f.next()
	text.SearchKey = keys.next()
	return id
}
