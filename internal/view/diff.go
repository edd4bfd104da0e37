package view

// Diff returns the changes that lead from one panel to the next as JSON, nil when
// they are the same. From the zero Panel everything is a change.
func Diff(from, to *Panel) []byte {
	var p patch
	if from.Phase != to.Phase || from.Closing != to.Closing {
		p.op("phase").string(string(to.Phase)).string(string(to.Closing))
	}
	if from.Title != to.Title {
		p.op("title").string(to.Title)
	}
	if f := &to.Facts; from.Facts != *f {
		p.op("facts").int(f.People).int(f.Waiting).string(f.Recording).int(int(f.Self)).string(f.Preset)
	}
	if from.Rights != to.Rights {
		p.op("rights").string(to.Rights.Granted).string(to.Rights.Missing).string(to.Rights.Fields)
	}
	if from.Banner != to.Banner {
		p.op("banner").string(to.Banner)
	}
	for i := range to.Header {
		if from.Header[i] != to.Header[i] {
			p.op("header").string(string(headerActions[i])).button(&to.Header[i])
		}
	}
	if from.List.Size != to.List.Size || from.List.Search != to.List.Search || from.List.Stale != to.List.Stale {
		p.op("list").int(to.List.Size).bool(to.List.Search != "").bool(to.List.Stale)
	}
	p.rows(from.Rows, to.Rows)
	if from.List.Active != to.List.Active || from.List.Focused != to.List.Focused {
		p.op("active").string(string(to.List.Active)).bool(from.List.Focused != to.List.Focused)
	}
	if d := &to.Dialog; from.Dialog != *d {
		p.op("dialog").string(string(d.Action)).string(d.Name).int(d.People).int(int(d.State)).string(d.Why).string(d.Permission)
	}
	if from.Notice.Serial != to.Notice.Serial || from.Notice.CanUndo != to.Notice.CanUndo {
		p.op("notice").messages(to.Notice.Sentences).bool(to.Notice.Warning).bool(to.Notice.CanUndo)
	}
	if from.Said.Serial != to.Said.Serial {
		p.op("say").messages(to.Said.Sentences).bool(to.Said.Assertive)
	}
	return p.done()
}

// rows drops rows that are no longer there first, so that their elements can serve
// those that are new.
func (p *patch) rows(from, to []*Row) {
	for i, row := range from {
		if find(to, row, i) == nil {
			p.op("drop").string(string(row.ID))
		}
	}
	for i, row := range to {
		was := find(from, row, i)
		switch {
		case was == row:
		case was == nil || was.Name != row.Name || was.Look != row.Look || was.Buttons != row.Buttons:
			p.op("row").string(string(row.ID)).int(row.Place).string(row.Name).int(int(row.Look))
			for j := range row.Buttons {
				p.string(string(row.Buttons[j].Action)).button(&row.Buttons[j])
			}
		case was.Place != row.Place:
			p.op("place").string(string(row.ID)).int(row.Place)
		}
	}
}

// find returns the row of the same person, and looks where it is most likely first.
func find(rows []*Row, like *Row, likely int) *Row {
	if likely < len(rows) && (rows[likely] == like || rows[likely].ID == like.ID) {
		return rows[likely]
	}
	for _, row := range rows {
		if row.ID == like.ID {
			return row
		}
	}
	return nil
}

func (p *patch) button(b *Button) *patch {
	return p.int(int(b.State)).int(int(b.Mark)).string(b.Why).string(b.Permission).int(b.Count)
}
