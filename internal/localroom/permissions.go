package localroom

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// updatePermissions changes what users may do until the session ends. A user
// who may no longer send something stops sending it.
func updatePermissions(q *request, in *wire.PermissionsUpdates) error {
	if !q.from.user.permissions.CanChangeParticipantPermissions {
		return mayNot("can_change_participant_permissions")
	}
	for _, update := range in.GetUpdates() {
		if len(q.room.peopleOf(update.GetUserId())) == 0 {
			return ErrNoSuchParticipant
		}
		if err := checkPatch(update.GetPatch()); err != nil {
			return err
		}
	}
	for _, update := range in.GetUpdates() {
		targets := q.room.peopleOf(update.GetUserId())
		for one := range q.room.usersOf(targets, update.GetUserId()) {
			applyPatch(&one.permissions, update.GetPatch())
			one.altered = true
		}
		for _, target := range targets {
			q.room.silence(target, target.forbidden(), q.from)
		}
		q.room.tell(wire.UpdateUserPreset, &wire.PermissionsUpdates{Updates: []*wire.PermissionsUpdate{update}}, targets)
	}
	q.reply(&wire.Nothing{})
	return nil
}

// usersOf is who those people are, and who they will be when they connect anew: that
// may have been changed from outside.
func (r *room) usersOf(people []*participant, userID string) map[*user]bool {
	users := map[*user]bool{}
	for _, p := range people {
		users[p.user] = true
	}
	if added := r.users[userID]; added != nil {
		users[added] = true
	}
	return users
}

// peopleOf is everybody in the meeting or at its door with this user id.
func (r *room) peopleOf(userID string) []*participant {
	return r.sorted(func(p *participant) bool { return p.user.id == userID })
}

// forbidden is what p may not send. Who would have to ask need not while on the
// stage, as SDK 2.0.2 has it too.
func (p *participant) forbidden() silence {
	forbids := func(what MediaPermission) bool {
		return what.CanProduce != ProduceAllowed && (what.CanProduce != ProduceCanRequest || p.stage != onStage)
	}
	media := p.user.permissions.Media
	return silence{audio: forbids(media.Audio), video: forbids(media.Video), screenShare: forbids(media.Screenshare)}
}

// checkPatch refuses values that mean nothing.
func checkPatch(patch *wire.PermissionsPatch) error {
	if patch == nil {
		return errors.New("want a patch of permissions")
	}
	for _, stream := range []*wire.StreamPatch{patch.GetMedia().GetAudio(), patch.GetMedia().GetVideo(), patch.GetMedia().GetScreenshare()} {
		if stream == nil || stream.CanProduce == nil {
			continue
		}
		if _, ok := canProduceValues[stream.GetCanProduce()]; !ok {
			return fmt.Errorf("can_produce: want 1, 2 or 3, got %d", stream.GetCanProduce())
		}
	}
	if patch.WaitingRoomType != nil {
		if _, ok := waitingRoomTypes[patch.GetWaitingRoomType()]; !ok {
			return fmt.Errorf("waiting_room_type: want 1, 2 or 3, got %d", patch.GetWaitingRoomType())
		}
	}
	return nil
}

func applyPatch(to *Permissions, patch *wire.PermissionsPatch) {
	change(&to.AcceptWaitingRequests, patch.AcceptWaitingRequests)
	change(&to.CanAcceptProductionRequests, patch.CanAcceptProductionRequests)
	change(&to.CanEditDisplayName, patch.CanEditDisplayName)
	change(&to.CanRecord, patch.CanRecord)
	change(&to.CanLivestream, patch.CanLivestream)
	change(&to.CanSpotlight, patch.CanSpotlight)
	change(&to.DisableParticipantAudio, patch.DisableParticipantAudio)
	change(&to.DisableParticipantScreensharing, patch.DisableParticipantScreensharing)
	change(&to.DisableParticipantVideo, patch.DisableParticipantVideo)
	change(&to.KickParticipant, patch.KickParticipant)
	change(&to.PinParticipant, patch.PinParticipant)
	change(&to.TranscriptionEnabled, patch.TranscriptionEnabled)
	change(&to.IsRecorder, patch.IsRecorder)
	change(&to.HiddenParticipant, patch.HiddenParticipant)
	change(&to.ShowParticipantList, patch.ShowParticipantList)
	change(&to.CanChangeParticipantPermissions, patch.CanChangeParticipantPermissions)
	if patch.WaitingRoomType != nil {
		to.WaitingRoomType = waitingRoomTypes[patch.GetWaitingRoomType()]
	}
	if polls := patch.GetPolls(); polls != nil {
		change(&to.Polls.CanCreate, polls.CanCreate)
		change(&to.Polls.CanVote, polls.CanVote)
		change(&to.Polls.CanView, polls.CanView)
	}
	if plugins := patch.GetPlugins(); plugins != nil {
		change(&to.Plugins.CanClose, plugins.CanClose)
		change(&to.Plugins.CanStart, plugins.CanStart)
	}
	if meetings := patch.GetConnectedMeetings(); meetings != nil {
		change(&to.ConnectedMeetings.CanAlter, meetings.CanAlterConnectedMeetings)
		change(&to.ConnectedMeetings.CanSwitch, meetings.CanSwitchConnectedMeetings)
		change(&to.ConnectedMeetings.CanSwitchToParent, meetings.CanSwitchToParentMeeting)
	}
	applyChatPatch(&to.Chat, patch.GetChat())
	changeProduce(&to.Media.Audio, patch.GetMedia().GetAudio())
	changeProduce(&to.Media.Video, patch.GetMedia().GetVideo())
	changeProduce(&to.Media.Screenshare, patch.GetMedia().GetScreenshare())
}

func applyChatPatch(to *ChatPermissions, patch *wire.ChatPatch) {
	if public := patch.GetPublic(); public != nil {
		change(&to.Public.CanSend, public.CanSend)
		change(&to.Public.Text, public.Text)
		change(&to.Public.Files, public.Files)
	}
	if private := patch.GetPrivate(); private != nil {
		change(&to.Private.CanSend, private.CanSend)
		change(&to.Private.CanReceive, private.CanReceive)
		change(&to.Private.Text, private.Text)
		change(&to.Private.Files, private.Files)
	}
}

func change(field *bool, to *bool) {
	if to != nil {
		*field = *to
	}
}

func changeProduce(field *MediaPermission, patch *wire.StreamPatch) {
	if patch != nil && patch.CanProduce != nil {
		field.CanProduce = canProduceValues[patch.GetCanProduce()]
	}
}

// getPermissions tells what users may do in chat, polls and plugins.
func getPermissions(q *request, in *wire.UserIds) error {
	answer, asked := &wire.PermissionsAnswer{}, setOf(in.GetUserIds())
	for _, p := range q.room.joinedPeople() {
		if !asked[p.user.id] {
			continue
		}
		may := p.user.permissions
		preset, err := json.Marshal(map[string]any{
			"permissions": map[string]any{"chat": may.Chat, "polls": may.Polls, "plugins": may.Plugins},
		})
		if err != nil {
			return fmt.Errorf("the permissions of %s cannot be written: %w", p.user.id, err)
		}
		answer.PeerPresets = append(answer.PeerPresets, &wire.UserPermissions{UserId: p.user.id, PeerId: p.id, Preset: preset})
	}
	q.reply(answer)
	return nil
}
