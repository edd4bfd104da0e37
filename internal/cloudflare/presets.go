package cloudflare

import (
	"context"
	"fmt"
	"strings"

	"github.com/cloudflare/cloudflare-go/v7/realtime_kit"
)

// presetID finds a preset by name; the list says no more than names and ids.
// NotFound names the presets there are.
func (c *Client) presetID(ctx context.Context, name string) (string, error) {
	names, ids, err := c.presets(ctx)
	if err != nil {
		return "", err
	}
	for i := range names {
		if names[i] == name {
			return ids[i], nil
		}
	}
	return "", &Error{Kind: NotFound, Doing: "find preset " + quoted(name), Detail: "the app has only " + quoted(strings.Join(names, ", "))}
}

// Presets lists the names of the app's presets.
func (c *Client) Presets(ctx context.Context) ([]string, error) {
	names, _, err := c.presets(ctx)
	return names, err
}

func (c *Client) presets(ctx context.Context) (names, ids []string, err error) {
	err = eachPage(func(page int) (int, error) {
		var params realtime_kit.PresetGetParams
		set(&params.AccountID.Value, &params.AccountID.Present, c.account)
		set(&params.PageNo.Value, &params.PageNo.Present, float64(page))
		set(&params.PerPage.Value, &params.PerPage.Present, float64(pageSize))
		count := 0
		err := c.read(ctx, "list the presets", func(ctx context.Context) error {
			answer, err := c.kit.Presets.Get(ctx, c.app, params)
			if err != nil {
				return err
			}
			count = len(answer.Data)
			for _, one := range answer.Data {
				names, ids = append(names, one.Name), append(ids, one.ID)
			}
			return nil
		})
		return count, err
	})
	return names, ids, err
}

// Rights lists the fields of a preset's permissions that give power over other
// people: kick_participant and the like. NotFound: there is no such preset.
func (c *Client) Rights(ctx context.Context, preset string) ([]string, error) {
	id, err := c.presetID(ctx, preset)
	if err != nil {
		return nil, err
	}
	doing := fmt.Sprintf("read preset %q", preset)
	if err := checkAnswered(doing, "preset id", id); err != nil {
		return nil, err
	}
	var params realtime_kit.PresetGetPresetByIDParams
	set(&params.AccountID.Value, &params.AccountID.Present, c.account)
	rights := []string{}
	err = c.read(ctx, doing, func(ctx context.Context) error {
		answer, err := c.kit.Presets.GetPresetByID(ctx, c.app, id, params)
		if err != nil {
			return err
		}
		may := answer.Data.Permissions
		for _, right := range []struct {
			given bool
			name  string
		}{
			{may.KickParticipant, "kick_participant"},
			{may.DisableParticipantAudio, "disable_participant_audio"},
			{may.DisableParticipantVideo, "disable_participant_video"},
			{may.DisableParticipantScreensharing, "disable_participant_screensharing"},
			{may.PinParticipant, "pin_participant"},
			{may.AcceptWaitingRequests, "accept_waiting_requests"},
			{may.AcceptStageRequests, "accept_stage_requests"},
			{may.CanAcceptProductionRequests, "can_accept_production_requests"},
			{may.CanChangeParticipantPermissions, "can_change_participant_permissions"},
			{may.CanRecord, "can_record"},
			{may.CanLivestream, "can_livestream"},
		} {
			if right.given {
				rights = append(rights, right.name)
			}
		}
		return nil
	})
	return rights, err
}
