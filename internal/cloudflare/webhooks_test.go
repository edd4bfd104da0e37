package cloudflare

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const hook = "https://example.com/hook?key=1"

func TestEnsureWebhook(t *testing.T) {
	const (
		ours = `[{"id":"w0","url":"https://example.com/other","events":["meeting.ended"],"enabled":true},
			{"id":"w1","name":"gavel","url":"` + hook + `","events":["meeting.ended"],"enabled":true}]`
		create = "POST /webhooks"
		edit   = "PATCH /webhooks/w1"
	)
	service := newService(t)
	client := service.client(t)
	service.on("GET /webhooks", data(`[]`))
	service.on(create, data(`{"id":"w1"}`))
	changed, err := client.EnsureWebhook(t.Context(), hook, []string{"meeting.ended"})
	require.NoError(t, err)
	require.True(t, changed)
	require.Equal(t, []string{"GET /webhooks", create + ` {"enabled":true,"events":["meeting.ended"],"name":"gavel","url":"` + hook + `"}`}, service.seen())

	service.on("GET /webhooks", data(ours))
	changed, err = client.EnsureWebhook(t.Context(), hook, []string{"meeting.ended"})
	require.NoError(t, err)
	require.False(t, changed)
	require.Equal(t, 1, service.count(create))

	service.on(edit, data(`{"id":"w1"}`))
	changed, err = client.EnsureWebhook(t.Context(), hook, []string{"meeting.started", "meeting.ended"})
	require.NoError(t, err)
	require.True(t, changed)
	require.Contains(t, service.seen(), edit+` {"enabled":true,"events":["meeting.started","meeting.ended"]}`)
}

func TestALostCreationIsLookedAt(t *testing.T) {
	service := newService(t)
	service.on("GET /webhooks", data(`[]`))
	service.on("POST /webhooks", hangUp(func() {
		service.on("GET /webhooks", data(`[{"id":"w1","url":"%s","events":["meeting.ended"],"enabled":true}]`, hook))
	}))
	changed, err := service.client(t).EnsureWebhook(t.Context(), hook, []string{"meeting.ended"})
	require.NoError(t, err)
	require.True(t, changed)
	require.Equal(t, 1, service.count("POST"))

	service.on("GET /webhooks", data(`[]`))
	service.on("POST /webhooks", serverFailed)
	_, err = service.client(t).EnsureWebhook(t.Context(), hook, []string{"meeting.ended"})
	requireKind(t, err, OutcomeUnknown)
}

func TestWebhookInputIsChecked(t *testing.T) {
	service := newService(t)
	client := service.client(t)
	for _, address := range []string{"", "example.com", "http://example.com/hook", "ftp://example.com", "https://", "javascript:alert(1)"} {
		_, err := client.EnsureWebhook(t.Context(), address, []string{"meeting.ended"})
		requireKind(t, err, BadInput, "https")
	}
	_, err := client.EnsureWebhook(t.Context(), hook, []string{"meeting.finished"})
	requireKind(t, err, BadInput, "meeting.finished", "meeting.ended")
	_, err = client.EnsureWebhook(t.Context(), hook, nil)
	requireKind(t, err, BadInput, "at least one")
	require.Empty(t, service.seen())
}

func TestRemoveWebhook(t *testing.T) {
	service := newService(t)
	client := service.client(t)
	service.on("GET /webhooks", data(`[{"id":"w1","url":"%[1]s"},{"id":"w2","url":"https://example.com"},{"id":"w3","url":"%[1]s"}]`, hook))
	service.on("DELETE /webhooks/w1", data(`{}`))
	removed, err := client.RemoveWebhook(t.Context(), hook)
	require.NoError(t, err)
	require.Equal(t, 2, removed, "one that has gone meanwhile is removed as well")
	require.Equal(t, []string{"GET /webhooks", "DELETE /webhooks/w1", "DELETE /webhooks/w3"}, service.seen())

	service.on("GET /webhooks", noSuchThing)
	_, err = client.RemoveWebhook(t.Context(), hook)
	requireKind(t, err, NotFound)
	service.on("GET /presets", data(`[]`))
	removed, err = client.RemoveWebhook(t.Context(), hook)
	require.NoError(t, err)
	require.Zero(t, removed)
}
