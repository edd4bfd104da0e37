//go:build js && wasm

package main

import (
	"strconv"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// things are what a command may be about that is no person, by the property that has the id.
var things = [...]struct {
	property string
	scope    action.Scope
}{{"message", action.OnMessage}, {"plugin", action.OnPlugin}, {"meetings", action.OnConnectedMeeting}}

// readMore reads what few commands have, in this order: message, plugin, meetings, titles, from, to,
// presetId, question, options, anonymous, hideVotes, on, tab.
func readMore(command *meeting.Command, fields []safejs.Value) error {
	if err := readThing(command, fields[:3]); err != nil {
		return err
	}
	r := &reader{fields: fields}
	command.Titles = r.texts(3, "titles")
	if from, to, preset := r.text(4, "from"), r.text(5, "to"), r.text(6, "presetId"); from != "" || to != "" || preset != "" {
		command.Move = &meeting.Move{From: from, To: to, PresetID: preset}
	}
	if r.given(7) || r.given(8) || r.given(9) || r.given(10) {
		command.Poll = &meeting.NewPoll{Question: r.text(7, "question"), Options: r.texts(8, "options"), Anonymous: r.yes(9, "anonymous"), HideVotes: r.yes(10, "hideVotes")}
	}
	if r.given(11) || r.given(12) {
		command.Spotlight = r.spotlight()
	}
	return r.err
}

// readThing reads what the command is about, where that is no person.
func readThing(command *meeting.Command, fields []safejs.Value) error {
	spec, _ := action.Of(command.Action)
	if spec.AboutThings() && (command.Target != "" || command.Targets != nil) {
		return badInput("", string(spec.Name)+" takes no target")
	}
	for i, thing := range things {
		given := fields[i]
		switch {
		case bridge.IsAbsent(given) && spec.Scope == thing.scope:
			return badInput("", string(spec.Name)+" needs "+thing.property)
		case bridge.IsAbsent(given):
		case spec.Scope != thing.scope:
			return badInput("", string(command.Action)+" takes no "+thing.property)
		case thing.scope == action.OnConnectedMeeting:
			ids, err := readIDs(given, thing.property)
			command.Targets = ids
			return err
		default:
			id, err := bridge.AsID(given, thing.property)
			if err == nil && id == "" {
				err = badInput("", thing.property+" is an empty string: want an id")
			}
			command.Target = meeting.ParticipantID(id)
			return err
		}
	}
	return nil
}

// reader reads properties that may be left out, and remembers the first that is wrong.
type reader struct {
	fields []safejs.Value
	err    error
}

func (r *reader) given(at int) bool { return !bridge.IsAbsent(r.fields[at]) }

func (r *reader) wrong(err error) {
	if r.err == nil {
		r.err = err
	}
}

// text reads an id or a text that is not to be empty.
func (r *reader) text(at int, name string) string {
	if !r.given(at) {
		return ""
	}
	text, err := bridge.AsString(r.fields[at], name)
	if err == nil && text == "" {
		err = badInput("", name+" is an empty string")
	}
	if err != nil {
		r.wrong(err)
	}
	return text
}

func (r *reader) texts(at int, name string) (all []string) {
	if !r.given(at) {
		return nil
	}
	values, err := bridge.Values(r.fields[at], name)
	if err != nil {
		r.wrong(err)
	}
	all = make([]string, len(values))
	for i, value := range values {
		if all[i], err = bridge.AsString(value, name+"["+strconv.Itoa(i)+"]"); err != nil {
			r.wrong(err)
		}
	}
	return all
}

func (r *reader) yes(at int, name string) bool {
	if !r.given(at) {
		return false
	}
	yes, err := bridge.AsBool(r.fields[at], name)
	if err != nil {
		r.wrong(err)
	}
	return yes
}

func (r *reader) spotlight() *meeting.Spotlight {
	if !r.given(11) {
		r.wrong(badInput("", "the command needs on: true or false"))
	}
	spotlight := &meeting.Spotlight{On: r.yes(11, "on")}
	if !r.given(12) {
		return spotlight
	}
	fields, err := readFields(r.fields[12], "tab", "type", "id")
	if err != nil {
		r.wrong(err)
		return spotlight
	}
	tab := &reader{fields: fields}
	spotlight.TabType, spotlight.TabID = tab.text(0, "tab.type"), tab.text(1, "tab.id")
	if tab.err != nil {
		r.wrong(tab.err)
	} else if spotlight.TabID == "" || spotlight.TabType == "" {
		r.wrong(badInput("", "tab needs type and id"))
	}
	return spotlight
}
