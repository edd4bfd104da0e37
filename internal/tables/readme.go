package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// row is one of the table: actions of which the same is to be said.
type row struct {
	actions      []meeting.Action
	target, seen string
	fields       []string // of the preset
	othersOnly   bool     // the fields count for others, not for oneself
}

// actionTable is the table of actions as Markdown.
func actionTable(string) (string, error) {
	rows, err := actionRows()
	if err != nil {
		return "", err
	}
	var text strings.Builder
	text.WriteString("\n| action | target | needs in the preset | confirmed when |\n|---|---|---|---|\n")
	needed := ""
	for _, row := range rows {
		before := needed
		needed = needs(row)
		cell := needed
		if cell == before && len(row.fields) > 0 {
			cell = "the same"
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s |\n", joined(row.actions, "`", ", "), row.target, cell, row.seen)
	}
	text.WriteString("\n")
	return text.String(), nil
}

// actionRows are the rows in the order of the specs.
func actionRows() ([]*row, error) {
	var rows []*row
	for _, spec := range action.All() {
		made := &row{target: targetOf(spec), othersOnly: spec.OnSelf == action.SelfUnchecked}
		var err error
		if made.seen, err = seenOf(spec); err != nil {
			return nil, err
		}
		at := slices.IndexFunc(rows, func(one *row) bool {
			return one.target == made.target && one.seen == made.seen && one.othersOnly == made.othersOnly
		})
		if at < 0 {
			at = len(rows)
			rows = append(rows, made)
		}
		rows[at].actions = append(rows[at].actions, spec.Name)
		if field := fieldsOf(spec.Permission); field != "" && !slices.Contains(rows[at].fields, field) {
			rows[at].fields = append(rows[at].fields, field)
		}
	}
	return rows, nil
}

// fieldsOf is each field of a preset that grants a permission by itself.
func fieldsOf(permission meeting.Permission) string {
	field, other := permission.PresetField(), permission.AlsoGrantedBy()
	switch {
	case field == "":
		return ""
	case other == "":
		return "`" + field + "`"
	}
	return "`" + field + "` or `" + other + "`"
}

func needs(row *row) string {
	if len(row.fields) == 0 {
		return "–"
	}
	cell := strings.Join(row.fields, ", ")
	if row.othersOnly {
		cell += " (others)"
	}
	return cell
}

func targetOf(spec action.Spec) string {
	switch {
	case !spec.TakesTarget():
		return "–"
	case spec.Scope == action.OnMessage:
		return "`message`: the id of a message of the chat"
	case spec.Scope == action.OnPlugin:
		return "`plugin`: its id"
	case spec.Scope == action.OnConnectedMeeting:
		return "`meetings`: the ids of connected meetings"
	case spec.Scope == action.OnUser:
		return "user ids in the connected meetings, or nobody: everybody elsewhere"
	case spec.Waiting():
		return "who waits to be let in"
	case spec.ForAll:
		return "a participant, or nobody: all others and whoever joins"
	case spec.OnSelf == action.SelfUnchecked:
		return "a participant or oneself"
	}
	return "a participant"
}
