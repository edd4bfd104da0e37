// Package batch reads what the collector (wasm/internal/port/collector.js) has seen of a meeting.
package batch

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Words are the permissions that are words and not yes or no, in the order of a batch.
var Words = []string{"canProduceAudio", "canProduceVideo", "canProduceScreenshare", "stageAccess", "waitingRoomBehaviour", "mediaRoomType"}

// mostSlots is more than a meeting ever has people at a time.
const mostSlots = 1 << 20

var errLayout = errors.New("a batch is not laid out as package batch has it: collector.js must be of the same version")

// Unpacker turns batches of the collector into facts. It remembers whose slot is whose.
type Unpacker struct {
	slots []slot
	room  []meeting.Text // for the texts of those to come: one for each would take longer
}

type slot struct {
	id   meeting.ParticipantID
	told bool
}

// Unpack reads a batch. What is not laid out as a batch is an error, and the Unpacker is then of no more use.
func (u *Unpacker) Unpack(batch string) (control.Facts, error) {
	if len(batch) < headerSize {
		return control.Facts{}, errLayout
	}
	bits, events := batch[0], number(batch[1:])
	recordsEnd := headerSize + recordSize*number(batch[5:])
	textsEnd := recordsEnd + number(batch[9:])
	namesEnd := textsEnd + number(batch[13:])
	if namesEnd > len(batch) || events > len(batch) {
		return control.Facts{}, errLayout
	}
	records := batch[headerSize:recordsEnd]
	columns := &columns{texts: fields{rest: batch[recordsEnd:textsEnd]}, names: fields{rest: batch[textsEnd:namesEnd]}, keys: fields{rest: batch[namesEnd:]}}
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
			MeetingID:       columns.texts.next(),
			Modules:         columns.texts.next(),
			Title:           columns.texts.next(),
			ViewType:        columns.texts.next(),
			RecordingState:  columns.texts.next(),
			Recordings:      columns.texts.next(),
			LivestreamState: columns.texts.next(),
			PlaybackURL:     columns.texts.next(),
			MediaJoined:     bits&hasMediaJoined != 0,
			HasStage:        bits&hasStage != 0,
			OnlyWatches:     bits&onlyWatches != 0,
			Spotlight:       bits&hasSpotlight != 0,
		}
		facts.Room.ViewerCount, _ = strconv.Atoi(columns.texts.next())
	}
	if bits&hasThings != 0 {
		things(&facts, &columns.texts)
	}
	if facts.Reset {
		people := len(records) / recordSize
		u.slots = make([]slot, 0, people)
		u.room = make([]meeting.Text, people)
		facts.Joined = make([]control.Change, 0, people)
	}
	for ; len(records) > 0; records = records[recordSize:] {
		if !u.take(&facts, recordOf(records), columns) {
			return control.Facts{}, errLayout
		}
	}
	if !columns.texts.taken() || !columns.names.taken() || !columns.keys.taken() {
		return control.Facts{}, errLayout
	}
	return facts, nil
}

// take adds what a record says, and reports whether that can be.
func (u *Unpacker) take(facts *control.Facts, record record, columns *columns) bool {
	if record.what&isSelf != 0 {
		facts.Self = record.self(columns)
		return true
	}
	people := &facts.Joined
	if record.what&isWaitlisted != 0 {
		people = &facts.Waitlisted
	}
	change, ok := u.change(record, columns)
	*people = append(*people, change)
	return ok
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
	case eventRequested:
		return control.Event{Kind: control.Requested, Device: meeting.RequestedDevice(detail)}, true
	case eventWrote:
		return control.Event{Kind: control.Wrote, User: meeting.UserID(detail)}, true
	}
	return control.Event{}, false
}

func (u *Unpacker) change(record record, columns *columns) (control.Change, bool) {
	change := control.Change{Edges: record.edges, Gone: record.what&isGone != 0}
	if !change.Gone {
		change.Flags, change.Stage = record.flags, record.stage
	}
	if record.slot >= mostSlots {
		return change, false
	}
	if record.what&hasText != 0 {
		if len(u.room) == 0 {
			u.room = make([]meeting.Text, 1)
		}
		change.Text, u.room = &u.room[0], u.room[1:]
		id := columns.person(change.Text, record.what)
		for record.slot >= len(u.slots) {
			u.slots = append(u.slots, slot{})
		}
		u.slots[record.slot] = slot{id, true}
	}
	if record.slot >= len(u.slots) {
		return change, false
	}
	change.ID = u.slots[record.slot].id
	return change, u.slots[record.slot].told
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
type fields struct {
	rest  string
	last  bool // the last has been handed out
	short bool // one more was asked for
}

func (f *fields) next() string {
	if f.last {
		f.short = true
		return ""
	}
	text, rest, more := strings.Cut(f.rest, "\x00")
	f.rest, f.last = rest, !more
	return text
}

// taken reports whether as many were asked for as there are.
func (f *fields) taken() bool { return f.rest == "" && !f.short }
