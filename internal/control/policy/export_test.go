package policy

// Users is of how many users something is remembered.
func (b *Book) Users() int { return len(b.users) }
