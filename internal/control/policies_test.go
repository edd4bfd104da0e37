package control_test

import (
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func (s scene) set(setting meeting.PolicySetting) {
	s.t.Helper()
	require.NoError(s.t, s.SetPolicy(setting))
	synctest.Wait()
}

// sentOf are whom calls of an action were made on.
func (s scene) sentOf(action meeting.Action) (all ids) {
	synctest.Wait()
	for _, call := range s.Sent() {
		if call.Action == action {
			all = append(all, call.Target)
		}
	}
	return all
}

func (s scene) policies() (on []meeting.Policy) {
	for i := range s.State().Policies {
		on = append(on, s.State().Policies[i].Policy)
	}
	return on
}

func TestASettingThatIsWrong(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		one, users, customs := ids{s.ann}, []meeting.UserID{"user-1"}, []meeting.CustomID{"c"}
		for want, settings := range map[string][]meeting.PolicySetting{
			"there is no policy \"sing\"; there are muteOnEntry, keepMuted, keepPin, admit, floor, keepOut": {{Policy: "sing"}},
			"the policy muteOnEntry takes no target":                                                        {{Policy: meeting.MuteOnEntry, Targets: one}},
			"a policy takes 5000 ids at most": {
				{Policy: meeting.Admit, CustomIDs: make([]meeting.CustomID, 5_001)},
				{Policy: meeting.KeepMuted, Targets: make(ids, 5_001)},
				{Policy: meeting.KeepOut, UserIDs: make([]meeting.UserID, 5_001)},
			},
			"the policy admit needs customParticipantIds, and no other takes them": {{Policy: meeting.Admit}, {Policy: meeting.KeepMuted, CustomIDs: customs}},
			"the policy keepOut needs userIds, and no other takes them":            {{Policy: meeting.KeepOut}, {Policy: meeting.KeepMuted, UserIDs: users}},
			"the policy floor needs seconds, up to 7200, and no other takes them": {
				{Policy: meeting.Floor, Targets: one}, {Policy: meeting.Floor, Targets: one, Duration: -1},
				{Policy: meeting.Floor, Targets: one, Duration: control.MostFloor + 1}, {Policy: meeting.KeepPin, Targets: one, Duration: time.Second},
			},
			"the policy floor needs one target: whom it is about": {
				{Policy: meeting.Floor, Duration: time.Second}, {Policy: meeting.Floor, Targets: ids{s.ann, s.bob}, Duration: time.Second},
			},
			"the policy keepPin needs one target: whom it is about": {{Policy: meeting.KeepPin}, {Policy: meeting.KeepPin, Targets: ids{s.ann, s.bob}}},
		} {
			for _, setting := range settings {
				err := s.SetPolicy(setting)
				require.ErrorIs(t, err, meeting.ReasonBadInput, want)
				assert.Equal(t, want, err.Error())
			}
		}
		assert.Empty(t, s.State().Policies)
		assert.Empty(t, s.Journal(0))
	})
}

