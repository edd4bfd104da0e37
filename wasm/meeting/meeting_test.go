package meeting_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestEveryPermissionHasAGetterAndAField(t *testing.T) {
	getters := map[string]bool{}
	for _, p := range meeting.AllPermissions() {
		assert.NotEmpty(t, p.Getter(), p)
		assert.NotEmpty(t, p.PresetField(), p)
		assert.False(t, getters[p.Getter()], "%s twice", p.Getter())
		getters[p.Getter()] = true
	}
	assert.Len(t, getters, 38)
}

func TestPermissionsAreGrantedOneByOne(t *testing.T) {
	for _, p := range meeting.AllPermissions() {
		var none meeting.Permissions
		one := none.With(p)
		assert.False(t, none.Has(p))
		for _, other := range meeting.AllPermissions() {
			assert.Equal(t, other == p, one.Has(other))
		}
		assert.Equal(t, none, one.Without(p))
	}
	assert.True(t, meeting.Permissions{}.Has(meeting.NoPermission))
}

func TestReasonsAndCodes(t *testing.T) {
	for reason, code := range map[meeting.Reason]string{
		meeting.ReasonPermission:        "1201",
		meeting.ReasonNotJoined:         "1205",
		meeting.ReasonMediaNotJoined:    "1205",
		meeting.ReasonNoSuchParticipant: "1204",
		meeting.ReasonRefused:           "1200",
		meeting.ReasonNotPinned:         "not-pinned",
		meeting.ReasonBadInput:          "bad-input",
	} {
		assert.Equal(t, code, reason.Code(), reason)
	}
	for code, reason := range map[string]meeting.Reason{
		"1201": meeting.ReasonPermission,
		"2001": meeting.ReasonPermission,
		"1205": meeting.ReasonNotJoined,
		"1105": meeting.ReasonNotJoined,
		"1204": meeting.ReasonNoSuchParticipant,
		"1200": meeting.ReasonRefused,
		"0013": meeting.ReasonRateLimited,
		"2003": meeting.ReasonStageDisabled,
		"1005": meeting.ReasonWrongState,
		"1902": meeting.ReasonWrongState,
		"2006": meeting.ReasonWrongState,
		"9999": meeting.ReasonFailed,
		"":     meeting.ReasonFailed,
	} {
		assert.Equal(t, reason, meeting.ReasonOf(code), code)
	}
}

func TestErrorIsItsReasonAndItsCause(t *testing.T) {
	var err error = &meeting.Error{Reason: meeting.ReasonAborted, Action: meeting.Kick, Message: "the caller stopped waiting", Cause: context.Canceled}
	assert.ErrorIs(t, err, meeting.ReasonAborted)
	assert.NotErrorIs(t, err, meeting.ReasonEnded)
	assert.ErrorIs(t, err, context.Canceled)
	assert.EqualError(t, err, "kick: the caller stopped waiting")
	var failure *meeting.Error
	require.ErrorAs(t, errors.Join(err), &failure)
	assert.EqualError(t, &meeting.Error{Reason: meeting.ReasonEnded}, "ended")
}

func TestSDKErrorWithoutACodeHasFailed(t *testing.T) {
	err := meeting.SDKError("", "boom", nil)
	assert.Equal(t, meeting.ReasonFailed, err.Reason)
	assert.Equal(t, "failed", err.Code)
}

