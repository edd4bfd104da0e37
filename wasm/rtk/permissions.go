//go:build js && wasm

package rtk

import "github.com/gavel-rtc/gavel/wasm/meeting"

// Permissions is what one's preset grants at this moment. It can change during the
// meeting. Names are the SDK's getters.
type Permissions struct{ module }

// AcceptStageRequests tells whether one may bring people onto the stage.
func (p Permissions) AcceptStageRequests() bool { return p.is("acceptStageRequests") }

// AcceptWaitingRequests tells whether one may let people in.
func (p Permissions) AcceptWaitingRequests() bool { return p.is("acceptWaitingRequests") }

// CanAllowParticipantAudio tells whether one may turn everybody's microphone off.
func (p Permissions) CanAllowParticipantAudio() bool { return p.is("canAllowParticipantAudio") }

// CanAllowParticipantVideo tells whether one may turn everybody's camera off.
func (p Permissions) CanAllowParticipantVideo() bool { return p.is("canAllowParticipantVideo") }

// CanAllowParticipantScreensharing tells whether one may grant requests to share a screen.
func (p Permissions) CanAllowParticipantScreensharing() bool {
	return p.is("canAllowParticipantScreensharing")
}

// CanChangeParticipantPermissions tells whether one may change others' permissions.
func (p Permissions) CanChangeParticipantPermissions() bool {
	return p.is("canChangeParticipantPermissions")
}

// CanDisableParticipantAudio tells whether one may turn somebody's microphone off.
func (p Permissions) CanDisableParticipantAudio() bool { return p.is("canDisableParticipantAudio") }

// CanDisableParticipantVideo tells whether one may turn somebody's camera off.
func (p Permissions) CanDisableParticipantVideo() bool { return p.is("canDisableParticipantVideo") }

// CanEditDisplayName tells whether one may change one's name.
func (p Permissions) CanEditDisplayName() bool { return p.is("canEditDisplayName") }

// CanLivestream tells whether one may start and stop the livestream.
func (p Permissions) CanLivestream() bool { return p.is("canLivestream") }

// CanRecord tells whether one may start and stop recordings.
func (p Permissions) CanRecord() bool { return p.is("canRecord") }

// CanSpotlight tells whether one may choose what everybody sees.
func (p Permissions) CanSpotlight() bool { return p.is("canSpotlight") }

// HiddenParticipant tells whether others cannot see one in their lists.
func (p Permissions) HiddenParticipant() bool { return p.is("hiddenParticipant") }

// IsRecorder tells whether one is a recorder and no person.
func (p Permissions) IsRecorder() bool { return p.is("isRecorder") }

// KickParticipant tells whether one may remove people.
func (p Permissions) KickParticipant() bool { return p.is("kickParticipant") }

// PinParticipant tells whether one may pin people for everybody.
func (p Permissions) PinParticipant() bool { return p.is("pinParticipant") }

// RequestProduceAudio tells whether one may ask to speak.
func (p Permissions) RequestProduceAudio() bool { return p.is("requestProduceAudio") }

// RequestProduceVideo tells whether one may ask to show video.
func (p Permissions) RequestProduceVideo() bool { return p.is("requestProduceVideo") }

// RequestProduceScreenshare tells whether one may ask to share a screen.
func (p Permissions) RequestProduceScreenshare() bool { return p.is("requestProduceScreenshare") }

// ShowParticipantList tells whether one may see who is there.
func (p Permissions) ShowParticipantList() bool { return p.is("showParticipantList") }

// StageEnabled tells whether the meeting has a stage.
func (p Permissions) StageEnabled() bool { return p.is("stageEnabled") }

// TranscriptionEnabled tells whether what one says is transcribed.
func (p Permissions) TranscriptionEnabled() bool { return p.is("transcriptionEnabled") }

// CanProduceAudio tells whether one may speak.
func (p Permissions) CanProduceAudio() meeting.Production {
	return meeting.Production(p.text("canProduceAudio"))
}

