package demoserver

import (
	"net/http"
	"strings"
)

// The hosts of real meetings: SDK 2.0.2 talks to api, socket-edge, location,
// api-silos and da-collector below realtime.cloudflare.com.
const realMeetings = "https://*.realtime.cloudflare.com wss://*.realtime.cloudflare.com"

var securityPolicy = strings.Join([]string{
	"default-src 'none'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"connect-src 'self' " + realMeetings,
	"worker-src 'self' blob:", // the SDK's timers run in a worker made from a blob
	"media-src 'self' blob:",
	"img-src 'self' data: blob: https:", // participants' pictures; the SDK's picture-in-picture icons are blobs
	"style-src 'self'",
	"frame-ancestors 'none'",
	"base-uri 'none'",
	"form-action 'self'",
}, "; ")

// secured gives every answer the headers that keep the pages to themselves.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", securityPolicy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()")
		next.ServeHTTP(w, r)
	})
}
