package localroom

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// Presets are the roles of a room by name.
type Presets map[string]*Preset

// Preset is one role in RealtimeKit's own shape and field names.
type Preset struct {
	Config      Config         `json:"config"`
	Permissions Permissions    `json:"permissions"`
	UI          map[string]any `json:"ui,omitempty"`
}

// Config says what kind of call this is and how media is sent.
type Config struct {
	ViewType            ViewType        `json:"view_type"`
	MaxVideoStreams     MaxVideoStreams `json:"max_video_streams"`
	MaxScreenshareCount int             `json:"max_screenshare_count"`
	Media               map[string]any  `json:"media"`
}

// MaxVideoStreams is how many videos are shown at once.
type MaxVideoStreams struct {
	Desktop int `json:"desktop"`
	Mobile  int `json:"mobile"`
}

// Permissions is what a role may do. The room enforces the fields it reads and
// hands the whole to the SDK.
type Permissions struct {
	AcceptWaitingRequests           bool                        `json:"accept_waiting_requests"`
	AcceptStageRequests             bool                        `json:"accept_stage_requests,omitempty"`
	CanAcceptProductionRequests     bool                        `json:"can_accept_production_requests"`
	CanChangeParticipantPermissions bool                        `json:"can_change_participant_permissions"`
	CanEditDisplayName              bool                        `json:"can_edit_display_name"`
	CanLivestream                   bool                        `json:"can_livestream"`
	CanRecord                       bool                        `json:"can_record"`
	CanSpotlight                    bool                        `json:"can_spotlight"`
	DisableParticipantAudio         bool                        `json:"disable_participant_audio"`
	DisableParticipantVideo         bool                        `json:"disable_participant_video"`
	DisableParticipantScreensharing bool                        `json:"disable_participant_screensharing"`
	HiddenParticipant               bool                        `json:"hidden_participant"`
	IsRecorder                      bool                        `json:"is_recorder,omitempty"`
	KickParticipant                 bool                        `json:"kick_participant"`
	PinParticipant                  bool                        `json:"pin_participant"`
	RecorderType                    RecorderType                `json:"recorder_type"`
	ShowParticipantList             bool                        `json:"show_participant_list"`
	StageEnabled                    bool                        `json:"stage_enabled,omitempty"`
	StageAccess                     StageAccess                 `json:"stage_access,omitempty"`
	TranscriptionEnabled            bool                        `json:"transcription_enabled,omitempty"`
	WaitingRoomType                 WaitingRoomType             `json:"waiting_room_type"`
	Chat                            ChatPermissions             `json:"chat"`
	ConnectedMeetings               ConnectedMeetingPermissions `json:"connected_meetings"`
	Media                           MediaPermissions            `json:"media"`
	Plugins                         PluginPermissions           `json:"plugins"`
	Polls                           PollPermissions             `json:"polls"`
}

// ChatPermissions is what a role may do in the chat.
type ChatPermissions struct {
	Public  PublicChat  `json:"public"`
	Private PrivateChat `json:"private"`
}

// PublicChat is about messages to everybody.
type PublicChat struct {
	CanSend bool `json:"can_send"`
	Text    bool `json:"text"`
	Files   bool `json:"files"`
}

// PrivateChat is about messages to some.
type PrivateChat struct {
	CanSend    bool `json:"can_send"`
	CanReceive bool `json:"can_receive"`
	Text       bool `json:"text"`
	Files      bool `json:"files"`
}

// ConnectedMeetingPermissions is about moving between connected meetings.
type ConnectedMeetingPermissions struct {
	CanAlter          bool `json:"can_alter_connected_meetings"`
	CanSwitch         bool `json:"can_switch_connected_meetings"`
	CanSwitchToParent bool `json:"can_switch_to_parent_meeting"`
}

// MediaPermissions is what a role may send.
type MediaPermissions struct {
	Audio       MediaPermission `json:"audio"`
	Video       MediaPermission `json:"video"`
	Screenshare MediaPermission `json:"screenshare"`
}

// MediaPermission is about one kind of media.
type MediaPermission struct {
	CanProduce CanProduce `json:"can_produce"`
}

// PluginPermissions is about plugins; the SDK reads Config.
type PluginPermissions struct {
	CanStart      bool           `json:"can_start"`
	CanClose      bool           `json:"can_close"`
	CanEditConfig bool           `json:"can_edit_config,omitempty"`
	Config        map[string]any `json:"config"`
}

// PollPermissions is about polls.
type PollPermissions struct {
	CanCreate bool `json:"can_create"`
	CanVote   bool `json:"can_vote"`
	CanView   bool `json:"can_view"`
}

// ViewType is the kind of call.
type ViewType string

