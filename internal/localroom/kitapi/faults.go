package kitapi

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fault is something that shall go wrong with calls.
type Fault struct {
	// Call is the method and the end of the path, as in "POST /kick-all".
	Call string `json:"call"`
	// Status is answered instead of doing the work: 403, 429, 500 …
	Status int `json:"status,omitempty"`
	// RetryAfter goes with Status, in seconds.
	RetryAfter int `json:"retryAfter,omitempty"`
	// DelayMs is how long the answer is held back, after the work.
	DelayMs int `json:"delayMs,omitempty"`
	// Lost has the work done and the connection broken without an answer.
	Lost bool `json:"lost,omitempty"`
	// Body is answered, with Status or 200, instead of JSON.
	Body string `json:"body,omitempty"`
	// Times is how often; 0 means until the faults are cleared.
	Times int `json:"times,omitempty"`
}

func (f Fault) check() error {
	method, path, found := strings.Cut(f.Call, " ")
	switch {
	case !found || method == "" || !strings.HasPrefix(path, "/"):
		return fmt.Errorf("call: want a method and the end of a path, such as %q, got %q", "POST /kick-all", f.Call)
	case f.Status != 0 && (f.Status < 300 || f.Status > 599):
		return fmt.Errorf("status: want 300 to 599, got %d", f.Status)
	case f.DelayMs < 0 || f.RetryAfter < 0 || f.Times < 0:
		return errors.New("delayMs, retryAfter, times: want 0 or more")
	case f.Status == 0 && f.DelayMs == 0 && !f.Lost && f.Body == "":
		return errors.New("want a status, a delay, a body, or lost")
	}
	return nil
}

// AddFault has something go wrong from now on. Of several faults that are about
// the same call the first counts.
func (s *Server) AddFault(fault Fault) error {
	if err := fault.check(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault)
	return nil
}

// ClearFaults ends all faults.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) postFault(w http.ResponseWriter, r *http.Request) {
	var fault Fault
	r.Body = http.MaxBytesReader(w, r.Body, largestRequest)
	err := readBody(r, &fault)
	if err == nil {
		err = s.AddFault(fault)
	}
	if err != nil {
		writeRefusal(w, http.StatusBadRequest, err.Error())
		return
	}
	writeData(w, fault)
}

func (s *Server) deleteFaults(w http.ResponseWriter, _ *http.Request) {
	s.ClearFaults()
	writeData(w, nil)
}

// faultFor finds what shall go wrong with a call, and counts it.
func (s *Server) faultFor(r *http.Request) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, fault := range s.faults {
		method, path, _ := strings.Cut(fault.Call, " ")
		if method != r.Method || !strings.HasSuffix(r.URL.Path, path) {
			continue
		}
		if fault.Times == 1 {
			s.faults = slices.Delete(s.faults, i, i+1)
		} else if fault.Times > 1 {
			fault.Times--
		}
		return *fault, true
	}
	return Fault{}, false
}

// troubled does what the faults say, around next.
func (s *Server) troubled(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fault, ok := s.faultFor(r)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		if fault.Status != 0 || fault.Body != "" {
			fault.answer(w)
			return
		}
		kept := &keptAnswer{header: http.Header{}}
		next.ServeHTTP(kept, r)
		if fault.Lost {
			panic(http.ErrAbortHandler) // net/http breaks the connection
		}
		delay := time.NewTimer(time.Duration(fault.DelayMs) * time.Millisecond)
		defer delay.Stop()
		select {
		case <-delay.C:
		case <-r.Context().Done():
		}
		w.Header().Set("Content-Type", kept.header.Get("Content-Type"))
		w.WriteHeader(kept.status)
		_, _ = w.Write(kept.content)
	})
}

// keptAnswer is an answer that is not sent yet.
type keptAnswer struct {
	header  http.Header
	status  int
	content []byte
}

func (k *keptAnswer) Header() http.Header { return k.header }

func (k *keptAnswer) WriteHeader(status int) { k.status = status }

func (k *keptAnswer) Write(content []byte) (int, error) {
	k.content = append(k.content, content...)
	return len(content), nil
}

func (f Fault) answer(w http.ResponseWriter) {
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
	}
	switch {
	case f.Body != "":
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(max(f.Status, http.StatusOK))
		_, _ = w.Write([]byte(f.Body))
	case f.Status == http.StatusForbidden || f.Status == http.StatusUnauthorized:
		writeFrontError(w, f.Status, 10000, "Authentication error")
	default:
		writeRefusal(w, f.Status, http.StatusText(f.Status))
	}
}
