//go:build js && wasm

package port

import (
	"strconv"
	"strings"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
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
	events := number(batch[1:])
	records := batch[headerSize : headerSize+recordSize*number(batch[5:])]
	behind := batch[headerSize+len(records):]
	names := number(batch[9:])
	keys := names + number(batch[13:])
	columns := &columns{texts: fields{behind[:names]}, names: fields{behind[names:keys]}, keys: fields{behind[keys:]}}
	facts := control.Facts{Reset: bits&hasReset != 0}
	for range events {
		if event, known := event(columns.texts.next()); known {
			facts.Events = append(facts.Events, event)
		}
	}
	if bits&hasRoom != 0 {
		facts.Room = &meeting.Room{
			State:           meeting.RoomState(columns.texts.next()),
			Connection:      meeting.Connection(columns.texts.next()),
			Title:           columns.texts.next(),
			ViewType:        columns.texts.next(),
			RecordingState:  columns.texts.next(),
			Recordings:      columns.texts.next(),
			LivestreamState: columns.texts.next(),
			PlaybackURL:     columns.texts.next(),
			MediaJoined:     bits&hasMediaJoined != 0,
			HasStage:        bits&hasStage != 0,
			OnlyWatches:     bits&onlyWatches != 0,
		}
		facts.Room.ViewerCount, _ = strconv.Atoi(columns.texts.next())
	}
	if facts.Reset {
		people := len(records) / recordSize
		u.slots = make([]meeting.ParticipantID, 0, people)
		u.room = make([]meeting.Text, people)
		facts.Joined = make([]control.Change, 0, people)
	}
	for ; len(records) > 0; records = records[recordSize:] {
		u.take(&facts, recordOf(records), columns)
	}
	return facts
}

func (u *unpacker) take(facts *control.Facts, record record, columns *columns) {
	switch {
	case record.what&isSelf != 0:
		facts.Self = record.self(columns)
	case record.what&isWaitlisted != 0:
		facts.Waitlisted = append(facts.Waitlisted, u.change(record, columns))
	default:
		facts.Joined = append(facts.Joined, u.change(record, columns))
	}
}

func event(text string) (event control.Event, known bool) {
	kind, detail, _ := strings.Cut(text, ":")
	switch kind {
	case eventRoomJoined:
		return control.Event{Kind: control.RoomJoined, Reconnected: detail == "true"}, true
	case eventRoomLeft:
		return control.Event{Kind: control.RoomLeft, State: meeting.RoomState(detail)}, true
	case eventParticipantsCleared:
		return control.Event{Kind: control.ParticipantsCleared}, true
	case eventMeetingChanged:
		return control.Event{Kind: control.MeetingChanged}, true
	}
	return control.Event{}, false
}

func (u *unpacker) change(record record, columns *columns) control.Change {
	change := control.Change{Edges: record.edges, Gone: record.what&isGone != 0}
	if !change.Gone {
		change.Flags, change.Stage = record.flags, record.stage
	}
	if record.what&hasText != 0 {
		if len(u.room) == 0 {
			u.room = make([]meeting.Text, 1)
		}
		change.Text, u.room = &u.room[0], u.room[1:]
		id := columns.person(change.Text, record.what)
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

func (r record) self(columns *columns) *control.SelfChange {
	change := &control.SelfChange{Edges: r.edges}
	change.ID = columns.person(&change.Text, r.what)
	change.Flags, change.Stage = r.flags, r.stage
	granted := columns.texts.next()
	for i, permission := range meeting.AllPermissions() {
		if i < len(granted) && granted[i] == '1' {
			change.Permissions = change.Permissions.With(permission)
		}
	}
	change.Permissions.CanProduceAudio = meeting.Production(columns.texts.next())
	change.Permissions.CanProduceVideo = meeting.Production(columns.texts.next())
	change.Permissions.CanProduceScreenshare = meeting.Production(columns.texts.next())
	change.Permissions.StageAccess = meeting.Production(columns.texts.next())
	change.Permissions.WaitingRoomBehaviour = columns.texts.next()
	change.Permissions.MediaRoomType = columns.texts.next()
	return change
}

// columns hands out the texts of a batch.
type columns struct {
	texts, names, keys fields
	preset             string // of the last who had texts
}

func (c *columns) person(text *meeting.Text, what byte) meeting.ParticipantID {
	id := meeting.ParticipantID(c.texts.next())
	text.UserID = meeting.UserID(c.texts.next())
	if what&hasCustomID != 0 {
		text.CustomID = meeting.CustomID(c.texts.next())
	}
	if what&hasPicture != 0 {
		text.Picture = c.texts.next()
	}
	if what&hasPreset != 0 {
		c.preset = c.texts.next()
	}
	text.PresetName = c.preset
	text.Name = c.names.next()
	text.SearchKey = c.keys.next()
	return id
}

// fields hands out texts with NUL between them, one after the other.
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
