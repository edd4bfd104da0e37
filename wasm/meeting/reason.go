package meeting

// Reason says why something was not done. It is an error, so that
// errors.Is(err, meeting.ReasonPermission) reads as it sounds.
type Reason string

// Reasons for which an action is not available. A Verdict has only these. ReasonWrongState
// is for the state of a module, the recording's for instance.
const (
	ReasonPermission        Reason = "permission"
	ReasonNotJoined         Reason = "not-joined"
	ReasonMediaNotJoined    Reason = "media-not-joined"
	ReasonNoSuchParticipant Reason = "no-such-participant"
	// ReasonNotFound is for what is not a person: there is no such message, plugin or connected meeting.
	ReasonNotFound      Reason = "not-found"
	ReasonIsSelf        Reason = "is-self"
	ReasonNotPinned     Reason = "not-pinned"
	ReasonWrongState    Reason = "wrong-state"
	ReasonStageDisabled Reason = "stage-disabled"
	ReasonOffline       Reason = "offline"
	ReasonEnded         Reason = "ended"
	ReasonUnsupported   Reason = "unsupported"
)

// Reasons that only an attempt can have.
const (
	// ReasonRefused means that the server said no, or said nothing in time.
	ReasonRefused     Reason = "refused"
	ReasonRateLimited Reason = "rate-limited"
	ReasonFailed      Reason = "failed"
	// ReasonAborted means that the caller stopped waiting.
	ReasonAborted  Reason = "aborted"
	ReasonBadInput Reason = "bad-input"
	ReasonLoad     Reason = "load"
	ReasonVersion  Reason = "version"
	// ReasonCrashed means that the module itself is broken.
	ReasonCrashed Reason = "crashed"
)

// Error makes a Reason usable as the target of errors.Is.
func (r Reason) Error() string { return string(r) }

// codes is the one table between reasons and the SDK's codes (SDK 2.0.2, seen
// in Chromium). The first code of a reason is the one Gavel reports when it
// refuses by itself; all of them are recognised in the SDK's errors.
var codes = []struct {
	reason Reason
	codes  []string
}{
	{ReasonPermission, []string{"1201", "1101", "1001", "2001", "1901", "0501", "0601", "0801"}},
	{ReasonNotJoined, []string{"1205", "1105", "2005", "0505", "0705"}},
	{ReasonMediaNotJoined, []string{"1205"}},
	{ReasonNoSuchParticipant, []string{"1204"}},
	{ReasonIsSelf, []string{"1204"}},
	{ReasonWrongState, []string{"1005", "1004", "1902", "2006"}},
	{ReasonStageDisabled, []string{"2003"}},
	{ReasonOffline, []string{"0012"}},
	{ReasonEnded, []string{"1205"}},
	{ReasonUnsupported, []string{"0010"}},
	{ReasonRefused, []string{"1200", "1000", "1900", "2000", "0504"}},
	{ReasonRateLimited, []string{"0013"}},
}

// Code returns the SDK's code for the reason. Where the SDK has none, the code
// is the reason's own word.
func (r Reason) Code() string {
	for _, row := range codes {
		if row.reason == r {
			return row.codes[0]
		}
	}
	return string(r)
}

// ReasonOf returns the reason for a code of the SDK, ReasonFailed for one that
// the table does not name.
func ReasonOf(code string) Reason {
	for _, row := range codes {
		for _, known := range row.codes {
			if code == known {
				return row.reason
			}
		}
	}
	return ReasonFailed
}
