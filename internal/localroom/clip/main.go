// Command clip makes the sound and the picture that bots play: it has Chromium
// encode what record.js draws and synthesises, and writes sound.ogg and
// picture.ivf beside its own source. Run it at the top of the project:
//
//	go run ./internal/localroom/clip
package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4/pkg/media/ivfwriter"
	"github.com/pion/webrtc/v4/pkg/media/oggwriter"
)

const (
	folder          = "internal/localroom/clip"
	framesPerSecond = 10
	sampleRate      = 48000
	packetSamples   = sampleRate / 50
	most            = 200 << 10 // bytes, in all
)

//go:embed record.js
var script []byte

// recording is what record.js gives.
type recording struct {
	Frames  [][]byte `json:"frames"`
	Packets [][]byte `json:"packets"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	recorded, err := record()
	if err != nil {
		return fmt.Errorf("record the clip in Chromium: %w", err)
	}
	picture, err := ivf(recorded.Frames)
	if err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	sound, err := ogg(recorded.Packets)
	if err != nil {
		return fmt.Errorf("write the sound: %w", err)
	}
	if size := len(picture) + len(sound); size > most {
		return fmt.Errorf("the clip has %d bytes, more than %d", size, most)
	}
	fmt.Printf("%d frames in %d bytes, %d packets of sound in %d bytes\n",
		len(recorded.Frames), len(picture), len(recorded.Packets), len(sound))
	return errors.Join(
		os.WriteFile(filepath.Join(folder, "picture.ivf"), picture, 0o644),
		os.WriteFile(filepath.Join(folder, "sound.ogg"), sound, 0o644),
	)
}

// record runs the script on a page of its own.
func record() (recording, error) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/record.js" {
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write(script)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><title>Clip</title><script src="record.js"></script>`))
	}))
	defer page.Close()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.DisableGPU, chromedp.Flag("headless", "new"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	limited, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	allocator, end := chromedp.NewExecAllocator(limited, options...)
	defer end()
	browser, end := chromedp.NewContext(allocator)
	defer end()
	if err := chromedp.Do(browser, chromedp.Navigate(page.URL)); err != nil {
		return recording{}, err
	}
	return chromedp.Run(browser, chromedp.Evaluate[recording]("record()", chromedp.EvalAwaitPromise))
}

func ivf(frames [][]byte) ([]byte, error) {
	out := &bytes.Buffer{}
	writer, err := ivfwriter.NewWith(out, ivfwriter.WithWidthAndHeight(320, 180),
		ivfwriter.WithFrameRate(1, framesPerSecond), ivfwriter.WithDirectPTS())
	if err != nil {
		return nil, err
	}
	for i, frame := range frames {
		const startOfFrame = 0x10 // the VP8 payload descriptor of RFC 7741
		if err := writer.WriteRTP(&rtp.Packet{
			Header:  rtp.Header{Timestamp: uint32(i), Marker: true},
			Payload: append([]byte{startOfFrame}, frame...),
		}); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

func ogg(packets [][]byte) ([]byte, error) {
	out := &bytes.Buffer{}
	writer, err := oggwriter.NewWith(out, sampleRate, 1)
	if err != nil {
		return nil, err
	}
	for i, packet := range packets {
		if err := writer.WriteRTP(&rtp.Packet{
			Header:  rtp.Header{Timestamp: uint32(i+1) * packetSamples},
			Payload: packet,
		}); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}
