package localroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	onStage   = wire.StageType_STAGE_TYPE_ON_STAGE
	offStage  = wire.StageType_STAGE_TYPE_UNSPECIFIED
	approved  = wire.StageType_STAGE_TYPE_APPROVED
	requested = wire.StageType_STAGE_TYPE_REQUESTED
	takenOff  = wire.StageType_STAGE_TYPE_OFF_STAGE
)

func standing(g *guest, where wire.StageType) func(*wire.StageStatus) bool {
	return func(m *wire.StageStatus) bool { return m.GetPeerId() == g.ID() && m.GetStageType() == where }
}

func TestStageFromRequestToKick(t *testing.T) {
	h := openHall(t)
	ana, vera := h.enter("ana", "webinar-host"), h.enter("vera", "webinar-viewer")
	assert.Equal(t, "ON_STAGE", h.person(ana.ID()).Stage)
	assert.Contains(t, vera.refused(wire.Produce, &wire.ProduceRequest{Kind: "audio"}), "not on the stage")
	assert.Contains(t, vera.refused(wire.JoinStage, nil), "stage_access")

	vera.tell(wire.RequestStageAccess, nil)
	sees(ana, wire.PeerStageStatusUpdate, standing(vera, requested))
	sees(ana, wire.GetStageRequests, func(m *wire.StageRequests) bool { return m.GetStageRequests()[0].GetPeerId() == vera.ID() })
	queue := &wire.StageRequests{}
	ana.ask(wire.GetStageRequests, nil, queue)
	assert.Len(t, queue.GetStageRequests(), 1)

	ana.tell(wire.GrantStageAccess, &wire.UserIds{UserIds: []string{vera.userID}})
	seesAny(vera, wire.GrantStageAccess)
	sees(ana, wire.PeerStageStatusUpdate, standing(vera, approved))

	answer := &wire.StageStatus{}
	vera.ask(wire.JoinStage, nil, answer)
	assert.Equal(t, onStage, answer.GetStageType())
	sees(ana, wire.PeerStageStatusUpdate, standing(vera, onStage))
	camera := vera.produce("video")

	kicked := &wire.UserIds{UserIds: []string{vera.userID}}
	ana.ask(wire.LeaveStage, kicked, nil)
	sees(vera, wire.PeerStageStatusUpdate, standing(vera, takenOff))
	sees(ana, wire.PeerProducerToggleBroadcast, paused(camera))
	vera.ask(wire.LeaveStage, kicked, answer)
	assert.Equal(t, takenOff, answer.GetStageType(), "the SDK answers a kick by leaving, and waits")
	assert.Equal(t, "OFF_STAGE", h.person(vera.ID()).Stage)
}

func TestStageRequestIsDeniedOrCancelled(t *testing.T) {
	h := openHall(t)
	ana, vera := h.enter("ana", "webinar-host"), h.enter("vera", "webinar-viewer")
	vera.tell(wire.RequestStageAccess, nil)
	ana.tell(wire.DenyStageAccess, &wire.UserIds{UserIds: []string{vera.userID}})
	seesAny(vera, wire.DenyStageAccess)
	sees(ana, wire.PeerStageStatusUpdate, standing(vera, offStage))
	vera.tell(wire.RequestStageAccess, nil)
	vera.tell(wire.CancelStageRequest, nil)
	assert.Equal(t, "OFF_STAGE", h.person(vera.ID()).Stage)
	assert.Contains(t, vera.refused(wire.CancelStageRequest, nil), "no request")
	state := &wire.StageState{}
	vera.ask(wire.GetRoomStageState, nil, state)
	assert.Equal(t, []string{ana.ID()}, state.GetOnStagePeers())
}

func TestLeavingTheStageOneself(t *testing.T) {
	h := openHall(t)
	ana, vera := h.enter("ana", "webinar-host"), h.enter("vera", "webinar-viewer")
	answer := &wire.StageStatus{}
	ana.ask(wire.LeaveStage, &wire.UserIds{UserIds: []string{ana.userID}}, answer)
	assert.Equal(t, offStage, answer.GetStageType())
	sees(vera, wire.PeerStageStatusUpdate, standing(ana, offStage))
	assert.Zero(t, ana.Pushed(wire.PeerStageStatusUpdate), "of a push the SDK would make a second request")
}

// Only who has to ask can be invited: the SDK of the others would ignore it or
// could not join, and be shown as invited for nothing.
func TestOnlyWhoHasToAskIsInvited(t *testing.T) {
	h := openHall(t)
	ana, ben, lou := h.enter("ana", "webinar-host"), h.enter("ben", "webinar-host"), h.enter("lou", "livestream-viewer")
	ben.ask(wire.LeaveStage, &wire.UserIds{UserIds: []string{ben.userID}}, nil)
	sees(ana, wire.PeerStageStatusUpdate, standing(ben, offStage))
	before := ana.Pushed(wire.PeerStageStatusUpdate)
	ana.tell(wire.GrantStageAccess, &wire.UserIds{UserIds: []string{ben.userID, lou.userID}})
	for _, p := range []*guest{ben, lou} {
		p.settle()
		assert.Zero(t, p.Pushed(wire.GrantStageAccess))
		assert.Equal(t, "OFF_STAGE", h.person(p.ID()).Stage)
	}
	assert.Equal(t, before, ana.Pushed(wire.PeerStageStatusUpdate))
	assert.Contains(t, lou.refused(wire.JoinStage, nil), "stage_access")
	ben.ask(wire.JoinStage, nil, nil)
}

// Where a preset says nothing of the stage, what may be sent decides, as in the SDK.
func TestStageAccessThatIsNotGiven(t *testing.T) {
	presets, err := localroom.BuiltinPresets()
	require.NoError(t, err)
	for _, what := range []localroom.CanProduce{localroom.ProduceAllowed, localroom.ProduceCanRequest, localroom.ProduceNotAllowed} {
		preset := *presets["webinar-viewer"]
		preset.Permissions.StageAccess = ""
		media := localroom.MediaPermission{CanProduce: what}
		preset.Permissions.Media = localroom.MediaPermissions{Audio: media, Video: media, Screenshare: media}
		presets[string(what)] = &preset
	}
	h := openHallWith(t, presets)
	assert.Equal(t, "ON_STAGE", h.person(h.enter("ana", "ALLOWED").ID()).Stage)
	may, mayNot := h.enter("cem", "CAN_REQUEST"), h.enter("eve", "NOT_ALLOWED")
	may.tell(wire.RequestStageAccess, nil)
	assert.Equal(t, "REQUESTED_TO_JOIN_STAGE", h.person(may.ID()).Stage)
	assert.Contains(t, mayNot.refused(wire.RequestStageAccess, nil), "stage_access")
}

func TestNoStageWhereThereIsNone(t *testing.T) {
	h := openHall(t)
	gus := h.enter("gus", "guest")
	assert.Contains(t, gus.refused(wire.RequestStageAccess, nil), "no stage")
	lou := h.enter("lou", "livestream-viewer")
	assert.Contains(t, lou.refused(wire.RequestStageAccess, nil), "stage_access")
	ana := h.enter("ana", "webinar-host")
	assert.Contains(t, ana.refused(wire.RequestStageAccess, nil), "already")
}
