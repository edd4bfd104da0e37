// Package screenshots_test takes the pictures of the demo that the README
// shows. With -out it leaves them in that folder:
//
//	go test -count=1 ./internal/e2e/screenshots -out web/screenshots
//
// The folder is looked for from the project's root.
package screenshots_test

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

var out = flag.String("out", "", "the folder, from the project's root, in which to leave the pictures")

const mostBytes = 200_000

var rig *e2e.Rig

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(e2e.Run(m, &rig))
}

func TestScreenshots(t *testing.T) {
	folder := t.TempDir()
	if *out != "" {
		folder = filepath.Join("../../..", *out)
		require.NoError(t, os.MkdirAll(folder, 0o755))
	}
	for _, picture := range []picture{
		{file: "demo-wide-light.png", meeting: "team-meeting", scheme: "light", width: 1280, height: 800},
		{file: "demo-narrow-dark.png", meeting: "all-hands", scheme: "dark", width: 390, height: 844, phone: true},
	} {
		t.Run(picture.file, func(t *testing.T) {
			data := picture.take(t)
			require.Less(t, len(data), mostBytes)
			require.NoError(t, os.WriteFile(filepath.Join(folder, picture.file), data, 0o644))
		})
	}
}

type picture struct {
	file, meeting, scheme string
	width, height         int64
	phone                 bool
}

// panel is the shadow root of the panel on the demo page.
const panel = `document.querySelector("#host-panel [data-gavel]").shadowRoot`

// take returns a PNG of a host's page in a meeting in which something has happened.
func (p picture) take(t *testing.T) []byte {
	t.Helper()
	meeting := rig.MeetingNamed(t, p.meeting)
	bots := meeting.Bots(roomclient.Bots{Count: 8, Audio: true})
	meeting.Bots(roomclient.Bots{Count: 3, Audio: true, Video: true})
	meeting.Bots(roomclient.Bots{Count: 4})

	page := rig.Open(t, "/?"+url.Values{"meeting": {p.meeting}, "role": {"host"}, "name": {"Alice Adler"}}.Encode())
	page.Run(p.emulate)
	page.Await(`!document.querySelector("#join").disabled`)
	page.Do(`for (const device of ["audio", "video"]) document.querySelector("#welcome").elements[device].checked = false`)
	page.Click("#join")
	page.Await(`document.querySelector("#host-panel [data-gavel]")?.shadowRoot.querySelector("[role=grid]")?.ariaRowCount === "16"`)
	if p.phone {
		page.Click("#panel-toggle")
	}
	press := func(action, id string) {
		t.Helper()
		page.Await(`(action, id) => {
			const button = `+panel+`.querySelector('[data-participant="' + id + '"] [data-action="' + action + '"]');
			button?.click();
			return Boolean(button);
		}`, action, id)
	}
	press("disableAudio", bots[1].ID)
	press("disableAudio", bots[0].ID)
	page.Await(panel + `.querySelector("[role=status]").textContent.includes("2 muted")`)
	press("pin", bots[1].ID)
	page.Await(panel + `.querySelector("[role=status]").textContent.includes("pinned")`)
	page.Run(chromedp.MouseEvent("mouseMoved", 1, 1))

	var shot []byte
	page.Run(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) (err error) {
		shot, err = chromedp.Run(ctx, chromedp.CaptureScreenshot())
		return err
	}))
	taken, err := png.Decode(bytes.NewReader(shot))
	require.NoError(t, err)
	require.Equal(t, image.Rect(0, 0, int(p.width), int(p.height)), taken.Bounds())
	return encode(t, taken)
}

// encode returns a PNG with 64 shades of each colour: it looks the same and
// has two thirds of the bytes.
func encode(t *testing.T, picture image.Image) []byte {
	t.Helper()
	const shades = 63
	round := func(value uint32) uint8 { return uint8((value*shades + 0x7fff) / 0xffff * 0xff / shades) }
	bounds := picture.Bounds()
	rounded := image.NewRGBA(bounds)
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			red, green, blue, _ := picture.At(x, y).RGBA()
			rounded.SetRGBA(x, y, color.RGBA{round(red), round(green), round(blue), 0xff})
		}
	}
	encoded := &bytes.Buffer{}
	require.NoError(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(encoded, rounded))
	return encoded.Bytes()
}

// emulate makes the tab the screen of the picture.
func (p picture) emulate(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
	options := []chromedp.EmulateViewportOption{}
	if p.phone {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: p.scheme}},
	}); err != nil {
		return chromedp.Void{}, err
	}
	return chromedp.EmulateViewport(p.width, p.height, options...)(ctx, tab)
}
