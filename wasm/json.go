//go:build js && wasm

package main

import (
	"strconv"
	"unicode/utf8"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
)

// writer writes JSON. Data for the page crosses the border as one string, whatever its
// size; property by property it would cost microseconds each. A name is empty for an
// element of an array and for the whole.
type writer struct{ json []byte }

// open begins an object '{' or an array '['.
func (w *writer) open(name string, bracket byte) {
	w.name(name)
	w.json = append(w.json, bracket)
}

// close ends it with '}' or ']'.
func (w *writer) close(bracket byte) { w.json = append(w.json, bracket) }

func (w *writer) text(name, v string) {
	w.name(name)
	w.quote(v)
}

// id writes an id as JavaScript had it: see bridge.AsID.
func (w *writer) id(name, id string) {
	if json, marked := bridge.IDJSON(id); marked {
		w.raw(name, json)
		return
	}
	w.text(name, id)
}

// idOrNull writes null for an empty id.
func (w *writer) idOrNull(name, id string) {
	if id == "" {
		w.raw(name, "null")
		return
	}
	w.id(name, id)
}

// textIf leaves an empty text out.
func (w *writer) textIf(name, v string) {
	if v != "" {
		w.text(name, v)
	}
}

func (w *writer) yes(name string, v bool) {
	if v {
		w.raw(name, "true")
	} else {
		w.raw(name, "false")
	}
}

func (w *writer) number(name string, v int64) { w.raw(name, strconv.FormatInt(v, 10)) }

func (w *writer) raw(name, json string) {
	w.name(name)
	w.json = append(w.json, json...)
}

func (w *writer) name(name string) {
	if last := len(w.json) - 1; last >= 0 && w.json[last] != '{' && w.json[last] != '[' {
		w.json = append(w.json, ',')
	}
	if name != "" {
		w.quote(name)
		w.json = append(w.json, ':')
	}
}

func (w *writer) quote(s string) {
	w.json = append(w.json, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			w.json = append(w.json, '\\', byte(r))
		case r < 0x20:
			w.json = append(w.json, `\u00`...)
			w.json = append(w.json, "0123456789abcdef"[r>>4], "0123456789abcdef"[r&15])
		default:
			w.json = utf8.AppendRune(w.json, r)
		}
	}
	w.json = append(w.json, '"')
}

// parse makes a JavaScript value of what was written.
func (w *writer) parse() safejs.Value {
	parsed, err := bridge.Call(bridge.Global("JSON"), "parse", string(w.json))
	if err != nil {
		panic(err)
	}
	return parsed
}

// freeze makes objects unchangeable; it does not go into them.
func freeze(values ...safejs.Value) {
	constructor := bridge.Global("Object")
	for _, v := range values {
		if _, err := bridge.Call(constructor, "freeze", v); err != nil {
			panic(err)
		}
	}
}

// members returns all values of an object or array of ours.
func members(v safejs.Value) []safejs.Value {
	list, err := bridge.Call(bridge.Global("Object"), "values", v)
	if err != nil {
		panic(err)
	}
	values, err := bridge.Values(list, "Object.values()")
	if err != nil {
		panic(err)
	}
	return values
}

// freezeDeep freezes an object of ours with all that is in it.
func freezeDeep(v safejs.Value) safejs.Value {
	if bridge.IsObject(v) {
		for _, inner := range members(v) {
			freezeDeep(inner)
		}
		freeze(v)
	}
	return v
}
