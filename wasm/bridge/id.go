//go:build js && wasm

package bridge

import (
	"strings"
	"syscall/js"

	"github.com/hack-pad/safejs"
)

// idMark begins an id that UTF-8 with NUL between one text and the next cannot hold: one
// with NUL or a lone surrogate in it. Behind it comes the id as JSON. So every id comes back
// to JavaScript as it was, and two never become one. collector.js of rtk writes the same.
const idMark = "\uffff"

// AsID returns v as an id, which [IDValue] makes the same JavaScript string of; else a
// [*TypeError] that calls it name.
func AsID(v safejs.Value, name string) (string, error) {
	id, err := AsString(v, name)
	if err != nil || travels(id, v) {
		return id, err
	}
	json, err := Call(Global("JSON"), "stringify", v)
	if err != nil {
		return "", err
	}
	text, err := AsString(json, name)
	return idMark + text, err
}

func travels(id string, v safejs.Value) bool {
	if strings.HasPrefix(id, idMark) || strings.IndexByte(id, 0) >= 0 {
		return false
	}
	return safejs.Unsafe(v).Equal(js.ValueOf(id)) // a lone surrogate was replaced
}

// ID reads a property that must be an id; see [AsID].
func ID(object safejs.Value, name string) (string, error) {
	v, err := Get(object, name)
	if err != nil {
		return "", err
	}
	return AsID(v, name)
}

// IDJSON returns the JSON of an id that [AsID] had to mark, and false for any other.
func IDJSON(id string) (json string, marked bool) { return strings.CutPrefix(id, idMark) }

// IDValue returns the JavaScript string that an id stands for.
func IDValue(id string) any {
	json, marked := IDJSON(id)
	if !marked {
		return id
	}
	value, err := Call(Global("JSON"), "parse", json)
	if err != nil {
		return id // not one of AsID's
	}
	return value
}
