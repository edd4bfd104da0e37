//go:build js && wasm

package rtk

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Stage is the stage of a webinar, or of a meeting whose preset has one. It takes
// user ids, not participant ids.
type Stage struct{ module }

// Status returns where one is oneself.
func (s Stage) Status() meeting.StageStatus { return meeting.ParseStageStatus(s.text("status")) }

// GrantAccess lets people onto the stage; they go there when they choose to. Errors:
// [meeting.ReasonPermission], [meeting.ReasonStageDisabled]; before joining an error without a code
// ([meeting.ReasonFailed]).
func (s Stage) GrantAccess(ctx context.Context, ids []meeting.UserID) error {
	return s.do(ctx, "grantAccess", idValues(ids))
}

// DenyAccess turns down people's requests for the stage.
func (s Stage) DenyAccess(ctx context.Context, ids []meeting.UserID) error {
	return s.do(ctx, "denyAccess", idValues(ids))
}

// Kick takes people from the stage and waits for the server's word.
func (s Stage) Kick(ctx context.Context, ids []meeting.UserID) error {
	return s.do(ctx, "kick", idValues(ids))
}

// RequestAccess asks for the stage.
func (s Stage) RequestAccess(ctx context.Context) error { return s.do(ctx, "requestAccess") }

// CancelRequestAccess takes the request back.
func (s Stage) CancelRequestAccess(ctx context.Context) error {
	return s.do(ctx, "cancelRequestAccess")
}

// Join goes onto the stage.
func (s Stage) Join(ctx context.Context) error { return s.do(ctx, "join") }

// Leave goes from the stage. In a group call with a stage that ends one's media, and
// host controls fail with [meeting.ReasonNotJoined] until one is back.
func (s Stage) Leave(ctx context.Context) error { return s.do(ctx, "leave") }

// OnStatusUpdate is called when one's own status changed.
func (s Stage) OnStatusUpdate(fn func(meeting.StageStatus)) (remove func(), err error) {
	return s.on("stageStatusUpdate", func(args []safejs.Value) { fn(s.Status()) })
}

// OnNewStageRequest is called when somebody asks for the stage; count is how many do.
func (s Stage) OnNewStageRequest(fn func(count int)) (remove func(), err error) {
	return s.on("newStageRequest", func(args []safejs.Value) { fn(int(s.argument(args, 0).number("count"))) })
}

// OnStageAccessRequestUpdate is called when the list of requests changed. Take the
// list itself from the joined participants with the status [meeting.RequestedToJoinStage].
func (s Stage) OnStageAccessRequestUpdate(fn func()) (remove func(), err error) {
	return s.onChange("stageAccessRequestUpdate", fn)
}

// OnStageRequestApproved is called when one's own request was granted.
func (s Stage) OnStageRequestApproved(fn func()) (remove func(), err error) {
	return s.onChange("stageRequestApproved", fn)
}

// OnStageRequestRejected is called when one's own request was turned down.
func (s Stage) OnStageRequestRejected(fn func()) (remove func(), err error) {
	return s.onChange("stageRequestRejected", fn)
}
