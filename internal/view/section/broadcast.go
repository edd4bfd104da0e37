package section

// Broadcast is the section of recording and livestream.
type Broadcast struct{ basis *Basis }

// NewBroadcast returns the section.
func NewBroadcast(basis *Basis) *Broadcast { return &Broadcast{basis: basis} }

// BroadcastShown is the section as it is to be seen.
type BroadcastShown struct{ All []Button }

// Shown returns what is to be seen now.
func (b *Broadcast) Shown() BroadcastShown { return BroadcastShown{All: b.basis.all(broadcastAll)} }

// Diff writes what has changed since from.
func (to *BroadcastShown) Diff(from *BroadcastShown, p *Patch) {
	p.buttons(from.All, to.All, broadcastAll)
}
