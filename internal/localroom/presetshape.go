package localroom

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
)

// checkShape tells how decoded JSON differs from the Go type of want: unknown
// fields, missing fields (those without omitempty) and values of another type,
// each by its path.
func checkShape(raw, want any) error {
	return errors.Join(problems("", raw, reflect.TypeOf(want))...)
}

// enumeration is a string type with a closed set of values.
type enumeration interface{ allowed() []string }

func problems(path string, raw any, want reflect.Type) []error {
	if want.Kind() == reflect.Pointer {
		want = want.Elem()
	}
	switch want.Kind() {
	case reflect.Bool:
		if _, ok := raw.(bool); !ok {
			return wrongType(path, "a boolean", raw)
		}
	case reflect.Int:
		if number, ok := raw.(float64); !ok || number != math.Trunc(number) {
			return wrongType(path, "a whole number", raw)
		}
	case reflect.String:
		text, ok := raw.(string)
		if !ok {
			return wrongType(path, "a string", raw)
		}
		if enum, ok := reflect.Zero(want).Interface().(enumeration); ok && !slices.Contains(enum.allowed(), text) {
			return []error{fmt.Errorf("%s: want one of %s, got %q", path, strings.Join(enum.allowed(), ", "), text)}
		}
	case reflect.Map, reflect.Struct:
		object, ok := raw.(map[string]any)
		if !ok {
			return wrongType(path, "an object", raw)
		}
		if want.Kind() == reflect.Struct {
			return structProblems(path, object, want)
		}
		return mapProblems(path, object, want.Elem())
	}
	return nil
}

func mapProblems(path string, object map[string]any, want reflect.Type) []error {
	var found []error
	for _, key := range slices.Sorted(maps.Keys(object)) {
		found = append(found, problems(join(path, key), object[key], want)...)
	}
	return found
}

func structProblems(path string, object map[string]any, want reflect.Type) []error {
	var found []error
	known := map[string]bool{}
	for field := range want.Fields() {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		known[name] = true
		value, present := object[name]
		switch {
		case present:
			found = append(found, problems(join(path, name), value, field.Type)...)
		case options != "omitempty":
			found = append(found, fmt.Errorf("%s: missing", join(path, name)))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if !known[key] {
			found = append(found, fmt.Errorf("%s: unknown field", join(path, key)))
		}
	}
	return found
}

func wrongType(path, want string, got any) []error {
	kind := "null"
	switch got.(type) {
	case bool:
		kind = "boolean"
	case string:
		kind = "string"
	case float64:
		kind = "number"
	case []any:
		kind = "array"
	case map[string]any:
		kind = "object"
	}
	if path == "" {
		path = "the file"
	}
	return []error{fmt.Errorf("%s: want %s, got %s", path, want, kind)}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
