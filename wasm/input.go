//go:build js && wasm

package main

import (
	"slices"
	"strings"
	"time"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// readTimeout reads attach's confirmTimeoutMs, which may be left out.
func readTimeout(given safejs.Value) (time.Duration, error) {
	if given.IsUndefined() {
		return 0, nil
	}
	const hour = 3_600_000
	milliseconds, err := bridge.AsNumber(given, "options.confirmTimeoutMs")
	if err != nil || !(milliseconds > 0 && milliseconds <= hour) {
		return 0, badInput("", "options.confirmTimeoutMs must be a number of milliseconds above 0 and up to one hour")
	}
	return time.Duration(milliseconds * float64(time.Millisecond)), nil
}

// readCommand checks a command strictly before anything of it is used.
func readCommand(value safejs.Value) (meeting.Command, error) {
	fields, err := readFields(value, "the command", "action", "target")
	if err != nil {
		return meeting.Command{}, err
	}
	return readQuestion(fields[0], fields[1])
}

// readQuestion reads an action and its target.
func readQuestion(called, target safejs.Value) (meeting.Command, error) {
	var command meeting.Command
	name, err := bridge.AsString(called, "action")
	spec, known := action.Of(meeting.Action(name))
	switch {
	case err != nil:
		return command, badInput("", err.Error()+": one of "+actionNames())
	case !known:
		return command, badInput("", "there is no action \""+name+"\"; there are "+actionNames())
	case bridge.IsAbsent(target) && !spec.TakesTarget():
		return meeting.Command{Action: spec.Name}, nil
	case !spec.TakesTarget():
		return command, badInput(spec.Name, name+" takes no target")
	}
	id, err := bridge.AsID(target, "target")
	if err != nil || id == "" {
		return command, badInput(spec.Name, name+" needs a target: the id of a participant, a string")
	}
	return meeting.Command{Action: spec.Name, Target: meeting.ParticipantID(id)}, nil
}

func actionNames() string {
	var names []string
	for _, spec := range action.All() {
		names = append(names, string(spec.Name))
	}
	return strings.Join(names, ", ")
}

// readFields reads the known properties of an object, undefined for those that are
// not given, and refuses others.
func readFields(object safejs.Value, name string, known ...string) ([]safejs.Value, error) {
	if !bridge.IsObject(object) {
		return nil, badInput("", name+" is "+bridge.TypeName(object)+", want an object with "+strings.Join(known, ", "))
	}
	keys, err := bridge.Keys(object)
	if err != nil {
		return nil, badInput("", err.Error())
	}
	for _, key := range keys {
		if !slices.Contains(known, key) {
			return nil, badInput("", name+" has no \""+key+"\", only "+strings.Join(known, ", "))
		}
	}
	fields := make([]safejs.Value, len(known))
	for i, key := range known {
		if fields[i], err = bridge.Get(object, key); err != nil {
			return nil, badInput("", err.Error())
		}
	}
	return fields, nil
}
