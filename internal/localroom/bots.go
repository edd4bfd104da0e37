package localroom

import (
	"crypto/rand"
	"fmt"
	"net/http"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// A bot is a participant without a socket: it has names and producers, obeys
// what is done to it, and costs no goroutine. Its producers have no tracks,
// unless it was asked for with media: then it plays a clip, at the cost of one
// goroutine.

const (
	botPreset        = "guest"
	waitingBotPreset = "waiting-guest"
)

type botView struct {
	ID      string `json:"id"`
	UserID  string `json:"userId"`
	Name    string `json:"name"`
	Audio   bool   `json:"audio"`
	Video   bool   `json:"video"`
	Waiting bool   `json:"waiting"`
}

func (p *participant) botView() botView {
	return botView{
		ID:      p.id,
		UserID:  p.user.id,
		Name:    p.name,
		Audio:   p.sends(wire.ProducerKind_PRODUCER_KIND_AUDIO, false),
		Video:   p.sends(wire.ProducerKind_PRODUCER_KIND_VIDEO, false),
		Waiting: p.presence == waiting,
	}
}

// postBots adds bots to a meeting, or to its waiting room with knock.
func (s *Server) postBots(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Meeting string `json:"meeting"`
		Count   int    `json:"count"`
		Audio   bool   `json:"audio"`
		Video   bool   `json:"video"`
		Knock   bool   `json:"knock"`
		Media   bool   `json:"media"`
	}
	if err := readJSON(w, r, &in); err != nil {
		badRequest(w, err)
		return
	}
	most := maxBots
	if in.Media {
		most = maxMediaBots
	}
	if in.Count < 1 || in.Count > most {
		badRequest(w, fmt.Errorf("count: want 1 to %d, got %d", most, in.Count))
		return
	}
	presetName := botPreset
	if in.Knock {
		presetName = waitingBotPreset
	}
	preset, ok := s.presets[presetName]
	if !ok {
		badRequest(w, fmt.Errorf("bots need the preset %q, and there are only %s", presetName, s.presets.names()))
		return
	}
	room, err := s.room(in.Meeting)
	if err != nil {
		badRequest(w, err)
		return
	}
	s.addingBots.Lock() // until they are there to be counted
	defer s.addingBots.Unlock()
	bots, withMedia := s.countBots()
	switch {
	case bots+in.Count > maxBotsInAll:
		badRequest(w, fmt.Errorf("%w: at most %d bots, and there are %d", ErrFull, maxBotsInAll, bots))
		return
	case in.Media && withMedia+in.Count > maxMediaBotsInAll:
		badRequest(w, fmt.Errorf("%w: at most %d bots with media, and there are %d", ErrFull, maxMediaBotsInAll, withMedia))
		return
	}
	made := []botView{}
	room.do(func() {
		for range in.Count {
			bot := room.newBot(presetName, preset, in.Audio, in.Video)
			bot.hasMedia = in.Media
			if in.Knock {
				room.arrive(bot, waiting)
			} else {
				room.enterBot(bot)
			}
			made = append(made, bot.botView())
		}
		if in.Knock {
			room.tellWaitingList()
		}
	})
	writeJSON(w, http.StatusOK, map[string]any{"bots": made})
}

// countBots is how many there are in all meetings.
func (s *Server) countBots() (all, withMedia int) {
	for _, room := range s.allRooms() {
		room.do(func() {
			for _, p := range room.people {
				if p.socket == nil {
					all++
				}
				if p.hasMedia {
					withMedia++
				}
			}
		})
	}
	return all, withMedia
}

func (r *room) newBot(presetName string, preset *Preset, audio, video bool) *participant {
	r.bots++
	id := "bot-" + rand.Text()
	name := botName(r.bots)
	return &participant{
		id:   id,
		name: name,
		user: &user{id: "user-" + id, name: name, presetName: presetName, preset: preset, permissions: preset.Permissions},
		sent: map[string]int{},
		producers: []*producer{
			{id: id + "-audio", kind: wire.ProducerKind_PRODUCER_KIND_AUDIO, paused: !audio},
			{id: id + "-video", kind: wire.ProducerKind_PRODUCER_KIND_VIDEO, paused: !video},
		},
	}
}

