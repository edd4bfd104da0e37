package localroom

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/localroom/media"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// presence is how far somebody has come.
type presence int

const (
	outside presence = iota // has a socket, has not joined
	waiting                 // at the door
	joined
	removed // kicked or ended; this socket cannot join again
)

// participant is one peer id: a browser, a Go client or a bot.
type participant struct {
	id        string
	user      *user
	name      string
	presence  presence
	arrival   int
	stage     wire.StageType
	inMedia   bool
	sentAway  bool // told to go to another meeting
	producers []*producer
	sent      map[string]int // messages by event name
	socket    *socket        // nil for bots
	hasMedia  bool           // of a bot: plays the clip while it is in the meeting
	player    *media.Player  // while it does
}

// producer is one stream that a participant sends, or has ready to send.
type producer struct {
	id          string
	kind        wire.ProducerKind
	paused      bool
	screenShare bool
	appData     *string
	transportID *string
	speaking    bool
	hasTrack    bool // false: signalling only, there is nothing to consume
}

// stopSending has nothing of what p sends reach anybody any more.
func (p *participant) stopSending() {
	for _, one := range p.producers {
		if one.hasTrack && p.socket != nil {
			p.socket.room.server.engine.SetPaused(one.id, true)
		}
	}
	p.producers = nil
}

// peer is p as the others see them.
func (p *participant) peer() *wire.Peer {
	return &wire.Peer{
		PeerId:              p.id,
		UserId:              p.user.id,
		DisplayName:         p.name,
		StageType:           &p.stage,
		CustomParticipantId: optional(p.user.customParticipantID),
		PresetId:            optional(p.user.presetName),
		DisplayPictureUrl:   optional(p.user.picture),
		Waitlisted:          p.presence == waiting,
		Flags: &wire.PeerFlags{
			PresetName:        p.user.presetName,
			RecorderType:      string(p.user.permissions.RecorderType),
			HiddenParticipant: p.user.permissions.HiddenParticipant,
		},
	}
}

// mediaParticipant is p with what they send.
func (p *participant) mediaParticipant() *wire.MediaParticipant {
	media := &wire.MediaParticipant{PeerId: p.id, DisplayName: p.name, UserId: &p.user.id}
	for _, producer := range p.producers {
		media.ProducerStates = append(media.ProducerStates, producer.state())
	}
	return media
}

func (p *participant) producer(id string) (*producer, bool) {
	i := slices.IndexFunc(p.producers, func(one *producer) bool { return one.id == id })
	if i < 0 {
		return nil, false
	}
	return p.producers[i], true
}

// sends tells whether p has an unpaused producer of that kind.
func (p *participant) sends(kind wire.ProducerKind, screenShare bool) bool {
	return slices.ContainsFunc(p.producers, func(one *producer) bool {
		return one.kind == kind && one.screenShare == screenShare && !one.paused
	})
}

var mimeTypes = map[wire.ProducerKind]string{
	wire.ProducerKind_PRODUCER_KIND_AUDIO: "audio/opus",
	wire.ProducerKind_PRODUCER_KIND_VIDEO: "video/VP8",
}

func (p *producer) state() *wire.Producer {
	mimeType := mimeTypes[p.kind]
	return &wire.Producer{
		ProducerId:           p.id,
		Kind:                 p.kind,
		Pause:                p.paused,
		ScreenShare:          p.screenShare,
		AppData:              p.appData,
		ProducingTransportId: p.transportID,
		MimeType:             &mimeType,
	}
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
