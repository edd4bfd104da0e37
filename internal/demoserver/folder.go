package demoserver

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
)

// folder serves the files of one folder: index.html for the folder itself,
// never a listing, never a name that begins with a dot.
type folder struct {
	files fs.FS
	hint  string // what to do when a file is missing
}

// mediaTypes is all that the demo serves, so that nothing depends on the
// machine's own table.
var mediaTypes = map[string]string{
	".html":  "text/html; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".mjs":   "text/javascript; charset=utf-8",
	".json":  "application/json",
	".map":   "application/json",
	".wasm":  "application/wasm",
	".svg":   "image/svg+xml",
	".png":   "image/png",
	".jpg":   "image/jpeg",
	".webp":  "image/webp",
	".ico":   "image/x-icon",
	".woff2": "font/woff2",
	".txt":   "text/plain; charset=utf-8",
}

// hashed matches the names that esbuild gives to files named after their
// content: such a file never changes.
var hashed = regexp.MustCompile(`-[A-Z2-7]{8}\.\w+$`)

func (f folder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Files can only be read: use GET or HEAD.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) || hidden(name) {
		f.notFound(w)
		return
	}
	info, err := f.stat(name)
	if err == nil && info.IsDir() {
		f.toSlash(w, name)
		return
	}
	if err != nil {
		f.fail(w, err)
		return
	}

	w.Header().Set("Vary", "Accept-Encoding")
	encoding, accepted := f.encodingFor(name, info.ModTime(), r.Header.Values("Accept-Encoding"))
	if !accepted {
		http.Error(w, "The file is not there in a form that Accept-Encoding accepts: accept identity.", http.StatusNotAcceptable)
		return
	}
	content, err := fs.ReadFile(f.files, name+encoding.suffix)
	if err != nil {
		f.fail(w, err)
		return
	}
	sum := sha256.Sum256(content)
	header := w.Header()
	header.Set("Etag", `"`+hex.EncodeToString(sum[:12])+`"`)
	header.Set("Cache-Control", "no-cache")
	if hashed.MatchString(name) {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	mediaType, known := mediaTypes[path.Ext(name)]
	if !known {
		mediaType = "application/octet-stream"
	}
	header.Set("Content-Type", mediaType)
	if encoding.name != identity {
		header.Set("Content-Encoding", encoding.name)
	}
	// The ETag is the validator: times say little about files that a build writes.
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// stat tells of a file or a folder. Pipes, devices and the like are not there.
func (f folder) stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(f.files, name)
	if err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return info, err
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}

// toSlash sends a request for a folder to its index page, if it has one. The
// address is relative: this folder does not know where it is mounted.
func (f folder) toSlash(w http.ResponseWriter, name string) {
	if _, err := f.stat(name + "/index.html"); err != nil {
		f.fail(w, err)
		return
	}
	location := url.URL{Path: path.Base(name) + "/"}
	w.Header().Set("Location", location.String())
	w.WriteHeader(http.StatusTemporaryRedirect)
}

func (f folder) fail(w http.ResponseWriter, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		f.notFound(w)
		return
	}
	http.Error(w, "The file cannot be read.", http.StatusInternalServerError)
}

func (f folder) notFound(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, strings.TrimSpace("Not found. "+f.hint), http.StatusNotFound)
}
