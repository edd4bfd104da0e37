package demoserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
)

// Options says what the server shows.
type Options struct {
	// Root is the project's folder: web/, js/dist and
	// js/node_modules/@cloudflare/realtimekit/dist are served out of it. Each
	// may be a link; links inside that lead out of it are not followed.
	Root string
	// Room answers everything under /local/. Without one the demo joins
	// real meetings only.
	Room http.Handler
	// Account answers everything under /account/: tokens for real meetings.
	// It is for servers that only this machine can reach.
	Account http.Handler
	// Meeting is the meeting that the demo's form suggests.
	Meeting string
	// Presets are the roles that the demo's form offers.
	Presets []string
	// Mounts are more folders to serve, by path: "/e2e/" and the like.
	Mounts map[string]fs.FS
}

var errReachable = errors.New("tokens for real meetings are handed out on loopback addresses only, and other machines can reach this one")

// NewHandler returns the whole site as it is reached at address. It may be
// used from several goroutines. A Root without web/index.html is an
// error, and so is an Account where other machines can reach it.
func NewHandler(address netip.AddrPort, options Options) (http.Handler, error) {
	below := func(path string) within { return within(filepath.Join(options.Root, filepath.FromSlash(path))) }
	if _, err := fs.Stat(below("web"), "index.html"); err != nil {
		return nil, fmt.Errorf("%q is not the project's folder, it has no web/index.html", options.Root)
	}

	site := http.NewServeMux()
	mount := func(path string, folder folder) {
		site.Handle(path, http.StripPrefix(strings.TrimSuffix(path, "/"), folder))
	}
	mount("/", folder{files: below("web")})
	mount("/gavel/", folder{
		files: below("js/dist"),
		hint:  "js/dist holds the built package: build it with `make build`.",
	})
	mount("/sdk/", folder{
		files: below("js/node_modules/@cloudflare/realtimekit/dist"),
		hint:  "The RealtimeKit SDK comes from npm: install it with `npm ci` in the folder js.",
	})
	for path, files := range options.Mounts {
		if !strings.HasPrefix(path, "/") || !strings.HasSuffix(path, "/") {
			return nil, fmt.Errorf("mount %q: the path must begin and end with a slash", path)
		}
		mount(path, folder{files: files})
	}
	if options.Room != nil {
		site.Handle("/local/", options.Room)
	}
	if options.Account != nil {
		if !address.Addr().IsLoopback() {
			return nil, errReachable
		}
		site.Handle("/account/", options.Account)
	}
	site.HandleFunc("GET /demo.json", describe(options))

	return secured(onlyHost(address, refuseOtherOrigins(refuseStrangePaths(site)))), nil
}

// describe tells the demo's pages what this server has.
func describe(options Options) http.HandlerFunc {
	description, err := json.Marshal(map[string]any{
		"localRoom": options.Room != nil,
		"account":   options.Account != nil,
		"meeting":   options.Meeting,
		"presets":   append([]string{}, options.Presets...),
	})
	if err != nil {
		panic("demoserver: " + err.Error()) // strings and a bool always marshal
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(description)
	}
}

// refuseStrangePaths turns away what no link of ours leads to, before the mux
// would tidy it up and redirect.
func refuseStrangePaths(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for segment := range strings.SplitSeq(r.URL.Path, "/") {
			if segment == ".." || strings.ContainsAny(segment, "\\\x00") {
				http.Error(w, "The path must not hold \"..\", a backslash or a zero byte.", http.StatusBadRequest)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
