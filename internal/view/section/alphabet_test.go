package section

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// keyOf is of a language in which the last letter of a name counts, then the one before it.
func keyOf(name string) string {
	letters := []rune("  " + name)
	return fmt.Sprintf("%05d%05d0", letters[len(letters)-1], letters[len(letters)-2])
}

// answer does what a page does that is told of names without a place.
func (s *screen) answer(all bool) {
	var keys strings.Builder
	for name := range strings.SplitSeq(strings.TrimSuffix(s.people.Names(all), "\x00"), "\x00") {
		keys.WriteString(keyOf(name) + name + "\x00")
	}
	s.people.Sort(keys.String(), all)
}

func names(s *screen) []string {
	var names []string
	for _, e := range s.people.order.entries[1:] { // oneself is the first
		names = append(names, e.person.Name)
	}
	return names
}

func TestNamesBeyondASCIIAreSortedByTheirPage(t *testing.T) {
	state := with(host(), person("Zed", 0), person("Łukasz", 0), person("Ann", 0))
	s := show(state)
	require.True(t, s.people.Shown().Unsorted)
	require.Equal(t, []string{"Ann", "Zed", "Łukasz"}, names(s), "as ever, until the page has said more")
	s.answer(true)
	require.Equal(t, []string{"Zed", "Ann", "Łukasz"}, names(s))
	require.False(t, s.people.Shown().Unsorted)

	state = with(state, person("Aba", 0))
	s.update(state, noon)
	require.True(t, s.people.Shown().Unsorted)
	require.Equal(t, []string{"Zed", "Ann", "Łukasz", "Aba"}, names(s), "who has no place yet is the last")
	require.Equal(t, "Aba\x00", s.people.Names(false))
	s.answer(false)
	require.Equal(t, []string{"Aba", "Zed", "Ann", "Łukasz"}, names(s))
	require.False(t, s.people.Shown().Unsorted)
}

func TestPlainNamesAreNotAskedFor(t *testing.T) {
	s := show(with(host(), person("Zed 9", 0), person("ann", 0), person("Ann", 0), person("  Bob", 0)))
	require.False(t, s.people.Shown().Unsorted)
	for _, name := range []string{"O'Neil", "a-b", "_", "é", "@", "[x", "{", "tab\t"} {
		require.True(t, show(with(host(), person(name, 0))).people.Shown().Unsorted, "%q", name)
	}
}

func TestOfLettersThatDifferInSizeTheSmallAreAbove(t *testing.T) {
	called := func(name string) *meeting.Participant {
		p := person(name, 0)
		p.SearchKey = strings.ToLower(name)
		p.ID = meeting.ParticipantID(name)
		return p
	}
	require.Equal(t, []string{"ann", "aNn", "Ann", "ANN"}, names(show(with(host(), called("Ann"), called("ANN"), called("aNn"), called("ann")))))
}

func TestBlanksInFrontDoNotCount(t *testing.T) {
	require.Equal(t, []string{"Ann", "  Bob", "Cid"}, names(show(with(host(), person("Cid", 0), person("  Bob", 0), person("Ann", 0)))))
}

func TestNobodyIsSortedAnewWhileTheListIsHeld(t *testing.T) {
	state := with(host(), person("Zed", 0), person("Øyvind", 0), person("Ann", 0))
	s := show(state)
	s.people.Aim(true)
	require.False(t, s.people.Shown().Unsorted)
	require.Empty(t, s.people.Names(true))
	s.people.Sort(keyOf("Zed")+"Zed\x00", true)
	require.Equal(t, []string{"Ann", "Zed", "Øyvind"}, names(s))
	s.people.Aim(false)
	require.True(t, s.people.Shown().Unsorted, "the page is asked now")
	s.answer(true)
	require.Equal(t, []string{"Zed", "Øyvind", "Ann"}, names(s))
}

func TestWhoLeftBeforeTheirNameWasSortedIsWaitedForNoMore(t *testing.T) {
	state := with(host(), person("Øyvind", 0))
	s := show(state)
	s.answer(true)
	state = with(state, person("Ann", 0))
	s.update(state, noon)
	require.True(t, s.people.Shown().Unsorted)
	s.update(without(state, "id-ann"), noon)
	require.Empty(t, s.people.Names(false))
	require.False(t, s.people.Shown().Unsorted, "so that the next is asked for")
}

func TestTheOrderOfAPageHoldsWhateverHappens(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 2))
		state := host()
		s := show(state)
		for range 80 {
			held := slices.Clone(names(s))
			wasHeld := s.people.order.held
			switch n := random.IntN(10); {
			case n < 4:
				state = with(state, person(string([]rune("ŁøéÄbcd")[random.IntN(7)])+string([]rune("ŁøéÄbcd")[random.IntN(7)]), 0))
			case n < 6 && state.Joined.Len() > 0:
				for p := range state.Joined.All() {
					state = without(state, p.ID)
					break
				}
			case n == 6:
				s.people.Aim(!wasHeld)
				wasHeld = false
			case n == 7 && !wasHeld:
				s.answer(s.people.alphabet.keys == nil || random.IntN(2) == 0)
			}
			s.update(state, noon)
			now := names(s)
			if wasHeld {
				require.True(t, slices.Equal(held, now[:len(held)]), "seed %d: somebody moved while the list was held", seed)
			}
			for at, e := range s.people.order.entries {
				found, ok := s.people.order.index(e.person.ID)
				require.True(t, ok && found == at, "seed %d: the index finds everybody", seed)
			}
		}
		s.people.Aim(false)
		s.answer(random.IntN(2) == 0 || s.people.alphabet.keys == nil)
		require.True(t, slices.IsSortedFunc(names(s), func(a, b string) int { return strings.Compare(keyOf(a), keyOf(b)) }), "seed %d: %q", seed, names(s))
		require.Len(t, names(s), state.Joined.Len())
	}
}
