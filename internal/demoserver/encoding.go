package demoserver

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

const identity = "identity"

// encoding is a form in which a file may lie beside itself: page.js.br for page.js.
type encoding struct{ name, suffix string }

// encodings are in the order of our liking.
var encodings = []encoding{{"br", ".br"}, {"gzip", ".gz"}}

// encodingFor picks the form of a file to send: among those that are there
// and accepted the one with the highest weight, and ours among equals. A
// compressed form older than the file is one of an earlier build and is not
// sent. It reports false where none that is there is accepted.
func (f folder) encodingFor(name string, changed time.Time, accept []string) (encoding, bool) {
	weights := parseAccept(strings.Join(accept, ","))
	best, bestWeight := encoding{name: identity}, weights[identity]
	for _, candidate := range encodings {
		weight, _ := weights.of(candidate.name)
		if weight <= 0 || weight < bestWeight || (weight == bestWeight && best.name != identity) {
			continue
		}
		compressed, err := f.stat(name + candidate.suffix)
		if err == nil && !compressed.IsDir() && !compressed.ModTime().Before(changed) {
			best, bestWeight = candidate, weight
		}
	}
	if best.name == identity {
		weight, named := weights.of(identity)
		return best, weight > 0 || !named
	}
	return best, true
}

// weights are those of an Accept-Encoding header, by coding.
type weights map[string]float64

// of is the weight of a coding, and whether the header names it or means it with "*".
func (w weights) of(coding string) (weight float64, named bool) {
	if weight, named = w[coding]; !named {
		weight, named = w["*"]
	}
	return weight, named
}

// weighed is a weight as RFC 9110, section 12.4.2, has it.
var weighed = regexp.MustCompile(`^[ \t]*[qQ]=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*$`)

// parseAccept reads an Accept-Encoding header (RFC 9110, section 12.5.3). A
// weight that is none counts as 0, and of several the least.
func parseAccept(header string) weights {
	weights := weights{}
	for item := range strings.SplitSeq(header, ",") {
		coding, parameter, hasWeight := strings.Cut(item, ";")
		coding = strings.ToLower(strings.Trim(coding, " \t"))
		weight := 1.0
		if hasWeight {
			weight = 0
			if number := weighed.FindStringSubmatch(parameter); number != nil {
				weight, _ = strconv.ParseFloat(number[1], 64)
			}
		}
		if before, named := weights[coding]; !named || weight < before {
			weights[coding] = weight
		}
	}
	return weights
}
