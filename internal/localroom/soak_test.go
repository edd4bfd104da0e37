package localroom_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

var (
	soakLength = flag.Int("soak", 2000, "operations of the soak test")
	soakSeed   = flag.Uint64("soak-seed", 0, "seed of the soak test; 0 takes a new one")
)

// Several meetings go through random operations at the same time, each with its
// own people. In each, the model, the server and every client must agree.
func TestSoak(t *testing.T) {
	const meetings = 4
	seed := *soakSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("to see the same again: -soak=%d -soak-seed=%d", *soakLength, seed)
	h := openHall(t)
	t.Run("meetings", func(t *testing.T) {
		for i := range uint64(meetings) {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				soak := newSoak(t, h.API, fmt.Sprint("soak-", i), rand.New(rand.NewPCG(seed, i)))
				soak.run(*soakLength / meetings)
			})
		}
	})
}

// soak is one meeting under way.
type soak struct {
	model
	t       *testing.T
	ctx     context.Context
	api     roomclient.API
	meeting string
	random  *rand.Rand
	done    []string // what was done, for failures
}

var soakPresets = []string{
	"host", "webinar-host", "guest", "guest", "guest", "webinar-viewer", "webinar-viewer", "waiting-guest", "waiting-guest", "waiting-guest",
}

func newSoak(t *testing.T, api roomclient.API, meeting string, random *rand.Rand) *soak {
	ctx, cancel := context.WithTimeout(context.Background(), testlimit.Of(20*time.Minute))
	t.Cleanup(cancel)
	s := &soak{t: t, ctx: ctx, api: api, meeting: meeting, random: random}
	for i, preset := range soakPresets {
		name := fmt.Sprint(preset, i)
		token, err := api.Token(ctx, roomclient.Who{Meeting: meeting, Name: name, Preset: preset, UserID: "user-" + name})
		require.NoError(t, err)
		s.people = append(s.people, &soaker{name: name, preset: preset, token: token, locked: map[string]bool{}, sending: map[string]bool{}, producers: map[string]string{}})
	}
	return s
}

func (s *soak) run(operations int) {
	defer func() {
		if s.t.Failed() {
			s.t.Logf("the last operations:\n%s", strings.Join(s.done[max(0, len(s.done)-25):], "\n"))
		}
		for _, p := range s.people {
			if p.client != nil {
				p.client.Close()
			}
		}
	}()
	const betweenLooks = 20
	for i := range operations {
		soakOperations[s.random.IntN(len(soakOperations))](s)
		if i%betweenLooks == 0 {
			s.compare()
		}
	}
	s.compare()
	for _, p := range s.people {
		if p.where != away {
			s.goes(p, p.client.Close)
		}
	}
	require.Eventually(s.t, func() bool {
		room := s.room()
		return room.Connected == 0 && room.SessionID == ""
	}, patience, time.Millisecond, "nobody and nothing is left")
}

// compare looks at the meeting from all sides.
func (s *soak) compare() {
	s.t.Helper()
	want := s.sight()
	require.Equal(s.t, want, believed(s.room()), "the server")
	for _, p := range s.people {
		if p.where != inMeeting {
			continue
		}
		s.settle(p)
		require.NoError(s.t, p.picture.update())
		others := seen{Pinned: want.Pinned, People: maps.Clone(want.People), Waiting: []string{}}
		delete(others.People, p.id())
		if p.isHost() {
			others.Waiting = want.Waiting
		}
		require.Equal(s.t, others, p.picture.sight(), p.name)
	}
}

func (s *soak) note(p *soaker, format string, args ...any) {
	s.done = append(s.done, p.name+" "+fmt.Sprintf(format, args...))
}

func (s *soak) room() roomclient.Room {
	s.t.Helper()
	room, err := s.api.Room(s.ctx, s.meeting)
	require.NoError(s.t, err)
	return room
}

// asks sends a request that is answered well or refused, as expected.
func (s *soak) asks(p *soaker, event wire.Event, payload proto.Message, may bool) {
	s.t.Helper()
	err := p.client.Request(s.ctx, event, payload, nil)
	if may {
		require.NoError(s.t, err, "%s asks for %s", p.name, event)
		return
	}
	var refusal *roomclient.Refusal
	require.ErrorAs(s.t, err, &refusal, "%s asks for %s", p.name, event)
}

// tells sends a message that has no answer when all is well.
func (s *soak) tells(p *soaker, event wire.Event, payload proto.Message) {
	s.t.Helper()
	require.NoError(s.t, p.client.Send(s.ctx, event, payload))
	s.settle(p)
}

// settle returns when all that was sent has had its effect, and all that was
// pushed to p has come.
func (s *soak) settle(p *soaker) {
	s.t.Helper()
	require.NoError(s.t, p.client.Request(s.ctx, wire.GetPolls, &wire.Nothing{}, nil))
}

// joins is the SDK's join: it ends in the meeting or on the waiting list.
func (s *soak) joins(p *soaker) {
	s.t.Helper()
	s.enters(p)
	answer := &wire.PeerMessage{}
	require.NoError(s.t, p.client.Request(s.ctx, wire.JoinRoom, &wire.JoinRequest{}, answer))
	require.Equal(s.t, p.where == onList, answer.GetPeer().GetWaitlisted(), "%s waits", p.name)
	if p.where == inMeeting {
		var err error
		p.picture, err = newPicture(s.ctx, p.client, p.isHost())
		require.NoError(s.t, err)
	}
}

// goes ends a socket and waits until the server has noticed.
func (s *soak) goes(p *soaker, how func()) {
	s.t.Helper()
	how()
	p.client = nil
	s.leaves(p)
	require.Eventually(s.t, func() bool {
		room := s.room()
		_, still := room.Person(p.id())
		return !still && !slices.ContainsFunc(room.Waiting, func(other roomclient.Participant) bool { return other.ID == p.id() })
	}, patience, time.Millisecond, "the server has not noticed that %s went", p.name)
}
