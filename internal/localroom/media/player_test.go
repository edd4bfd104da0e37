package media

import (
	"bytes"
	"os"
	"runtime"
	"testing"

	"github.com/pion/rtp"
	"github.com/stretchr/testify/require"
)

func readClip(t *testing.T) *Clip {
	t.Helper()
	picture, err := os.ReadFile("../clip/picture.ivf")
	require.NoError(t, err)
	sound, err := os.ReadFile("../clip/sound.ogg")
	require.NoError(t, err)
	require.LessOrEqual(t, len(picture)+len(sound), 200<<10, "the clip is part of every checkout")
	clip, err := ReadClip(bytes.NewReader(picture), bytes.NewReader(sound))
	require.NoError(t, err)
	return clip
}

func TestPlayerIsSeenAndHeardByAll(t *testing.T) {
	engine := newEngine(t)
	player, err := engine.Play(readClip(t))
	require.NoError(t, err)
	for range 2 {
		b := newBrowser(t, engine)
		b.consume(player.ProducerID(Video))
		b.next(keyFrame)
		b.consume(player.ProducerID(Audio))
		b.next(anyPacket)
	}
}

func TestPausedPictureGoesOnWithAKeyFrame(t *testing.T) {
	engine := newEngine(t)
	player, err := engine.Play(readClip(t))
	require.NoError(t, err)
	b := newBrowser(t, engine)
	b.consume(player.ProducerID(Video))
	a := b.next(keyFrame)
	player.SetPaused(Video, true)
	player.SetPaused(Audio, true)
	b.consume(player.ProducerID(Audio))
	player.SetPaused(Video, false)
	b.read(a, func(packet *rtp.Packet) bool { return readPicture(packet.Payload).keyFrame })
	player.SetPaused(Audio, false)
	b.next(anyPacket)
}

func TestClosedPlayerIsGone(t *testing.T) {
	engine := newEngine(t)
	running := runtime.NumGoroutine()
	clip := readClip(t)
	player, err := engine.Play(clip)
	require.NoError(t, err)
	player.Close()
	player.Close()
	require.Empty(t, engine.producers)
	requireGoroutines(t, running)
	_, err = engine.Play(clip)
	require.NoError(t, err, "the engine's Close ends this one")
	require.NoError(t, engine.Close())
	_, err = engine.Play(clip)
	require.ErrorIs(t, err, ErrClosed)
}

func TestUnusableClips(t *testing.T) {
	sound, err := os.ReadFile("../clip/sound.ogg")
	require.NoError(t, err)
	picture, err := os.ReadFile("../clip/picture.ivf")
	require.NoError(t, err)
	slow := bytes.Clone(picture)
	slow[16] = 200 // frames a second
	headless := append(bytes.Clone(picture[:32]), picture[len(picture)/2:]...)
	for name, clip := range map[string]struct{ picture, sound []byte }{
		"no picture":   {nil, sound},
		"no sound":     {picture, nil},
		"empty":        {picture[:32], sound},
		"frame rate":   {slow, sound},
		"broken frame": {headless, sound},
		"broken sound": {picture, sound[:len(sound)-3]},
	} {
		_, err := ReadClip(bytes.NewReader(clip.picture), bytes.NewReader(clip.sound))
		require.ErrorContains(t, err, "media:", name)
	}
}
