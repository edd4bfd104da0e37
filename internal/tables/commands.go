package main

import (
	"fmt"
	"strings"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// shapes are the shapes of a command, each with the actions that take it.
var shapes = []struct {
	fields string
	fits   func(action.Spec) bool
}{
	{"; readonly target: string; readonly targets?: undefined", func(s action.Spec) bool { return s.TakesTarget() && !s.Waiting() && idsAlone(s) }},
	{"; readonly targets: readonly string[]; readonly target?: undefined", func(s action.Spec) bool { return s.TakesTargets() && !s.Waiting() && idsAlone(s) }},
	{"; readonly target: string; readonly targets?: undefined; readonly permissions: PermissionsPatch", func(s action.Spec) bool { return s.Takes == action.Patch }},
	{"; readonly targets: readonly string[]; readonly target?: undefined; readonly permissions: PermissionsPatch", func(s action.Spec) bool { return s.Takes == action.Patch }},
	{"; readonly what: Lockable; readonly target?: string | undefined; readonly targets?: undefined", func(s action.Spec) bool { return s.Takes == action.ToLock }},
	{"; readonly what: Lockable; readonly targets: readonly string[]; readonly target?: undefined", func(s action.Spec) bool { return s.Takes == action.ToLock }},
	{"; readonly what: Lockable; readonly neverSeen?: boolean | undefined; readonly target?: string | undefined; readonly targets?: undefined", func(s action.Spec) bool { return s.Takes == action.ToUnlock }},
	{"; readonly what: Lockable; readonly neverSeen?: boolean | undefined; readonly targets: readonly string[]; readonly target?: undefined", func(s action.Spec) bool { return s.Takes == action.ToUnlock }},
	{"; readonly target: string; readonly targets?: undefined", func(s action.Spec) bool { return s.TakesTarget() && s.Waiting() }},
	{"; readonly targets: readonly string[]; readonly target?: undefined", func(s action.Spec) bool { return s.TakesTargets() && s.Waiting() }},
	{"", func(s action.Spec) bool { return !s.TakesTarget() && s.Waiting() }},
	{"", func(s action.Spec) bool { return !s.TakesTarget() && !s.Waiting() && shapeOf[s.Takes] == "" }},
	{shapeOf[action.AllowMultiple], func(s action.Spec) bool { return s.Takes == action.AllowMultiple }},
	{shapeOf[action.Titles], func(s action.Spec) bool { return s.Takes == action.Titles }},
	{moving + "; readonly target?: string | undefined; readonly targets?: undefined", func(s action.Spec) bool { return s.Takes == action.Moving }},
	{moving + "; readonly targets: readonly string[]; readonly target?: undefined", func(s action.Spec) bool { return s.Takes == action.Moving }},
	{"; readonly meetings: readonly string[]", func(s action.Spec) bool { return s.Scope == action.OnConnectedMeeting }},
	{"; readonly message: string", func(s action.Spec) bool { return s.Scope == action.OnMessage }},
	{"; readonly plugin: string", func(s action.Spec) bool { return s.Scope == action.OnPlugin }},
	{shapeOf[action.NewPoll], func(s action.Spec) bool { return s.Takes == action.NewPoll }},
	{shapeOf[action.Spotlight], func(s action.Spec) bool { return s.Takes == action.Spotlight }},
}

// moving is where people go, from where, and as what.
const moving = "; readonly to?: string | undefined; readonly from?: string | undefined; readonly presetId?: string | undefined"

// shapeOf are the fields of what is neither people nor a thing.
var shapeOf = map[action.Argument]string{
	action.AllowMultiple: "; readonly allowMultiple?: boolean | undefined",
	action.Titles:        "; readonly titles: readonly string[]",
	action.NewPoll:       "; readonly question: string; readonly options: readonly string[]; readonly anonymous?: boolean | undefined; readonly hideVotes?: boolean | undefined",
	action.Spotlight:     "; readonly on: boolean; readonly tab?: { readonly type: 'plugin' | 'screenshare'; readonly id: string } | undefined",
}

// idsAlone tells that a command has nothing beside ids.
func idsAlone(s action.Spec) bool {
	return s.Takes != action.Patch && !s.Locks() && s.Takes != action.Moving && !s.AboutThings()
}

// commandUnion is what type Command of index.d.ts is.
func commandUnion(string) (string, error) {
	var members []string
	for _, shape := range shapes {
		var names []meeting.Action
		for _, spec := range action.All() {
			if shape.fits(spec) {
				names = append(names, spec.Name)
			}
		}
		if len(names) > 0 {
			members = append(members, fmt.Sprintf("  | { readonly action: %s%s }", joined(names, "'", " | "), shape.fields))
		}
	}
	return strings.Join(members, "\n") + ";\n", nil
}

// joined are the names between quotes.
func joined(names []meeting.Action, quote, between string) string {
	var quoted []string
	for _, name := range names {
		quoted = append(quoted, quote+string(name)+quote)
	}
	return strings.Join(quoted, between)
}
