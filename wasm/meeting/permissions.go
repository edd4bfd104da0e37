package meeting

// Permission is one yes-or-no right of a preset.
type Permission uint8

// The permissions, in the order of the SDK's getters. NoPermission is what an
// action needs that everybody may do.
const (
	NoPermission Permission = iota
	AcceptStageRequests
	AcceptWaitingRequests
	CanAllowParticipantAudio
	CanAllowParticipantVideo
	CanAllowParticipantScreensharing
	CanChangeParticipantPermissions
	CanDisableParticipantAudio
	CanDisableParticipantVideo
	CanEditDisplayName
	CanLivestream
	CanRecord
	CanSpotlight
	ChatPublicCanSend
	ChatPublicText
	ChatPublicFiles
	ChatPrivateCanSend
	ChatPrivateCanReceive
	ChatPrivateText
	ChatPrivateFiles
	CanAlterConnectedMeetings
	CanSwitchConnectedMeetings
	CanSwitchToParentMeeting
	HiddenParticipant
	IsRecorder
	KickParticipant
	PinParticipant
	PluginsCanStart
	PluginsCanClose
	PluginsCanEditConfig
	PollsCanCreate
	PollsCanVote
	PollsCanView
	RequestProduceAudio
	RequestProduceVideo
	RequestProduceScreenshare
	ShowParticipantList
	StageEnabled
	TranscriptionEnabled
	permissionCount
	// EnterStage is the right to go on stage, or to ask for it: StageAccess is not
	// [ProductionNotAllowed]. It has no getter of its own, and AllPermissions leaves it out.
	EnterStage
)

// permissionNames maps each permission to the getter that reads it and the
// preset field that grants it (SDK 2.0.2, read in its bundle).
var permissionNames = [EnterStage + 1]struct{ getter, field string }{
	AcceptStageRequests:              {"acceptStageRequests", "accept_stage_requests"},
	AcceptWaitingRequests:            {"acceptWaitingRequests", "accept_waiting_requests"},
	CanAllowParticipantAudio:         {"canAllowParticipantAudio", "disable_participant_audio"},
	CanAllowParticipantVideo:         {"canAllowParticipantVideo", "disable_participant_video"},
	CanAllowParticipantScreensharing: {"canAllowParticipantScreensharing", "can_accept_production_requests"},
	CanChangeParticipantPermissions:  {"canChangeParticipantPermissions", "can_change_participant_permissions"},
	CanDisableParticipantAudio:       {"canDisableParticipantAudio", "disable_participant_audio"},
	CanDisableParticipantVideo:       {"canDisableParticipantVideo", "disable_participant_video"},
	CanEditDisplayName:               {"canEditDisplayName", "can_edit_display_name"},
	CanLivestream:                    {"canLivestream", "can_livestream"},
	CanRecord:                        {"canRecord", "can_record"},
	CanSpotlight:                     {"canSpotlight", "can_spotlight"},
	ChatPublicCanSend:                {"chatPublic.canSend", "chat.public.can_send"},
	ChatPublicText:                   {"chatPublic.text", "chat.public.text"},
	ChatPublicFiles:                  {"chatPublic.files", "chat.public.files"},
	ChatPrivateCanSend:               {"chatPrivate.canSend", "chat.private.can_send"},
	ChatPrivateCanReceive:            {"chatPrivate.canReceive", "chat.private.can_receive"},
	ChatPrivateText:                  {"chatPrivate.text", "chat.private.text"},
	ChatPrivateFiles:                 {"chatPrivate.files", "chat.private.files"},
	CanAlterConnectedMeetings:        {"connectedMeetings.canAlterConnectedMeetings", "connected_meetings.can_alter_connected_meetings"},
	CanSwitchConnectedMeetings:       {"connectedMeetings.canSwitchConnectedMeetings", "connected_meetings.can_switch_connected_meetings"},
	CanSwitchToParentMeeting:         {"connectedMeetings.canSwitchToParentMeeting", "connected_meetings.can_switch_to_parent_meeting"},
	HiddenParticipant:                {"hiddenParticipant", "hidden_participant"},
	IsRecorder:                       {"isRecorder", "is_recorder"},
	KickParticipant:                  {"kickParticipant", "kick_participant"},
	PinParticipant:                   {"pinParticipant", "pin_participant"},
	PluginsCanStart:                  {"plugins.canStart", "plugins.can_start"},
	PluginsCanClose:                  {"plugins.canClose", "plugins.can_close"},
	PluginsCanEditConfig:             {"plugins.canEditConfig", "plugins.can_edit_config"},
	PollsCanCreate:                   {"polls.canCreate", "polls.can_create"},
	PollsCanVote:                     {"polls.canVote", "polls.can_vote"},
	PollsCanView:                     {"polls.canView", "polls.can_view"},
	RequestProduceAudio:              {"requestProduceAudio", "media.audio.can_produce"},
	RequestProduceVideo:              {"requestProduceVideo", "media.video.can_produce"},
	RequestProduceScreenshare:        {"requestProduceScreenshare", "media.screenshare.can_produce"},
	ShowParticipantList:              {"showParticipantList", "show_participant_list"},
	StageEnabled:                     {"stageEnabled", "stage_enabled"},
	TranscriptionEnabled:             {"transcriptionEnabled", "transcription_enabled"},
	EnterStage:                       {"stageAccess", "stage_access"},
}

