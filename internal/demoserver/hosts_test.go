package demoserver

import (
	"net/http"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHostMustBeTheServers(t *testing.T) {
	tests := []struct {
		listening, host string
		want            bool
	}{
		{"127.0.0.1:8080", "127.0.0.1:8080", true},
		{"127.0.0.1:8080", "localhost:8080", true},
		{"127.0.0.1:8080", "LocalHost:8080", true},
		{"127.0.0.1:8080", "[::1]:8080", true},
		{"127.0.0.1:8080", "127.0.0.1:8081", false},
		{"127.0.0.1:8080", "127.0.0.1", false},
		{"127.0.0.1:8080", "evil.example:8080", false},
		{"127.0.0.1:8080", "localhost.evil.example:8080", false},
		{"127.0.0.1:8080", "192.0.2.7:8080", false},
		{"127.0.0.1:8080", "", false},
		{"127.0.0.1:80", "localhost", true},
		{"[::1]:80", "[::1]", true},
		{"[::1]:8080", "[::1]:8080", true},
		{"192.0.2.7:8080", "192.0.2.7:8080", true},
		{"192.0.2.7:8080", "localhost:8080", false},
		{"0.0.0.0:8080", "192.0.2.7:8080", true},
		{"[::]:8080", "localhost:8080", true},
		{"[::]:8080", "evil.example:8080", false},
	}
	for _, test := range tests {
		require.Equal(t, test.want, names(netip.MustParseAddrPort(test.listening), test.host), "%+v", test)
	}
}

func TestStrangeHostIsToldWhereToGo(t *testing.T) {
	handler := site(t, Options{Root: project(t, nil)})
	response := get(handler, "http://evil.example:8080/")
	require.Equal(t, http.StatusMisdirectedRequest, response.StatusCode)
	require.Equal(t, "This server does not answer to that name: open http://127.0.0.1:8080/ instead.\n", body(t, response))
}

func TestOtherSitesChangeNothing(t *testing.T) {
	changed := 0
	handler := site(t, Options{
		Root: project(t, nil),
		Room: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { changed++ }),
	})
	for _, method := range []string{http.MethodPost, http.MethodPatch, http.MethodDelete} {
		for _, header := range [][]string{
			{"Origin", "https://evil.example"},
			{"Origin", "http://127.0.0.1:9999"},
			{"Origin", "null"},
			{"Sec-Fetch-Site", "cross-site"},
		} {
			response := ask(handler, method, here+"/local/token", header...)
			require.Equal(t, http.StatusForbidden, response.StatusCode, "%s %v", method, header)
			require.Equal(t, "Only this server's own pages may change something here.\n", body(t, response))
		}
	}
	require.Zero(t, changed)

	require.Equal(t, http.StatusOK, ask(handler, http.MethodPost, here+"/local/token", "Origin", here).StatusCode)
	require.Equal(t, http.StatusOK, ask(handler, http.MethodPost, here+"/local/token").StatusCode, "a program that is no browser")
	require.Equal(t, 2, changed)
}
