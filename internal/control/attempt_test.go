package control

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/proof"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

var (
	begin   = 1_000 * time.Second
	options = Options{ConfirmTimeout: 10 * time.Second, SettleTime: 2 * time.Second}
)

// happening is one thing an attempt gets to see, a number of seconds after it began.
type happening struct {
	after float64
	to    func(a *attempt, s *meeting.State, now time.Duration)
}

func at(seconds float64, to func(a *attempt, s *meeting.State, now time.Duration)) happening {
	return happening{seconds, to}
}

func shows(changes ...proof.Change) func(*attempt, *meeting.State, time.Duration) {
	return sees(proof.Observation{Changes: changes})
}

func sees(seen proof.Observation) func(*attempt, *meeting.State, time.Duration) {
	return func(a *attempt, _ *meeting.State, now time.Duration) { a.observe(&seen, 1, now) }
}

func answers(err error) func(*attempt, *meeting.State, time.Duration) {
	return func(a *attempt, s *meeting.State, _ time.Duration) {
		if !a.ended() {
			a.answer(s, Call{}, err)
		}
	}
}

func isAway(id meeting.ParticipantID) func(*attempt, *meeting.State, time.Duration) {
	return func(_ *attempt, s *meeting.State, _ time.Duration) {
		edit := s.Joined.Edit()
		edit.Remove(id)
		s.Joined = edit.Done()
	}
}

func nothing(*attempt, *meeting.State, time.Duration) {}