// enterBot takes a bot into the meeting and its media room at once.
func (r *room) enterBot(p *participant) {
	r.admit(p)
	p.inMedia = true
	if p.hasMedia {
		r.startPlaying(p)
	}
	r.tell(wire.PeerJoinedBroadcast, &wire.MediaParticipantPush{Participant: p.mediaParticipant()}, r.everybody())
}

// announceBotVideo tells of the camera of a bot without media. SDK 2.0.2 takes a video's state from
// the consumer it makes, and a bot's cannot be consumed; it believes a producer
// that comes anew with its participant.
func (r *room) announceBotVideo(bot *participant, one *producer) {
	state := one.state()
	r.tell(wire.PeerProducerCloseBroadcast, &wire.ProducerPush{ParticipantId: bot.id, ProducerState: state}, r.everybody())
	r.tell(wire.PeerJoinedBroadcast, &wire.MediaParticipantPush{Participant: &wire.MediaParticipant{
		PeerId: bot.id, DisplayName: bot.name, UserId: &bot.user.id, ProducerStates: []*wire.Producer{state},
	}}, r.everybody())
}

// patchBot switches a bot's microphone and camera, has it speak, renames it, sends
// it to the waiting room or away. Unmuting is refused while the bot's permissions
// forbid it, and speaking while it is muted.
func (s *Server) patchBot(w http.ResponseWriter, r *http.Request) {
	var in botPatch
	if err := readJSON(w, r, &in); err != nil {
		badRequest(w, err)
		return
	}
	if in.Name != nil {
		if err := checkName("name", *in.Name, maxNameBytes); err != nil {
			badRequest(w, err)
			return
		}
	}
	for _, room := range s.allRooms() {
		var view botView
		var refusal error
		found := false
		room.do(func() {
			bot := room.people[r.PathValue("id")]
			if found = bot != nil && bot.socket == nil; found {
				refusal = room.changeBot(bot, in)
				view = bot.botView()
			}
		})
		switch {
		case refusal != nil:
			writeError(w, http.StatusConflict, "refused", refusal.Error())
			return
		case found:
			writeJSON(w, http.StatusOK, view)
			return
		}
	}
	writeError(w, http.StatusNotFound, "no-such-bot", "there is no bot with this id; it may have been removed")
}

type botPatch struct {
	Audio    *bool   `json:"audio"`
	Video    *bool   `json:"video"`
	Speaking *bool   `json:"speaking"`
	Name     *string `json:"name"`
	Knock    bool    `json:"knock"`
	Leave    bool    `json:"leave"`
}

func (r *room) changeBot(bot *participant, patch botPatch) error {
	switch {
	case patch.Leave:
		r.remove(bot)
		return nil
	case patch.Knock && bot.presence == joined:
		producers := bot.producers
		session := r.session
		r.remove(bot)
		bot.producers = producers
		delete(session.admittedPeers, bot.peerKey())
		r.arrive(bot, waiting)
		r.tellWaitingList()
	}
	if patch.Name != nil {
		r.rename(bot, *patch.Name)
	}
	for _, one := range bot.producers {
		wanted := patch.Video
		if one.kind == wire.ProducerKind_PRODUCER_KIND_AUDIO {
			wanted = patch.Audio
		}
		if wanted == nil {
			continue
		}
		if *wanted && bot.presence == joined {
			if err := bot.mayProduce(one); err != nil {
				return err
			}
		}
		r.setPaused(bot, one, !*wanted, &bot.id)
	}
	if patch.Speaking != nil {
		return r.speaks(bot, *patch.Speaking)
	}
	return nil
}
