package demoserver

import (
	"io/fs"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

var address = netip.MustParseAddrPort("127.0.0.1:8080")

// project writes a project's folder with the given files beside web/index.html.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	write("web/index.html", "the demo")
	for name, text := range files {
		write(name, text)
	}
	return root
}

// site builds a whole site; ask it with paths that begin with http://127.0.0.1:8080.
func site(t *testing.T, options Options) http.Handler {
	t.Helper()
	handler, err := NewHandler(address, options)
	require.NoError(t, err)
	return handler
}

const here = "http://127.0.0.1:8080"

func TestSiteServesItsFolders(t *testing.T) {
	handler := site(t, Options{
		Root: project(t, map[string]string{
			"js/dist/index.js": "the package",
			"js/node_modules/@cloudflare/realtimekit/dist/browser.js": "the SDK",
			"go.mod": "not for the web",
		}),
		Room: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("the room at " + r.URL.Path))
		}),
		Mounts: map[string]fs.FS{"/e2e/": fstest.MapFS{"page.html": file("a fixture")}},
	})
	for path, want := range map[string]string{
		"/":               "the demo",
		"/gavel/index.js": "the package",
		"/sdk/browser.js": "the SDK",
		"/local/rooms":    "the room at /local/rooms",
		"/e2e/page.html":  "a fixture",
	} {
		response := get(handler, here+path)
		require.Equal(t, http.StatusOK, response.StatusCode, path)
		require.Equal(t, want, body(t, response), path)
	}
	require.Equal(t, http.StatusNotFound, get(handler, here+"/go.mod").StatusCode)
}

func TestSiteSaysWhatIsMissing(t *testing.T) {
	handler := site(t, Options{Root: project(t, nil)})
	require.Contains(t, body(t, get(handler, here+"/gavel/index.js")), "make build")
	require.Contains(t, body(t, get(handler, here+"/sdk/browser.js")), "npm ci")
	require.Equal(t, http.StatusNotFound, get(handler, here+"/local/rooms").StatusCode)
}

func TestSiteDescribesItself(t *testing.T) {
	root := project(t, nil)
	bare := site(t, Options{Root: root})
	require.JSONEq(t, `{"localRoom":false,"account":false,"meeting":"","presets":[]}`, body(t, get(bare, here+"/demo.json")))
	full := site(t, Options{Root: root, Room: http.NotFoundHandler(), Account: http.NotFoundHandler(), Meeting: "demo", Presets: []string{"host", "guest"}})
	response := get(full, here+"/demo.json")
	require.Equal(t, "application/json", response.Header.Get("Content-Type"))
	require.JSONEq(t, `{"localRoom":true,"account":true,"meeting":"demo","presets":["host","guest"]}`, body(t, response))
}

func TestSiteRefusesWrongOptions(t *testing.T) {
	empty := t.TempDir()
	_, err := NewHandler(address, Options{Root: empty})
	require.ErrorContains(t, err, "has no web/index.html")

	_, err = NewHandler(address, Options{Root: project(t, nil), Mounts: map[string]fs.FS{"e2e": fstest.MapFS{}}})
	require.ErrorContains(t, err, `mount "e2e": the path must begin and end with a slash`)

	everywhere := netip.MustParseAddrPort("0.0.0.0:8080")
	_, err = NewHandler(everywhere, Options{Root: project(t, nil), Account: http.NotFoundHandler()})
	require.ErrorContains(t, err, "other machines can reach this one")
}

func TestSiteRefusesToLeaveItsFolders(t *testing.T) {
	handler := site(t, Options{Root: project(t, map[string]string{"go.mod": "secret", "web/.env": "secret"})})
	for _, path := range []string{"/../go.mod", "/%2e%2e/go.mod", "/..%2fgo.mod", "/gavel/../../go.mod", "/a%5c..%5cgo.mod", "/a%00b"} {
		require.Equal(t, http.StatusBadRequest, get(handler, here+path).StatusCode, path)
	}
	require.Equal(t, http.StatusNotFound, get(handler, here+"/.env").StatusCode)
	require.Equal(t, http.StatusNotFound, get(handler, here+"/%2eenv").StatusCode)
}

func TestSiteIsKeptToItself(t *testing.T) {
	handler := site(t, Options{Root: project(t, nil)})
	for _, path := range []string{"/", "/missing", "/demo.json"} {
		header := get(handler, here+path).Header
		policy := header.Get("Content-Security-Policy")
		require.True(t, strings.HasPrefix(policy, "default-src 'none'; "), path)
		require.Contains(t, policy, "script-src 'self' 'wasm-unsafe-eval';")
		require.NotContains(t, policy, "unsafe-inline")
		require.NotContains(t, policy, "'unsafe-eval'")
		require.Equal(t, "nosniff", header.Get("X-Content-Type-Options"), path)
		require.Equal(t, "same-origin", header.Get("Cross-Origin-Opener-Policy"), path)
		require.Equal(t, "same-origin", header.Get("Referrer-Policy"), path)
	}
}

func TestAFileIsNoFolder(t *testing.T) {
	handler := site(t, Options{Root: project(t, map[string]string{
		"web/deep/page.js":        "the page",
		"js/dist/build.json":      "{}",
		sdkFolder + "/browser.js": "the SDK",
	}), Mounts: map[string]fs.FS{"/e2e/": fstest.MapFS{"page.html": file("a fixture")}}})
	for _, path := range []string{"/index.html", "/deep/page.js", "/gavel/build.json", "/sdk/browser.js", "/e2e/page.html"} {
		require.Equal(t, http.StatusOK, get(handler, here+path).StatusCode, path)
		for _, behind := range []string{"/", "/index.html", "/x", "/x/"} {
			response := get(handler, here+path+behind)
			require.Equal(t, http.StatusNotFound, response.StatusCode, path+behind)
			require.Equal(t, "no-store", response.Header.Get("Cache-Control"), path+behind)
		}
	}
	require.Equal(t, http.StatusNotFound, get(handler, here+"/demo.json/").StatusCode)
}

func TestPathsOfAnyLength(t *testing.T) {
	handler := site(t, Options{Root: project(t, nil)})
	for _, path := range []string{
		"/" + strings.Repeat("a", 256) + ".js",
		"/" + strings.Repeat("a", 60_000),
		strings.Repeat("/a", 30_000),
		"/gavel" + strings.Repeat("/a", 30_000),
	} {
		require.Equal(t, http.StatusNotFound, get(handler, here+path).StatusCode, "%d bytes", len(path))
	}
}
