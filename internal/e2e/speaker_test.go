package e2e_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// speaks waits until the tab's SDK has said that this is the active speaker.
func speaks(p *e2e.Participant, id string) {
	p.Await(`(id) => meeting.participants.lastActiveSpeaker === id && heard("participants", "activeSpeaker").some(([e]) => e.peerId === id)`, id)
}

func TestActiveSpeaker(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bots := meeting.Bots(roomclient.Bots{Count: 2, Audio: true})
	alice.Sees(bots[1].ID, "p => p.audioEnabled")
	meeting.TellBot(bots[0].ID, map[string]any{"speaking": true})
	speaks(alice, bots[0].ID)
	meeting.TellBot(bots[0].ID, map[string]any{"speaking": false})
	meeting.TellBot(bots[1].ID, map[string]any{"speaking": true})
	speaks(alice, bots[1].ID)

	meeting.TellBot(bots[1].ID, map[string]any{"leave": true})
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true}) // the fake microphone beeps
	speaks(alice, bob.ID)
	late := meeting.Join(e2e.Who{Name: "Carol"})
	late.Await(`(id) => meeting.participants.lastActiveSpeaker === id || meeting.participants.active.has(id)`, bob.ID)
}
