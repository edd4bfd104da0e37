package demoserver

import (
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// link makes name below root a link to target.
func link(t *testing.T, root, name, target string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.Symlink(target, path))
}

const sdkFolder = "js/node_modules/@cloudflare/realtimekit/dist"

func TestLinksDoNotLeadOut(t *testing.T) {
	outside := project(t, map[string]string{"secret.js": "secret", "secret.js.br": "secret"})
	root := project(t, map[string]string{
		"go.mod":                  "secret",
		"web/page.js":             "the page",
		"web/examples/index.html": "the examples",
		"js/dist/index.js":        "the package",
		sdkFolder + "/browser.js": "the SDK",
	})
	for _, folder := range []string{"web", "web/examples/plain", "js/dist", sdkFolder} {
		link(t, root, folder+"/file.js", filepath.Join(outside, "secret.js"))
		link(t, root, folder+"/folder", outside)
		link(t, root, folder+"/page", filepath.Join(outside, "web"))
	}
	link(t, root, "web/go.mod", "../go.mod")
	link(t, root, "web/page.js.br", filepath.Join(outside, "secret.js.br"))
	link(t, root, "web/examples/react/dist", outside)
	link(t, root, "web/loop.js", "loop.js")

	handler := site(t, Options{Root: root})
	for _, folder := range []string{"", "/examples/plain", "/gavel", "/sdk"} {
		for _, path := range []string{"/file.js", "/folder", "/folder/", "/folder/secret.js", "/page", "/page/"} {
			require.Equal(t, http.StatusNotFound, get(handler, here+folder+path).StatusCode, folder+path)
		}
	}
	for _, path := range []string{"/go.mod", "/examples/react/dist/secret.js", "/loop.js"} {
		require.Equal(t, http.StatusNotFound, get(handler, here+path).StatusCode, path)
	}
	response := get(handler, here+"/page.js", "Accept-Encoding", "br")
	require.Empty(t, response.Header.Get("Content-Encoding"))
	require.Equal(t, "the page", body(t, response))
}

func TestLinksInsideAFolderAndToAWholeFolderAreFollowed(t *testing.T) {
	root := project(t, map[string]string{"js/dist/index.js": "the package"})
	elsewhere := project(t, map[string]string{"@cloudflare/realtimekit/dist/browser.js": "the SDK"})
	link(t, root, "js/node_modules", elsewhere)
	link(t, root, "web/home.html", "index.html")
	link(t, root, "js/dist/deep/main.js", "../index.js")
	linked := filepath.Join(t.TempDir(), "linked")
	require.NoError(t, os.Symlink(root, linked))
	for _, root := range []string{root, linked} {
		handler := site(t, Options{Root: root})
		for path, want := range map[string]string{
			"/home.html":          "the demo",
			"/gavel/deep/main.js": "the package",
			"/sdk/browser.js":     "the SDK",
		} {
			response := get(handler, here+path)
			require.Equal(t, http.StatusOK, response.StatusCode, path)
			require.Equal(t, want, body(t, response), path)
		}
	}
}

func TestAFolderMayComeAndGo(t *testing.T) {
	root := project(t, nil)
	handler := site(t, Options{Root: root})
	dist := filepath.Join(root, "js", "dist")
	for _, text := range []string{"first build", "second build"} {
		require.Equal(t, http.StatusNotFound, get(handler, here+"/gavel/index.js").StatusCode)
		require.NoError(t, os.MkdirAll(dist, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dist, "index.js"), []byte(text), 0o644))
		require.Equal(t, text, body(t, get(handler, here+"/gavel/index.js")))
		require.NoError(t, os.RemoveAll(dist))
	}
}

func TestAPipeIsNotWaitedFor(t *testing.T) {
	root := project(t, nil)
	require.NoError(t, syscall.Mkfifo(filepath.Join(root, "web", "pipe.js"), 0o600))
	require.Equal(t, http.StatusNotFound, get(site(t, Options{Root: root}), here+"/pipe.js").StatusCode)
}
