// Package desk hands the demo's own page a token for a real meeting.
//
// A token can be a host's, and every minute inside is billed. So the desk is for
// pages of the server that it is part of: it wants a POST with that server as
// its Origin, allows no other origin (no CORS), and is slow on purpose. The
// server must be reachable from its own machine only, and check the Host header.
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
	"time"

	"golang.org/x/time/rate"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

const (
	oneTokenIn     = 3 * time.Second
	tokensAtOnce   = 5
	largestRequest = 16 << 10
	patience       = 20 * time.Second
)

// Desk is an http.Handler for everything under /account/.
type Desk struct {
	client *cloudflare.Client
	limit  *rate.Limiter
	mux    *http.ServeMux
}

// New opens a desk for an account.
func New(client *cloudflare.Client) *Desk {
	d := &Desk{client: client, limit: rate.NewLimiter(rate.Every(oneTokenIn), tokensAtOnce), mux: http.NewServeMux()}
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
	d.mux.ServeHTTP(w, r.WithContext(ctx))
}

func (d *Desk) getPresets(w http.ResponseWriter, r *http.Request) {
	presets, err := d.client.Presets(r.Context())
	if err != nil {
		refuse(w, statusOf(err), err.Error())
		return
	}
	write(w, http.StatusOK, map[string]any{"presets": append([]string{}, presets...)})
}

func (d *Desk) getPreset(w http.ResponseWriter, r *http.Request) {
	rights, err := d.client.Rights(r.Context(), r.PathValue("preset"))
	if err != nil {
		refuse(w, statusOf(err), err.Error())
		return
	}
	write(w, http.StatusOK, map[string]any{"rights": rights})
}

func (d *Desk) postToken(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") != "http://"+r.Host {
		refuse(w, http.StatusForbidden, "only this server's own pages get tokens")
		return
	}
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
	if !d.limit.Allow() {
		w.Header().Set("Retry-After", "3")
		refuse(w, http.StatusTooManyRequests, "too many tokens were asked for: wait a moment")
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
