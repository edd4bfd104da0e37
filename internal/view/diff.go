package view

import "github.com/gavel-rtc/gavel/internal/view/section"

// Diff returns the changes that lead from one panel to the next as JSON, nil when
// they are the same. From the zero Panel everything is a change.
func Diff(from, to *Panel) []byte {
	var p section.Patch
	if from.Phase != to.Phase || from.Closing != to.Closing {
		p.Op("phase").String(string(to.Phase)).String(string(to.Closing))
	}
	to.Header.Diff(&from.Header, &p)
	if from.Banner != to.Banner {
		p.Op("banner").String(to.Banner)
	}
	to.Requests.Diff(&from.Requests, &p)
	to.Waiting.Diff(&from.Waiting, &p)
	to.Stage.Diff(&from.Stage, &p)
	to.People.Diff(&from.People, &p)
	to.Locks.Diff(&from.Locks, &p)
	to.Policies.Diff(&from.Policies, &p)
	to.Returned.Diff(&from.Returned, &p)
	to.Broadcast.Diff(&from.Broadcast, &p)
	to.Rooms.Diff(&from.Rooms, &p)
	to.Chat.Diff(&from.Chat, &p)
	to.Tools.Diff(&from.Tools, &p)
	to.Session.Diff(&from.Session, &p)
	to.Held.Diff(&from.Held, &p)
	to.Typed.Diff(&from.Typed, &p)
	if settings := to.Dialog.Settings; from.Dialog.Settings != settings {
		settings.write(p.Op("settings"))
	}
	if d := &to.Dialog; from.Dialog != *d {
		p.Op("dialog").String(string(d.Action)).String(d.Words).String(d.Name).Int(d.People).Int(int(d.State)).String(d.Why).String(d.Permission)
		d.Ending.write(&p)
	}
	if was, is := &from.Notice, &to.Notice; was.Serial != is.Serial || was.Offer != is.Offer || was.CanRetry != is.CanRetry || was.CanList != is.CanList {
		p.Op("notice").Messages(is.Sentences).Bool(is.Warning).String(is.Offer.Key).Int(is.Offer.People).Bool(is.CanRetry).Bool(is.CanList).Messages(is.List)
	}
	if from.Said.Serial != to.Said.Serial {
		p.Op("say").Messages(to.Said.Sentences).Bool(to.Said.Assertive)
	}
	return p.Done()
}
