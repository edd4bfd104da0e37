package meetingtest

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// waitingRoom are those who wait to be let in, the oldest first, and whose coming or going
// has not been read yet.
type waitingRoom struct {
	people  []*member
	touched []meeting.ParticipantID
}

// Knock lets somebody come to the waiting room, and returns their id.
func (m *Memory) Knock(name string) (id meeting.ParticipantID) {
	m.do(func() {
		knocking := m.newcomer(name)
		m.waiting.people = append(m.waiting.people, knocking)
		m.waiting.touch(knocking.id)
		id = knocking.id
	})
	return id
}

// GiveUp lets somebody who waits go away.
func (m *Memory) GiveUp(id meeting.ParticipantID) { m.do(func() { m.waiting.take(id) }) }

// letIn lets somebody from the waiting room into the meeting.
func (m *Memory) letIn(id meeting.ParticipantID) {
	if admitted := m.waiting.take(id); admitted != nil {
		m.add(admitted)
	}
}

// take removes somebody, nil when they do not wait.
func (w *waitingRoom) take(id meeting.ParticipantID) *member {
	at := slices.IndexFunc(w.people, func(one *member) bool { return one.id == id })
	if at < 0 {
		return nil
	}
	taken := w.people[at]
	w.people = slices.Delete(w.people, at, at+1)
	w.touch(id)
	return taken
}

func (w *waitingRoom) touch(id meeting.ParticipantID) {
	if !slices.Contains(w.touched, id) {
		w.touched = append(w.touched, id)
	}
}

// read returns what changed since it was last called; all of it when the meeting is read anew.
func (w *waitingRoom) read(anew bool) []control.Change {
	if anew {
		w.touched = nil
		for _, one := range w.people {
			w.touch(one.id)
		}
	}
	var changes []control.Change
	for _, id := range w.touched {
		change := control.Change{ID: id, Gone: true, Edges: control.EdgeLeft}
		for _, one := range w.people {
			if one.id == id {
				text := one.text
				change = control.Change{ID: id, Text: &text}
			}
		}
		changes = append(changes, change)
	}
	w.touched = nil
	return changes
}
