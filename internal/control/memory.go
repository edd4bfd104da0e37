package control

import (
	"strconv"
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const (
	// memoryKind begins a memory, so that one of another kind is not read.
	memoryKind = "gavel 1"
	// memoryLasts is for how long a memory is of use: that of a page that was loaded anew. In milliseconds.
	memoryLasts = 3_600_000
	// mostOwing is to how many users something is given back that a memory names.
	mostOwing = 1_000
)

// Memory returns what a page keeps while it is loaded anew, for Recall: the last entries of the
// journal, who was removed, the policies that are on, and from whom something was taken that is to
// be given back. It is text with NUL between the fields, and has no tokens. From any goroutine.
func (c *Controller) Memory(entries int) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	state := c.State()
	var m memory
	m.text(memoryKind)
	m.number(time.Now().UnixMilli())
	m.text(string(state.Self.UserID))
	_, last := c.journal.Numbers()
	kept := c.journal.Since(last - entries)
	m.number(int64(len(kept)))
	for i := range kept {
		entry := &kept[i]
		m.number(entry.At)
		m.number(entry.Elapsed.Milliseconds())
		for _, field := range [...]string{string(entry.By), string(entry.Action), entry.What, string(entry.ID), string(entry.UserID), string(entry.CustomID), entry.Name, string(entry.Status), entry.Code} {
			m.text(field)
		}
	}
	m.number(int64(len(state.Removed)))
	for i := range state.Removed {
		one := &state.Removed[i]
		m.number(one.At)
		m.text(string(one.UserID))
		m.text(string(one.CustomID))
		m.text(one.Name)
		m.text(string(one.Back))
	}
	on := state.Policies
	if len(on) == 0 {
		on = state.Former
	}
	m.number(int64(len(on)))
	for i := range on {
		m.policy(&on[i])
	}
	owing := c.owing
	for _, running := range c.running {
		for _, owed := range running.attempt.owed {
			owing = append(owing, running.attempt.back(state, owed.row))
		}
	}
	m.number(int64(len(owing)))
	for _, call := range owing {
		m.text(string(call.Action))
		m.text(string(call.Each[0].UserID))
	}
	return string(m.written)
}

// Recall takes in what Memory returned before the page was loaded anew. What is older than an
// hour, of another user, or no such text is of no use and changes nothing; nor does a second one, or
// one that comes after something was done.
func (c *Controller) Recall(text string) {
	c.afterReading(func() {
		if c.closed || c.broken != nil {
			return
		}
		if _, last := c.journal.Numbers(); last > 0 || c.recalled {
			return // others have these controls
		}
		c.recall(&memory{rest: text})
	})
	c.deliver()
}

func (c *Controller) recall(m *memory) {
	state := *c.State()
	state.Former = nil
	kind, saved, user := m.next(), m.count(), m.next()
	if age := time.Now().UnixMilli() - saved; kind != memoryKind || age < 0 || age > memoryLasts || user == "" || user != string(state.Self.UserID) {
		return
	}
	c.recalled = true
	for range m.length() {
		entry := meeting.JournalEntry{At: m.count(), Elapsed: time.Duration(m.count()) * time.Millisecond}
		entry.By, entry.Action, entry.What = meeting.Actor(m.next()), meeting.Action(m.next()), m.next()
		entry.ID, entry.UserID, entry.CustomID = meeting.ParticipantID(m.next()), meeting.UserID(m.next()), meeting.CustomID(m.next())
		entry.Name, entry.Status, entry.Code = m.next(), meeting.Status(m.next()), m.next()
		if m.whole {
			entry.At, entry.Elapsed = min(max(0, entry.At), saved), max(0, entry.Elapsed) // a time that a page can say
			c.journal.Add(entry)
		}
	}
	var gone []meeting.Removed
	for range m.length() {
		one := meeting.Removed{At: m.count(), UserID: meeting.UserID(m.next()), CustomID: meeting.CustomID(m.next()), Name: m.next(), Back: meeting.ParticipantID(m.next())}
		if m.whole {
			one.At = min(max(0, one.At), saved)
			gone = append(gone, one)
		}
	}
	for range m.length() {
		if former := m.readPolicy(); m.whole && policy.Whole(&former) && !isOneOf(state.Former, former.Policy) {
			state.Former = append(state.Former, former)
		}
	}
	for range m.length() {
		call := Call{Action: meeting.Action(m.next()), Each: []Person{{UserID: meeting.UserID(m.next())}}, Back: true}
		if spec, known := action.Of(call.Action); m.whole && known && spec.GivesBack && len(c.owing) < mostOwing {
			a := attempt{spec: &spec, command: meeting.Command{Action: call.Action}}
			call.Permissions = a.patch(&state, true)
			c.owing = append(c.owing, call)
		}
	}
	back := c.removed.Recall(&state, gone)
	c.noteReturned(back)
	c.publish(state, "", sinceStart())
	update := &c.queue[len(c.queue)-1]
	update.Returned = append(back, update.Returned...)
	c.giveBackLater(&state)
}

