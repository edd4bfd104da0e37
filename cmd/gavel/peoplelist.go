package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

// peopleList is whom a list names.
type peopleList struct {
	customIDs []string
	unusable  []listed // those without a custom id
}

// listed is somebody whom a list names without a custom id.
type listed struct {
	Entry  int    `json:"entry"` // of the list, from 1
	Name   string `json:"name,omitempty"`
	UserID string `json:"userId,omitempty"`
}

const wantPeople = `want snapshot.removed as JSON, such as [{"customParticipantId": "bob", "name": "Bob"}], an object with it as "removed", or one custom id on each line`

// parsePeople reads a list: JSON when it begins with [ or {, else lines. An error
// tells where it is wrong, and what is right.
func parsePeople(content []byte) (peopleList, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if at := firstBroken(content); at >= 0 {
		return peopleList{}, fmt.Errorf("line %d: it is not UTF-8; %s", lineOf(content, at), wantPeople)
	}
	read := peopleInLines
	if start := bytes.TrimSpace(content); len(start) > 0 && (start[0] == '[' || start[0] == '{') {
		read = peopleInJSON
	}
	people, err := read(content)
	if err != nil {
		return peopleList{}, fmt.Errorf("%w; %s", err, wantPeople)
	}
	return people, nil
}

func peopleInLines(content []byte) (peopleList, error) {
	var people peopleList
	number := 0
	for line := range strings.Lines(string(content)) {
		number++
		id := strings.TrimSpace(line)
		if id == "" {
			continue
		}
		if err := (cloudflare.Target{CustomID: id}).Check(); err != nil {
			return people, fmt.Errorf("line %d: %w", number, err)
		}
		people.customIDs = append(people.customIDs, id)
	}
	if len(people.customIDs) == 0 {
		return people, errors.New("it is empty")
	}
	return people, nil
}

func peopleInJSON(content []byte) (peopleList, error) {
	var whole json.RawMessage
	if err := json.Unmarshal(content, &whole); err != nil {
		var where *json.SyntaxError
		if errors.As(err, &where) {
			return peopleList{}, fmt.Errorf("line %d: it begins as JSON, but is none: %w", lineOf(content, int(where.Offset)-1), err)
		}
		return peopleList{}, fmt.Errorf("it begins as JSON, but is none: %w", err)
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(whole, &keys) == nil {
		removed, found := keys["removed"]
		if !found {
			return peopleList{}, errors.New(`the object has no key "removed"`)
		}
		whole = removed
	}
	var entries []json.RawMessage
	if err := json.Unmarshal(whole, &entries); err != nil || entries == nil {
		return peopleList{}, fmt.Errorf("removed: want an array, got %s", kindOf(whole))
	}
	var people peopleList
	for i, entry := range entries {
		if err := people.add(i+1, entry); err != nil {
			return people, fmt.Errorf("entry %d: %w", i+1, err)
		}
	}
	return people, nil
}

// add takes one entry of snapshot.removed. Keys are taken as they are written.
func (p *peopleList) add(number int, entry json.RawMessage) error {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(entry, &keys); err != nil || keys == nil {
		return fmt.Errorf("want an object, got %s", kindOf(entry))
	}
	who := listed{Entry: number}
	customID, known := "", false
	for _, one := range []struct {
		key  string
		into *string
	}{{"customParticipantId", &customID}, {"userId", &who.UserID}, {"name", &who.Name}} {
		value, found := keys[one.key]
		if found && json.Unmarshal(value, one.into) != nil {
			return fmt.Errorf("%s: want a text, got %s", one.key, kindOf(value))
		}
		known = known || (found && one.key != "name")
	}
	switch {
	case !known:
		return errors.New("it has neither customParticipantId nor userId")
	case customID == "":
		p.unusable = append(p.unusable, who)
		return nil
	}
	p.customIDs = append(p.customIDs, customID)
	return cloudflare.Target{CustomID: customID}.Check()
}

// kindOf is what a JSON value is, in words.
func kindOf(value json.RawMessage) string {
	switch bytes.TrimSpace(value)[0] {
	case '"':
		return "a text"
	case '{':
		return "an object"
	case '[':
		return "an array"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

// firstBroken is where text stops being UTF-8; -1 for nowhere.
func firstBroken(content []byte) int {
	for at := 0; at < len(content); {
		r, size := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

func lineOf(content []byte, at int) int {
	return 1 + bytes.Count(content[:max(0, min(at, len(content)))], []byte("\n"))
}
