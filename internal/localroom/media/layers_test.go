package media

import (
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/stretchr/testify/require"
)

// frames feeds frames of one packet to layers, 33 ms apart.
type frames struct {
	layers layers
	now    time.Time
}

const delta, key = 1, 0 // the first bit of a VP8 frame

func (f *frames) next(rid string, sequence uint16, timestamp uint32, picture uint16, frame byte) (verdict, position) {
	f.now = f.now.Add(33 * time.Millisecond)
	packet := &rtp.Packet{
		Header:  rtp.Header{SequenceNumber: sequence, Timestamp: timestamp},
		Payload: []byte{0x90, 0xc0, 0x80 | byte(picture>>8), byte(picture), byte(picture), frame, 'x'},
	}
	verdict := f.layers.next(rid, packet, f.now)
	after := readPicture(packet.Payload)
	return verdict, position{packet.SequenceNumber, packet.Timestamp, after.id, after.tl0}
}

func TestTheFirstLayerIsNotRenumbered(t *testing.T) {
	var f frames
	for _, sequence := range []uint16{65534, 65535, 0, 2, 1, 3} {
		verdict, at := f.next("h", sequence, uint32(sequence)*3000, 7, delta)
		require.Equal(t, layerForward, verdict)
		require.Equal(t, position{sequence, uint32(sequence) * 3000, 7, 7}, at)
	}
}

func TestABetterLayerTakesOverAtAKeyFrame(t *testing.T) {
	var f frames
	verdict, _ := f.next("q", 100, 5000, 0x7fff, key)
	require.Equal(t, layerForward, verdict)

	verdict, _ = f.next("f", 40000, 900000, 30, delta)
	require.Equal(t, layerWaits, verdict)
	verdict, at := f.next("f", 40001, 903000, 31, key)
	require.Equal(t, layerForward, verdict)
	require.Equal(t, position{101, 5000 + 66*90, 0, 0}, at, "the numbers go on, the clock by the time that has passed")

	verdict, at = f.next("f", 40002, 906000, 32, delta)
	require.Equal(t, layerForward, verdict)
	require.Equal(t, position{102, 5000 + 66*90 + 3000, 1, 1}, at)
}

func TestALowerLayerWaitsForSilence(t *testing.T) {
	var f frames
	f.next("f", 1, 0, 1, key)
	verdict, _ := f.next("h", 1, 0, 1, key)
	require.Equal(t, layerDrop, verdict)

	f.now = f.now.Add(silence)
	verdict, _ = f.next("h", 2, 3000, 2, delta)
	require.Equal(t, layerWaits, verdict)
	verdict, at := f.next("h", 3, 6000, 3, key)
	require.Equal(t, layerForward, verdict)
	require.Equal(t, uint16(2), at.sequence)
}

func TestALatePacketDoesNotSetTheStreamBack(t *testing.T) {
	var f frames
	f.next("h", 10, 1000, 10, key)
	f.next("h", 12, 7000, 12, delta)
	f.next("h", 11, 4000, 11, delta)
	_, at := f.next("f", 500, 0, 700, key)
	require.Equal(t, uint16(13), at.sequence)
	require.Equal(t, uint16(13), at.picture)
	require.Greater(t, at.timestamp, uint32(7000))
}

func TestWritePicture(t *testing.T) {
	numbers := picture{id: 0x1234, tl0: 0x56}
	for name, payloads := range map[string][2][]byte{
		"long id and layer":  {{0x90, 0xc0, 0x80, 0, 0, 1}, {0x90, 0xc0, 0x92, 0x34, 0x56, 1}},
		"short id and layer": {{0x90, 0xc0, 0, 0, 1}, {0x90, 0xc0, 0x34, 0x56, 1}},
		"layer only":         {{0x90, 0x40, 0, 1}, {0x90, 0x40, 0x56, 1}},
		"no numbers":         {{0x10, 1, 2}, {0x10, 1, 2}},
		"no payload":         {{}, {}},
		"cut off":            {{0x90, 0xc0}, {0x90, 0xc0}},
	} {
		writePicture(payloads[0], numbers)
		require.Equal(t, payloads[1], payloads[0], name)
	}
}
