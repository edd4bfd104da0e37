package demoserver

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
)

var built = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func file(text string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(text), ModTime: built}
}

// get asks a handler for a path, with header names and values in turn.
func get(handler http.Handler, path string, header ...string) *http.Response {
	return ask(handler, http.MethodGet, path, header...)
}

func ask(handler http.Handler, method, path string, header ...string) *http.Response {
	request := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Result()
}

func body(t *testing.T, response *http.Response) string {
	t.Helper()
	text := make([]byte, 0, 512)
	buffer := make([]byte, 512)
	for {
		n, err := response.Body.Read(buffer)
		text = append(text, buffer[:n]...)
		if err != nil {
			return string(text)
		}
	}
}

func TestFolderServesFilesWithTheirMediaType(t *testing.T) {
	f := folder{files: fstest.MapFS{
		"index.html":      file("<p>hello</p>"),
		"main.js":         file("export {}"),
		"gavel.wasm":      file("\x00asm"),
		"notes.unknown":   file("<script>"),
		"deep/index.html": file("deep"),
	}}
	for path, want := range map[string]string{
		"/":              "text/html; charset=utf-8",
		"/index.html":    "text/html; charset=utf-8",
		"/deep/":         "text/html; charset=utf-8",
		"/main.js":       "text/javascript; charset=utf-8",
		"/gavel.wasm":    "application/wasm",
		"/notes.unknown": "application/octet-stream",
	} {
		response := get(f, path)
		require.Equal(t, http.StatusOK, response.StatusCode, path)
		require.Equal(t, want, response.Header.Get("Content-Type"), path)
	}
	require.Equal(t, "<p>hello</p>", body(t, get(f, "/")))
}

func TestFolderHidesWhatIsNoPage(t *testing.T) {
	f := folder{hint: "Build it first.", files: fstest.MapFS{
		".env":            file("secret"),
		".git/config":     file("secret"),
		"a/.hidden/x":     file("secret"),
		"empty/other.txt": file("text"),
	}}
	for _, path := range []string{"/", "/.env", "/.git/config", "/a/.hidden/x", "/empty", "/empty/", "/missing.js", "/a//b", "/./x"} {
		response := get(f, path)
		require.Equal(t, http.StatusNotFound, response.StatusCode, path)
		require.Equal(t, "Not found. Build it first.\n", body(t, response), path)
	}
}

func TestFolderSaysWhenItIsMissing(t *testing.T) {
	f := folder{files: within(filepath.Join(t.TempDir(), "dist")), hint: "Build it first."}
	require.Equal(t, "Not found. Build it first.\n", body(t, get(f, "/gavel.wasm")))
}

func TestFolderSendsAFolderToItsPage(t *testing.T) {
	f := folder{files: fstest.MapFS{"deep/er/index.html": file("page")}}
	response := get(f, "/deep/er")
	require.Equal(t, http.StatusTemporaryRedirect, response.StatusCode)
	require.Equal(t, "er/", response.Header.Get("Location"))
}

func TestFolderIsReadOnly(t *testing.T) {
	f := folder{files: fstest.MapFS{"index.html": file("page")}}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
		response := ask(f, method, "/")
		require.Equal(t, http.StatusMethodNotAllowed, response.StatusCode, method)
		require.Equal(t, "GET, HEAD", response.Header.Get("Allow"))
	}
	response := ask(f, http.MethodHead, "/")
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Equal(t, int64(4), response.ContentLength)
	require.Empty(t, body(t, response))
}

func TestFolderAnswersValidators(t *testing.T) {
	f := folder{files: fstest.MapFS{"a.js": file("one"), "b.js": file("two"), "chunk-ABCD2345.js": file("three")}}
	first := get(f, "/a.js")
	etag := first.Header.Get("Etag")
	require.NotEmpty(t, etag)
	require.Equal(t, "no-cache", first.Header.Get("Cache-Control"))
	require.NotEqual(t, etag, get(f, "/b.js").Header.Get("Etag"))

	again := get(f, "/a.js", "If-None-Match", etag)
	require.Equal(t, http.StatusNotModified, again.StatusCode)
	require.Empty(t, body(t, again))
	require.Equal(t, etag, again.Header.Get("Etag"))
	require.Equal(t, http.StatusOK, get(f, "/a.js", "If-None-Match", `"other"`).StatusCode)

	require.Equal(t, "public, max-age=31536000, immutable", get(f, "/chunk-ABCD2345.js").Header.Get("Cache-Control"))
}

func TestFolderServesParts(t *testing.T) {
	f := folder{files: fstest.MapFS{"a.txt": file("0123456789")}}
	response := get(f, "/a.txt", "Range", "bytes=2-4")
	require.Equal(t, http.StatusPartialContent, response.StatusCode)
	require.Equal(t, "234", body(t, response))
}

func TestFolderReportsUnreadableFiles(t *testing.T) {
	response := get(folder{files: broken{}}, "/a.js")
	require.Equal(t, http.StatusInternalServerError, response.StatusCode)
	require.Equal(t, "The file cannot be read.\n", body(t, response))
}

type broken struct{}

func (broken) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestFolderServesFilesOnly(t *testing.T) {
	pipe := &fstest.MapFile{Mode: fs.ModeNamedPipe}
	f := folder{files: fstest.MapFS{"pipe.js": pipe, "page.js": file("the page"), "page.js.br": pipe, "deep/index.html": pipe}}
	for _, path := range []string{"/pipe.js", "/deep", "/deep/"} {
		require.Equal(t, http.StatusNotFound, get(f, path).StatusCode, path)
	}
	require.Equal(t, "the page", body(t, get(f, "/page.js", "Accept-Encoding", "br")))
}
