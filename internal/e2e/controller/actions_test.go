package controller_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// What a tab says of somebody whose microphone and camera have fully arrived.
// Before the tracks have, SDK 2.0.2 may miss a change.
const (
	heard = "p => p.audioEnabled && p.audioTrack"
	seen  = "p => p.videoEnabled && p.videoTrack"
	here  = "p => true"
)

// host lets a host join, microphone and camera on, with the controls attached.
func host(meeting *e2e.Meeting) *e2e.Controls {
	return meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Audio: true, Video: true}).Attach(e2e.AttachOptions{})
}

// requireConfirmed requires that exactly these people were changed, in any order.
func requireConfirmed(t *testing.T, outcome e2e.Outcome, action string, people ...*e2e.Participant) {
	t.Helper()
	require.Equal(t, action, outcome.Action)
	require.Equal(t, "confirmed", outcome.Status, "%+v", outcome)
	require.NotNil(t, outcome.ElapsedMs)
	require.GreaterOrEqual(t, *outcome.ElapsedMs, 0.0)
	var rows []e2e.TargetOutcome
	for _, p := range people {
		rows = append(rows, e2e.TargetOutcome{ID: p.ID, UserID: p.UserID, Name: p.Name, Status: "confirmed"})
	}
	require.ElementsMatch(t, rows, outcome.Targets)
}

func TestDisableOne(t *testing.T) {
	t.Parallel()
	for _, device := range []struct{ action, is, arrived string }{
		{"disableAudio", "audioEnabled", heard},
		{"disableVideo", "videoEnabled", seen},
	} {
		t.Run(device.action, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			alice := host(meeting)
			bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
			carol := meeting.Join(e2e.Who{Name: "Carol", Audio: true, Video: true})
			for _, p := range []*e2e.Participant{bob, carol} {
				alice.Sees(p.ID, device.arrived)
			}
			carol.Sees(bob.ID, device.arrived)

			requireConfirmed(t, alice.Perform(device.action, bob.ID), device.action, bob)

			bob.Await("(is) => !meeting.self[is]", device.is)
			carol.Sees(bob.ID, "p => !p."+device.is)
			isOn := func(p roomclient.Participant) bool {
				if device.action == "disableAudio" {
					return p.Audio
				}
				return p.Video
			}
			require.False(t, isOn(meeting.Person(bob.ID)))
			require.True(t, isOn(meeting.Person(carol.ID)))
			require.True(t, isOn(meeting.Person(alice.ID)))
			alice.AwaitSnapshot(`({ participants }) => participants.filter(p => p.` + device.is + `).length === 1`)

			sent := meeting.Person(alice.ID).Sent
			require.Equal(t, "unchanged", alice.Perform(device.action, bob.ID).Status)
			alice.Reaches(carol)
			require.Equal(t, 1, sent["media.hostControlPeer"])
			require.Equal(t, 1, meeting.Person(alice.ID).Sent["media.hostControlPeer"], "nothing to do, nothing sent")

			bob.Do(map[string]string{
				"disableAudio": "meeting.self.enableAudio()",
				"disableVideo": "meeting.self.enableVideo()",
			}[device.action])
			alice.Sees(bob.ID, "p => p."+device.is)
		})
	}
}

func TestDisableAllIncludingOneself(t *testing.T) {
	t.Parallel()
	for _, device := range []struct{ action, is, arrived string }{
		{"disableAllAudio", "audioEnabled", heard},
		{"disableAllVideo", "videoEnabled", seen},
	} {
		t.Run(device.action, func(t *testing.T) {
			t.Parallel()
			meeting := rig.Meeting(t)
			alice := host(meeting)
			bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true, Video: true})
			carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "cohost"})
			bots := meeting.Bots(roomclient.Bots{Count: 5, Audio: true, Video: true})
			alice.Sees(bob.ID, device.arrived)
			alice.Sees(carol.ID, here)
			bob.Sees(alice.ID, device.arrived)
			on := []*e2e.Participant{alice.Participant, bob}
			for _, bot := range bots {
				alice.Sees(bot.ID, "p => p."+device.is)
				on = append(on, &e2e.Participant{ID: bot.ID, UserID: bot.UserID, Name: bot.Name})
			}

			requireConfirmed(t, alice.Perform(device.action, ""), device.action, on...)

			alice.Await("(is) => !meeting.self[is]", device.is)
			bob.Await("(is) => !meeting.self[is]", device.is)
			bob.Sees(alice.ID, "p => !p."+device.is)
			alice.AwaitSnapshot(`({ self, participants }) => [self, ...participants].every(p => !p.` + device.is + `)`)
			for _, p := range meeting.Room().Participants {
				require.False(t, device.is == "audioEnabled" && p.Audio, p.Name)
				require.False(t, device.is == "videoEnabled" && p.Video, p.Name)
			}
			again := alice.Perform(device.action, "")
			require.Equal(t, "unchanged", again.Status)
			require.Empty(t, again.Targets)
		})
	}
}

