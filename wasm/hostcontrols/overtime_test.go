//go:build js && wasm

package hostcontrols_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestPoliciesAndTheJournal(t *testing.T) {
	ctx := context.Background()
	fake := newWorld(t)
	fake.Do(`world.join('Ann')`)
	h := attach(t, ctx, fake.MeetingObject())
	require.ErrorIs(t, h.SetPolicy(meeting.PolicySetting{Policy: meeting.Floor}), meeting.ReasonBadInput)
	require.ErrorIs(t, h.SetPolicy(meeting.PolicySetting{Policy: meeting.KeepMuted, Targets: []meeting.ParticipantID{"nobody"}}), meeting.ReasonNoSuchParticipant)
	require.NoError(t, h.SetPolicy(meeting.PolicySetting{Policy: meeting.Floor, Targets: []meeting.ParticipantID{"peer-1"}, Duration: 10 * time.Millisecond}))
	browsertest.Eventually(t, func() bool {
		return len(h.State().Policies) == 0 && !h.State().Joined.Get("peer-1").Flags.Has(meeting.AudioOn)
	}, "her time is over")
	require.NoError(t, h.SetPolicy(meeting.PolicySetting{Policy: meeting.MuteOnEntry}))
	browsertest.Eventually(t, func() bool { return len(h.State().Pending) == 0 }, "nothing is under way")
	h.Perform(ctx, meeting.Command{Action: meeting.Pin, Target: "peer-1"})
	first, last := h.JournalNumbers()
	assert.Equal(t, 1, first)
	entry, kept := h.JournalEntry(last)
	assert.True(t, kept)
	assert.Equal(t, meeting.Pin, entry.Action)
	assert.Equal(t, "Ann", entry.Name)
	assert.Len(t, h.Journal(last-1), 1)
	memory := h.Memory(10)
	h.Close()

	h = attach(t, ctx, fake.MeetingObject())
	defer h.Close()
	h.Recall(memory)
	assert.Len(t, h.Journal(0), last)
	assert.Len(t, h.State().Former, 1)
	h.FormerPolicies(true)
	assert.Equal(t, meeting.MuteOnEntry, h.State().Policies[0].Policy)
	h.EndPolicy(meeting.MuteOnEntry)
	assert.Empty(t, h.State().Policies)
}

func TestTheSpeakerIsInTheState(t *testing.T) {
	fake := newWorld(t)
	fake.Do(`world.join('Ann')`)
	h := attach(t, t.Context(), fake.MeetingObject())
	defer h.Close()
	heard := make(chan meeting.ParticipantID, 1)
	h.OnSpeaker(func(id meeting.ParticipantID) { heard <- id })
	fake.Do(`world.participants.emit('activeSpeaker', { peerId: 'peer-1', volume: 1 })`)
	assert.Equal(t, meeting.ParticipantID("peer-1"), <-heard)
	assert.Equal(t, meeting.ParticipantID("peer-1"), h.State().Speaker.ID)
	fake.Do(`world.set('peer-1', 'audioEnabled', false)`)
	browsertest.Eventually(t, func() bool { return h.State().Speaker.ID == "" }, "who is muted does not speak")
}
