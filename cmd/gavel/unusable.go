package main

import (
	"fmt"
	"strings"
)

// unusableError is about somebody whom a list names without a custom id.
type unusableError struct{ listed }

func (e unusableError) Error() string {
	return fmt.Sprintf("%s: not usable: entry %d of the list has no custom id", e.who(), e.Entry)
}

// who is what they can be told by.
func (l listed) who() string {
	switch {
	case l.Name == "" && l.UserID == "":
		return "somebody"
	case l.Name == "":
		return l.UserID
	case l.UserID == "":
		return l.Name
	}
	return strings.TrimSpace(l.Name + " (" + l.UserID + ")")
}

// unusable are the receipts of those for whom nothing can be done.
func unusable(people []listed) []receipt {
	var receipts []receipt
	for _, one := range people {
		err := unusableError{one}
		receipts = append(receipts, receipt{Listed: &one, err: err, Error: failureOf(err)})
	}
	return receipts
}
