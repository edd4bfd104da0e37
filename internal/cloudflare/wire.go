package cloudflare

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	mostAttempts      = 3
	firstPause        = 300 * time.Millisecond
	longestRetryAfter = 10 * time.Second
	largestAnswer     = 8 << 20
)

// wire sends requests for the SDK. It returns answers only that say of
// themselves that they are a success; everything else is an *Error.
type wire struct {
	token string
	http  *http.Client
}

func newWire(token string, attempt time.Duration) *wire {
	return &wire{token: token, http: &http.Client{
		Timeout: attempt,
		// A redirect would take the token to another address.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Do is what the SDK calls.
func (w *wire) Do(request *http.Request) (*http.Response, error) {
	for attempt := 1; ; attempt++ {
		answer, failure := w.attempt(request)
		if failure == nil {
			return answer, nil
		}
		pause := failure.RetryAfter
		if pause == 0 {
			pause = firstPause << (attempt - 1)
			pause += rand.N(pause / 2)
		}
		if attempt == mostAttempts || !repeatable(request, failure) || !waitFor(request.Context(), pause) {
			return nil, failure
		}
		if request.GetBody != nil {
			body, err := request.GetBody()
			if err != nil {
				return nil, failure
			}
			request.Body = body
		}
	}
}

// repeatable reports whether the request can be sent again without doing
// something twice.
func repeatable(request *http.Request, failure *Error) bool {
	switch failure.Kind {
	case RateLimited:
		return failure.RetryAfter <= longestRetryAfter
	case Unreachable:
		return true
	case OutcomeUnknown:
		return request.Method == http.MethodPatch
	}
	return false
}

// waitFor waits, unless ctx would end before that.
func waitFor(ctx context.Context, pause time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < pause {
		return false
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// attempt sends the request once.
func (w *wire) attempt(request *http.Request) (*http.Response, *Error) {
	answer, err := w.http.Do(request)
	if err != nil {
		return nil, unsent(request, err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(io.LimitReader(answer.Body, largestAnswer+1))
	switch {
	case err != nil:
		return nil, silent(request, "the answer broke off", err)
	case len(content) > largestAnswer:
		return nil, silent(request, "the answer is too long", nil)
	}
	if failure := w.judge(request, answer, content); failure != nil {
		failure.Status = answer.StatusCode
		return nil, failure
	}
	answer.Body = io.NopCloser(bytes.NewReader(content))
	answer.Header.Set("Content-Type", "application/json") // it was read as that
	return answer, nil
}

// unsent is for a request without an answer. The address is left out of the
// text, the cause is kept.
func unsent(request *http.Request, err error) *Error {
	var address *url.Error
	if errors.As(err, &address) {
		err = address.Err
	}
	var network *net.OpError
	var lookup *net.DNSError
	if errors.As(err, &lookup) || (errors.As(err, &network) && network.Op == "dial") {
		return &Error{Kind: Unreachable, Detail: fmt.Sprintf("%s cannot be reached: %v", request.URL.Host, err), cause: err}
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return silent(request, request.URL.Host+" does not answer", err)
	}
	return silent(request, "the connection broke", err)
}

// silent is for a request whose outcome nobody told.
func silent(request *http.Request, detail string, cause error) *Error {
	kind := OutcomeUnknown
	if request.Method == http.MethodGet {
		kind = Unreachable
	}
	return &Error{Kind: kind, Detail: detail + unknownIf(kind), cause: cause}
}

// envelope is around every answer. RealtimeKit puts one error into error,
// Cloudflare's front puts several into errors.
type envelope struct {
	success *bool
	problem *problem
	several []problem
}

type problem struct {
	Message string `json:"message"`
}

// readEnvelope takes keys as they are written; encoding/json would also take
// "Success" for "success".
func readEnvelope(content []byte) (envelope, error) {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(content, &parts); err != nil {
		return envelope{}, err
	}
	var read envelope
	for key, into := range map[string]any{"success": &read.success, "error": &read.problem, "errors": &read.several} {
		if part, ok := parts[key]; ok {
			if err := json.Unmarshal(part, into); err != nil {
				return envelope{}, err
			}
		}
	}
	return read, nil
}

func (e envelope) message() string {
	if e.problem != nil {
		return e.problem.Message
	}
	if len(e.several) > 0 {
		return e.several[0].Message
	}
	return ""
}

// judge finds what is wrong with an answer; nil means that it is a success.
func (w *wire) judge(request *http.Request, answer *http.Response, content []byte) *Error {
	status := answer.StatusCode
	said, unreadable := readEnvelope(content)
	words := quoted(said.message(), w.token)
	switch {
	case status >= 500, status == http.StatusRequestTimeout:
		return silent(request, fmt.Sprintf("the service failed (%d)", status), nil)
	case status == http.StatusTooManyRequests:
		wait := retryAfter(answer.Header.Get("Retry-After"))
		detail := "too many requests (429)"
		if wait > 0 {
			detail += ", the service asks to wait " + wait.String()
		}
		return &Error{Kind: RateLimited, Detail: detail, RetryAfter: wait}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return &Error{Kind: Denied, Detail: fmt.Sprintf(
			"the service denies it (%d, %s): the API token needs the permission Realtime or Realtime Admin, and the account id must be the token's", status, words)}
	case status >= 300 && status < 400:
		return &Error{Kind: Refused, Detail: fmt.Sprintf("the service wants to send us elsewhere (%d), which is not followed: is the API base right?", status)}
	case status >= 400 && (unreadable != nil || (said.problem == nil && said.several == nil)):
		return &Error{Kind: Refused, Detail: fmt.Sprintf("something that is not RealtimeKit answered (%d): is the API base right?", status)}
	case status == http.StatusNotFound && said.problem == nil:
		return &Error{Kind: Refused, Detail: "Cloudflare finds no way there (404, " + words + "): is the account id right?"}
	case status == http.StatusNotFound:
		return &Error{Kind: NotFound, Detail: "the service knows no such thing (404, " + words + ")"}
	case status >= 400:
		return &Error{Kind: Refused, Detail: fmt.Sprintf("the service refuses (%d, %s)", status, words)}
	case unreadable != nil || said.success == nil:
		return silent(request, "the service's answer cannot be read", unreadable)
	case !*said.success:
		return &Error{Kind: Refused, Detail: "the service says that it did not succeed (" + words + ")"}
	}
	return nil
}

// retryAfter reads the header in both its forms; 0 means that there is none.
func retryAfter(header string) time.Duration {
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, time.Until(at).Round(time.Second))
	}
	return 0
}
