//go:build js && wasm

package rtk

import (
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func newError(reason meeting.Reason, message string) *meeting.Error {
	return &meeting.Error{Reason: reason, Code: reason.Code(), Message: message}
}

// sdkError makes an [*meeting.Error] of what a call on the border gave; the end of the wait
// stays what it is.
func sdkError(err error) error {
	if err == nil || err == bridge.ErrStopped {
		return err
	}
	if thrown, ok := err.(*bridge.Thrown); ok {
		return meeting.SDKError(thrown.Code, thrown.Message, thrown)
	}
	failed := newError(meeting.ReasonFailed, err.Error())
	failed.Cause = err
	return failed
}
