package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestViewerComesOnStageAndIsTakenOff(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host", Video: true})
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"})
	host.Sees(viewer.ID, `p => p.stageStatus === "OFF_STAGE"`)
	viewer.Await("(id) => videoFrames(id) > 0", host.ID)

	viewer.Do("meeting.stage.requestAccess()")
	host.Sees(viewer.ID, `p => p.stageStatus === "REQUESTED_TO_JOIN_STAGE"`)
	host.Do("(userId) => meeting.stage.grantAccess([userId])", viewer.UserID)
	viewer.Await(`meeting.stage.status === "ACCEPTED_TO_JOIN_STAGE"`)
	viewer.Do("meeting.stage.join()")
	host.Sees(viewer.ID, `p => p.stageStatus === "ON_STAGE"`)
	require.Equal(t, "ON_STAGE", meeting.Person(viewer.ID).Stage)
	viewer.Do("meeting.self.enableVideo()")
	host.Await("(id) => videoFrames(id) > 0", viewer.ID)

	host.Do("(userId) => meeting.stage.kick([userId])", viewer.UserID)
	viewer.Await(`meeting.stage.status === "OFF_STAGE"`)
	host.Sees(viewer.ID, `p => p.stageStatus === "OFF_STAGE" && !p.videoEnabled`)
	require.Equal(t, "OFF_STAGE", meeting.Person(viewer.ID).Stage)
}

func TestLivestreamViewerJoinsWithoutMedia(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "livestream-viewer"})
	viewer.Await("meeting.self.roomJoined")
	require.NotContains(t, meeting.Person(viewer.ID).Sent, "media.createWebRTCTransport")
}
