package kitapi

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

var errNoSuchWebhook = errors.New("webhook not found")

const mostWebhooks = 20

// webhook is one subscription.
type webhook struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	URL       string    `json:"url"`
	Events    []string  `json:"events"`
	Enabled   bool      `json:"enabled"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// webhooks are the subscriptions and what delivers to them.
type webhooks struct {
	app     string
	timeout time.Duration // for the answer to a delivery
	way     *http.Transport
	key     func() *signingKey
	mail    chan localroom.Notice
	unwatch func()
	stop    func()
	stopped chan struct{}

	mu            sync.Mutex
	subscriptions []webhook
}

type webhookChange struct {
	Name    *string   `json:"name"`
	URL     *string   `json:"url"`
	Events  *[]string `json:"events"`
	Enabled *bool     `json:"enabled"`
}

// on applies the change to a subscription.
func (c webhookChange) on(w webhook) (webhook, error) {
	if c.Name != nil {
		w.Name = *c.Name
	}
	if c.URL != nil {
		w.URL = *c.URL
	}
	if c.Events != nil {
		w.Events = slices.Clone(*c.Events)
	}
	if c.Enabled != nil {
		w.Enabled = *c.Enabled
	}
	w.UpdatedAt = time.Now()
	switch {
	case w.Name == "":
		return w, errors.New("name: missing")
	case len(w.Events) == 0:
		return w, errors.New("events: missing")
	}
	return w, onThisMachine(w.URL)
}

// onThisMachine keeps a demo's reports from leaving it.
func onThisMachine(address string) error {
	parsed, err := url.Parse(address)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return fmt.Errorf("url: want http or https, got %q", address)
	}
	host, err := netip.ParseAddr(parsed.Hostname())
	if parsed.Hostname() != "localhost" && (err != nil || !host.IsLoopback()) {
		return fmt.Errorf("url: the local room reports to this machine only, not to %q", parsed.Hostname())
	}
	return nil
}

func (h *webhooks) list(*http.Request) (any, error) { return h.all(), nil }

func (h *webhooks) all() []webhook {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]webhook{}, h.subscriptions...)
}

func (h *webhooks) add(r *http.Request) (any, error) {
	var in webhookChange
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	now := time.Now()
	added, err := in.on(webhook{ID: rand.Text(), Enabled: true, CreatedAt: now})
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.subscriptions) >= mostWebhooks {
		return nil, fmt.Errorf("there are %d webhooks already", mostWebhooks)
	}
	h.subscriptions = append(h.subscriptions, added)
	return added, nil
}

func (h *webhooks) get(r *http.Request) (any, error) {
	return h.with(r, func(at int) (webhook, error) { return h.subscriptions[at], nil })
}

func (h *webhooks) edit(r *http.Request) (any, error) {
	var in webhookChange
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	return h.with(r, func(at int) (webhook, error) {
		edited, err := in.on(h.subscriptions[at])
		if err == nil {
			h.subscriptions[at] = edited
		}
		return edited, err
	})
}

func (h *webhooks) remove(r *http.Request) (any, error) {
	return h.with(r, func(at int) (webhook, error) {
		removed := h.subscriptions[at]
		h.subscriptions = slices.Delete(h.subscriptions, at, at+1)
		return removed, nil
	})
}

// with does something with the subscription that a call names.
func (h *webhooks) with(r *http.Request, do func(at int) (webhook, error)) (any, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := slices.IndexFunc(h.subscriptions, func(w webhook) bool { return w.ID == r.PathValue("webhook") })
	if at < 0 {
		return nil, errNoSuchWebhook
	}
	return do(at)
}