func TestAttempt(t *testing.T) {
	const (
		open        = meeting.Status("")
		confirmed   = meeting.StatusConfirmed
		unconfirmed = meeting.StatusUnconfirmed
	)
	var (
		muted    = proof.Change{ID: "ann", WentOff: meeting.AudioOn}
		gone     = proof.Change{ID: "ann", Gone: true, Another: true}
		here     = proof.Change{ID: "ann"}
		replaced = proof.Change{ID: "ann", Another: true}
		refused  = meeting.SDKError("1200", "refused", nil)
		denied   = meeting.SDKError("1201", "denied", nil)
		mute     = meeting.Command{Action: meeting.DisableAudio, Target: "ann"}
		video    = meeting.Command{Action: meeting.DisableVideo, Target: "ann"}
		muteAll  = meeting.Command{Action: meeting.DisableAllAudio}
		pin      = meeting.Command{Action: meeting.Pin, Target: "bob"}
		unpin    = meeting.Command{Action: meeting.Unpin, Target: "ann"}
		kick     = meeting.Command{Action: meeting.Kick, Target: "ann"}
		kickAll  = meeting.Command{Action: meeting.KickAll}
		leave    = meeting.Command{Action: meeting.Leave}
	)
	for _, test := range []struct {
		name     string
		command  meeting.Command
		happens  []happening
		expected []meeting.Status // of the targets, in order
		failure  meeting.Reason
	}{
		{"a resolved promise proves nothing", mute, []happening{at(1, answers(nil))}, []meeting.Status{open}, ""},
		{"the edge does, when the call was answered", mute, []happening{at(1, answers(nil)), at(2, shows(muted))}, []meeting.Status{confirmed}, ""},
		{"the edge does, once the call is answered", mute, []happening{at(1, shows(muted)), at(1.1, answers(nil))}, []meeting.Status{confirmed}, ""},
		{"the edge before the answer may be the beginning of leaving", mute, []happening{at(1, shows(muted)), at(1.4, nothing)}, []meeting.Status{open}, ""},
		{"the edge alone does after a while", mute, []happening{at(1, shows(muted)), at(1.5, nothing)}, []meeting.Status{confirmed}, ""},
		{"off and then gone is left", mute, []happening{at(1, shows(muted)), at(1.06, shows(gone)), at(3.06, nothing)}, []meeting.Status{meeting.StatusLeft}, ""},
		{"off and then not there after a reconnect", mute, []happening{at(1, shows(muted)), at(1.2, sees(proof.Observation{Blind: true})), at(1.2, isAway("ann")), at(1.5, nothing)}, []meeting.Status{meeting.StatusLeft}, ""},
		{"off and then another object", mute, []happening{at(1, shows(muted)), at(1.2, shows(replaced)), at(2, nothing)}, []meeting.Status{open}, ""},
		{"off, refused, gone", mute, []happening{at(1, shows(muted)), at(1.1, answers(refused)), at(1.2, shows(gone)), at(3.2, nothing)}, []meeting.Status{meeting.StatusLeft}, ""},
		{"off at the last moment", mute, []happening{at(9.9, shows(muted)), at(10, nothing), at(10.4, nothing)}, []meeting.Status{confirmed}, ""},
		{"another edge does not", mute, []happening{at(1, shows(proof.Change{ID: "ann", WentOff: meeting.VideoOn}))}, []meeting.Status{open}, ""},
		{"another person's edge does not", mute, []happening{at(1, shows(proof.Change{ID: "bob", WentOff: meeting.AudioOn}))}, []meeting.Status{open}, ""},
		{"each device its own edge", video, []happening{at(1, answers(nil)), at(1, shows(proof.Change{ID: "ann", WentOff: meeting.VideoOn}))}, []meeting.Status{confirmed}, ""},
		{"nothing seen in time", mute, []happening{at(9.9, nothing), at(10, nothing)}, []meeting.Status{unconfirmed}, ""},
		{"refused", mute, []happening{at(1, answers(refused))}, []meeting.Status{open}, meeting.ReasonRefused},
		{"denied by the SDK", mute, []happening{at(1, answers(denied))}, []meeting.Status{open}, meeting.ReasonPermission},
		{"a strange error", mute, []happening{at(1, answers(errors.New("odd")))}, []meeting.Status{open}, meeting.ReasonFailed},
		{"media lost", mute, []happening{at(1, answers(meeting.SDKError("1205", "", nil)))}, []meeting.Status{open}, meeting.ReasonMediaNotJoined},
		{"seen before the refusal", mute, []happening{at(1, shows(muted)), at(2, answers(refused))}, []meeting.Status{confirmed}, ""},
		{"left meanwhile", mute, []happening{at(1, shows(gone)), at(3, nothing)}, []meeting.Status{meeting.StatusLeft}, ""},
		{"left and then refused", mute, []happening{at(1, shows(gone)), at(2, answers(refused)), at(3, nothing)}, []meeting.Status{meeting.StatusLeft}, ""},
		{"away for a moment", mute, []happening{at(1, shows(gone)), at(2, shows(here)), at(3.5, nothing)}, []meeting.Status{open}, ""},
		{"muted after coming back", mute, []happening{at(1, shows(gone)), at(2, shows(here)), at(3, shows(muted)), at(3.5, nothing)}, []meeting.Status{confirmed}, ""},
		{"off because it is another object", mute, []happening{at(1, shows(proof.Change{ID: "ann", Another: true, WentOff: meeting.AudioOn}))}, []meeting.Status{open}, ""},
		{"muted and gone at once", mute, []happening{at(1, shows(proof.Change{ID: "ann", Gone: true, Another: true, WentOff: meeting.AudioOn})), at(3, nothing)}, []meeting.Status{meeting.StatusLeft}, ""},
		{"not there any more after a reconnect", mute, []happening{at(1, sees(proof.Observation{Blind: true})), at(2, isAway("ann")), at(10, nothing)}, []meeting.Status{meeting.StatusLeft}, ""},
		{"what is seen blindly", mute, []happening{at(1, sees(proof.Observation{Blind: true, Changes: []proof.Change{muted}}))}, []meeting.Status{open}, ""},
		{"the meeting is replaced", mute, []happening{at(1, sees(proof.Observation{Moved: true, Blind: true}))}, []meeting.Status{unconfirmed}, ""},
		{"the meeting ends", mute, []happening{at(1, sees(proof.Observation{Over: meeting.RoomEnded, Blind: true, Changes: []proof.Change{muted}}))}, []meeting.Status{unconfirmed}, ""},

		{"all", muteAll, []happening{at(1, shows(muted)), at(2, shows(proof.Change{ID: "me", WentOff: meeting.AudioOn})), at(2.1, answers(nil))}, []meeting.Status{confirmed, confirmed}, ""},
		{"some", muteAll, []happening{at(1, shows(muted)), at(10, nothing)}, []meeting.Status{unconfirmed, confirmed}, ""},
		{"some left", muteAll, []happening{at(1, shows(gone, proof.Change{ID: "me", WentOff: meeting.AudioOn})), at(3, nothing)}, []meeting.Status{confirmed, meeting.StatusLeft}, ""},
		{"all refused", muteAll, []happening{at(1, answers(refused))}, []meeting.Status{meeting.StatusRefused, meeting.StatusRefused}, ""},
		{"some refused", muteAll, []happening{at(1, shows(muted)), at(2, answers(refused))}, []meeting.Status{meeting.StatusRefused, confirmed}, ""},
		{"some failed", muteAll, []happening{at(1, shows(muted)), at(2, answers(denied))}, []meeting.Status{meeting.StatusFailed, confirmed}, ""},
		{"all denied by the SDK", muteAll, []happening{at(1, answers(denied))}, []meeting.Status{open, open}, meeting.ReasonPermission},

		{"pinned", pin, []happening{at(1, shows(proof.Change{ID: "bob", WentOn: meeting.Pinned}))}, []meeting.Status{confirmed}, ""},
		{"pin without effect", pin, []happening{at(1, answers(nil)), at(10, nothing)}, []meeting.Status{unconfirmed}, ""},
		{"unpinned", unpin, []happening{at(1, shows(proof.Change{ID: "ann", WentOff: meeting.Pinned}))}, []meeting.Status{confirmed}, ""},

		{"gone is not yet kicked", kick, []happening{at(1, shows(gone)), at(2.9, nothing)}, []meeting.Status{open}, ""},
		{"gone for good is", kick, []happening{at(1, shows(gone)), at(3, nothing)}, []meeting.Status{confirmed}, ""},
		{"gone late", kick, []happening{at(9.5, shows(gone)), at(10, nothing), at(11.5, nothing)}, []meeting.Status{confirmed}, ""},
		{"gone late and back", kick, []happening{at(9.5, shows(gone)), at(10.5, shows(here))}, []meeting.Status{unconfirmed}, ""},
		{"a reconnect is not", kick, []happening{at(1, shows(replaced)), at(10, nothing)}, []meeting.Status{unconfirmed}, ""},
		{"a slow reconnect is not", kick, []happening{at(1, shows(gone)), at(2.9, shows(here)), at(10, nothing)}, []meeting.Status{unconfirmed}, ""},
		{"one's own reconnect is not", kick, []happening{at(1, sees(proof.Observation{Blind: true})), at(2, isAway("ann")), at(10, nothing)}, []meeting.Status{unconfirmed}, ""},
		{"gone, then one's own reconnect", kick, []happening{at(1, shows(gone)), at(2, sees(proof.Observation{Blind: true})), at(2, isAway("ann")), at(10, nothing)}, []meeting.Status{unconfirmed}, ""},
		{"kick denied while they leave", kick, []happening{at(1, shows(gone)), at(1.5, answers(denied))}, []meeting.Status{open}, meeting.ReasonPermission},

		{"ended for all", kickAll, []happening{at(1, sees(proof.Observation{Over: meeting.RoomEnded, Blind: true}))}, []meeting.Status{confirmed}, ""},
		{"kicked oneself instead", kickAll, []happening{at(1, sees(proof.Observation{Over: meeting.RoomKicked, Blind: true}))}, []meeting.Status{unconfirmed}, ""},
		{"left", leave, []happening{at(1, sees(proof.Observation{Over: meeting.RoomLeft, Blind: true}))}, []meeting.Status{confirmed}, ""},
		{"ended instead of left", leave, []happening{at(1, sees(proof.Observation{Over: meeting.RoomEnded, Blind: true}))}, []meeting.Status{unconfirmed}, ""},
	} {
		t.Run(string(test.command.Action)+": "+test.name, func(t *testing.T) {
			s := aMeeting()
			spec, _ := action.Of(test.command.Action)
			targets, _ := decide(s, test.command, &spec)
			a := newAttempt(test.command, &spec, targets, begin, options)
			_, sent := a.next(s, 0, begin)
			require.True(t, sent)
			for _, happens := range test.happens {
				now := begin + time.Duration(happens.after*float64(time.Second))
				happens.to(a, s, now)
				a.expire(s, now)
				require.Equal(t, !a.ended(), a.failure == nil && a.open > 0)
				if !a.ended() {
					require.Greater(t, a.wake, now, "it would never wake again")
				}
			}
			var statuses []meeting.Status
			for _, target := range a.rows {
				statuses = append(statuses, target.Status)
			}
			assert.Equal(t, test.expected, statuses)
			if test.failure == "" {
				assert.Nil(t, a.failure)
				return
			}
			require.NotNil(t, a.failure)
			assert.Equal(t, test.failure, a.failure.Reason)
			assert.Equal(t, test.command.Action, a.failure.Action)
		})
	}
}

func TestAttemptWithoutAProofEndsAsSent(t *testing.T) {
	spec := action.Spec{Name: "request", Scope: action.OnParticipant, Proof: action.NoProof}
	a := newAttempt(meeting.Command{Action: spec.Name, Target: "ann"}, &spec, []meeting.TargetOutcome{{ID: "ann"}}, begin, options)
	a.next(aMeeting(), 0, begin)
	a.answer(aMeeting(), Call{}, nil)
	assert.Equal(t, meeting.StatusSent, a.outcome(begin).Status)
}

func TestAttemptNamesTheMissingPermission(t *testing.T) {
	spec, _ := action.Of(meeting.Kick)
	a := newAttempt(meeting.Command{Action: meeting.Kick, Target: "ann"}, &spec, []meeting.TargetOutcome{{ID: "ann"}}, begin, options)
	a.answer(aMeeting(), Call{}, meeting.SDKError("1201", "", nil))
	assert.Equal(t, "kick_participant", a.failure.Permission)
	assert.Equal(t, "1201", a.failure.Code)
}
