package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// asksForTheStage goes the whole way to the stage.
func asksForTheStage(host, viewer *e2e.Participant) {
	viewer.Do("meeting.stage.requestAccess()")
	host.Sees(viewer.ID, `p => p.stageStatus === "REQUESTED_TO_JOIN_STAGE"`)
	host.Await(`(id) => meeting.stage.getAccessRequests().stageRequests.some(r => r.peerId === id)`, viewer.ID)
	host.Do("(userId) => meeting.stage.grantAccess([userId])", viewer.UserID)
	viewer.Await(`meeting.stage.status === "ACCEPTED_TO_JOIN_STAGE"`)
	viewer.Do("meeting.stage.join()")
	host.Sees(viewer.ID, `p => p.stageStatus === "ON_STAGE"`)
}

func TestStageInAGroupCall(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "stage-host", Video: true})
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "stage-guest"})
	require.Equal(t, "OFF_STAGE", meeting.Person(viewer.ID).Stage)
	host.Sees(viewer.ID, `p => p.stageStatus === "OFF_STAGE"`)
	viewer.Await("(id) => videoFrames(id) > 0", host.ID)
	asksForTheStage(host, viewer)
	viewer.Do("meeting.self.enableVideo()")
	host.Await("(id) => videoFrames(id) > 0", viewer.ID)

	host.Do("(userId) => meeting.stage.kick([userId])", viewer.UserID)
	viewer.Await(`meeting.stage.status === "OFF_STAGE"`)
	host.Sees(viewer.ID, `p => p.stageStatus === "OFF_STAGE" && !p.videoEnabled`)
	require.False(t, e2e.Eval[bool](viewer.Tab, "meeting.self.roomJoined"), "in a group call the SDK gives up its media with the stage")
	require.Equal(t, "joined", e2e.Eval[string](viewer.Tab, "meeting.self.roomState"))

	asksForTheStage(host, viewer)
	require.Equal(t, "ON_STAGE", meeting.Person(viewer.ID).Stage)
	require.False(t, e2e.Eval[bool](viewer.Tab, "meeting.self.roomJoined"), "and does not get it back")
	viewer.Do("meeting.stage.leave()")
	host.Sees(viewer.ID, `p => p.stageStatus === "OFF_STAGE"`)
	require.Equal(t, "OFF_STAGE", meeting.Person(viewer.ID).Stage)
}

func TestStageRequestIsCancelledOrDenied(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"})
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"})
	viewer.Do("meeting.stage.requestAccess()")
	host.Hears("stage", "newStageRequest", "({ count }) => count === 1")
	viewer.Do("meeting.stage.cancelRequestAccess()")
	host.Await("meeting.stage.getAccessRequests().stageRequests.length === 0")
	viewer.Do("meeting.stage.requestAccess()")
	host.Sees(viewer.ID, `p => p.stageStatus === "REQUESTED_TO_JOIN_STAGE"`)
	host.Do("(userId) => meeting.stage.denyAccess([userId])", viewer.UserID)
	viewer.Hears("stage", "stageRequestRejected", "() => true")
	viewer.Await(`meeting.stage.status === "OFF_STAGE"`)
	host.Sees(viewer.ID, `p => p.stageStatus === "OFF_STAGE"`)
	require.Equal(t, "2006", e2e.Eval[string](viewer.Tab, "refusal(() => meeting.stage.join())"))
	require.Equal(t, "2001", e2e.Eval[string](viewer.Tab, "(userId) => refusal(() => meeting.stage.kick([userId]))", host.UserID))
}

func TestWhoNeedNotAskIsNotInvited(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host"})
	carol := meeting.Join(e2e.Who{Name: "Carol", Preset: "webinar-host"})
	carol.Do("meeting.stage.leave()")
	alice.Sees(carol.ID, `p => p.stageStatus === "OFF_STAGE"`)
	alice.Do("(userId) => meeting.stage.grantAccess([userId])", carol.UserID)
	alice.Reaches(carol)
	require.Equal(t, "OFF_STAGE", e2e.Eval[string](carol.Tab, "meeting.stage.status"), "the SDK would ignore it")
	carol.Reaches(alice)
	alice.Sees(carol.ID, `p => p.stageStatus === "OFF_STAGE"`)
	require.Equal(t, "OFF_STAGE", meeting.Person(carol.ID).Stage)
}

func TestSpeakerLeavesTheStageAndComesBack(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	host := meeting.Join(e2e.Who{Name: "Alice", Preset: "webinar-host", Video: true})
	viewer := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"})
	viewer.Await("(id) => videoFrames(id) > 0", host.ID)
	host.Do("meeting.stage.leave()")
	viewer.Sees(host.ID, `p => p.stageStatus === "OFF_STAGE" && !p.videoEnabled`)
	host.Do("meeting.stage.requestAccess()") // who need not ask is accepted at once
	host.Await(`meeting.stage.status === "ACCEPTED_TO_JOIN_STAGE"`)
	host.Do("meeting.stage.join()")
	viewer.Sees(host.ID, `p => p.stageStatus === "ON_STAGE"`)
	host.Await("meeting.self.roomJoined")
	host.Do("meeting.self.enableVideo()")
	viewer.Await("(id) => videoFrames(id) > 5", host.ID)
}
