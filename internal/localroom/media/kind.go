package media

import "github.com/pion/webrtc/v4"

// Kind is the kind of a track, with the numbers of the SDK's protocol.
type Kind int

// The kinds of track.
const (
	Audio Kind = 0
	Video Kind = 1
)

// String returns the word used in descriptions, "audio" or "video".
func (k Kind) String() string {
	if k == Video {
		return "video"
	}
	return "audio"
}

func (k Kind) codec() webrtc.RTPCodecCapability {
	if k == Video {
		return vp8
	}
	return opus
}
