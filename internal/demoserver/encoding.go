package demoserver

import (
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
// compressed form older than the file is one of an earlier build and is not sent.
func (f folder) encodingFor(name string, changed time.Time, accept string) encoding {
	weights := parseAccept(accept)
	best, bestWeight := encoding{name: identity}, weights[identity]
	for _, candidate := range encodings {
		weight, named := weights[candidate.name]
		if !named {
			weight = weights["*"]
		}
		if weight <= 0 || weight < bestWeight || (weight == bestWeight && best.name != identity) {
			continue
		}
		compressed, err := f.stat(name + candidate.suffix)
		if err == nil && !compressed.IsDir() && !compressed.ModTime().Before(changed) {
			best, bestWeight = candidate, weight
		}
	}
	return best
}

// parseAccept reads an Accept-Encoding header (RFC 9110, section 12.5.3) into
// weights by coding. A weight that is no number counts as none.
func parseAccept(header string) map[string]float64 {
	weights := map[string]float64{}
	for item := range strings.SplitSeq(header, ",") {
		coding, parameter, _ := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == "" {
			continue
		}
		weights[coding] = 1
		key, value, _ := strings.Cut(parameter, "=")
		if strings.EqualFold(strings.TrimSpace(key), "q") {
			weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(weight <= 1) {
				weight = 0
			}
			weights[coding] = weight
		}
	}
	return weights
}