func TestPinAndUnpin(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, here)
	alice.Sees(carol.ID, here)
	bob.Sees(carol.ID, here)

	requireConfirmed(t, alice.Perform("pin", bob.ID), "pin", bob)
	bob.Await("meeting.self.isPinned")
	carol.Sees(bob.ID, "p => p.isPinned")
	require.Equal(t, bob.ID, meeting.Room().Pinned)
	alice.AwaitSnapshot(`({ pinnedId }) => pinnedId === "` + bob.ID + `"`)
	require.Equal(t, "unchanged", alice.Perform("pin", bob.ID).Status)

	requireConfirmed(t, alice.Perform("pin", carol.ID), "pin", carol)
	bob.Await("!meeting.self.isPinned")
	bob.Sees(carol.ID, "p => p.isPinned")

	requireConfirmed(t, alice.Perform("pin", alice.ID), "pin", alice.Participant)
	bob.Sees(alice.ID, "p => p.isPinned")
	require.Equal(t, alice.ID, meeting.Room().Pinned)

	// The SDK's unpin would take the pin from whoever has it.
	refusal := alice.Refused("unpin", bob.ID)
	require.Equal(t, "not-pinned", refusal.Reason)
	require.Equal(t, alice.ID, meeting.Room().Pinned)

	requireConfirmed(t, alice.Perform("unpin", alice.ID), "unpin", alice.Participant)
	bob.Sees(alice.ID, "p => !p.isPinned")
	requireConfirmed(t, alice.Perform("pin", bob.ID), "pin", bob)
	requireConfirmed(t, alice.Perform("unpin", bob.ID), "unpin", bob)
	carol.Sees(bob.ID, "p => !p.isPinned")
	require.Empty(t, meeting.Room().Pinned)
}

func TestKick(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	carol := meeting.Join(e2e.Who{Name: "Carol"})
	alice.Sees(bob.ID, here)
	carol.Sees(bob.ID, here)

	performing := alice.Begin("kick", bob.ID)
	bob.Hears("self", "roomLeft", `({ state }) => state === "kicked"`)
	requireConfirmed(t, performing.Outcome(), "kick", bob)

	carol.SeesNot(bob.ID)
	require.Len(t, meeting.Room().Participants, 2)
	require.Equal(t, "no-such-participant", alice.Refused("kick", bob.ID).Reason)
	alice.AwaitSnapshot(`({ participants, counts }) => counts.participants === 1 && participants[0].name === "Carol"`)
}

func TestKickAllIsSeenByAll(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true}).Attach(e2e.AttachOptions{})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "cohost"}).Attach(e2e.AttachOptions{})
	meeting.Bots(roomclient.Bots{Count: 3})
	alice.Sees(carol.ID, here)
	alice.Sees(bob.ID, heard)

	requireConfirmed(t, alice.Perform("kickAll", ""), "kickAll", alice.Participant)

	for _, p := range []*e2e.Controls{alice, bob, carol} {
		p.Hears("self", "roomLeft", `({ state }) => state === "ended"`)
		p.AwaitSnapshot(`({ roomState }) => roomState === "ended"`)
		p.Await(`told.some(e => e.type === "closed" && e.detail.state === "ended")`)
		require.Len(t, p.Told("closed"), 1)
		require.Equal(t, "ended", p.Can("leave", "").Reason)
	}
	meeting.AwaitRoom("nobody there", func(room roomclient.Room) bool { return len(room.Participants) == 0 })
	require.Equal(t, "ended", alice.Refused("disableAudio", bob.ID).Reason)
}

func TestLeave(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := host(meeting)
	bob := meeting.Join(e2e.Who{Name: "Bob"}).Attach(e2e.AttachOptions{})
	bob.Sees(alice.ID, here)

	requireConfirmed(t, bob.Perform("leave", ""), "leave", bob.Participant)

	require.Equal(t, "left", e2e.Eval[string](bob.Tab, "meeting.self.roomState"))
	alice.SeesNot(bob.ID)
	bob.Await(`told.some(e => e.type === "closed" && e.detail.state === "left")`)
	alice.AwaitSnapshot(`({ participants }) => participants.length === 0`)
	require.Equal(t, "ended", bob.Refused("leave", "").Reason)
	require.Equal(t, "joined", e2e.Eval[string](alice.Tab, "controls.snapshot.roomState"))
}
