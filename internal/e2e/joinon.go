package e2e

// JoinOn is [Meeting.Join] on another page of the server, such as
// "/mine/page.html", which must load /e2e/participant.js too.
func (m *Meeting) JoinOn(path string, who Who) *Participant {
	m.t.Helper()
	p := &Participant{Tab: m.rig.Open(m.t, path), Name: who.Name, meeting: m}
	p.enter(who)
	return p
}
