package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

const deepestReport = 32

// checkKeys refuses JSON that two readers may understand differently: an object
// with a key twice, with two keys that differ in case only, or with a key that
// differs from one of known in case only, which encoding/json would take for it.
func checkKeys(body []byte, known []string) error {
	w := &keyWalk{json.NewDecoder(bytes.NewReader(body)), map[string]string{}}
	w.decoder.UseNumber()
	for _, name := range known {
		w.known[folded(name)] = name
	}
	return w.value(1)
}

type keyWalk struct {
	decoder *json.Decoder
	known   map[string]string // by what folded makes of them
}

func (w *keyWalk) value(depth int) error {
	token, err := w.decoder.Token()
	begin, nested := token.(json.Delim)
	if err != nil || !nested {
		return err
	}
	if depth > deepestReport {
		return fmt.Errorf("it is nested deeper than %d levels", deepestReport)
	}
	seen := map[string]string{}
	for w.decoder.More() {
		if begin == '{' {
			if err := w.key(seen); err != nil {
				return err
			}
		}
		if err := w.value(depth + 1); err != nil {
			return err
		}
	}
	_, err = w.decoder.Token() // the end
	return err
}

func (w *keyWalk) key(seen map[string]string) error {
	token, err := w.decoder.Token()
	if err != nil {
		return err
	}
	key := token.(string) // the decoder takes nothing else for one
	fold := folded(key)
	before, twice := seen[fold]
	want, isKnown := w.known[fold]
	switch {
	case twice && before == key:
		return fmt.Errorf("it has the key %q twice in one object", key)
	case twice:
		return fmt.Errorf("it has the keys %q and %q in one object, want one", key, before)
	case isKnown && want != key:
		return fmt.Errorf("it has the key %q, want %q", key, want)
	}
	seen[fold] = key
	return nil
}

// folded is the same for all texts that encoding/json takes for one key.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		for {
			next := unicode.SimpleFold(r)
			if next <= r {
				return next // the smallest there is
			}
			r = next
		}
	}, text)
}

// keysOf are the keys that encoding/json looks for when it fills a struct, at
// any depth.
func keysOf(filled reflect.Type) []string {
	if filled.Kind() == reflect.Pointer {
		filled = filled.Elem()
	}
	var keys []string
	if filled.Kind() == reflect.Struct {
		for field := range filled.Fields() {
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			keys = append(append(keys, key), keysOf(field.Type)...)
		}
	}
	return keys
}
