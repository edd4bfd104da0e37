//go:build js && wasm

package rtk

import (
	"github.com/gavel-rtc/gavel/internal/meeting"
	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// Error is the one error of this package. Its Code is the SDK's, always a string
// ("1201"), or the reason's own word where the SDK has none; its Cause, where the SDK
// threw something, is a [*bridge.Thrown] with the thrown value itself.
type Error = meeting.Error

// Reason says why something failed. errors.Is(err, rtk.ReasonPermission) is the check to write.
type Reason = meeting.Reason

// The reasons of this package's errors.
const (
	ReasonPermission        = meeting.ReasonPermission        // the preset does not grant it
	ReasonNotJoined         = meeting.ReasonNotJoined         // room or media not joined yet, or not any more
	ReasonNoSuchParticipant = meeting.ReasonNoSuchParticipant // no participant has the id
	ReasonRefused           = meeting.ReasonRefused           // the server said no, or nothing in time
	ReasonRateLimited       = meeting.ReasonRateLimited       // too many calls of this kind
	ReasonUnsupported       = meeting.ReasonUnsupported       // this meeting has no such method, or its module is off
	ReasonStageDisabled     = meeting.ReasonStageDisabled     // the preset has no stage
	ReasonBadInput          = meeting.ReasonBadInput          // an argument is wrong; nothing was sent
	ReasonVersion           = meeting.ReasonVersion           // an SDK version other than 2.0.x
	ReasonFailed            = meeting.ReasonFailed            // anything else the SDK threw
)

func newError(reason Reason, message string) *Error {
	return &Error{Reason: reason, Code: reason.Code(), Message: message}
}

// sdkError makes an [*Error] of what a call on the border gave; the end of the wait
// stays what it is.
func sdkError(err error) error {
	if err == nil || err == bridge.ErrStopped {
		return err
	}
	if thrown, ok := err.(*bridge.Thrown); ok {
		return meeting.SDKError(thrown.Code, thrown.Message, thrown)
	}
	failed := newError(ReasonFailed, err.Error())
	failed.Cause = err
	return failed
}
