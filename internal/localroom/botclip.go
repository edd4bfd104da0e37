package localroom

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/gavel-rtc/gavel/internal/localroom/media"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// What bots with media play; made by the command in the folder clip.
var (
	//go:embed clip/picture.ivf
	clipPicture []byte
	//go:embed clip/sound.ogg
	clipSound []byte
)

func readClip() (*media.Clip, error) {
	clip, err := media.ReadClip(bytes.NewReader(clipPicture), bytes.NewReader(clipSound))
	if err != nil {
		return nil, fmt.Errorf("read the clip that bots play: %w", err)
	}
	return clip, nil
}

var mediaKinds = map[wire.ProducerKind]media.Kind{
	wire.ProducerKind_PRODUCER_KIND_AUDIO: media.Audio,
	wire.ProducerKind_PRODUCER_KIND_VIDEO: media.Video,
}

// startPlaying gives a bot's producers their tracks.
func (r *room) startPlaying(bot *participant) {
	player, err := r.server.engine.Play(r.server.clip)
	if err != nil {
		r.server.log.Error("a bot stays without media", "participant", bot.id, "error", err)
		return
	}
	bot.player = player
	for _, one := range bot.producers {
		one.id, one.hasTrack = player.ProducerID(mediaKinds[one.kind]), true
		player.SetPaused(mediaKinds[one.kind], one.paused)
	}
}

// stopPlaying ends the media of a bot that has some.
func (p *participant) stopPlaying() {
	if p.player == nil {
		return
	}
	p.player.Close()
	p.player = nil
	for _, one := range p.producers {
		one.hasTrack = false
	}
}
