package localroom

import (
	"fmt"
	"slices"
)

// Kick removes participants, named by their ids or custom ids, from a meeting's
// session, wherever they joined from. An unknown one is an error, and then nobody
// is removed. Errors: ErrNoSuchMeeting, ErrNoSession, ErrNoSuchParticipant.
func (s *Server) Kick(meeting string, ids, customIDs []string) ([]RegisteredParticipant, error) {
	return s.withTargets(meeting, ids, customIDs, func(r *room, targets []*participant) {
		for _, target := range targets {
			r.kick(target)
		}
	})
}

// KickAll ends a meeting's session and counts who was removed, those at the door
// included. Errors: ErrNoSuchMeeting, ErrNoSession.
func (s *Server) KickAll(meeting string) (int, error) {
	removed := 0
	err := s.inMeeting(meeting, func(r *room) error {
		if r.session == nil {
			return ErrNoSession
		}
		removed = len(r.people)
		r.kickEverybody()
		return nil
	})
	return removed, err
}

// Mute switches off the microphones of participants, named by their ids or custom
// ids. Errors: as for Kick.
func (s *Server) Mute(meeting string, ids, customIDs []string) ([]RegisteredParticipant, error) {
	return s.withTargets(meeting, ids, customIDs, func(r *room, targets []*participant) {
		for _, target := range targets {
			r.silence(target, silence{audio: true}, nil)
		}
	})
}

// MuteAll switches off all microphones and counts the participants. Errors:
// ErrNoSuchMeeting, ErrNoSession.
func (s *Server) MuteAll(meeting string) (int, error) {
	muted := 0
	err := s.inMeeting(meeting, func(r *room) error {
		if r.session == nil {
			return ErrNoSession
		}
		everyone := r.joinedPeople()
		for _, p := range everyone {
			r.silence(p, silence{audio: true}, nil)
		}
		muted = len(everyone)
		return nil
	})
	return muted, err
}

// withTargets does something to the named people of a running session, if all of
// them are there.
func (s *Server) withTargets(meeting string, ids, customIDs []string, act func(*room, []*participant)) ([]RegisteredParticipant, error) {
	found := []RegisteredParticipant{}
	err := s.inMeeting(meeting, func(r *room) error {
		if r.session == nil {
			return ErrNoSession
		}
		var targets []*participant
		add := func(name string, is func(*user) bool) error {
			people := r.sorted(func(p *participant) bool { return is(p.user) })
			if len(people) == 0 {
				return fmt.Errorf("%w: %q", ErrNoSuchParticipant, name)
			}
			for _, p := range people {
				if !slices.Contains(targets, p) {
					targets = append(targets, p)
				}
			}
			return nil
		}
		for _, id := range ids {
			if err := add(id, func(u *user) bool { return u.id == id }); err != nil {
				return err
			}
		}
		for _, id := range customIDs {
			if err := add(id, func(u *user) bool { return id != "" && u.customParticipantID == id }); err != nil {
				return err
			}
		}
		for _, target := range targets {
			if !slices.ContainsFunc(found, func(one RegisteredParticipant) bool { return one.ID == target.user.id }) {
				found = append(found, target.user.registered())
			}
		}
		act(r, targets)
		return nil
	})
	return found, err
}
