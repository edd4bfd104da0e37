package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// shows has a page choose a tab by itself, as a person does who clicks on it.
const shows = `(id) => meeting.meta.setSelfActiveTab({ type: "plugin", id }, 0)`

const isShown = `(id) => meeting.meta.selfActiveTab?.id === id`

func TestSpotlight(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	bob.Sees(alice.ID, "p => true")
	require.True(t, e2e.Eval[bool](alice.Tab, "meeting.meta.broadcastTabChanges"), "on for who may")

	alice.Do(shows, "board")
	bob.Hears("meta", "activeTabUpdate", `(tab) => tab.id === "board" && tab.type === "plugin"`)
	require.True(t, e2e.Eval[bool](bob.Tab, isShown, "board"))
	bob.Hears("participants", "broadcastedMessage", `({ type }) => type === "spotlight"`)

	alice.Do("meeting.meta.setBroadcastTabChanges(false)")
	alice.Do(shows, "notes")
	alice.Reaches(bob)
	require.True(t, e2e.Eval[bool](bob.Tab, isShown, "board"))
	late := meeting.Join(e2e.Who{Name: "Carol"})
	late.Await(isShown, "notes") // the SDK tells who comes, whether it tells the others or not
	require.False(t, e2e.Eval[bool](late.Tab, `JSON.stringify(heard("participants", "broadcastedMessage")).includes("spotlight")`))
	require.True(t, e2e.Eval[bool](bob.Tab, isShown, "board"))
	alice.Do("meeting.meta.setBroadcastTabChanges(true)")
	bob.Await(isShown, "notes")
}

func TestSpotlightNeedsTheRight(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	alice.Sees(bob.ID, "p => true")
	bob.Sees(alice.ID, "p => true")
	require.Equal(t, "0801", e2e.Eval[string](bob.Tab, `refusal(() => meeting.meta.setBroadcastTabChanges(true))`))
	bob.Do(shows, "mine")
	forged := `(to) => refusal(() => meeting.participants.broadcastMessage("spotlight", { currentTab: { type: "plugin", id: "mine" } }, to))`
	require.Equal(t, "1200", e2e.Eval[string](bob.Tab, forged, nil), "the room refuses it")
	require.Equal(t, "1200", e2e.Eval[string](bob.Tab, forged, map[string]any{"meetingIds": []string{meeting.Name}}))
	require.Equal(t, "not refused", e2e.Eval[string](bob.Tab, forged, map[string]any{"participantIds": []string{alice.ID}}), "the SDK waits for no answer")
	bob.Reaches(alice)
	require.False(t, e2e.Eval[bool](alice.Tab, `!!meeting.meta.selfActiveTab || heard("meta", "activeTabUpdate").length > 0`))

	alice.Do(`(id) => meeting.participants.updatePermissions([id], { canSpotlight: true })`, bob.ID)
	bob.Await("meeting.self.permissions.canSpotlight")
	require.False(t, e2e.Eval[bool](bob.Tab, "meeting.meta.broadcastTabChanges"), "not on by the right alone")
	bob.Do("meeting.meta.setBroadcastTabChanges(true)")
	alice.Await(isShown, "mine")

	alice.Do(`(id) => meeting.participants.updatePermissions([id], { canSpotlight: false })`, bob.ID)
	bob.Await("!meeting.self.permissions.canSpotlight")
	bob.Do(shows, "other")
	bob.Reaches(alice)
	require.True(t, e2e.Eval[bool](alice.Tab, isShown, "mine"), "the SDK sends nothing")
}