func TestAPolicyThatMayNotBe(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		fails := func(setting meeting.PolicySetting) *meeting.Error {
			t.Helper()
			var failure *meeting.Error
			require.ErrorAs(t, s.SetPolicy(setting), &failure)
			return failure
		}
		require.ErrorIs(t, fails(meeting.PolicySetting{Policy: meeting.KeepMuted, Targets: ids{s.ann, "nobody"}}), meeting.ReasonNoSuchParticipant)
		require.ErrorIs(t, fails(meeting.PolicySetting{Policy: meeting.KeepMuted, Targets: ids{s.SelfID()}}), meeting.ReasonIsSelf)
		phone := s.newcomer("Host")
		s.SetUser(phone, "user-self")
		require.ErrorIs(t, fails(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{phone}, Duration: time.Second}), meeting.ReasonIsSelf)
		for policy, want := range map[meeting.Policy]struct {
			permission meeting.Permission
			field      string
		}{
			meeting.MuteOnEntry: {meeting.CanDisableParticipantAudio, "disable_participant_audio"},
			meeting.KeepPin:     {meeting.PinParticipant, "pin_participant"},
			meeting.Admit:       {meeting.AcceptWaitingRequests, "accept_waiting_requests"},
			meeting.KeepOut:     {meeting.KickParticipant, "kick_participant"},
		} {
			setting := meeting.PolicySetting{Policy: policy}
			switch policy {
			case meeting.KeepPin:
				setting.Targets = ids{s.ann}
			case meeting.Admit:
				setting.CustomIDs = []meeting.CustomID{"c"}
			case meeting.KeepOut:
				setting.UserIDs = []meeting.UserID{"u"}
			}
			s.Withdraw(want.permission)
			failure := fails(setting)
			require.ErrorIs(t, failure, meeting.ReasonPermission)
			assert.Equal(t, []string{want.field, "1201"}, []string{failure.Permission, failure.Code})
			verdict := control.CanPolicy(s.State(), policy)
			assert.Equal(t, []any{false, meeting.ReasonPermission, want.field}, []any{verdict.Allowed, verdict.Reason, verdict.Permission})
			s.Grant(want.permission)
			assert.True(t, control.CanPolicy(s.State(), policy).Allowed)
		}
		assert.Equal(t, meeting.ReasonUnsupported, control.CanPolicy(s.State(), "sing").Reason)
		s.Cut()
		require.ErrorIs(t, fails(meeting.PolicySetting{Policy: meeting.KeepMuted}), meeting.ReasonOffline)
		s.Restore()
		s.End(meeting.RoomEnded)
		require.ErrorIs(t, fails(meeting.PolicySetting{Policy: meeting.KeepMuted}), meeting.ReasonEnded)
		s.Controller.Close()
		require.ErrorIs(t, fails(meeting.PolicySetting{Policy: meeting.KeepMuted}), meeting.ReasonAborted)
		s.EndPolicy(meeting.KeepMuted)
		assert.Empty(t, s.Journal(0))
	})
}

func TestAPolicyIsOnUntilItIsSwitchedOff(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.set(meeting.PolicySetting{Policy: meeting.KeepMuted, Targets: ids{s.ann}})
		assert.Equal(t, []meeting.ActivePolicy{{Policy: meeting.KeepMuted, UserIDs: []meeting.UserID{"user-1"}, Name: "Ann"}}, s.State().Policies)
		assert.Equal(t, ids{s.ann}, s.sentOf(meeting.DisableAudio))
		wait(time.Second)
		s.EndPolicy(meeting.KeepMuted)
		s.EndPolicy(meeting.KeepMuted)
		s.SetAudio(s.ann, true)
		s.requireNothingSentAfter(1)
		s.requireJournal(
			line{meeting.ByMe, meeting.PolicyOn, "keepMuted", "", meeting.StatusConfirmed},
			line{meeting.ByPolicy, meeting.DisableAudio, "", s.ann, meeting.StatusConfirmed},
			line{meeting.ByMe, meeting.PolicyOff, "keepMuted", "", meeting.StatusConfirmed},
		)
	})
}

func TestAPolicyYieldsAndSaysSo(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		told := s.yields()
		s.SetServer(meetingtest.YesButNo)
		s.set(meeting.PolicySetting{Policy: meeting.KeepMuted, Targets: ids{s.bob}})
		wait(time.Hour)
		assert.Len(t, s.sentOf(meeting.DisableAudio), 3)
		assert.Equal(t, []meeting.Yield{{Policy: meeting.KeepMuted, ID: s.bob, Name: "Bob"}}, *told)
		assert.Equal(t, ids{s.bob}, s.State().Policies[0].Yielded)
		all := lines(s.Journal(0))
		assert.Equal(t, line{meeting.ByPolicy, meeting.PolicyYielded, "keepMuted", s.bob, meeting.StatusConfirmed}, all[len(all)-1])
	})
}

func TestAPolicyWhosePermissionIsWithdrawnYields(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		told := s.yields()
		s.SetAudio(s.ann, false)
		s.set(meeting.PolicySetting{Policy: meeting.KeepMuted, Targets: ids{s.ann}})
		s.Withdraw(meeting.CanDisableParticipantAudio)
		s.SetAudio(s.ann, true)
		synctest.Wait()
		assert.Len(t, *told, 1)
		assert.Empty(t, s.Sent())
	})
}

