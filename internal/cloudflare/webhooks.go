package cloudflare

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// WebhookEvents are all events a webhook can ask for (SDK v7.9.0).
var WebhookEvents = []string{
	"meeting.started", "meeting.ended", "meeting.participantJoined", "meeting.participantLeft", "meeting.chatSynced",
	"recording.statusUpdate", "livestreaming.statusUpdate", "meeting.transcript", "meeting.summary",
}

// Webhook is one subscription of the app.
type Webhook struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	URL     string   `json:"url"`
	Events  []string `json:"events"`
	Enabled bool     `json:"enabled"`
}

const webhookName = "gavel"

// Webhooks lists the app's subscriptions.
func (c *Client) Webhooks(ctx context.Context) ([]Webhook, error) {
	var params realtime_kit.WebhookGetWebhooksParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	found := []Webhook{}
	err := c.read(ctx, "list the webhooks", func(ctx context.Context) error {
		answer, err := c.kit.Webhooks.GetWebhooks(ctx, c.app, params)
		if err != nil {
			return err
		}
		for _, one := range answer.Data {
			found = append(found, Webhook{one.ID, one.Name, one.URL, words(one.Events), one.Enabled})
		}
		return nil
	})
	if IsKind(err, NotFound) {
		_, err = c.Presets(ctx) // so it is said to answer when there are none, but also when there is no such app
	}
	return found, err
}

// EnsureWebhook sees to it that exactly these events go to that address, and
// reports whether something had to be changed. When the answer is lost, it looks
// again. Error: BadInput, for an address that is not https or an unknown event.
func (c *Client) EnsureWebhook(ctx context.Context, address string, events []string) (changed bool, err error) {
	if err := checkHook(address, events); err != nil {
		return false, err
	}
	before, found, err := c.webhookFor(ctx, address)
	if err != nil || (found && before.sends(events)) {
		return false, err
	}
	if found {
		err = c.editWebhook(ctx, before.ID, events)
	} else {
		err = c.newWebhook(ctx, address, events)
	}
	if IsKind(err, OutcomeUnknown) {
		if after, found, lookErr := c.webhookFor(ctx, address); lookErr == nil && found && after.sends(events) {
			return true, nil
		}
	}
	return err == nil, err
}

// RemoveWebhook ends what goes to an address and reports how many subscriptions
// that were.
func (c *Client) RemoveWebhook(ctx context.Context, address string) (int, error) {
	all, err := c.Webhooks(ctx)
	if err != nil {
		return 0, err
	}
	var params realtime_kit.WebhookDeleteWebhookParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	removed := 0
	for _, one := range all {
		if one.URL != address {
			continue
		}
		if err := checkAnswered("remove the webhook", "webhook id", one.ID); err != nil {
			return removed, err
		}
		err := c.change(ctx, "remove webhook "+one.ID, func(ctx context.Context) error {
			_, err := c.kit.Webhooks.DeleteWebhook(ctx, c.app, one.ID, params)
			return err
		})
		if err != nil && !IsKind(err, NotFound) {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

func (w Webhook) sends(events []string) bool {
	have, want := slices.Sorted(slices.Values(w.Events)), slices.Sorted(slices.Values(events))
	return w.Enabled && slices.Equal(slices.Compact(have), slices.Compact(want))
}

func (c *Client) webhookFor(ctx context.Context, address string) (Webhook, bool, error) {
	all, err := c.Webhooks(ctx)
	for _, one := range all {
		if one.URL == address {
			return one, true, checkAnswered("find the webhook", "webhook id", one.ID)
		}
	}
	return Webhook{}, false, err
}

func (c *Client) newWebhook(ctx context.Context, address string, events []string) error {
	var params realtime_kit.WebhookNewWebhookParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	set(&params.Name.Value, &params.Name.Present, webhookName)
	set(&params.URL.Value, &params.URL.Present, address)
	set(&params.Enabled.Value, &params.Enabled.Present, true)
	set(&params.Events.Value, &params.Events.Present, named[realtime_kit.WebhookNewWebhookParamsEvent](events))
	return c.change(ctx, "create the webhook", func(ctx context.Context) error {
		_, err := c.kit.Webhooks.NewWebhook(ctx, c.app, params)
		return err
	})
}

func (c *Client) editWebhook(ctx context.Context, id string, events []string) error {
	var params realtime_kit.WebhookEditWebhookParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	set(&params.Enabled.Value, &params.Enabled.Present, true)
	set(&params.Events.Value, &params.Events.Present, named[realtime_kit.WebhookEditWebhookParamsEvent](events))
	return c.change(ctx, "change webhook "+id, func(ctx context.Context) error {
		_, err := c.kit.Webhooks.EditWebhook(ctx, c.app, id, params)
		return err
	})
}

// checkHook allows plain http on this machine only, where the stand-in delivers.
// It does not tell the address, which may hold secrets.
func checkHook(address string, events []string) error {
	if parsed, err := url.Parse(address); err != nil || parsed.Host == "" || !private(parsed) {
		return badInput("webhook URL: want https:// and a host")
	}
	if len(events) == 0 {
		return badInput("events: want at least one of %s", strings.Join(WebhookEvents, ", "))
	}
	for _, event := range events {
		if !slices.Contains(WebhookEvents, event) {
			return badInput("event %q: want one of %s", event, strings.Join(WebhookEvents, ", "))
		}
	}
	return nil
}

func words[Event ~string](events []Event) []string {
	found := []string{}
	for _, event := range events {
		found = append(found, string(event))
	}
	return found
}

func named[Event ~string](words []string) []Event {
	var found []Event
	for _, word := range words {
		found = append(found, Event(word))
	}
	return found
}
