//go:build js && wasm

package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/hostcontrols"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// readTimeout reads attach's confirmTimeoutMs, which may be left out.
func readTimeout(given safejs.Value) (time.Duration, error) {
	if given.IsUndefined() {
		return 0, nil
	}
	return readMilliseconds(given, "options.confirmTimeoutMs")
}

func readMilliseconds(given safejs.Value, name string) (time.Duration, error) {
	const hour = 3_600_000
	milliseconds, err := bridge.AsNumber(given, name)
	if err != nil || !(milliseconds > 0 && milliseconds <= hour) {
		return 0, badInput("", name+" must be a number of milliseconds above 0 and up to one hour")
	}
	return time.Duration(milliseconds * float64(time.Millisecond)), nil
}

// readPerformOptions reads perform's delayMs and onProgress, which may be left out. What
// onProgress throws is the page's affair.
func readPerformOptions(delay, onProgress safejs.Value) (hostcontrols.PerformOptions, error) {
	var options hostcontrols.PerformOptions
	if !bridge.IsAbsent(onProgress) {
		options.OnProgress = func(done, total int) { bridge.Invoke(onProgress, done, total) }
	}
	var err error
	options.Delay, err = readDelay(delay, "options.delayMs")
	return options, err
}

// readDelay reads a time that may be left out, and may be zero.
func readDelay(given safejs.Value, name string) (time.Duration, error) {
	if bridge.IsAbsent(given) {
		return 0, nil
	}
	if zero, err := bridge.AsNumber(given, ""); err == nil && zero == 0 {
		return 0, nil
	}
	return readMilliseconds(given, name)
}

// readCommand checks a command strictly before anything of it is used.
func readCommand(value safejs.Value) (meeting.Command, error) {
	fields, err := readFields(value, "the command", "action", "target", "targets", "allowMultiple", "permissions", "what", "neverSeen", "message", "plugin", "meetings", "titles",
		"from", "to", "presetId", "question", "options", "anonymous", "hideVotes", "on", "tab")
	if err != nil {
		return meeting.Command{}, err
	}
	targets, allowMultiple, permissions := fields[2], fields[3], fields[4]
	command, err := readTarget(fields[0], fields[1])
	if err == nil && !bridge.IsAbsent(targets) {
		command.Targets, err = readIDs(targets, "targets")
	}
	if err == nil && !bridge.IsAbsent(allowMultiple) {
		command.AllowMultiple, err = bridge.AsBool(allowMultiple, "allowMultiple")
	}
	if err == nil && !bridge.IsAbsent(permissions) {
		command.Permissions, err = readPatch(permissions)
	}
	if what := fields[5]; err == nil && !bridge.IsAbsent(what) {
		var name string
		name, err = bridge.AsString(what, "what")
		command.What = meeting.Lockable(name)
	}
	if neverSeen := fields[6]; err == nil && !bridge.IsAbsent(neverSeen) {
		command.NeverSeen, err = bridge.AsBool(neverSeen, "neverSeen")
	}
	if err == nil {
		err = readMore(&command, fields[7:])
	}
	return checked(command, err, true)
}

// readTarget reads an action and its target.
func readTarget(called, target safejs.Value) (meeting.Command, error) {
	var command meeting.Command
	name, err := bridge.AsString(called, "action")
	if err != nil {
		return command, badInput("", err.Error()+": one of "+actionNames())
	}
	command.Action = meeting.Action(name)
	if _, known := action.Of(command.Action); !known {
		return command, badInput("", "there is no action \""+name+"\"; there are "+actionNames())
	}
	if !bridge.IsAbsent(target) {
		if command.Target, err = readID(target, "target"); err == nil && command.Target == "" {
			err = badInput("", "target is an empty string: want the id of a participant")
		}
	}
	return command, err
}

// checked is a command that was read, unless there is something wrong with it.
func checked(command meeting.Command, err error, whole bool) (meeting.Command, error) {
	if err != nil {
		return command, badInput(command.Action, err.Error())
	}
	if _, wrong := control.Check(&command, whole); wrong != nil {
		return command, wrong
	}
	return command, nil
}

func readID(given safejs.Value, name string) (meeting.ParticipantID, error) {
	id, err := bridge.AsID(given, name)
	if err != nil {
		return "", badInput("", err.Error()+": the id of a participant")
	}
	return meeting.ParticipantID(id), nil
}

// readIDs reads targets, but not those of too many.
func readIDs(given safejs.Value, name string) ([]meeting.ParticipantID, error) {
	values, err := bridge.Values(given, name)
	if err != nil {
		return nil, err
	}
	ids := make([]meeting.ParticipantID, len(values))
	if len(values) > control.MostTargets {
		return ids, nil
	}
	for i, value := range values {
		if ids[i], err = readID(value, name+"["+strconv.Itoa(i)+"]"); err != nil {
			return nil, err
		}
	}
	return ids, nil
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
