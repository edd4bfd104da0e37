package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom"
)

func TestInactiveMeetingRefusesInitAndJoin(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := rig.Open(t, "/e2e/participant.html")
	bob.Allow("403") // the browser prints what the room refuses
	ready := `async (authToken, baseURI) => { window.client = await RealtimeKitClient.init({ authToken, baseURI, defaults: { audio: false, video: false } }) }`
	bob.Do(ready, meeting.Token("Bob", "guest"), localroom.BaseURI)

	meeting.SetStatus("INACTIVE")
	require.Equal(t, "0002", e2e.Eval[string](bob, "refusal(() => client.join())"), "ready before the meeting was closed")
	require.Equal(t, "0004", e2e.Eval[string](bob, "(...args) => refusal(() => ("+ready+")(...args))", meeting.Token("Bob", "guest"), localroom.BaseURI))
	require.Equal(t, "joined", e2e.Eval[string](alice.Tab, "meeting.self.roomState"))
	require.Len(t, meeting.Room().Participants, 1)

	meeting.SetStatus("ACTIVE")
	bob.Do(ready, meeting.Token("Bob", "guest"), localroom.BaseURI)
	bob.Do("client.join()")
	require.Len(t, meeting.Room().Participants, 2)
}
