package section

// Session is the section at the end: leave, remove everybody else, and end for everybody.
type Session struct{ basis *Basis }

// NewSession returns the section.
func NewSession(basis *Basis) *Session { return &Session{basis: basis} }

// SessionShown is the section as it is to be seen.
type SessionShown struct{ All []Button }

// Shown returns what is to be seen now.
func (s *Session) Shown() SessionShown { return SessionShown{All: s.basis.all(sessionAll)} }

// Diff writes what has changed since from.
func (to *SessionShown) Diff(from *SessionShown, p *Patch) {
	p.buttons(from.All, to.All, sessionAll)
}