func TestKeepPinInAMeeting(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.Pin(s.ann)
		s.set(meeting.PolicySetting{Policy: meeting.KeepPin})
		assert.Equal(t, "Ann", s.State().Policies[0].Name, "who is pinned")
		s.Reconnect(s.ann)
		synctest.Wait()
		assert.Equal(t, s.ann, s.State().PinnedID)
		comeBack := s.Drop(s.ann)
		wait(4 * time.Second)
		comeBack()
		synctest.Wait()
		assert.Equal(t, s.ann, s.State().PinnedID)
		s.Cut()
		s.Restore()
		synctest.Wait()
		assert.Equal(t, s.ann, s.State().PinnedID)
		s.do(meeting.Command{Action: meeting.Pin, Target: s.bob})
		assert.Equal(t, []meeting.UserID{"user-2"}, s.State().Policies[0].UserIDs)
		s.Unpin()
		synctest.Wait()
		assert.Equal(t, s.bob, s.State().PinnedID)
		s.do(meeting.Command{Action: meeting.Unpin, Target: s.bob})
		wait(time.Minute)
		assert.Empty(t, s.State().Policies)
		assert.Empty(t, s.State().PinnedID)
	})
}

func TestTwoHostsWhoKeepContraryPinsSettle(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		both := &shared{Memory: s.Memory}
		other := control.New(both, control.Options{})
		defer other.Close()
		s.set(meeting.PolicySetting{Policy: meeting.KeepPin, Targets: ids{s.ann}})
		require.NoError(t, other.SetPolicy(meeting.PolicySetting{Policy: meeting.KeepPin, Targets: ids{s.bob}}))
		for range 50 {
			both.pull(other)
			wait(time.Second)
		}
		sent := len(s.Sent())
		assert.LessOrEqual(t, sent, 8)
		wait(time.Hour)
		assert.Len(t, s.Sent(), sent)
	})
}

// shared is the meeting as a second host sees it: what is pinned is read anew when it is pulled.
type shared struct {
	*meetingtest.Memory
	facts control.Facts
}

func (m *shared) Listen(func() bool) func() {
	m.facts = control.Facts{Reset: true}
	m.facts.Self = &control.SelfChange{Self: meeting.Self{ID: "other", Text: meeting.Text{UserID: "user-other"}, Permissions: meeting.Permissions{}.With(meeting.AllPermissions()...)}}
	m.facts.Room = &meeting.Room{State: meeting.RoomJoined, Connection: meeting.ConnectionConnected, MediaJoined: true}
	for _, id := range (ids{"peer-1", "peer-2"}) {
		m.facts.Joined = append(m.facts.Joined, control.Change{ID: id, Text: &meeting.Text{UserID: meeting.UserID("user of " + id)}})
	}
	return func() {}
}

func (m *shared) Read() control.Facts {
	facts := m.facts
	m.facts = control.Facts{}
	return facts
}

// pull has a second host see who was pinned last.
func (m *shared) pull(other *control.Controller) {
	calls := m.Sent()
	if len(calls) == 0 {
		return
	}
	last := calls[len(calls)-1].Target
	for _, id := range (ids{"peer-1", "peer-2"}) {
		change := control.Change{ID: id, Edges: control.EdgeUnpinned}
		if id == last {
			change.Edges, change.Flags = control.EdgePinned, meeting.Pinned
		}
		m.facts.Joined = append(m.facts.Joined, change)
	}
	other.Spoke("") // reads
}

func TestAFloorInAMeeting(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		told := s.yields()
		s.set(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.ann}, Duration: time.Minute})
		assert.Equal(t, time.Now().UnixMilli()+60_000, s.State().Policies[0].Until)
		wait(20 * time.Second)
		s.Cut()
		s.Join("Cid")
		wait(20 * time.Second)
		s.Restore()
		s.SetAudio(s.ann, true)
		synctest.Wait()
		s.requireNothingSentAfter(0)
		wait(20 * time.Second)
		assert.Equal(t, ids{s.ann}, s.sentOf(meeting.DisableAudio), "nothing else woke it")
		assert.Empty(t, s.State().Policies)
		assert.Equal(t, []meeting.Yield{{Policy: meeting.Floor, ID: s.ann, Name: "Ann"}}, *told)
	})
}

