package localroom

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestWhoSendsTooFastIsReadLater(t *testing.T) {
	for name, one := range map[string]struct{ message, pushed, answered, atOnce, inASecond int }{
		"messages": {0, 0, 0, 2000, 500},
		"bytes":    {64 << 10, 0, 0, 64, 8},
		"pushes":   {0, 64 << 10, 0, 80, 32},
		"answers":  {0, 0, 64 << 10, 512, 64},
	} {
		synctest.Test(t, func(t *testing.T) {
			pace := usualLimits.pace()
			begin := time.Now()
			for range one.atOnce {
				require.NoError(t, pace.wait(t.Context(), one.message, one.pushed, one.answered))
			}
			assert.Equal(t, begin, time.Now(), name)
			for range one.inASecond {
				require.NoError(t, pace.wait(t.Context(), one.message, one.pushed, one.answered))
			}
			assert.WithinDuration(t, begin.Add(time.Second), time.Now(), time.Millisecond, name)
			require.NoError(t, pace.wait(t.Context(), 1<<30, 1<<30, 1<<30), "nothing is too much to be waited for")
		})
	}
}

func TestOwnAnswersAreNoSlowness(t *testing.T) {
	d := openDoor(t)
	d.server.life.Done() // makes the channel, which must not belong to the bubble
	synctest.Test(t, func(t *testing.T) {
		p := &participant{id: "p", user: d.eve.user, sent: map[string]int{}}
		p.socket = newSocket(d.server, nil, d.room)
		p.socket.owner = p
		defer p.socket.end()
		long := binaryMessage(make([]byte, 20<<20))
		long.answer = true
		require.True(t, p.socket.send(long), "an answer of any size is no slowness")
		require.True(t, p.socket.send(binaryMessage(make([]byte, 1<<20))))

		reads := make(chan error, 1)
		go func() { reads <- p.socket.keepPace(1) }()
		synctest.Wait()
		require.Empty(t, reads, "the next message waits until the answer is written")
		for _, one := range p.socket.takeQueue() {
			p.socket.written(one)
		}
		require.NoError(t, <-reads)
		assert.Zero(t, p.socket.answered)
		assert.Zero(t, p.socket.pushed)
		require.False(t, p.socket.send(binaryMessage(make([]byte, 8<<20+1))), "pushes that pile up are")
	})
}

func TestPushesAreTheirCausers(t *testing.T) {
	d := openDoor(t)
	eve, ben := witness(d.room, d.eve.user, "eve"), witness(d.room, d.eve.user, "ben")
	defer eve.socket.end()
	defer ben.socket.end()
	keys := make([]*wire.StoreKey, 999)
	for i := range keys {
		keys[i] = &wire.StoreKey{}
	}
	payload, err := proto.Marshal(&wire.StoreRequest{StoreName: "s", Keys: keys})
	require.NoError(t, err)
	require.Less(t, len(payload), 3000)
	eve.socket.handle(&request{life: t.Context(), room: d.room, from: eve, event: wire.StoreInsertKeys}, payload)
	pushed := ben.socket.pushed
	require.Greater(t, pushed, 10_000, "far more than was sent")
	assert.Equal(t, int64(pushed), eve.socket.caused.Load())

	before := eve.user.pace.pushes.Tokens()
	require.NoError(t, eve.socket.keepPace(1))
	assert.Less(t, eve.user.pace.pushes.Tokens(), before-float64(pushed)/2)
	assert.Zero(t, eve.socket.caused.Load())
}

func TestWhatOnlyAsksIsNotDoneForNobody(t *testing.T) {
	for event, handler := range handlers {
		name := event.String()[strings.LastIndex(event.String(), ".")+1:]
		assert.Equal(t, strings.HasPrefix(name, "get") || strings.Contains(name, "Get"), handler.asks, event.String())
	}
	d := openDoor(t)
	eve := witness(d.room, d.eve.user, "eve")
	defer eve.socket.end()
	// A payload that cannot be read is refused where it is read at all.
	eve.socket.handle(&request{life: t.Context(), room: d.room, from: eve, event: wire.GetRoomPeersInfo}, []byte{0xff})
	assert.Empty(t, eve.socket.queue)
}
