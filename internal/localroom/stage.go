package localroom

import (
	"errors"
	"slices"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

const (
	offStage  = wire.StageType_STAGE_TYPE_UNSPECIFIED
	onStage   = wire.StageType_STAGE_TYPE_ON_STAGE
	approved  = wire.StageType_STAGE_TYPE_APPROVED
	requested = wire.StageType_STAGE_TYPE_REQUESTED
	takenOff  = wire.StageType_STAGE_TYPE_OFF_STAGE
)

// hasStage tells whether a role takes part in a meeting with a stage.
func (u *user) hasStage() bool {
	return u.permissions.StageEnabled || u.preset.Config.ViewType != GroupCall
}

func (u *user) acceptsStageRequests() bool {
	return u.permissions.AcceptStageRequests || u.permissions.CanAcceptProductionRequests
}

// stageAccess is how somebody gets on the stage, by the SDK's own rule.
func (p Permissions) stageAccess() StageAccess {
	if p.StageAccess != "" {
		return p.StageAccess
	}
	media := []CanProduce{p.Media.Audio.CanProduce, p.Media.Video.CanProduce, p.Media.Screenshare.CanProduce}
	switch {
	case slices.Contains(media, ProduceAllowed):
		return StageAllowed
	case slices.Contains(media, ProduceCanRequest):
		return StageCanRequest
	}
	return StageNotAllowed
}

// firstStage is where somebody stands on joining. In a group call everybody is
// on the stage: the SDK does not publish otherwise. Where there is a stage, the
// ones who need not ask are on it from the start.
func firstStage(u *user) wire.StageType {
	if !u.hasStage() || u.permissions.stageAccess() == StageAllowed {
		return onStage
	}
	return offStage
}

// setStage moves somebody and tells everybody but the given ones. Who moves by
// themselves learns of it from the answer: of a push the SDK would make a second
// request.
func (r *room) setStage(p *participant, to wire.StageType, but ...*participant) {
	if p.stage == to {
		return
	}
	hadRequested := p.stage == requested
	p.stage = to
	r.countViewers(p)
	r.tell(wire.PeerStageStatusUpdate, p.stageStatus(), r.everybody(but...))
	if hadRequested || to == requested {
		r.tell(wire.GetStageRequests, r.stageRequests(), r.whoMay(func(may Permissions) bool {
			return may.AcceptStageRequests || may.CanAcceptProductionRequests
		}))
	}
	if to == takenOff || to == offStage {
		r.silence(p, silence{audio: true, video: true, screenShare: true}, p)
	}
}

func (p *participant) stageStatus() *wire.StageStatus {
	return &wire.StageStatus{PeerId: p.id, UserId: p.user.id, StageType: &p.stage}
}

func (r *room) stageRequests() *wire.StageRequests {
	requests := &wire.StageRequests{}
	for _, p := range r.joinedPeople() {
		if p.stage == requested {
			requests.StageRequests = append(requests.StageRequests, &wire.StageRequest{DisplayName: p.name, UserId: p.user.id, PeerId: p.id})
		}
	}
	return requests
}

func getStageRequests(q *request, _ *wire.Nothing) error {
	if !q.from.user.acceptsStageRequests() {
		return mayNot("accept_stage_requests")
	}
	q.reply(q.room.stageRequests())
	return nil
}

func getStageState(q *request, _ *wire.Nothing) error {
	answer := &wire.StageState{}
	for _, p := range q.room.joinedPeople() {
		switch p.stage {
		case onStage:
			answer.OnStagePeers = append(answer.OnStagePeers, p.id)
		case approved:
			answer.ApprovedStagePeers = append(answer.ApprovedStagePeers, p.id)
		case requested:
			answer.RequestedStagePeers = append(answer.RequestedStagePeers, p.id)
		}
	}
	q.reply(answer)
	return nil
}

// requestStage asks for the stage; SDK 2.0.2 wants no answer to it.
func requestStage(q *request, _ *wire.Nothing) error {
	p := q.from
	switch {
	case !p.user.hasStage():
		return errors.New("this meeting has no stage")
	case p.user.permissions.stageAccess() == StageNotAllowed:
		return mayNot("stage_access")
	case p.stage == onStage || p.stage == approved:
		return errors.New("already allowed on the stage")
	}
	q.room.setStage(p, requested)
	return nil
}

func cancelStageRequest(q *request, _ *wire.Nothing) error {
	if q.from.stage != requested {
		return errors.New("there is no request to cancel")
	}
	q.room.setStage(q.from, offStage)
	return nil
}

// grantStage invites only who has to ask: SDK 2.0.2 ignores an invitation of who
// need not, and cannot act on one of who may not.
func grantStage(q *request, in *wire.UserIds) error {
	return decideStage(q, in, func(p *participant) {
		if p.stage == onStage || p.stage == approved || p.user.permissions.stageAccess() != StageCanRequest {
			return
		}
		q.room.tell(wire.GrantStageAccess, nil, []*participant{p})
		q.room.setStage(p, approved)
	})
}

func denyStage(q *request, in *wire.UserIds) error {
	return decideStage(q, in, func(p *participant) {
		if p.stage != requested && p.stage != approved {
			return
		}
		q.room.tell(wire.DenyStageAccess, nil, []*participant{p})
		q.room.setStage(p, offStage)
	})
}

func decideStage(q *request, in *wire.UserIds, decide func(*participant)) error {
	if !q.from.user.acceptsStageRequests() {
		return mayNot("accept_stage_requests")
	}
	meant := setOf(in.GetUserIds())
	for _, p := range q.room.joinedPeople() {
		if meant[p.user.id] {
			decide(p)
		}
	}
	return nil
}

// joinStage is answered under peerStageStatusUpdate.
func joinStage(q *request, _ *wire.Nothing) error {
	p := q.from
	if p.stage != onStage && p.stage != approved && p.user.permissions.stageAccess() != StageAllowed {
		return mayNot("stage_access")
	}
	q.room.setStage(p, onStage, p)
	q.replyAs(wire.PeerStageStatusUpdate, p.stageStatus())
	return nil
}

// leaveStage takes oneself off, answered under peerStageStatusUpdate, or others,
// answered under its own event.
func leaveStage(q *request, in *wire.UserIds) error {
	own := len(in.GetUserIds()) == 1 && in.GetUserIds()[0] == q.from.user.id
	if own {
		if q.from.stage != takenOff {
			q.room.setStage(q.from, offStage, q.from)
		}
		q.replyAs(wire.PeerStageStatusUpdate, q.from.stageStatus())
		return nil
	}
	err := decideStage(q, in, func(p *participant) { q.room.setStage(p, takenOff) })
	if err == nil {
		q.reply(in)
	}
	return err
}