// The kinds of call that the room plays.
const (
	GroupCall  ViewType = "GROUP_CALL"
	Webinar    ViewType = "WEBINAR"
	Livestream ViewType = "LIVESTREAM"
)

func (ViewType) allowed() []string {
	return []string{string(GroupCall), string(Webinar), string(Livestream)}
}

// WaitingRoomType says who has to wait before being let in.
type WaitingRoomType string

// How the room plays the three kinds. What the service does with them is not
// known from the SDK; this is the room's choice.
const (
	// SkipWaitingRoom lets in at once.
	SkipWaitingRoom WaitingRoomType = "SKIP"
	// WaitForPrivileged waits to be accepted, each time; a reconnect is not a new time.
	WaitForPrivileged WaitingRoomType = "ON_PRIVILEGED_USER_ENTRY"
	// SkipOnAccept waits to be accepted once in a session.
	SkipOnAccept WaitingRoomType = "SKIP_ON_ACCEPT"
)

func (WaitingRoomType) allowed() []string {
	return []string{string(SkipWaitingRoom), string(WaitForPrivileged), string(SkipOnAccept)}
}

var waitingRoomTypes = map[wire.WaitingRoomType]WaitingRoomType{
	wire.WaitingRoomType_WAITING_ROOM_TYPE_SKIP:                     SkipWaitingRoom,
	wire.WaitingRoomType_WAITING_ROOM_TYPE_ON_PRIVILEGED_USER_ENTRY: WaitForPrivileged,
	wire.WaitingRoomType_WAITING_ROOM_TYPE_SKIP_ON_ACCEPT:           SkipOnAccept,
}

// StageAccess says how a role gets on the stage.
type StageAccess string

// The ways to the stage. Where it is absent, what may be sent decides.
const (
	StageAllowed    StageAccess = "ALLOWED"
	StageCanRequest StageAccess = "CAN_REQUEST"
	StageNotAllowed StageAccess = "NOT_ALLOWED"
)

func (StageAccess) allowed() []string {
	return []string{string(StageAllowed), string(StageCanRequest), string(StageNotAllowed)}
}

// CanProduce says whether a role may send one kind of media.
type CanProduce string

// Whether a role may send.
const (
	ProduceAllowed    CanProduce = "ALLOWED"
	ProduceNotAllowed CanProduce = "NOT_ALLOWED"
	ProduceCanRequest CanProduce = "CAN_REQUEST"
)

func (CanProduce) allowed() []string {
	return []string{string(ProduceAllowed), string(ProduceNotAllowed), string(ProduceCanRequest)}
}

var canProduceValues = map[wire.StreamPermission]CanProduce{
	wire.StreamPermission_STREAM_PERMISSION_ALLOWED:     ProduceAllowed,
	wire.StreamPermission_STREAM_PERMISSION_NOT_ALLOWED: ProduceNotAllowed,
	wire.StreamPermission_STREAM_PERMISSION_CAN_REQUEST: ProduceCanRequest,
}

// RecorderType marks a participant that is a recorder and no person.
type RecorderType string

func (RecorderType) allowed() []string { return []string{"NONE", "RECORDER", "LIVESTREAMER"} }

//go:embed presets.json
var builtinPresets []byte

// BuiltinPresets are host, cohost, guest, waiting-guest, webinar-host,
// webinar-viewer, livestream-host and livestream-viewer.
func BuiltinPresets() (Presets, error) {
	return LoadPresets(bytes.NewReader(builtinPresets))
}

// LoadPresets reads {"presets": {"<name>": {"config": …, "permissions": …,
// "ui": …}}}. The error names every wrong, missing and unknown field by its
// path.
func LoadPresets(from io.Reader) (Presets, error) {
	var raw any
	content, err := io.ReadAll(from)
	if err != nil {
		return nil, fmt.Errorf("read the presets: %w", err)
	}
	if err := json.Unmarshal(content, &raw); err != nil {
		return nil, fmt.Errorf("the presets are no JSON: %w", err)
	}
	var file struct {
		Presets Presets `json:"presets"`
	}
	if err := checkShape(raw, file); err != nil {
		return nil, err
	}
	// What was checked is read, of a key that comes twice the last one.
	if content, err = json.Marshal(raw); err == nil {
		err = json.Unmarshal(content, &file)
	}
	if err != nil {
		return nil, fmt.Errorf("the presets: %w", err)
	}
	if len(file.Presets) == 0 {
		return nil, fmt.Errorf("presets: want at least one preset, got none")
	}
	for name := range file.Presets {
		if err := checkName("a preset's name", name, maxNameBytes); err != nil {
			return nil, err
		}
	}
	return file.Presets, nil
}

// names lists the presets there are, for error messages.
func (p Presets) names() string {
	return strings.Join(slices.Sorted(maps.Keys(p)), ", ")
}
