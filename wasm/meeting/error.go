package meeting

// Error is the one error of Gavel's API.
type Error struct {
	Reason Reason
	// Code is the SDK's code as a string of four digits, or the reason's own
	// word where the SDK has none.
	Code string
	// Action is the action that failed, "" when the error is not about one.
	Action Action
	// Permission is the preset field that is missing, only with ReasonPermission.
	Permission string
	// Message is a sentence in English. It never holds a token.
	Message string
	// Cause is what the SDK, the page or the context gave, nil without one.
	Cause error
}

// Error returns the message behind the action's name.
func (e *Error) Error() string {
	text := e.Message
	if text == "" {
		text = string(e.Reason)
	}
	if e.Action == "" {
		return text
	}
	return string(e.Action) + ": " + text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is makes errors.Is match a Reason.
func (e *Error) Is(target error) bool {
	reason, ok := target.(Reason)
	return ok && reason == e.Reason
}

// SDKError makes an Error of what the SDK threw or rejected with: its code (as
// a string, "" when it had none), its message, and the thing itself as cause.
func SDKError(code, message string, cause error) *Error {
	reason := ReasonOf(code)
	if code == "" {
		code = string(reason)
	}
	return &Error{Reason: reason, Code: code, Message: message, Cause: cause}
}
