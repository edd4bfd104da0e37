package meeting

import (
	"iter"
	"slices"
)

const (
	blockSize  = 64
	shardCount = 256
)

type (
	block [blockSize]*Participant
	shard []entry

	// entry is where somebody is whose id has this hash.
	entry struct {
		hash  uint32
		place int32
	}
)

// Roster is a list of participants in the order in which they came. It never
// changes: an Edit makes the next one, which shares with it all that stayed the
// same. So a Roster can be kept, and read by any goroutine. The zero Roster is
// empty.
//
// Participants sit in blocks of 64; changing one copies its block and the list
// of blocks. An index of 256 short lists leads from an id to its place; coming and
// going copies one of them. The benchmarks show what that costs. (A map for each
// shard takes several times as long to fill, in a browser above all.)
type Roster struct {
	blocks []*block
	index  []shard
	places int // used places in blocks, those of people who left included
	size   int
}

// Len returns the number of participants.
func (r Roster) Len() int { return r.size }

// Get returns the participant with the id, nil when there is none.
func (r Roster) Get(id ParticipantID) *Participant {
	if r.size == 0 {
		return nil
	}
	place, found := r.place(id, hashOf(id))
	if !found {
		return nil
	}
	return r.at(place)
}

func (r Roster) at(place int) *Participant { return r.blocks[place/blockSize][place%blockSize] }

// All yields the participants in the order in which they came.
func (r Roster) All() iter.Seq[*Participant] {
	return func(yield func(*Participant) bool) {
		for _, b := range r.blocks {
			for _, p := range b {
				if p != nil && !yield(p) {
					return
				}
			}
		}
	}
}

// Changes yields what is different from an earlier roster: the participant then
// and now, nil where there was or is none, in no particular order. Rosters that
// were made from one another share what stayed the same, so the cost follows
// what changed.
func (r Roster) Changes(before Roster) iter.Seq2[*Participant, *Participant] {
	return func(yield func(then, now *Participant) bool) {
		for number := range max(len(before.blocks), len(r.blocks)) {
			then, now := before.block(number), r.block(number)
			if then == now {
				continue
			}
			for i := range blockSize {
				if !yieldMoves(before, r, then[i], now[i], yield) {
					return
				}
			}
		}
	}
}

// yieldMoves yields what became of two occupants of one place. They may be two
// people: places are given anew when a roster is compacted.
func yieldMoves(before, after Roster, then, now *Participant, yield func(then, now *Participant) bool) bool {
	if then == now {
		return true
	}
	if then != nil && now != nil && then.ID == now.ID {
		return yield(then, now)
	}
	if then != nil && after.Get(then.ID) == nil && !yield(then, nil) {
		return false
	}
	if now == nil {
		return true
	}
	was := before.Get(now.ID)
	return was == now || yield(was, now)
}

var noBlock block

func (r Roster) block(number int) *block {
	if number < len(r.blocks) {
		return r.blocks[number]
	}
	return &noBlock
}

func (r Roster) place(id ParticipantID, hash uint32) (place int, found bool) {
	if r.index == nil {
		return 0, false
	}
	for _, e := range r.index[hash%shardCount] {
		if e.hash == hash && r.at(int(e.place)).ID == id {
			return int(e.place), true
		}
	}
	return 0, false
}

// hashOf spreads ids over the shards (FNV-1a).
func hashOf(id ParticipantID) uint32 {
	hash := uint32(2166136261)
	for i := range len(id) {
		hash = (hash ^ uint32(id[i])) * 16777619
	}
	return hash
}

// RosterEdit collects changes to a roster. It copies each block and shard at
// most once, however many changes there are. One goroutine may use it.
type RosterEdit struct {
	next         Roster
	copiedBlocks []bool // by number; nil until the list of blocks was copied
	copiedShards []bool // likewise, of the index
	expected     int
}

// Edit begins changing the roster; r itself stays as it is.
func (r Roster) Edit() *RosterEdit { return &RosterEdit{next: r} }

// Expect makes room for so many people at once; without it room is made as they come.
func (e *RosterEdit) Expect(people int) { e.expected = people }

// Put sets the participant. A new one comes last; a known one keeps its place.
func (e *RosterEdit) Put(p *Participant) {
	hash := hashOf(p.ID)
	place, known := e.next.place(p.ID, hash)
	if !known {
		place = e.next.places
		e.next.places++
		e.next.size++
		own := e.ownShard(hash)
		*own = append(*own, entry{hash, int32(place)})
	}
	e.ownBlock(place / blockSize)[place%blockSize] = p
}

// Remove takes the participant out, if there.
func (e *RosterEdit) Remove(id ParticipantID) {
	hash := hashOf(id)
	place, known := e.next.place(id, hash)
	if !known {
		return
	}
	own := e.ownShard(hash)
	*own = slices.DeleteFunc(*own, func(one entry) bool { return int(one.place) == place })
	e.ownBlock(place / blockSize)[place%blockSize] = nil
	e.next.size--
}

// Done returns the changed roster and ends the edit.
func (e *RosterEdit) Done() Roster {
	if empty := e.next.places - e.next.size; empty > e.next.size+blockSize {
		return e.next.compacted()
	}
	return e.next
}

func (r Roster) compacted() Roster {
	var edit RosterEdit
	for p := range r.All() {
		edit.Put(p)
	}
	return edit.next
}

func (e *RosterEdit) ownBlock(number int) *block {
	if e.copiedBlocks == nil {
		e.next.blocks = slices.Clone(e.next.blocks)
		e.copiedBlocks = make([]bool, len(e.next.blocks), len(e.next.blocks)+1+e.expected/blockSize)
	}
	if number == len(e.next.blocks) {
		e.next.blocks = append(e.next.blocks, &block{})
		e.copiedBlocks = append(e.copiedBlocks, true)
	}
	if !e.copiedBlocks[number] {
		fresh := *e.next.blocks[number]
		e.next.blocks[number] = &fresh
		e.copiedBlocks[number] = true
	}
	return e.next.blocks[number]
}

func (e *RosterEdit) ownShard(hash uint32) *shard {
	if e.copiedShards == nil {
		e.next.index = slices.Clone(e.next.index)
		if e.next.index == nil {
			e.next.index = make([]shard, shardCount)
		}
		e.copiedShards = make([]bool, shardCount)
	}
	number := hash % shardCount
	own := &e.next.index[number]
	if !e.copiedShards[number] {
		*own = append(make(shard, 0, len(*own)+1+2*e.expected/shardCount), *own...)
		e.copiedShards[number] = true
	}
	return own
}
