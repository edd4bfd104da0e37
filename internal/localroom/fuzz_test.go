package localroom

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// FuzzHandlers has a host send two messages of any events. Whatever they hold, all
// that goes out can be read, and the next one who asks is told who is there.
func FuzzHandlers(f *testing.F) {
	d := openDoor(f)
	d.server.limits.recorderStart = 0
	events := slices.Sorted(maps.Keys(handlers))
	for i, event := range events {
		for _, message := range []proto.Message{
			&wire.Nothing{}, &wire.JoinRequest{Peer: &wire.Peer{DisplayName: "Ana"}}, &wire.Kick{PeerIds: []string{"ben"}},
			&wire.ChatToRoom{Payload: "hi"}, &wire.NewPoll{Question: "?", Options: []string{"a", "b"}},
		} {
			payload, err := proto.Marshal(message)
			require.NoError(f, err)
			f.Add(uint16(event), payload, uint16(events[len(events)-1-i]), payload)
		}
	}
	f.Fuzz(func(t *testing.T, first uint16, one []byte, second uint16, other []byte) {
		room := newRoom(d.server, "fuzzed")
		host := &user{id: "ana", name: "Ana", presetName: "host", preset: d.server.presets["host"], permissions: d.server.presets["host"].Permissions}
		require.NoError(t, room.addUser(host))
		ana, ben := witness(room, host, "ana"), witness(room, host, "ben")
		for i, payload := range [][]byte{one, other} {
			event := wire.Event([]uint16{first, second}[i])
			ana.socket.handle(&request{life: t.Context(), room: room, from: ana, event: event, id: "1"}, payload)
			for len(ana.socket.lane) > 0 {
				(<-ana.socket.lane)()
			}
		}
		room.do(func() {
			q := &request{life: t.Context(), room: room, from: ben, event: wire.GetRoomPeersInfo, id: "2"}
			assert.NoError(t, handlers[q.event].run(q, nil))
		})
		answered := false
		for _, p := range []*participant{ana, ben} {
			for _, message := range p.socket.takeQueue() {
				frame, err := wire.DecodeFrame(message.data)
				require.NoError(t, err)
				answered = answered || frame.GetId() == "2" && wire.Event(frame.GetEvent()) == wire.GetRoomPeersInfo
			}
		}
		assert.True(t, answered, "nobody is told who is there any more")
		room.do(func() {
			if room.session != nil {
				assert.LessOrEqual(t, room.session.chatBytes, keptChatBytes)
				assert.LessOrEqual(t, room.session.storedBytes, maxStoredBytes)
				room.kickEverybody()
			}
		})
		for _, p := range []*participant{ana, ben} {
			p.socket.end()
			p.socket.stop()
		}
		room.endMedia()
		d.server.added.Add(-int64(len(room.users)))
	})
}

// witness joins with a socket whose queue nobody empties.
func witness(r *room, who *user, peerID string) *participant {
	p := &participant{id: peerID, user: who, name: who.name, sent: map[string]int{}}
	p.socket = newSocket(r.server, nil, r)
	p.socket.owner = p
	r.do(func() {
		_ = r.connect(p) // the room is new
		r.admit(p)
	})
	return p
}

// FuzzPresets reads a file of presets. What is taken is complete: written and read
// again it is the same.
func FuzzPresets(f *testing.F) {
	builtin, err := BuiltinPresets()
	require.NoError(f, err)
	guest, err := json.Marshal(builtin["guest"])
	require.NoError(f, err)
	f.Add(fmt.Appendf(nil, `{"presets":{"a":%s}}`, guest))
	f.Add(fmt.Appendf(nil, `{"presets":{"a":%s},"presets":{"b":%s}}`, guest, guest))
	f.Add(fmt.Appendf(nil, `{"presets":{"a":%s,"a":%s}}`, guest, guest))
	f.Add(fmt.Appendf(nil, `{"presets":{"a":{}},"presets":{"b":%s}}`, guest))
	f.Fuzz(func(t *testing.T, file []byte) {
		presets, err := LoadPresets(bytes.NewReader(file))
		if err != nil {
			assert.Nil(t, presets)
			return
		}
		written, err := json.Marshal(map[string]Presets{"presets": presets})
		require.NoError(t, err)
		again, err := LoadPresets(bytes.NewReader(written))
		require.NoError(t, err)
		assert.Equal(t, presets, again)
		for name := range presets {
			assert.NoError(t, checkName("preset", name, maxNameBytes))
			assert.NotNil(t, presets[name])
		}
	})
}
