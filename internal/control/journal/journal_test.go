package journal_test

import (
	"math"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control/journal"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func numbers(entries []meeting.JournalEntry) (all []int) {
	for i := range entries {
		all = append(all, entries[i].Number)
	}
	return all
}

func TestAnEmptyJournal(t *testing.T) {
	var j journal.Journal
	first, last := j.Numbers()
	assert.Equal(t, []int{1, 0}, []int{first, last})
	assert.Empty(t, j.Since(0))
	for _, number := range []int{-1, 0, 1, math.MaxInt, math.MinInt} {
		_, kept := j.Entry(number)
		assert.False(t, kept, number)
	}
}

func TestEntriesAreNumbered(t *testing.T) {
	var j journal.Journal
	for want := range 3 {
		assert.Equal(t, want+1, j.Add(meeting.JournalEntry{What: strconv.Itoa(want + 1)}).Number)
	}
	entry, kept := j.Entry(2)
	assert.True(t, kept)
	assert.Equal(t, meeting.JournalEntry{Number: 2, What: "2"}, entry)
	assert.Equal(t, []int{1, 2, 3}, numbers(j.Since(0)))
	assert.Equal(t, []int{1, 2, 3}, numbers(j.Since(-5)))
	assert.Equal(t, []int{1, 2, 3}, numbers(j.Since(math.MinInt)))
	assert.Equal(t, []int{3}, numbers(j.Since(2)))
	assert.Empty(t, j.Since(3))
	assert.Empty(t, j.Since(math.MaxInt))
}

func TestTheOldestEntriesGo(t *testing.T) {
	var j journal.Journal
	const added = 2*journal.Most + 7
	for n := range added {
		j.Add(meeting.JournalEntry{What: strconv.Itoa(n + 1)})
		if n+1 == journal.Most {
			first, _ := j.Numbers()
			require.Equal(t, 1, first, "as many as there may be")
		}
	}
	first, last := j.Numbers()
	assert.Equal(t, []int{added - journal.Most + 1, added}, []int{first, last})
	for _, number := range []int{first - 1, last + 1, 0, last - 2*journal.Most} {
		_, kept := j.Entry(number)
		assert.False(t, kept, number)
	}
	all := j.Since(0)
	require.Len(t, all, journal.Most)
	for i := range all {
		one, kept := j.Entry(first + i)
		if !kept || one != all[i] || one.Number != first+i || one.What != strconv.Itoa(first+i) {
			require.Fail(t, "not the entry", "%d: %+v", first+i, one)
		}
	}
	assert.Equal(t, []int{last}, numbers(j.Since(last-1)))
}

func TestAnEntryKeepsNoLongerText(t *testing.T) {
	var j journal.Journal
	text := strings.Repeat("x", 4) + "id" + "us" + "cu" + "na"
	entry := j.Add(meeting.JournalEntry{ID: meeting.ParticipantID(text[4:6]), UserID: meeting.UserID(text[6:8]), CustomID: meeting.CustomID(text[8:10]), Name: text[10:]})
	assert.Equal(t, meeting.JournalEntry{Number: 1, ID: "id", UserID: "us", CustomID: "cu", Name: "na"}, entry)
	for i, part := range []string{string(entry.ID), string(entry.UserID), string(entry.CustomID), entry.Name} {
		assert.NotSame(t, unsafe.StringData(text[4+2*i:]), unsafe.StringData(part))
	}
}

func TestAnyGoroutineMayUseIt(t *testing.T) {
	var j journal.Journal
	var all sync.WaitGroup
	const writers, each = 8, 1_500
	for range writers {
		all.Go(func() {
			before := 0
			for range each {
				number := j.Add(meeting.JournalEntry{Name: "Ann"}).Number
				if number <= before {
					assert.Fail(t, "not in order")
				}
				before = number
			}
		})
		all.Go(func() {
			for range 20 {
				_, until := j.Numbers()
				entries := j.Since(until - 100)
				for i := range entries[min(1, len(entries)):] {
					if entries[i].Number+1 != entries[i+1].Number {
						assert.Fail(t, "not in order")
					}
				}
				first, last := j.Numbers()
				assert.LessOrEqual(t, last-first+1, journal.Most)
				j.Entry(first)
			}
		})
	}
	all.Wait()
	_, last := j.Numbers()
	assert.Equal(t, writers*each, last)
}
