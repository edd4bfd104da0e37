package media

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pion/webrtc/v4/pkg/media/ivfreader"
	"github.com/pion/webrtc/v4/pkg/media/oggreader"
)

// packetTime is how long one packet of a clip's sound lasts.
const packetTime = 20 * time.Millisecond

// Clip is a picture and a sound that can be played over and over.
type Clip struct {
	frames   [][]byte // VP8; the first is a key frame
	packets  [][]byte // Opus, packetTime each
	perFrame int      // packets of sound while one frame shows
}

// ReadClip reads VP8 in IVF, 1 to 50 frames a second that are a whole number of
// 20 ms each, and Opus in Ogg, 20 ms a packet and one packet a page.
func ReadClip(picture, sound io.Reader) (*Clip, error) {
	clip := &Clip{}
	if err := errors.Join(clip.readPicture(picture), clip.readSound(sound)); err != nil {
		return nil, err
	}
	if len(clip.frames) == 0 || clip.frames[0][0]&1 != 0 {
		return nil, errors.New("media: the picture must begin with a key frame")
	}
	if len(clip.packets) == 0 {
		return nil, errors.New("media: the sound is empty")
	}
	return clip, nil
}

func (c *Clip) readPicture(from io.Reader) error {
	reader, header, err := ivfreader.NewWith(from)
	if err != nil {
		return fmt.Errorf("media: reading the picture: %w", err)
	}
	numerator, denominator := time.Duration(header.TimebaseNumerator), time.Duration(header.TimebaseDenominator)
	frameTime := time.Second * numerator / max(1, denominator)
	if header.FourCC != "VP80" || frameTime < packetTime || frameTime > time.Second || frameTime%packetTime != 0 {
		return fmt.Errorf("media: want VP8 with frames of a whole number of %v, got %s with %v", packetTime, header.FourCC, frameTime)
	}
	c.perFrame = int(frameTime / packetTime)
	for {
		frame, _, err := reader.ParseNextFrame()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("media: reading the picture: %w", err)
		case len(frame) > 0:
			c.frames = append(c.frames, frame)
		}
	}
}

func (c *Clip) readSound(from io.Reader) error {
	reader, _, err := oggreader.NewWith(from)
	if err != nil {
		return fmt.Errorf("media: reading the sound: %w", err)
	}
	for {
		packet, page, err := reader.ParseNextPage()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("media: reading the sound: %w", err)
		}
		if _, isTitle := page.HeaderType(packet); !isTitle {
			c.packets = append(c.packets, packet)
		}
	}
}