func TestSummary(t *testing.T) {
	const (
		confirmed   = meeting.StatusConfirmed
		unconfirmed = meeting.StatusUnconfirmed
		left        = meeting.StatusLeft
	)
	for _, test := range []struct {
		targets  []meeting.Status
		expected meeting.Status
	}{
		{nil, meeting.StatusUnchanged},
		{[]meeting.Status{confirmed, confirmed}, confirmed},
		{[]meeting.Status{meeting.StatusUnchanged}, meeting.StatusUnchanged},
		{[]meeting.Status{meeting.StatusSent}, meeting.StatusSent},
		{[]meeting.Status{left, confirmed, left}, confirmed},
		{[]meeting.Status{left}, unconfirmed},
		{[]meeting.Status{unconfirmed, left}, unconfirmed},
		{[]meeting.Status{confirmed, unconfirmed}, meeting.StatusPartial},
		{[]meeting.Status{unconfirmed, confirmed}, meeting.StatusPartial},
		{[]meeting.Status{meeting.StatusRefused, meeting.StatusRefused}, meeting.StatusPartial},
		{[]meeting.Status{confirmed, meeting.StatusFailed}, meeting.StatusPartial},
		{[]meeting.Status{confirmed, meeting.StatusAborted}, meeting.StatusPartial},
		{[]meeting.Status{meeting.StatusAborted, meeting.StatusUnchanged}, meeting.StatusPartial},
		{[]meeting.Status{meeting.StatusFailed, left}, meeting.StatusPartial},
		{[]meeting.Status{meeting.StatusUnchanged, confirmed}, confirmed},
		{[]meeting.Status{confirmed, meeting.StatusUnchanged, left}, confirmed},
		{[]meeting.Status{left, meeting.StatusUnchanged}, meeting.StatusUnchanged},
		{[]meeting.Status{meeting.StatusUnchanged, unconfirmed}, meeting.StatusPartial},
		{[]meeting.Status{meeting.StatusSent, confirmed}, meeting.StatusSent},
		{[]meeting.Status{confirmed, meeting.StatusSent, meeting.StatusUnchanged}, meeting.StatusSent},
		{[]meeting.Status{meeting.StatusSent, unconfirmed}, meeting.StatusPartial},
	} {
		var targets []meeting.TargetOutcome
		for _, status := range test.targets {
			targets = append(targets, meeting.TargetOutcome{Status: status})
		}
		assert.Equal(t, test.expected, meeting.Summary(targets), test.targets)
	}
}

func TestAMessageIsOneLine(t *testing.T) {
	message := meeting.Message{Key: "target.left", Args: []meeting.Arg{{Name: "name", Value: "Eve\nDan\r\v\f\u0085\u2028\u2029Ann"}}}
	assert.Equal(t, "Eve Dan      Ann left meanwhile.", message.Text())
}

func TestMessagesSayTheReason(t *testing.T) {
	for _, reason := range []meeting.Reason{
		meeting.ReasonPermission, meeting.ReasonNotJoined, meeting.ReasonMediaNotJoined, meeting.ReasonNoSuchParticipant,
		meeting.ReasonIsSelf, meeting.ReasonNotPinned, meeting.ReasonWrongState, meeting.ReasonStageDisabled, meeting.ReasonOffline,
		meeting.ReasonEnded, meeting.ReasonUnsupported, meeting.ReasonRefused, meeting.ReasonRateLimited,
		meeting.ReasonFailed, meeting.ReasonAborted, meeting.ReasonCrashed,
	} {
		assert.NotEmpty(t, meeting.MessageOf(reason, "x").Text(), reason)
	}
	message := meeting.MessageOf(meeting.ReasonPermission, "kick_participant")
	assert.Equal(t, "Your preset does not grant kick_participant.", message.Text())
	assert.Empty(t, meeting.Message{}.Text())
}

func TestWordsOfTheSDK(t *testing.T) {
	for _, status := range []meeting.StageStatus{meeting.OffStage, meeting.RequestedToJoinStage, meeting.AcceptedToJoinStage, meeting.OnStage} {
		assert.Equal(t, status, meeting.ParseStageStatus(status.String()))
	}
	assert.Equal(t, meeting.OffStage, meeting.ParseStageStatus(""))
	assert.Equal(t, "OFF_STAGE", meeting.StageStatus(200).String())

	over := []meeting.RoomState{meeting.RoomKicked, meeting.RoomEnded, meeting.RoomLeft, meeting.RoomRejected, meeting.RoomFailed}
	for _, state := range over {
		assert.True(t, state.Over(), state)
	}
	for _, state := range []meeting.RoomState{meeting.RoomInit, meeting.RoomWaitlisted, meeting.RoomJoined, meeting.RoomDisconnected, meeting.RoomConnectedMeeting, meeting.RoomStageLeft} {
		assert.False(t, state.Over(), state)
	}
	assert.False(t, meeting.ConnectionNone.Down())
	assert.False(t, meeting.ConnectionConnected.Down())
	assert.True(t, meeting.ConnectionReconnecting.Down())
}
