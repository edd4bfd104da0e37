package section

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func shownIDs(o *order) []meeting.ParticipantID {
	var ids []meeting.ParticipantID
	for _, e := range o.entries {
		ids = append(ids, e.person.ID)
	}
	return ids
}

// sorted is what the list must be, found the simple way but for who came first.
func sorted(o *order, self *meeting.Participant, joined meeting.Roster) []meeting.ParticipantID {
	var people []entry
	add := func(p *meeting.Participant, isSelf bool) {
		if !o.matches(p) {
			return
		}
		came := 0
		if e := o.entryOf(p.ID); e != nil {
			came = e.came
		}
		people = append(people, entry{person: p, place: o.placeOf(p, isSelf, came)})
	}
	add(self, true)
	for p := range joined.All() {
		add(p, false)
	}
	slices.SortFunc(people, func(a, b entry) int { return a.place.compare(&b.place) })
	var ids []meeting.ParticipantID
	for _, one := range people {
		ids = append(ids, one.person.ID)
	}
	return ids
}

func TestOfThoseWhoAreCalledTheSameWhoCameFirstIsAbove(t *testing.T) {
	called := func(name string, id meeting.ParticipantID) *meeting.Participant {
		p := person(name, 0)
		p.ID = id
		return p
	}
	ids := func(s *screen) []meeting.ParticipantID { return shownIDs(&s.people.order)[1:] }
	state := with(host(), called("Ada", "c"), called("Ada", "a"))
	s := show(state)
	require.Equal(t, []meeting.ParticipantID{"c", "a"}, ids(s))

	state = with(state, called("Ada", "b"))
	s.update(state, noon)
	require.Equal(t, []meeting.ParticipantID{"c", "a", "b"}, ids(s), "the last to come")

	muted := with(state, called("Ada", "c"))
	muted = with(without(muted, "a"), called("Ada", "d"))
	s.update(muted, noon)
	require.Equal(t, []meeting.ParticipantID{"c", "b", "d"}, ids(s), "a change moves nobody")

	s.people.Aim(true)
	gone := without(muted, "c")
	s.update(gone, noon)
	back := with(gone, called("Ada", "c"))
	s.update(back, noon)
	require.Equal(t, []meeting.ParticipantID{"c", "b", "d"}, ids(s), "while the list is held")
	s.people.Aim(false)
	require.Equal(t, []meeting.ParticipantID{"b", "d", "c"}, ids(s), "who comes again comes last")

	s.people.Search("ada", false, noon)
	require.Equal(t, []meeting.ParticipantID{"b", "d", "c"}, shownIDs(&s.people.order), "a search leaves them in order")
}

func TestNamesThatBeginAlikeAreSorted(t *testing.T) {
	const long = "Somebody with a long name "
	var people []*meeting.Participant
	for i := range 40 {
		people = append(people, person(long+strconv.Itoa(i*7%40+100), 0))
	}
	s := show(with(host(), people...))
	var names []string
	for _, e := range s.people.order.entries[1:] {
		names = append(names, e.person.Name)
	}
	require.True(t, slices.IsSorted(names), "%q", names)
	require.Len(t, names, 40)
}

func TestTheListIsSortedAndStaysWhileHeld(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		state := host()
		s := show(state)
		now := noon
		for range 60 {
			heldBefore := shownIDs(&s.people.order)
			wasHeld := s.people.order.held
			searched := false
			switch n := random.IntN(10); {
			case n < 4:
				p := person("P"+strconv.Itoa(random.IntN(12)), meeting.Flags(random.IntN(16)))
				p.Stage = meeting.StageStatus(random.IntN(4))
				if random.IntN(3) == 0 {
					p.Name, p.SearchKey = "Renamed", "renamed "+strconv.Itoa(random.IntN(5))
				}
				state = with(state, p)
			case n < 7:
				state = without(state, meeting.ParticipantID("id-p"+strconv.Itoa(random.IntN(12))))
			case n == 7:
				s.people.Aim(!s.people.order.held)
				wasHeld = false
			case n == 8:
				searched = true
				s.people.Search([]string{"", "p", "p1", "renamed"}[random.IntN(4)], false, now)
			default:
				state.Self.Flags ^= meeting.Pinned
			}
			s.update(state, now)
			if wasHeld && !searched {
				after := shownIDs(&s.people.order)
				require.GreaterOrEqual(t, len(after), len(heldBefore), "seed %d", seed)
				require.True(t, slices.Equal(heldBefore, after[:len(heldBefore)]), "seed %d: somebody moved while the list was held", seed)
			}
			if !s.people.order.held {
				require.Equal(t, sorted(&s.people.order, s.people.self(), state.Joined), shownIDs(&s.people.order), "seed %d", seed)
			}
			for at, e := range s.people.order.entries {
				found, ok := s.people.order.index(e.person.ID)
				require.True(t, ok && found == at, "seed %d: the index finds everybody", seed)
			}
		}
		s.people.Aim(false)
		require.Equal(t, sorted(&s.people.order, s.people.self(), state.Joined), shownIDs(&s.people.order), "seed %d", seed)
	}
}

func TestManyJoinAtOnce(t *testing.T) {
	state := host()
	var people []*meeting.Participant
	for i := range 3 * manyChanges {
		people = append(people, person("P"+strconv.Itoa(i), bothOn))
	}
	s := show(state)
	full := with(state, people...)
	s.update(full, noon)
	require.Equal(t, sorted(&s.people.order, s.people.self(), full.Joined), shownIDs(&s.people.order))
	require.Equal(t, len(people)+1, s.people.Shown().All[0].Count, "microphones on")
	empty := meeting.State{Self: state.Self, Room: state.Room}
	s.update(empty, noon)
	require.Equal(t, 1, s.people.Shown().Size)
	require.Equal(t, 1, s.people.Shown().All[0].Count)
}

func TestPlacesAreByRankThenKeyThenWhoCameFirst(t *testing.T) {
	at := func(key string, flags meeting.Flags, came int) place {
		return placeOfPerson(&meeting.Participant{Text: meeting.Text{SearchKey: key}, Flags: flags}, false, came)
	}
	want := []place{
		at("zoe", meeting.Pinned, 1),
		at("", 0, 1),
		at("a", 0, 1),
		at("a", 0, 2),
		at("a b", 0, 1),
		at("amina a", 0, 9),
		at("amina abiodun", 0, 1),
		at("amina abiodun", 0, 2),
		at("amina bergström", 0, 1),
		at("zoe", 0, 1),
		at("мария", 0, 1),
	}
	for i := range want {
		for j := range want {
			require.Equal(t, cmp.Compare(i, j), want[i].compare(&want[j]), "%q and %q", want[i].key, want[j].key)
		}
	}
}
