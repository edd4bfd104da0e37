package section

import (
	"strconv"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Patch is a list of changes of the page, written as a JSON array of arrays: each
// begins with its name and has what it needs, in a fixed order.
//
// The small methods must not be inlined: there are so many calls of them that the
// browser module would grow by 7 KB (brotli).
type Patch struct{ text []byte }

// usualPatch is what the change of one row fits into.
const usualPatch = 512

// Op begins the next change.
//
//go:noinline
func (p *Patch) Op(name string) *Patch {
	if p.text == nil {
		p.text = append(make([]byte, 0, usualPatch), '[')
	} else {
		p.text = append(p.text, ']', ',')
	}
	p.text = appendString(append(p.text, '['), name)
	return p
}

// String writes a value of the change.
//
//go:noinline
func (p *Patch) String(value string) *Patch {
	p.text = appendString(append(p.text, ','), value)
	return p
}

// Int is like String.
//
//go:noinline
func (p *Patch) Int(value int) *Patch {
	p.text = strconv.AppendInt(append(p.text, ','), int64(value), 10)
	return p
}

// Bool is like String.
//
//go:noinline
func (p *Patch) Bool(value bool) *Patch {
	p.text = strconv.AppendBool(append(p.text, ','), value)
	return p
}

// Messages writes an array of arrays: the key, then names and values in turn.
func (p *Patch) Messages(all []meeting.Message) *Patch {
	p.text = append(p.text, ',', '[')
	for i := range all {
		if i > 0 {
			p.text = append(p.text, ',')
		}
		p.text = appendString(append(p.text, '['), all[i].Key)
		for _, arg := range all[i].Args {
			p.String(arg.Name).String(arg.Value)
		}
		p.text = append(p.text, ']')
	}
	p.text = append(p.text, ']')
	return p
}

// Done returns the JSON, nil without any change.
func (p *Patch) Done() []byte {
	if p.text == nil {
		return nil
	}
	return append(p.text, ']', ']')
}

const hex = "0123456789abcdef"

// appendString quotes what JSON does not take as it is.
//
//go:noinline
func appendString(text []byte, s string) []byte {
	text = append(text, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			text = append(text, '\\', c)
		case c < ' ':
			text = append(text, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			text = append(text, c)
		}
	}
	return append(text, '"')
}
