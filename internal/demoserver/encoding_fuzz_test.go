package demoserver

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// FuzzAcceptEncoding compares what is sent with RFC 9110, section 12.5.3, read
// in the plainest way.
func FuzzAcceptEncoding(f *testing.F) {
	f.Add("gzip, deflate, br, zstd", "", true, true)
	f.Fuzz(func(t *testing.T, first, second string, br, gzip bool) {
		files := fstest.MapFS{"page.js": file("plain")}
		there := map[string]bool{identity: true, "br": br, "gzip": gzip}
		if br {
			files["page.js.br"] = file("brotli")
		}
		if gzip {
			files["page.js.gz"] = file("gzipped")
		}
		request := httptest.NewRequest(http.MethodGet, "/page.js", nil)
		request.Header["Accept-Encoding"] = []string{first, second}
		recorder := httptest.NewRecorder()
		folder{files: files}.ServeHTTP(recorder, request)

		said := first + "," + second
		if recorder.Code == http.StatusNotAcceptable {
			for coding, is := range there {
				require.False(t, is && acceptable(said, coding), "%s is there and would do", coding)
			}
			return
		}
		require.Equal(t, http.StatusOK, recorder.Code)
		sent := recorder.Header().Get("Content-Encoding")
		if sent == "" {
			sent = identity
		}
		require.Equal(t, map[string]string{identity: "plain", "br": "brotli", "gzip": "gzipped"}[sent], recorder.Body.String())
		require.True(t, there[sent] && acceptable(said, sent), "%s is sent", sent)
		for _, other := range []string{"br", "gzip"} {
			if there[other] && acceptable(said, other) {
				require.GreaterOrEqual(t, weight(said, sent), weight(said, other), "%s is sent, %s is there", sent, other)
			}
		}
	})
}

// acceptable reports whether a header lets a coding be sent: one that it names,
// or means with "*", and without a weight of 0. As it is a file may be sent
// unless the header says otherwise.
func acceptable(header, coding string) bool {
	least := weight(header, coding)
	return least > 0 || (least < 0 && coding == identity)
}

// weight is that of a coding in thousandths, the least where it stands several
// times; 0 where it is none, and -1 where the header does not speak of the coding.
func weight(header, coding string) int {
	for _, name := range []string{coding, "*"} {
		least := -1
		for _, item := range strings.Split(header, ",") {
			of, parameter, weighed := strings.Cut(item, ";")
			if !strings.EqualFold(strings.Trim(of, " \t"), name) {
				continue
			}
			thousandths := 1000
			if weighed {
				thousandths = inThousandths(parameter)
			}
			if least < 0 || thousandths < least {
				least = thousandths
			}
		}
		if least >= 0 {
			return least
		}
	}
	return -1
}

var (
	whole  = regexp.MustCompile(`^[ \t]*[qQ]=1(\.0{0,3})?[ \t]*$`)
	below1 = regexp.MustCompile(`^[ \t]*[qQ]=0(?:\.(\d{0,3}))?[ \t]*$`)
)

func inThousandths(parameter string) int {
	if whole.MatchString(parameter) {
		return 1000
	}
	digits := below1.FindStringSubmatch(parameter)
	if digits == nil {
		return 0
	}
	number, _ := strconv.Atoi((digits[1] + "000")[:3])
	return number
}