// isOneOf tells that a policy is among some.
func isOneOf(policies []meeting.ActivePolicy, which meeting.Policy) bool {
	for i := range policies {
		if policies[i].Policy == which {
			return true
		}
	}
	return false
}

// FormerPolicies switches the policies on again that were on before the page was loaded anew, as
// far as they may be, or has them forgotten. What has to wait for the meeting stays in the state.
// From any goroutine.
func (c *Controller) FormerPolicies(again bool) {
	c.afterReading(func() {
		former := c.State().Former
		if c.closed || c.broken != nil || len(former) == 0 {
			return
		}
		var later []meeting.ActivePolicy // of which only the meeting is in the way
		for i := range former {
			one := former[i]
			lasts := time.Duration(min(one.Until-time.Now().UnixMilli(), MostFloor.Milliseconds())) * time.Millisecond
			can := CanPolicy(c.State(), one.Policy)
			switch {
			case !again, one.Policy == meeting.Floor && lasts <= 0:
			case can.Allowed:
				c.startPolicy(one, lasts)
			case can.Reason != meeting.ReasonPermission:
				later = append(later, one)
			}
		}
		state := *c.State()
		state.Former = later
		c.publish(state, "", sinceStart())
	})
	c.deliver()
}

// memory is a memory that is written or read. Its small methods inlined wherever they are called
// would be 2 KB more (brotli).
type memory struct {
	written []byte
	rest    string
	whole   bool // the last field was there
}

//go:noinline
func (m *memory) text(field string) {
	if len(m.written) > 0 {
		m.written = append(m.written, 0)
	}
	for i := range len(field) {
		if field[i] != 0 {
			m.written = append(m.written, field[i])
		}
	}
}

//go:noinline
func (m *memory) number(number int64) { m.text(strconv.FormatInt(number, 10)) }

func (m *memory) policy(one *meeting.ActivePolicy) {
	m.text(string(one.Policy))
	m.text(one.Name)
	m.number(one.Until)
	m.number(int64(len(one.UserIDs)))
	for _, id := range one.UserIDs {
		m.text(string(id))
	}
	m.number(int64(len(one.CustomIDs)))
	for _, id := range one.CustomIDs {
		m.text(string(id))
	}
}

func (m *memory) readPolicy() (one meeting.ActivePolicy) {
	one.Policy, one.Name, one.Until = meeting.Policy(m.next()), m.next(), m.count()
	for range m.length() {
		if one.UserIDs = append(one.UserIDs, meeting.UserID(m.next())); !m.whole {
			break
		}
	}
	for range m.length() {
		if one.CustomIDs = append(one.CustomIDs, meeting.CustomID(m.next())); !m.whole {
			break
		}
	}
	return one
}

//go:noinline
func (m *memory) next() string {
	field, rest, more := strings.Cut(m.rest, "\x00")
	m.whole = more || m.rest != ""
	m.rest = rest
	return strings.Clone(field) // one that is kept does not keep the whole text
}

// count reads a number, 0 for what is none.
//
//go:noinline
func (m *memory) count() int64 {
	number, _ := strconv.ParseInt(m.next(), 10, 64)
	return number
}

// length reads how many of something follow: no more than there can be.
//
//go:noinline
func (m *memory) length() int { return int(min(max(0, m.count()), int64(len(m.rest)))) }
