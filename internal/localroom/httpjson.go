package localroom

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
)

const maxRequestBytes = 64 << 10

// readJSON reads the one JSON object of a request into to. Unknown keys, a
// wrong content type and anything after the object are errors.
func readJSON(w http.ResponseWriter, r *http.Request, to any) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return fmt.Errorf("want Content-Type application/json, got %q", r.Header.Get("Content-Type"))
	}
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequestBytes))
	decoder.DisallowUnknownFields()
	return decodeOne(decoder, to)
}

// readSDKJSON is readJSON for what the SDK sends, which may have more keys than
// the room reads.
func readSDKJSON(w http.ResponseWriter, r *http.Request, to any) error {
	return decodeOne(json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequestBytes)), to)
}

func decodeOne(decoder *json.Decoder, to any) error {
	if err := decoder.Decode(to); err != nil {
		return fmt.Errorf("the request body is not what is wanted here: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("the request body must be one JSON object")
	}
	return nil
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	content, err := json.Marshal(value)
	if err != nil {
		status, content = http.StatusInternalServerError, []byte(`{"error":{"code":"internal","message":"the answer could not be written as JSON"}}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(content) // whoever asked may have gone
}

// writeError answers {"error":{"code","message"}}.
func writeError(w http.ResponseWriter, status int, code, message string) {
	type problem struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	writeJSON(w, status, map[string]problem{"error": {code, message}})
}

// badRequest tells what was wrong, or that a limit was met.
func badRequest(w http.ResponseWriter, err error) {
	if errors.Is(err, ErrFull) {
		writeError(w, http.StatusTooManyRequests, "full", err.Error())
		return
	}
	writeError(w, http.StatusBadRequest, "bad-request", err.Error())
}

func notFound(w http.ResponseWriter, r *http.Request) {
	writeError(w, http.StatusNotFound, "not-found", fmt.Sprintf("there is no %s %s here", r.Method, r.URL.Path))
}
