package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func speakerIs(id string) func(*wire.SelectedPeersDiff) bool {
	return func(m *wire.SelectedPeersDiff) bool {
		return m.GetEntries()[0].GetPeerId() == id && m.GetEntries()[0].GetPriority() == 1
	}
}

func TestActiveSpeakerIsWhoSpeaks(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	microphone, other := ana.produce("audio"), ben.produce("audio")
	ana.tell(wire.AudioActivity, &wire.MicrophoneActivity{ProducerId: microphone, Energy: 1, Silent: true})
	assert.Empty(t, h.room().Speaker)
	ana.tell(wire.AudioActivity, &wire.MicrophoneActivity{ProducerId: microphone, Energy: 8})
	sees(ben, wire.SelectedPeerDiff, speakerIs(ana.ID()))
	assert.Equal(t, ana.ID(), h.room().Speaker)
	assert.Zero(t, ana.Pushed(wire.SelectedPeerDiff), "one is not told of oneself")

	ben.tell(wire.AudioActivity, &wire.MicrophoneActivity{ProducerId: other, Energy: 10})
	assert.Equal(t, ana.ID(), h.room().Speaker, "who speaks is not talked over")
	ana.tell(wire.HostControlPeer, &wire.MuteRequest{ParticipantId: ana.ID(), Audio: true})
	ben.tell(wire.AudioActivity, &wire.MicrophoneActivity{ProducerId: other, Energy: 10})
	sees(ana, wire.SelectedPeerDiff, speakerIs(ben.ID()))
	ana.tell(wire.AudioActivity, &wire.MicrophoneActivity{ProducerId: microphone, Energy: 9})
	assert.Equal(t, ben.ID(), h.room().Speaker, "muted people are not heard")

	assert.Contains(t, ana.refused(wire.AudioActivity, &wire.MicrophoneActivity{ProducerId: other}), "no such producer")
	ben.Close()
	h.becomes(func(r roomclient.Room) bool { return r.Speaker == "" }, "the speaker does not leave")
	outside := h.connect("otto", "guest")
	outside.ask(wire.GetPolls, nil, nil)
	outside.tell(wire.AudioActivity, &wire.MicrophoneActivity{ProducerId: "x"})
}

func TestBotsSpeak(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	bots := h.bots(roomclient.Bots{Count: 2, Audio: true})
	speak := func(bot roomclient.Bot, on bool) error {
		_, err := h.ChangeBot(h.ctx, bot.ID, map[string]any{"speaking": on})
		return err
	}
	assert.NoError(t, speak(bots[0], true))
	sees(ana, wire.SelectedPeerDiff, speakerIs(bots[0].ID))
	assert.NoError(t, speak(bots[1], true))
	assert.Equal(t, bots[0].ID, h.room().Speaker)
	assert.NoError(t, speak(bots[0], false))
	sees(ana, wire.SelectedPeerDiff, speakerIs(bots[1].ID))

	joined := &wire.JoinCompleteAnswer{}
	late := h.enter("late", "guest")
	late.ask(wire.SelfJoinComplete, nil, joined)
	assert.Equal(t, []string{bots[1].ID}, joined.GetSelectedPeers().GetAudioPeers())

	_, err := h.ChangeBot(h.ctx, bots[0].ID, map[string]any{"audio": false})
	assert.NoError(t, err)
	assert.ErrorContains(t, speak(bots[0], true), "microphone on")
}
