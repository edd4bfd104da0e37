package section

import (
	"strings"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// alphabet is the order of names in the language of whoever reads the list. Only their page
// knows it, and tells it in time: names get keys that are in order by their bytes. Until then,
// and as long as nobody's name has more than letters, digits and blanks of ASCII, the order is
// that of the search keys, which for such names is the same in all languages there are.
type alphabet struct {
	keys   map[string]string // by name; nil as long as none is needed
	wanted bool              // somebody's name has none, and needs one
}

// behindAll begins the key of a name that has none yet: it stands behind the others.
const behindAll = "~"

// placeOf is placeOfPerson in the order of the alphabet.
func (a *alphabet) placeOf(p *meeting.Participant, isSelf bool, came int) place {
	if a.keys == nil {
		a.wanted = a.wanted || !isSelf && !isPlain(p.Name)
		return placeOfPerson(p, isSelf, came)
	}
	key, told := a.keys[p.Name]
	if !told {
		key = behindAll + p.SearchKey
		a.wanted = a.wanted || !isSelf
	}
	return place{begin: beginOf(rankOf(p, isSelf), key), key: key, came: came}
}

func isPlain(name string) bool {
	for i := range len(name) {
		letter := name[i] | 0x20
		if (letter < 'a' || letter > 'z') && (name[i] < '0' || name[i] > '9') && name[i] != ' ' {
			return false
		}
	}
	return true
}

// untold returns, with NUL behind each, the names that have no key, or all.
func (a *alphabet) untold(people meeting.Roster, all bool) string {
	var names []byte
	for p := range people.All() {
		if _, told := a.keys[p.Name]; all || !told {
			names = append(append(names, p.Name...), 0)
		}
	}
	a.wanted = len(names) > 0
	return string(names)
}

// keyLength is how long the page's keys are, in bytes.
const keyLength = 11

// take takes in keys; see People.Sort.
func (a *alphabet) take(keys string, all bool) {
	if all || a.keys == nil {
		a.keys = map[string]string{}
	}
	for len(keys) > keyLength {
		name, rest, _ := strings.Cut(keys[keyLength:], "\x00")
		a.keys[name], keys = keys[:keyLength], rest
	}
	a.wanted = false
}