func TestAFloorThatEndsWhileAwayDoesNotSpin(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.set(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.ann}, Duration: time.Minute})
		s.Cut()
		synctest.Wait()
		before := s.State()
		wait(time.Hour)
		assert.Same(t, before, s.State())
		s.Batch(func() {
			s.Restore()
			s.SetAudio(s.ann, true)
		})
		assert.Equal(t, ids{s.ann}, s.sentOf(meeting.DisableAudio))
	})
}

func TestWhoIsKeptOut(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.outcome(meeting.Kick, s.ann)
		users := []meeting.UserID{"user-1"}
		s.set(meeting.PolicySetting{Policy: meeting.KeepOut, UserIDs: users})
		users[0] = "user-2"
		assert.Equal(t, []meeting.ActivePolicy{{Policy: meeting.KeepOut, UserIDs: []meeting.UserID{"user-1"}, Name: "Ann"}}, s.State().Policies, "the caller may change theirs")
		for range 5 {
			var again meeting.ParticipantID
			s.Batch(func() {
				again = s.Join("Ann")
				s.SetUser(again, "user-1")
			})
			wait(time.Minute)
			s.Leave(again)
			wait(time.Minute)
		}
		assert.Len(t, s.sentOf(meeting.Kick), 4, "by hand, and three times by the policy")
		assert.Len(t, s.State().Removed, 1)
	})
}

func TestPoliciesEndWithTheMeetingAndWithTheControls(t *testing.T) {
	for name, end := range map[string]func(s scene){
		"moved":  func(s scene) { s.Move() },
		"over":   func(s scene) { s.End(meeting.RoomKicked) },
		"closed": func(s scene) { s.Controller.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			play(t, func(t *testing.T, s scene) {
				told := s.yields()
				s.set(meeting.PolicySetting{Policy: meeting.KeepPin, Targets: ids{s.ann}})
				s.set(meeting.PolicySetting{Policy: meeting.MuteOnEntry})
				s.set(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.bob}, Duration: time.Minute})
				before := len(s.Sent())
				entries := len(s.Journal(0))
				end(s)
				s.Join("Cid")
				wait(time.Hour)
				s.requireNothingSentAfter(before)
				if name == "closed" {
					return
				}
				assert.Empty(t, s.policies())
				assert.Equal(t, []meeting.Yield{{Policy: meeting.KeepPin}, {Policy: meeting.MuteOnEntry}, {Policy: meeting.Floor}}, *told)
				assert.Equal(t, []line{
					{meeting.ByUnknown, meeting.PolicyOff, "keepPin", "", meeting.StatusConfirmed},
					{meeting.ByUnknown, meeting.PolicyOff, "muteOnEntry", "", meeting.StatusConfirmed},
					{meeting.ByUnknown, meeting.PolicyOff, "floor", "", meeting.StatusConfirmed},
				}, lines(s.Journal(entries)), "the journal stays")
			})
		})
	}
}

func TestNoGoroutineIsLeftOfPolicies(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		memory := meetingtest.NewMemory()
		ann := memory.Join("Ann")
		memory.Stick()
		c := control.New(memory, control.Options{})
		for _, setting := range []meeting.PolicySetting{
			{Policy: meeting.KeepMuted}, {Policy: meeting.KeepPin, Targets: ids{ann}}, {Policy: meeting.Floor, Targets: ids{ann}, Duration: time.Hour},
		} {
			require.NoError(t, c.SetPolicy(setting))
		}
		c.Close()
	}
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, testlimit.Of(5*time.Second), 5*time.Millisecond)
}

// What a state that was published says is not to change, whatever the policies do later.
func TestPublishedPoliciesDoNotChange(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		customs := make([]meeting.CustomID, 1, 8)
		customs[0] = "c"
		s.set(meeting.PolicySetting{Policy: meeting.Admit, CustomIDs: customs})
		customs[0] = "d"
		assert.Equal(t, []meeting.CustomID{"c"}, s.State().Policies[0].CustomIDs)
		before, copied := s.State(), slices.Clone(s.State().Policies)
		s.set(meeting.PolicySetting{Policy: meeting.KeepMuted})
		s.EndPolicy(meeting.Admit)
		assert.Equal(t, copied, before.Policies)
	})
}
