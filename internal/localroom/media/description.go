package media

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// Of one description of a browser. An m-line is never used twice, so a long
// meeting comes to many.
const (
	MaxLines      = 500
	MaxCandidates = 500
)

// KeyFrames is how many a second a browser is asked for, whoever asks for them, and
// KeyFramesAtOnce how many after a quiet time.
const (
	KeyFrames       = 10
	KeyFramesAtOnce = 5
)

// checkDescription refuses what would cost the library much, or have it send
// packets that nobody asked for, and gives what it has read.
func checkDescription(kind webrtc.SDPType, text string) (*sdp.SessionDescription, error) {
	description := webrtc.SessionDescription{Type: kind, SDP: text}
	parsed, err := description.Unmarshal()
	if err != nil {
		return nil, fmt.Errorf("media: the %s is not usable: %w", kind, err)
	}
	attributes := parsed.Attributes
	for _, line := range parsed.MediaDescriptions {
		attributes = append(attributes, line.Attributes...)
	}
	candidates, lite := 0, false
	for _, one := range attributes {
		switch strings.TrimSpace(one.Key) { // as the library reads it
		case sdp.AttrKeyCandidate:
			candidates++
		case sdp.AttrKeyICELite:
			lite = true
		}
	}
	switch {
	case len(parsed.MediaDescriptions) > MaxLines:
		return nil, fmt.Errorf("media: want at most %d m-lines, got %d", MaxLines, len(parsed.MediaDescriptions))
	case candidates > MaxCandidates:
		return nil, fmt.Errorf("media: want at most %d candidates, got %d", MaxCandidates, candidates)
	case lite:
		return nil, errors.New("media: want a full ICE agent: one that is lite would have the server choose where to send")
	}
	return parsed, nil
}
