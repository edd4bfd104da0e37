package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// addBots puts count bots into a meeting of the room served at url: a third
// with microphone and camera on, a third with the microphone only, and the
// rest with neither.
func addBots(ctx context.Context, url, meeting string, count int) error {
	for i, media := range []struct{ audio, video bool }{{true, true}, {true, false}, {false, false}} {
		batch := map[string]any{"meeting": meeting, "count": (count + 2 - i) / 3, "audio": media.audio, "video": media.video}
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
