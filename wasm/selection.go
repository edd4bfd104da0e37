//go:build js && wasm

package main

import (
	"strconv"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// selectPeople(who) gives { ids } or { error }.
func (h *handle) selectPeople(args arguments) any {
	who, err := readSelection(args.at(0))
	if err != nil {
		return failed(err)
	}
	var w writer
	w.open("", '[')
	for _, id := range h.controls.Select(who) {
		w.id("", string(id))
	}
	w.close(']')
	return map[string]any{"ids": w.parse()}
}

// readSelection reads who is meant; undefined is everybody else.
func readSelection(given safejs.Value) (meeting.Selection, error) {
	var who meeting.Selection
	if given.IsUndefined() {
		return who, nil
	}
	fields, err := readFields(given, "the selection", "except", "presetName", "audioEnabled", "videoEnabled", "screenShareEnabled")
	if err != nil {
		return who, err
	}
	if !bridge.IsAbsent(fields[0]) {
		if err := readExcept(fields[0], &who); err != nil {
			return who, err
		}
	}
	if !bridge.IsAbsent(fields[1]) {
		if who.PresetName, err = bridge.AsString(fields[1], "presetName"); err != nil {
			return who, badInput("", err.Error())
		}
	}
	for i, device := range []struct {
		name string
		flag meeting.Flags
	}{{"audioEnabled", meeting.AudioOn}, {"videoEnabled", meeting.VideoOn}, {"screenShareEnabled", meeting.ScreenShareOn}} {
		if bridge.IsAbsent(fields[2+i]) {
			continue
		}
		on, err := bridge.AsBool(fields[2+i], device.name)
		switch {
		case err != nil:
			return who, badInput("", err.Error())
		case on:
			who.On |= device.flag
		default:
			who.Off |= device.flag
		}
	}
	return who, nil
}

func readExcept(given safejs.Value, who *meeting.Selection) error {
	values, err := bridge.Values(given, "except")
	if err != nil {
		return badInput("", err.Error())
	}
	for i, value := range values {
		word, err := bridge.AsString(value, "except["+strconv.Itoa(i)+"]")
		if err != nil {
			return badInput("", err.Error())
		}
		switch word {
		case "pinned":
			who.ExceptPinned = true
		case "onStage":
			who.ExceptOnStage = true
		case "speaking":
			who.ExceptSpeaking = true
		default:
			return badInput("", "except has no \""+word+"\", only pinned, onStage, speaking")
		}
	}
	return nil
}
