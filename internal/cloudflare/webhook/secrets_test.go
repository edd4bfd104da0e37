package webhook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	password = "p4ss"
	queried  = "qu3ry"
	pathed   = "p4th"
)

// secretly is an address with all the places where a secret may be.
func secretly(address string) string {
	scheme, host, _ := strings.Cut(address, "://")
	return scheme + "://user:" + password + "@" + host + "/" + pathed + "?key=" + queried
}

func silent() *log.Logger { return log.New(io.Discard, "", 0) }

func requireNoSecret(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{password, queried, pathed} {
		require.NotContains(t, text, secret)
	}
}

func TestTheAddressToPassOnToIsNotTold(t *testing.T) {
	refused := httptest.NewServer(nil)
	refused.Close()
	encrypted := httptest.NewUnstartedServer(nil)
	encrypted.Config.ErrorLog = silent()
	encrypted.StartTLS()
	defer encrypted.Close()
	for name, test := range map[string]struct {
		address string // "": that of a server that answers
		answer  http.HandlerFunc
		want    string
	}{
		"refused":        {secretly(refused.URL), nil, "connection refused"},
		"no such name":   {secretly("http://nowhere.invalid"), nil, "nowhere.invalid"},
		"no such scheme": {secretly("ftp://127.0.0.1"), nil, "no usable answer"},
		"no address":     {secretly("http://[::1"), nil, "is none"},
		"not trusted":    {secretly(encrypted.URL), nil, "certificate"},
		"an error":       {"", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "500"},
		"hung up":        {"", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "no usable answer"},
		"a wrong redirect": {"", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://[::1/?"+r.URL.RawQuery)
			w.WriteHeader(302)
		}, "no usable answer"},
	} {
		own := httptest.NewServer(test.answer)
		d := newDesk()
		d.options.Handle = Forward(cmp.Or(test.address, secretly(own.URL)))
		require.Equal(t, 503, d.signed(ended), name)
		require.Len(t, d.log, 1)
		require.Contains(t, d.log[0], test.want, name)
		requireNoSecret(t, d.log[0])
		own.Close()
	}
}

func TestTheAddressOfTheKeyIsNotTold(t *testing.T) {
	own := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("moved") {
			w.Header().Set("Location", "http://[::1/?"+r.URL.RawQuery)
			w.WriteHeader(302)
			return
		}
		w.WriteHeader(500)
	}))
	defer own.Close()
	refused := httptest.NewServer(nil)
	refused.Close()
	for _, address := range []string{secretly(own.URL), secretly(own.URL) + "&moved=1", secretly(refused.URL), secretly("http://[::1"), secretly("ftp://127.0.0.1")} {
		d := newDesk()
		d.options.Keys = NewKeys(address, nil)
		require.Equal(t, 503, d.signed(ended))
		requireNoSecret(t, d.log[0])
		d.Close()
	}
}

func TestATroubleIsToldWithoutItsAddress(t *testing.T) {
	require.Equal(t, "no answer in time", trouble(fmt.Errorf("Get %q: %w", secretly("http://a"), context.DeadlineExceeded)))
	require.Equal(t, "no usable answer", trouble(errors.New(secretly("http://a"))))
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("no route")}
	require.Equal(t, "dial tcp: no route", trouble(fmt.Errorf("Get %q: %w", secretly("http://a"), dial)))
}