// Getter returns the path of the getter below meeting.self.permissions, for
// example "kickParticipant" or "chatPublic.canSend"; "" for NoPermission.
func (p Permission) Getter() string { return permissionNames[p].getter }

// PresetField returns the field of the preset that grants the permission, for
// example "kick_participant"; "" for NoPermission.
func (p Permission) PresetField() string { return permissionNames[p].field }

// AlsoGrantedBy returns another field of the preset that grants the permission by itself; ""
// for most.
func (p Permission) AlsoGrantedBy() string {
	if p == AcceptStageRequests {
		return CanAllowParticipantScreensharing.PresetField()
	}
	return ""
}

// AllPermissions returns every permission that is yes or no by itself, in the order of the
// constants.
func AllPermissions() []Permission {
	all := make([]Permission, 0, permissionCount-1)
	for p := NoPermission + 1; p < permissionCount; p++ {
		all = append(all, p)
	}
	return all
}

// Production says whether somebody may send a kind of media: the SDK's
// "ALLOWED", "NOT_ALLOWED" or "CAN_REQUEST".
type Production string

// The values of Production.
const (
	ProductionAllowed    Production = "ALLOWED"
	ProductionNotAllowed Production = "NOT_ALLOWED"
	ProductionCanRequest Production = "CAN_REQUEST"
)

// Permissions is everything one's own preset grants at this moment: every
// getter of meeting.self.permissions but plugins.config, which is free-form.
// The zero value grants nothing.
type Permissions struct {
	granted               uint64
	CanProduceAudio       Production
	CanProduceVideo       Production
	CanProduceScreenshare Production
	StageAccess           Production
	// WaitingRoomBehaviour is SKIP, ON_PRIVILEGED_USER_ENTRY or SKIP_ON_ACCEPT.
	WaitingRoomBehaviour string
	MediaRoomType        string
}

// Has tells whether p is granted. NoPermission always is.
func (s Permissions) Has(p Permission) bool {
	switch {
	case p == NoPermission || s.granted&(1<<p) != 0:
		return true
	case p == EnterStage:
		return s.StageAccess == ProductionAllowed || s.StageAccess == ProductionCanRequest
	}
	return false
}

// With returns the permissions with the given ones granted as well.
func (s Permissions) With(granted ...Permission) Permissions {
	for _, p := range granted {
		s.granted |= 1 << p
	}
	return s
}

// Without returns the permissions with the given ones withdrawn.
func (s Permissions) Without(withdrawn ...Permission) Permissions {
	for _, p := range withdrawn {
		s.granted &^= 1 << p
	}
	return s
}
