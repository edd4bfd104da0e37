package demoserver

import (
	"net/http"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCompressedFormIsSentWhenAccepted(t *testing.T) {
	f := folder{files: fstest.MapFS{
		"gavel.wasm":    file("plain"),
		"gavel.wasm.br": file("brotli"),
		"gavel.wasm.gz": file("gzipped"),
		"only.js":       file("plain"),
		"only.js.gz":    file("gzipped"),
	}}
	tests := []struct{ path, accept, want string }{
		{"/gavel.wasm", "gzip, deflate, br, zstd", "br"},
		{"/gavel.wasm", "br;q=0.5, gzip", "gzip"},
		{"/gavel.wasm", "gzip;q=0.8, br;q=0.8", "br"},
		{"/gavel.wasm", "br;q=0, gzip;q=0", ""},
		{"/gavel.wasm", "BR", "br"},
		{"/gavel.wasm", "*", "br"},
		{"/gavel.wasm", "*;q=0.5, br;q=0", "gzip"},
		{"/gavel.wasm", "identity, br;q=0.5", ""},
		{"/gavel.wasm", "br;q=2", ""},
		{"/gavel.wasm", "br;q=-1", ""},
		{"/gavel.wasm", "br;q=many", ""},
		{"/gavel.wasm", "brotli", ""},
		{"/gavel.wasm", "", ""},
		{"/only.js", "br, gzip", "gzip"},
		{"/only.js", "br", ""},
	}
	bodies := map[string]string{"br": "brotli", "gzip": "gzipped", "": "plain"}
	for _, test := range tests {
		response := get(f, test.path, "Accept-Encoding", test.accept)
		require.Equal(t, test.want, response.Header.Get("Content-Encoding"), "%+v", test)
		require.Equal(t, bodies[test.want], body(t, response), "%+v", test)
		require.Equal(t, "Accept-Encoding", response.Header.Get("Vary"))
	}
	require.Equal(t, "application/wasm", get(f, "/gavel.wasm", "Accept-Encoding", "br").Header.Get("Content-Type"))
}

func TestNoFormIsSentThatIsNotAccepted(t *testing.T) {
	f := folder{files: fstest.MapFS{"page.js": file("plain")}}
	for _, accept := range []string{"identity;q=0", "br, *;q=0"} {
		response := get(f, "/page.js", "Accept-Encoding", accept)
		require.Equal(t, http.StatusNotAcceptable, response.StatusCode, accept)
		require.Equal(t, "Accept-Encoding", response.Header.Get("Vary"), accept)
		require.Equal(t, "The file is not there in a form that Accept-Encoding accepts: accept identity.\n", body(t, response), accept)
	}
}

func TestEachFormHasItsOwnValidator(t *testing.T) {
	f := folder{files: fstest.MapFS{"a.js": file("plain"), "a.js.br": file("brotli")}}
	plain := get(f, "/a.js").Header.Get("Etag")
	compressed := get(f, "/a.js", "Accept-Encoding", "br").Header.Get("Etag")
	require.NotEqual(t, plain, compressed)

	require.Equal(t, http.StatusNotModified, get(f, "/a.js", "Accept-Encoding", "br", "If-None-Match", compressed).StatusCode)
	require.Equal(t, http.StatusOK, get(f, "/a.js", "Accept-Encoding", "br", "If-None-Match", plain).StatusCode)
}

func TestCompressedFormOfAnEarlierBuildIsNotSent(t *testing.T) {
	fresh := file("new")
	fresh.ModTime = built.Add(time.Minute)
	f := folder{files: fstest.MapFS{"a.js": fresh, "a.js.br": file("old")}}
	require.Equal(t, "new", body(t, get(f, "/a.js", "Accept-Encoding", "br")))
}
