// Package desk hands the demo's own page a token for a real meeting.
//
// A token can be a host's, every minute inside is billed, and each request here
// costs some of the account's. So the desk is for pages of the server that it is
// part of, allows no other origin (no CORS), and is slow on purpose, with one
// ration for tokens and one for all else. The server must be reachable from its
// own machine only, and check the Host header.
//
//	GET  /account/presets            {"presets": ["…"]}
//	GET  /account/presets/{preset}   {"rights": ["kick_participant", …]}
//	POST /account/tokens             {"meeting", "preset", "name"} → {"token", "rights"}
//
// Errors are {"error": {"message"}}. Tokens go into answers' bodies only: never
// into an address or a log.
package desk

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/time/rate"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

const (
	oneTokenIn     = 3 * time.Second
	tokensAtOnce   = 5
	oneLookIn      = time.Second
	looksAtOnce    = 20
	largestRequest = 16 << 10
	patience       = 20 * time.Second
)

// Desk is an http.Handler for everything under /account/.
type Desk struct {
	client *cloudflare.Client
	tokens *rate.Limiter
	looks  *rate.Limiter
	mux    *http.ServeMux
}

// New opens a desk for an account.
func New(client *cloudflare.Client) *Desk {
	d := &Desk{
		client: client,
		tokens: rate.NewLimiter(rate.Every(oneTokenIn), tokensAtOnce),
		looks:  rate.NewLimiter(rate.Every(oneLookIn), looksAtOnce),
		mux:    http.NewServeMux(),
	}
	d.mux.HandleFunc("GET /account/presets", d.getPresets)
	d.mux.HandleFunc("GET /account/presets/{preset}", d.getPreset)
	d.mux.HandleFunc("POST /account/tokens", d.postToken)
	return d
}

// ServeHTTP answers a page.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	w.Header().Set("Cache-Control", "no-store")
	if !byOwnPage(r) {
		refuse(w, http.StatusForbidden, "only this server's own pages may ask here, in a browser that says which page asks (Sec-Fetch-Site or Origin)")
		return
	}
	d.mux.ServeHTTP(w, r.WithContext(ctx))
}

// byOwnPage reports whether a page of this server asks. With POST all browsers
// send Origin, with GET to the page's own server only Sec-Fetch-Site: browsers
// older than Chrome 76, Firefox 90 and Safari 16.4 send neither and list no
// presets, but the demo's pages want newer ones anyway.
func byOwnPage(r *http.Request) bool {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	if origin == "" && (site == "" || r.Method == http.MethodPost) {
		return false
	}
	return (origin == "" || origin == "http://"+r.Host) && (site == "" || site == "same-origin")
}

// ration takes one of what a limit allows, or refuses the request.
func ration(w http.ResponseWriter, limit *rate.Limiter, oneIn time.Duration, what string) bool {
	if limit.Allow() {
		return true
	}
	w.Header().Set("Retry-After", strconv.Itoa(int(oneIn.Seconds())))
	refuse(w, http.StatusTooManyRequests, "too many "+what+" were asked for: wait a moment")
	return false
}

func (d *Desk) getPresets(w http.ResponseWriter, r *http.Request) {
	if !ration(w, d.looks, oneLookIn, "presets") {
		return
	}
	presets, err := d.client.Presets(r.Context())
	if err != nil {
		refuse(w, statusOf(err), err.Error())
		return
	}
	write(w, http.StatusOK, map[string]any{"presets": append([]string{}, presets...)})
}

func (d *Desk) getPreset(w http.ResponseWriter, r *http.Request) {
	if !ration(w, d.looks, oneLookIn, "presets") {
		return
	}
	rights, err := d.client.Rights(r.Context(), r.PathValue("preset"))
	if err != nil {
		refuse(w, statusOf(err), err.Error())
		return
	}
	write(w, http.StatusOK, map[string]any{"rights": rights})
}

func (d *Desk) postToken(w http.ResponseWriter, r *http.Request) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, "want JSON")
		return
	}
	var in struct {
		Meeting string `json:"meeting"`
		Preset  string `json:"preset"`
		Name    string `json:"name"`
	}
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, largestRequest))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		refuse(w, http.StatusBadRequest, "want {meeting, preset, name}")
		return
	}
	if !ration(w, d.tokens, oneTokenIn, "tokens") {
		return
	}
	ticket, err := d.client.Mint(r.Context(), in.Meeting, cloudflare.Newcomer{Preset: in.Preset, Name: in.Name})
	if err != nil {
		refuse(w, statusOf(err), err.Error())
		return
	}
	write(w, http.StatusOK, map[string]any{"token": ticket.Token, "rights": ticket.Rights})
}

func statusOf(err error) int {
	var failure *cloudflare.Error
	if !errors.As(err, &failure) {
		return http.StatusInternalServerError
	}
	switch failure.Kind {
	case cloudflare.BadInput:
		return http.StatusBadRequest
	case cloudflare.NotFound:
		return http.StatusNotFound
	case cloudflare.Refused:
		return http.StatusConflict
	case cloudflare.RateLimited:
		return http.StatusTooManyRequests
	}
	return http.StatusBadGateway
}

func refuse(w http.ResponseWriter, status int, message string) {
	write(w, status, map[string]any{"error": map[string]string{"message": message}})
}

func write(w http.ResponseWriter, status int, answer any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // whoever asked may have gone
}
