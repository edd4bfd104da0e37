package meeting

// Patched is what was set here of somebody's permissions: at first, and last. What their preset
// had allowed before is not known.
type Patched struct{ First, Last PermissionsPatch }

// With returns what is set after one more patch.
func (p Patched) With(patch *PermissionsPatch) Patched {
	for key, value := range patch {
		if value == PatchUnnamed {
			continue
		}
		if p.First[key] == PatchUnnamed {
			p.First[key] = value
		}
		p.Last[key] = value
	}
	return p
}

// Back returns the opposite of what was set and has not been set back, nothing where all has.
// That somebody may see polls is never taken back: without it the SDK takes the polls away.
func (p Patched) Back() (back PermissionsPatch) {
	for key := range PatchKeys {
		if p.Last[key] == p.First[key] {
			back[key] = key.opposite(p.Last[key])
		}
	}
	view := &back[PatchPollsCanView]
	if *view == PatchNo {
		*view = PatchUnnamed
	}
	if *view == PatchUnnamed && back[PatchPollsCanCreate]|back[PatchPollsCanVote] != PatchUnnamed {
		if *view = p.Last[PatchPollsCanView]; *view == PatchUnnamed {
			*view = PatchYes
		}
	}
	return back
}
