package cloudflare

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
)

// Mute turns off one person's microphone. They can turn it on again.
func (c *Client) Mute(ctx context.Context, meeting string, target Target) error {
	if err := checkID("meeting id", meeting); err != nil {
		return err
	}
	if err := target.Check(); err != nil {
		return err
	}
	body := map[string][]string{"participant_ids": {}, "custom_participant_ids": {}}
	if target.CustomID != "" {
		body["custom_participant_ids"] = []string{target.CustomID}
	} else {
		body["participant_ids"] = []string{target.ParticipantID}
	}
	return c.change(ctx, "mute "+target.String(), func(ctx context.Context) error {
		return c.post(ctx, meeting, "mute", body, nil)
	})
}

// MuteAll turns off all microphones and returns how many there were by the
// service's count. Without allowUnmute nobody can turn theirs on again.
func (c *Client) MuteAll(ctx context.Context, meeting string, allowUnmute bool) (int, error) {
	if err := checkID("meeting id", meeting); err != nil {
		return 0, err
	}
	var answer struct {
		Data struct {
			Count float64 `json:"muted_participants_count"`
		} `json:"data"`
	}
	err := c.change(ctx, "mute everybody in meeting "+meeting, func(ctx context.Context) error {
		return c.post(ctx, meeting, "mute-all", map[string]bool{"allow_unmute": allowUnmute}, &answer)
	})
	return int(answer.Data.Count), err
}

// post calls what the API reference has below active-session and the SDK lacks
// (v7.9.0).
func (c *Client) post(ctx context.Context, meeting, what string, body, answer any) error {
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	address := c.base + "accounts/" + c.account + "/realtime/kit/" + c.app + "/meetings/" + meeting + "/active-session/" + what
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(content))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+c.wire.token)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	response, err := c.wire.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if answer == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
