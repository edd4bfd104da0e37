//go:build js && wasm

package main

import (
	"strconv"
	"time"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// policy(name, on) switches a policy on or off and gives {} or { error }; on is false, true, or an
// object with what the policy takes.
func (h *handle) policy(args arguments) any {
	name, err := bridge.AsString(args.at(0), "policy")
	if err != nil {
		return failed(badInput("", err.Error()))
	}
	setting := meeting.PolicySetting{Policy: meeting.Policy(name)}
	if on := args.at(1); bridge.IsObject(on) {
		err = readPolicy(on, &setting)
	} else {
		var wanted bool
		if wanted, err = bridge.AsBool(on, "on"); err == nil && !wanted {
			h.controls.EndPolicy(setting.Policy)
			return map[string]any{}
		}
	}
	switch {
	case err != nil:
		err = badInput("", err.Error())
	default:
		err = h.controls.SetPolicy(setting)
	}
	if err != nil {
		return failed(err)
	}
	return map[string]any{}
}

func readPolicy(given safejs.Value, setting *meeting.PolicySetting) error {
	fields, err := readFields(given, "the policy", "target", "targets", "customParticipantIds", "userIds", "seconds")
	if err != nil {
		return err
	}
	if !bridge.IsAbsent(fields[0]) {
		target, err := readID(fields[0], "target")
		if err != nil {
			return err
		}
		setting.Targets = []meeting.ParticipantID{target}
	} else if !bridge.IsAbsent(fields[1]) {
		if setting.Targets, err = readIDs(fields[1], "targets"); err != nil {
			return err
		}
		if len(setting.Targets) == 0 { // everybody is meant where there are no targets
			return badInput("", "the policy has empty targets: name one participant at least")
		}
	}
	customs, err := readTexts(fields[2], "customParticipantIds")
	if err != nil {
		return err
	}
	for _, id := range customs {
		setting.CustomIDs = append(setting.CustomIDs, meeting.CustomID(id))
	}
	users, err := readTexts(fields[3], "userIds")
	if err != nil {
		return err
	}
	for _, id := range users {
		setting.UserIDs = append(setting.UserIDs, meeting.UserID(id))
	}
	if !bridge.IsAbsent(fields[4]) {
		seconds, err := bridge.AsNumber(fields[4], "seconds")
		most := int(control.MostFloor.Seconds())
		if err != nil || !(seconds > 0 && seconds <= float64(most)) {
			return badInput("", "seconds must be a number above 0 and up to "+strconv.Itoa(most))
		}
		setting.Duration = time.Duration(seconds * float64(time.Second))
	}
	return nil
}

// readTexts reads an array of ids that may be left out.
func readTexts(given safejs.Value, name string) (texts []string, err error) {
	if bridge.IsAbsent(given) {
		return nil, nil
	}
	values, err := bridge.Values(given, name)
	for i := 0; i < len(values) && err == nil; i++ {
		var text string
		text, err = bridge.AsID(values[i], name+"[]")
		texts = append(texts, text)
	}
	return texts, err
}

// former(again) switches the policies of before on again, or has them forgotten.
func (h *handle) former(args arguments) any {
	again, _ := bridge.AsBool(args.at(0), "again")
	h.controls.FormerPolicies(again)
	return nil
}

// journal(since) gives the entries with a number above one.
func (h *handle) journal(args arguments) any {
	since, _ := bridge.AsNumber(args.at(0), "since")
	entries := h.controls.Journal(int(since))
	var w writer
	w.open("", '[')
	for i := range entries {
		w.entry("", &entries[i])
	}
	w.close(']')
	made := w.parse()
	freeze(members(made)...)
	return made
}

// memory(entries) gives what recall takes after the page was loaded anew.
func (h *handle) memory(args arguments) any {
	entries, _ := bridge.AsNumber(args.at(0), "entries")
	return h.controls.Memory(int(entries))
}

// recall(memory) takes it in.
func (h *handle) recall(args arguments) any {
	if memory, err := bridge.AsString(args.at(0), "memory"); err == nil {
		h.controls.Recall(memory)
	}
	return nil
}

func entryData(e *meeting.JournalEntry) safejs.Value {
	var w writer
	w.open("", '{')
	w.entry("entry", e)
	w.close('}')
	return freezeDeep(w.parse())
}

func (w *writer) entry(name string, e *meeting.JournalEntry) {
	w.open(name, '{')
	w.number("number", int64(e.Number))
	w.number("at", e.At)
	w.text("by", string(e.By))
	w.text("action", string(e.Action))
	w.textIf("what", e.What)
	w.idOrNull("id", string(e.ID))
	w.id("userId", string(e.UserID))
	w.id("customParticipantId", string(e.CustomID))
	w.text("name", e.Name)
	w.text("status", string(e.Status))
	w.textIf("code", e.Code)
	w.number("elapsedMs", e.Elapsed.Milliseconds())
	w.close('}')
}

func returnedData(r *meeting.Removed) safejs.Value {
	var w writer
	w.open("", '{')
	w.text("kind", "returned")
	w.id("id", string(r.Back))
	w.id("userId", string(r.UserID))
	w.id("customParticipantId", string(r.CustomID))
	w.text("name", r.Name)
	w.close('}')
	return freezeDeep(w.parse())
}

// overTime is what of a state goes on over time.
func (w *writer) overTime(state *meeting.State) {
	w.open("removed", '[')
	for i := range state.Removed {
		one := &state.Removed[i]
		w.open("", '{')
		w.id("userId", string(one.UserID))
		w.id("customParticipantId", string(one.CustomID))
		w.text("name", one.Name)
		w.number("at", one.At)
		w.idOrNull("back", string(one.Back))
		w.close('}')
	}
	w.close(']')
	w.policies("policies", state.Policies)
	w.policies("formerPolicies", state.Former)
	if state.Speaker.ID == "" {
		w.raw("speaker", "null")
		return
	}
	w.open("speaker", '{')
	w.id("id", string(state.Speaker.ID))
	w.number("since", state.Speaker.Since)
	w.close('}')
}

func (w *writer) policies(name string, policies []meeting.ActivePolicy) {
	w.open(name, '[')
	for i := range policies {
		one := &policies[i]
		w.open("", '{')
		w.text("policy", string(one.Policy))
		w.text("name", one.Name)
		w.open("userIds", '[')
		for _, id := range one.UserIDs {
			w.id("", string(id))
		}
		w.close(']')
		w.open("customParticipantIds", '[')
		for _, id := range one.CustomIDs {
			w.id("", string(id))
		}
		w.close(']')
		if one.Until != 0 {
			w.number("until", one.Until)
		}
		w.ids("yielded", one.Yielded)
		w.close('}')
	}
	w.close(']')
}