// CanProduceVideo tells whether one may show video.
func (p Permissions) CanProduceVideo() meeting.Production {
	return meeting.Production(p.text("canProduceVideo"))
}

// CanProduceScreenshare tells whether one may share a screen.
func (p Permissions) CanProduceScreenshare() meeting.Production {
	return meeting.Production(p.text("canProduceScreenshare"))
}

// StageAccess tells whether one may go onto the stage.
func (p Permissions) StageAccess() meeting.Production {
	return meeting.Production(p.text("stageAccess"))
}

// WaitingRoomBehaviour is SKIP, ON_PRIVILEGED_USER_ENTRY or SKIP_ON_ACCEPT.
func (p Permissions) WaitingRoomBehaviour() string { return p.text("waitingRoomBehaviour") }

// MediaRoomType is the kind of media room.
func (p Permissions) MediaRoomType() string { return p.text("mediaRoomType") }

// ChatPermissions is what one may do in a chat.
type ChatPermissions struct{ CanSend, CanReceive, Text, Files bool }

// ChatPublic is what one may do in the public chat. Everybody receives it.
func (p Permissions) ChatPublic() ChatPermissions {
	chat := p.inner("chatPublic")
	return ChatPermissions{CanSend: chat.is("canSend"), CanReceive: true, Text: chat.is("text"), Files: chat.is("files")}
}

// ChatPrivate is what one may do in private chats.
func (p Permissions) ChatPrivate() ChatPermissions {
	chat := p.inner("chatPrivate")
	return ChatPermissions{CanSend: chat.is("canSend"), CanReceive: chat.is("canReceive"), Text: chat.is("text"), Files: chat.is("files")}
}

// PollPermissions is what one may do with polls.
type PollPermissions struct{ CanCreate, CanVote, CanView bool }

// Polls is what one may do with polls.
func (p Permissions) Polls() PollPermissions {
	polls := p.inner("polls")
	return PollPermissions{CanCreate: polls.is("canCreate"), CanVote: polls.is("canVote"), CanView: polls.is("canView")}
}

// PluginPermissions is what one may do with plugins.
type PluginPermissions struct{ CanStart, CanClose, CanEditConfig bool }

// Plugins is what one may do with plugins.
func (p Permissions) Plugins() PluginPermissions {
	plugins := p.inner("plugins")
	return PluginPermissions{CanStart: plugins.is("canStart"), CanClose: plugins.is("canClose"), CanEditConfig: plugins.is("canEditConfig")}
}

// ConnectedMeetingPermissions is what one may do with connected meetings.
type ConnectedMeetingPermissions struct{ CanAlter, CanSwitch, CanSwitchToParent bool }

// ConnectedMeetings is what one may do with connected meetings.
func (p Permissions) ConnectedMeetings() ConnectedMeetingPermissions {
	connected := p.inner("connectedMeetings")
	return ConnectedMeetingPermissions{
		CanAlter:          connected.is("canAlterConnectedMeetings"),
		CanSwitch:         connected.is("canSwitchConnectedMeetings"),
		CanSwitchToParent: connected.is("canSwitchToParentMeeting"),
	}
}

// OnPermissionsUpdate is called when anything of it has changed.
func (p Permissions) OnPermissionsUpdate(fn func()) (remove func(), err error) {
	return p.onChange("permissionsUpdate", fn)
}

// OnChatUpdate is called when what one may do in chats has changed.
func (p Permissions) OnChatUpdate(fn func()) (remove func(), err error) {
	return p.onChange("chatUpdate", fn)
}

// OnPollsUpdate is called when what one may do with polls has changed.
func (p Permissions) OnPollsUpdate(fn func()) (remove func(), err error) {
	return p.onChange("pollsUpdate", fn)
}

// OnPluginsUpdate is called when what one may do with plugins has changed.
func (p Permissions) OnPluginsUpdate(fn func()) (remove func(), err error) {
	return p.onChange("pluginsUpdate", fn)
}
