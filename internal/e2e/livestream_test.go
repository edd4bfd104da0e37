package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// streams waits until every tab's SDK has the livestream in this state.
func streams(state string, people ...*e2e.Participant) {
	for _, p := range people {
		p.Await("(state) => meeting.livestream.state === state", state)
	}
}

func TestLivestream(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"})
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-viewer"})
	host.Await("meeting.livestream.viewerCount === 1")
	require.Equal(t, "1901", e2e.Eval[string](viewer.Tab, "refusal(() => meeting.livestream.start())"))
	require.Equal(t, "1902", e2e.Eval[string](host.Tab, "refusal(() => meeting.livestream.stop())"))

	host.Do("meeting.livestream.start()")
	streams("LIVESTREAMING", host, viewer)
	require.Equal(t, []string{"STARTING", "LIVESTREAMING"}, e2e.Eval[[]string](host.Tab, `heard("livestream", "livestreamUpdate").flat()`))
	late := meeting.Join(e2e.Who{Name: "Carol", Preset: "livestream-viewer"})
	streams("LIVESTREAMING", late)
	require.Equal(t,
		e2e.Eval[string](host.Tab, "meeting.livestream.playbackUrl"), e2e.Eval[string](late.Tab, "meeting.livestream.playbackUrl"))
	late.Await("meeting.livestream.viewerCount === 2")

	host.Do("meeting.livestream.stop()")
	streams("IDLE", host, viewer, late)
	meeting.AwaitRoom("no livestream", func(room roomclient.Room) bool { return room.Livestream == "OFFLINE" })
}

func TestLivestreamFails(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"})
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-viewer"})
	for _, state := range []string{"LIVESTREAMING", "WAITING_ON_MANUAL_INGESTION"} {
		host.Do("(manualIngestion) => meeting.livestream.start({ manualIngestion })", state != "LIVESTREAMING")
		streams(state, host, viewer)
		meeting.Fault(roomclient.Fault{Action: "livestream"})
		streams("IDLE", host, viewer)
		require.True(t, e2e.Eval[bool](viewer.Tab, "meeting.livestream.playbackUrl === undefined"))
		require.Equal(t, "OFFLINE", meeting.Room().Livestream)
	}
	require.NotEmpty(t, e2e.Eval[string](host.Tab, "meeting.livestream.ingestionCredentials.streamKey"), "the SDK keeps them after a failure")
}

func TestLivestreamFromAnEncoder(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "livestream-host"})
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-viewer"})
	host.Do("meeting.livestream.start({ manualIngestion: true })")
	streams("WAITING_ON_MANUAL_INGESTION", host, viewer)
	require.NotEmpty(t, e2e.Eval[string](host.Tab, "meeting.livestream.ingestionCredentials.streamKey"))
	require.True(t, e2e.Eval[bool](viewer.Tab, "!meeting.livestream.ingestionCredentials"))
	host.Do("meeting.livestream.stop()")
	streams("IDLE", host, viewer)
}
