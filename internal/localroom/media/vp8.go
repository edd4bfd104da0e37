package media

import "github.com/pion/rtp/codecs"

// picture is what the payload of a VP8 packet says about its frame (RFC 7741).
// Browsers drop frames whose numbers jump back, so a change of layer has to
// carry them on.
type picture struct {
	id       uint16 // 15 bits
	tl0      uint8
	keyFrame bool // and this packet begins it
}

func readPicture(payload []byte) picture {
	var header codecs.VP8Packet
	frame, err := header.Unmarshal(payload)
	if err != nil {
		return picture{}
	}
	return picture{
		id:       header.PictureID,
		tl0:      header.TL0PICIDX,
		keyFrame: header.S == 1 && header.PID == 0 && len(frame) > 0 && frame[0]&1 == 0,
	}
}

// writePicture puts the numbers into a payload, as far as it has room for them.
func writePicture(payload []byte, p picture) {
	var header codecs.VP8Packet
	if _, err := header.Unmarshal(payload); err != nil {
		return
	}
	const idAt, long = 2, 0x80
	tl0At := idAt
	switch {
	case header.I == 1 && payload[idAt]&long != 0:
		payload[idAt] = long | byte(p.id>>8&0x7f)
		payload[idAt+1] = byte(p.id)
		tl0At = idAt + 2
	case header.I == 1:
		payload[idAt] = byte(p.id & 0x7f)
		tl0At = idAt + 1
	}
	if header.L == 1 {
		payload[tl0At] = p.tl0
	}
}
