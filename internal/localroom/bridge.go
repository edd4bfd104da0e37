package localroom

import (
	_ "embed"
	"net/http"
)

//go:embed bridge.js
var bridgeScript []byte

// serveBridge serves the script that a page loads before the SDK.
func serveBridge(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(bridgeScript) // whoever asked may have gone
}
