package media

import (
	"time"

	"github.com/pion/rtp"
)

// silence is how long the forwarded layer may pause before a lower one takes over.
const silence = time.Second

// layers chooses which of a producer's simulcast layers goes to the consumers
// and joins them into one stream. Layers are ranked by their rid in ASCII
// order, best first, as SDK 2.0.2 asks for ("asciibetical": f, h, q). A change
// happens at a key frame of the new layer.
type layers struct {
	current string // rid of the one being forwarded, "" before the first packet
	at      time.Time
	last    position
	shift   position
}

// position is where a packet stands in the numberings that a browser follows.
type position struct {
	sequence  uint16
	timestamp uint32
	picture   uint16
	tl0       uint8
}

// verdict is what becomes of a packet.
type verdict int

const (
	layerForward verdict = iota // send it; it has been fitted to the stream
	layerDrop                   // a better layer is being forwarded
	layerWaits                  // the layer should take over, and needs a key frame to do so
)

// next decides about a packet of a layer that came at now.
func (l *layers) next(rid string, packet *rtp.Packet, now time.Time) verdict {
	frame := readPicture(packet.Payload)
	switch {
	case rid == l.current:
	case l.current == "":
		l.current = rid
		l.last.sequence = packet.SequenceNumber - 1
	case rid > l.current && now.Sub(l.at) < silence:
		return layerDrop
	case !frame.keyFrame:
		return layerWaits
	default:
		elapsed := max(1, now.Sub(l.at).Milliseconds()) * int64(vp8.ClockRate) / 1000
		l.current = rid
		l.shift = position{
			sequence:  l.last.sequence + 1 - packet.SequenceNumber,
			timestamp: l.last.timestamp + uint32(elapsed) - packet.Timestamp,
			picture:   l.last.picture + 1 - frame.id,
			tl0:       l.last.tl0 + 1 - frame.tl0,
		}
	}
	packet.SequenceNumber += l.shift.sequence
	packet.Timestamp += l.shift.timestamp
	frame.id += l.shift.picture
	frame.tl0 += l.shift.tl0
	writePicture(packet.Payload, frame)

	if ahead := packet.SequenceNumber - l.last.sequence; ahead > 0 && ahead < 1<<15 {
		l.last = position{packet.SequenceNumber, packet.Timestamp, frame.id, frame.tl0}
	}
	l.at = now
	return layerForward
}
