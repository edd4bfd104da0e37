package kitapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

const (
	largestRequest = 64 << 10
	usualPage      = 25
	largestPage    = 100
)

func cutPattern(pattern string) (method, path string) {
	method, path, _ = strings.Cut(pattern, " ")
	return method, path
}

// readBody reads the object that a call comes with.
func readBody(r *http.Request, into any) error {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		return fmt.Errorf("the request body is not what is wanted here: %w", err)
	}
	return nil
}

// paged is data with its place in a longer list.
type paged struct {
	data   any
	paging paging
}

type paging struct {
	TotalCount  int `json:"total_count"`
	StartOffset int `json:"start_offset"`
	EndOffset   int `json:"end_offset"`
}

// page cuts the page that a call asks for out of all.
func page[T any](r *http.Request, all []T) ([]T, paging, error) {
	number, err := positive(r, "page_no", 1)
	if err != nil {
		return nil, paging{}, err
	}
	size, err := positive(r, "per_page", usualPage)
	if err != nil {
		return nil, paging{}, err
	}
	size = min(size, largestPage)
	from := min((number-1)*size, len(all))
	to := min(from+size, len(all))
	return append([]T{}, all[from:to]...), paging{len(all), from, to}, nil
}

func positive(r *http.Request, name string, usual int) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return usual, nil
	}
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 || number > 1_000_000 {
		return 0, fmt.Errorf("%s: want a number from 1, got %q", name, text)
	}
	return number, nil
}

func writeData(w http.ResponseWriter, data any) {
	answer := map[string]any{"success": true, "data": data}
	if list, ok := data.(paged); ok {
		answer["data"], answer["paging"] = list.data, list.paging
	}
	write(w, http.StatusOK, answer)
}

// writeRefusal answers in RealtimeKit's way.
func writeRefusal(w http.ResponseWriter, status int, message string) {
	write(w, status, map[string]any{"success": false, "error": map[string]any{"code": status, "message": message}})
}

// writeFrontError answers in the way of what is in front of all of Cloudflare's
// APIs.
func writeFrontError(w http.ResponseWriter, status, code int, message string) {
	write(w, status, map[string]any{
		"success": false, "result": nil, "messages": []any{},
		"errors": []any{map[string]any{"code": code, "message": message}},
	})
}

func write(w http.ResponseWriter, status int, answer any) {
	content, err := json.Marshal(answer)
	if err != nil {
		status, content = http.StatusInternalServerError, []byte(`{"success":false,"error":{"code":500,"message":"the answer could not be written"}}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(content) // whoever asked may have gone
}
