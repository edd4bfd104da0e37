package cloudflare

import (
	"cmp"
	"context"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/cloudflare/cloudflare-go/v7/option"
	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// DefaultAPIBase is where Cloudflare's API is.
const DefaultAPIBase = "https://api.cloudflare.com/client/v4"

const (
	usualTimeout   = 30 * time.Second
	usualLookEvery = 2 * time.Second // RealtimeKit's rate limit is 3,500 requests in 5 minutes
)

// Options says whose meetings these are and how to reach the service.
type Options struct {
	AccountID string // the Cloudflare account
	AppID     string // the RealtimeKit app
	APIToken  string // with the permission Realtime or Realtime Admin
	// APIBase is the address that /accounts/… follows; empty means
	// DefaultAPIBase. It must be https, except on this machine.
	APIBase string
	// Timeout is how long one call may take with its retries; 0 means 30 s.
	Timeout time.Duration
	// LookEvery is the time between two looks at a session; 0 means 2 s.
	LookEvery time.Duration
}

// Client calls the service for one app. Its methods may be called from any
// goroutine; every error of theirs is an [*Error].
type Client struct {
	account   string
	app       string
	base      string // with a slash at the end
	timeout   time.Duration
	lookEvery time.Duration
	wire      *wire
	kit       *realtime_kit.RealtimeKitService
}

// New checks the options and makes a client; it sends nothing. Error: BadInput,
// which names what is missing or wrong.
func New(options Options) (*Client, error) {
	if err := checkID("account id", options.AccountID); err != nil {
		return nil, err
	}
	if err := checkID("app id", options.AppID); err != nil {
		return nil, err
	}
	if options.APIToken == "" || strings.ContainsFunc(options.APIToken, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, badInput("API token: want one, without spaces and line breaks")
	}
	base := strings.TrimSuffix(cmp.Or(options.APIBase, DefaultAPIBase), "/") + "/"
	if err := checkBase(base); err != nil {
		return nil, err
	}
	client := &Client{
		account:   options.AccountID,
		app:       options.AppID,
		base:      base,
		timeout:   cmp.Or(options.Timeout, usualTimeout),
		lookEvery: cmp.Or(options.LookEvery, usualLookEvery),
	}
	client.wire = newWire(options.APIToken, client.timeout/3)
	client.kit = realtime_kit.NewRealtimeKitService(
		option.WithBaseURL(base),
		option.WithAPIToken(options.APIToken),
		option.WithHTTPClient(client.wire),
		option.WithMaxRetries(0), // wire retries, and knows when to stop
	)
	return client, nil
}

// checkBase keeps the API token off unencrypted networks.
func checkBase(base string) error {
	address, err := url.Parse(base)
	if err != nil || address.Host == "" || address.User != nil || address.RawQuery != "" || address.Fragment != "" {
		return badInput("API base: want an address such as %s", DefaultAPIBase)
	}
	if !private(address) {
		return badInput("API base %s: want https, for the API token goes there", base)
	}
	return nil
}

// private reports whether nobody on the way can read what goes to an address.
func private(address *url.URL) bool {
	host, err := netip.ParseAddr(address.Hostname())
	here := address.Hostname() == "localhost" || (err == nil && host.IsLoopback())
	return address.Scheme == "https" || (address.Scheme == "http" && here)
}

// read runs a call that changes nothing.
func (c *Client) read(ctx context.Context, doing string, call func(context.Context) error) error {
	return c.call(ctx, doing, Unreachable, call)
}

// change runs a call that changes something.
func (c *Client) change(ctx context.Context, doing string, call func(context.Context) error) error {
	return c.call(ctx, doing, OutcomeUnknown, call)
}

// call gives call a deadline and its errors a Doing. An error that says nothing
// of the outcome is of the kind silence.
func (c *Client) call(ctx context.Context, doing string, silence Kind, call func(context.Context) error) error {
	if err := ctx.Err(); err != nil {
		return &Error{Kind: Unreachable, Doing: doing, Detail: "stopped before anything was sent", cause: err}
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	err := call(limited)
	var failure *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &failure):
		failure.Doing = doing
		return failure
	case ctx.Err() != nil:
		return &Error{Kind: silence, Doing: doing, Detail: "stopped while waiting for the answer" + unknownIf(silence), cause: ctx.Err()}
	case limited.Err() != nil:
		return &Error{Kind: silence, Doing: doing, Detail: "no answer within " + c.timeout.String() + unknownIf(silence), cause: limited.Err()}
	}
	return &Error{Kind: silence, Doing: doing, Detail: "the service's answer cannot be read" + unknownIf(silence), cause: err}
}

func unknownIf(kind Kind) string {
	if kind == OutcomeUnknown {
		return ", so it is not known whether it was done"
	}
	return ""
}

// set fills a parameter of the SDK. What would do this for us, cloudflare.F, is
// in the SDK's root package.
func set[T any](value *T, present *bool, to T) { *value, *present = to, true }
