package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// mostPlaying is how many of the bots can be seen and heard.
const mostPlaying = 2

// addBots puts count bots into a meeting of the room served at url: the first
// two play a clip; of the others a third has microphone and camera on, a third
// the microphone only, and the rest neither.
func addBots(ctx context.Context, url, meeting string, count int) error {
	playing := min(count, mostPlaying)
	count -= playing
	for _, kind := range []struct {
		count               int
		audio, video, media bool
	}{
		{count: playing, audio: true, video: true, media: true},
		{count: (count + 2) / 3, audio: true, video: true},
		{count: (count + 1) / 3, audio: true},
		{count: count / 3},
	} {
		batch := map[string]any{"meeting": meeting, "count": kind.count, "audio": kind.audio, "video": kind.video, "media": kind.media}
		if batch["count"] == 0 {
			continue
		}
		if err := postBots(ctx, url, batch); err != nil {
			return fmt.Errorf("adding bots: %w", err)
		}
	}
	return nil
}

func postBots(ctx context.Context, url string, batch map[string]any) error {
	body, err := json.Marshal(batch)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/local/bots", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		var refusal struct{ Error struct{ Message string } }
		if err := json.NewDecoder(response.Body).Decode(&refusal); err != nil {
			return fmt.Errorf("the room answered %s", response.Status)
		}
		return fmt.Errorf("%s", refusal.Error.Message)
	}
	return nil
}
