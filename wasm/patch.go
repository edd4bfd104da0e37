//go:build js && wasm

package main

import (
	"slices"
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// readPatch reads a command's permissions. What they name has to be in the table of keys.
func readPatch(given safejs.Value) (*meeting.PermissionsPatch, error) {
	patch := new(meeting.PermissionsPatch)
	return patch, readGroup(patch, given, "")
}

// readGroup reads a group of keys, such as "chat.public.", or all with "".
func readGroup(patch *meeting.PermissionsPatch, given safejs.Value, group string) error {
	path := "permissions." + group
	known := namesIn(group)
	want := strings.Join(known, ", ")
	found := bridge.TypeName(given)
	var names []string
	var err error
	if bridge.IsObject(given) {
		found = "empty"
		names, err = bridge.Keys(given)
	}
	for i := 0; i < len(names) && err == nil; i++ {
		name := names[i]
		if !slices.Contains(known, name) {
			return &bridge.TypeError{Name: path + name, Got: "unknown", Want: "only " + want}
		}
		var value safejs.Value
		value, err = bridge.Get(given, name)
		if err != nil || value.IsUndefined() {
			continue
		}
		found = ""
		if key := keyAt(group + name); key == meeting.PatchKeys {
			err = readGroup(patch, value, group+name+".")
		} else {
			patch[key], err = readPatchValue(value, key, path+name)
		}
	}
	if err == nil && found != "" {
		err = &bridge.TypeError{Name: path[:len(path)-1], Got: found, Want: "an object with " + want}
	}
	return err
}

// namesIn are the names that a group has.
func namesIn(group string) (names []string) {
	for key := range meeting.PatchKeys {
		rest, within := strings.CutPrefix(key.Path(), group)
		if name, _, _ := strings.Cut(rest, "."); within && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// keyAt is the key with a path, PatchKeys where there is none.
func keyAt(path string) (key meeting.PatchKey) {
	for key < meeting.PatchKeys && key.Path() != path {
		key++
	}
	return key
}

// patchWants are the values of each kind, in words.
var patchWants = [...]string{
	meeting.YesOrNo: "a boolean", meeting.Produce: `"ALLOWED" or "NOT_ALLOWED"`, meeting.WaitingRoomType: "1, 2 or 3", meeting.RecorderType: "0, 1 or 2",
}

func readPatchValue(given safejs.Value, key meeting.PatchKey, name string) (meeting.PatchValue, error) {
	for value := meeting.PatchNo; value <= meeting.PatchCanRequest; value++ {
		takes := key.Sent(value)
		switch {
		case !key.Takes(value):
			continue
		case value == meeting.PatchAllowed && key.Kind() == meeting.Produce:
			takes = string(meeting.ProductionAllowed)
		case key.Kind() == meeting.Produce:
			takes = string(meeting.ProductionNotAllowed)
		}
		if bridge.Is(given, takes) {
			return value, nil
		}
	}
	return 0, &bridge.TypeError{Name: name, Got: bridge.TypeName(given), Want: patchWants[key.Kind()]}
}
