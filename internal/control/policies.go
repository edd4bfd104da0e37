package control

import (
	"strconv"
	"time"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control/policy"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// CanPolicy says whether a policy can be switched on now; its own targets are not looked at.
func CanPolicy(s *meeting.State, which meeting.Policy) meeting.Verdict {
	spec, known := action.Of(policy.Action(which))
	against := meeting.ReasonUnsupported
	if known {
		if against = roomReason(s, spec.Needs); against == "" && !s.Self.Permissions.Has(spec.Permission) {
			against = meeting.ReasonPermission
		}
	}
	if against == "" {
		return meeting.Verdict{Allowed: true}
	}
	return verdictAgainst(s, &spec, "", against)
}

// MostFloor is the longest time that a floor lasts.
const MostFloor = 2 * time.Hour

// SetPolicy switches a policy on, in the place of how it was on before. Errors are
// *meeting.Error: of meeting.ReasonBadInput for what the policy does not take, and as those of an
// action where it may not do what it is for. From any goroutine.
func (c *Controller) SetPolicy(setting meeting.PolicySetting) error {
	var failure *meeting.Error
	c.afterReading(func() { failure = c.setPolicy(setting) })
	c.deliver()
	if failure != nil {
		return failure
	}
	return nil
}

// EndPolicy switches a policy off. One that is off stays off.
func (c *Controller) EndPolicy(which meeting.Policy) {
	c.afterReading(func() {
		if !c.closed && c.policies.End(which) {
			c.note(meeting.JournalEntry{By: meeting.ByMe, Action: meeting.PolicyOff, What: string(which), Status: meeting.StatusConfirmed})
			c.publish(*c.State(), "", sinceStart())
		}
	})
	c.deliver()
}

func (c *Controller) setPolicy(setting meeting.PolicySetting) *meeting.Error {
	switch {
	case c.broken != nil:
		return c.broken
	case c.closed:
		return closedError("")
	}
	state := c.State()
	active, failure := activeOf(state, &setting)
	if failure != nil {
		return failure
	}
	if can := CanPolicy(state, setting.Policy); !can.Allowed {
		return &meeting.Error{Reason: can.Reason, Code: can.Reason.Code(), Action: policy.Action(setting.Policy), Permission: can.Permission, Message: can.Message.Text()}
	}
	c.startPolicy(active, setting.Duration)
	return nil
}

// startPolicy switches a policy on about which there is nothing against. c.mu is held.
func (c *Controller) startPolicy(active meeting.ActivePolicy, lasts time.Duration) {
	state := *c.State()
	if active.Policy == meeting.Floor {
		active.Until = time.Now().UnixMilli() + lasts.Milliseconds()
	}
	now := sinceStart()
	c.policies.Set(&state, active, lasts, now)
	c.note(meeting.JournalEntry{By: meeting.ByMe, Action: meeting.PolicyOn, What: string(active.Policy), Name: active.Name, Status: meeting.StatusConfirmed})
	state.Former = nil
	c.publish(state, "", now)
}

// activeOf reads a setting.
func activeOf(s *meeting.State, setting *meeting.PolicySetting) (active meeting.ActivePolicy, failure *meeting.Error) {
	name := string(setting.Policy)
	spec := policy.Of(setting.Policy)
	active.Policy = setting.Policy
	targets := setting.Targets
	wrong := ""
	switch {
	case spec.Action == "":
		wrong = "there is no policy \"" + name + "\"; there are " + policyNames()
	case len(targets) > 0 && !spec.One && setting.Policy != meeting.KeepMuted:
		wrong = "the policy " + name + " takes no target"
	case len(targets)+len(setting.CustomIDs)+len(setting.UserIDs) > MostTargets:
		wrong = "a policy takes " + strconv.Itoa(MostTargets) + " ids at most"
	case (len(setting.CustomIDs) > 0) != spec.Customs:
		wrong = "the policy admit needs customParticipantIds, and no other takes them"
	case (len(setting.UserIDs) > 0) != spec.Users:
		wrong = "the policy keepOut needs userIds, and no other takes them"
	case (setting.Duration != 0) != spec.Lasts, setting.Duration < 0, setting.Duration > MostFloor:
		wrong = "the policy floor needs seconds, up to " + strconv.Itoa(int(MostFloor/time.Second)) + ", and no other takes them"
	}
	if wrong != "" {
		return active, badInput("", wrong)
	}
	if len(targets) == 0 && setting.Policy == meeting.KeepPin && s.PinnedID != "" {
		targets = []meeting.ParticipantID{s.PinnedID}
	}
	if spec.One && len(targets) != 1 {
		return active, badInput("", "the policy "+name+" needs one target: whom it is about")
	}
	for _, id := range targets {
		text, _, found := s.Person(id)
		switch {
		case !found:
			return active, refusedFor(meeting.ReasonNoSuchParticipant)
		case setting.Policy != meeting.KeepPin && text.UserID == s.Self.UserID:
			return active, refusedFor(meeting.ReasonIsSelf)
		}
		active.UserIDs = append(active.UserIDs, text.UserID)
		active.Name = text.Name
	}
	if len(active.UserIDs) > 1 {
		active.Name = ""
	}
	active.CustomIDs = append(active.CustomIDs, setting.CustomIDs...) // the caller may change theirs
	if setting.Policy == meeting.KeepOut {
		active.UserIDs = append(active.UserIDs, setting.UserIDs...)
		keepOut(s, &active)
	}
	return active, nil
}

// keepOut adds what else is known of those who were removed: who comes back may be another user
// with the same custom id.
func keepOut(s *meeting.State, policy *meeting.ActivePolicy) {
	for i := range s.Removed {
		for _, user := range policy.UserIDs {
			if removed := &s.Removed[i]; removed.UserID == user {
				policy.Name = removed.Name
				if removed.CustomID != "" {
					policy.CustomIDs = append(policy.CustomIDs, removed.CustomID)
				}
			}
		}
	}
	if len(policy.UserIDs) > 1 {
		policy.Name = ""
	}
}

func refusedFor(reason meeting.Reason) *meeting.Error {
	return &meeting.Error{Reason: reason, Code: reason.Code(), Message: meeting.MessageOf(reason, "").Text()}
}

func policyNames() string {
	names := ""
	for i, policy := range meeting.AllPolicies() {
		if i > 0 {
			names += ", "
		}
		names += string(policy)
	}
	return names
}

// carryOutPolicies starts what the policies want done. c.mu is held.
func (c *Controller) carryOutPolicies() {
	for !c.closed && c.broken == nil {
		commands := c.policies.Due(c.State(), sinceStart())
		if len(commands) == 0 {
			break
		}
		for _, command := range commands {
			spec, failure := Check(&command, true)
			if failure == nil {
				_, failure = c.start(command, &spec, 0, true)
			}
			if failure != nil {
				c.policies.Refused(c.State(), command)
				c.noteEnded(&meeting.Ended{Command: command, Err: failure, ByPolicy: true})
			}
		}
	}
	if (c.policies.Changed() || len(c.entries) > 0) && !c.closed && c.broken == nil {
		c.publish(*c.State(), "", sinceStart())
	}
}
