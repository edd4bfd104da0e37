package section

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// tools is the section of a meeting with all modules, in which these are the host's rights.
func tools(may ...meeting.Permission) (*Tools, *meeting.State) {
	state := with(host(), person("Ann", meeting.ScreenShareOn), person("Bob", 0))
	state.Self.Permissions = meeting.Permissions{}.With(may...)
	state.Room.Modules = "chat polls plugins"
	state.Plugins = []meeting.Plugin{
		{ID: "board", Name: "Board", Active: true, CanActivate: true, CanDeactivate: true, EnabledBy: "id-ann"},
		{ID: "timer", Name: "Timer", CanActivate: true, CanDeactivate: true},
	}
	state.Polls = []meeting.Poll{{ID: "p", Question: "Tea?"}}
	s := newScreen()
	s.update(state, noon)
	return NewTools(s.Basis), s.State
}

func TestToolsAreDrawnWhileTheyAreOpen(t *testing.T) {
	all, _ := tools(meeting.PollsCanCreate, meeting.PollsCanView, meeting.PluginsCanStart, meeting.PluginsCanClose, meeting.CanSpotlight)
	assert.Equal(t, ToolsShown{There: true}, all.Shown())
	all.Open = true
	shown := all.Shown()
	assert.Equal(t, ButtonReady, shown.Poll.State)
	assert.True(t, shown.SeesPolls)
	assert.Equal(t, []meeting.Poll{{ID: "p", Question: "Tea?"}}, shown.Polls)
	require.Len(t, shown.Plugins, 2)
	assert.Equal(t, meeting.PluginsDeactivate, shown.Plugins[0].Button.Action)
	assert.Equal(t, ButtonReady, shown.Plugins[0].Show.State, "what is open can be shown")
	assert.Equal(t, meeting.PluginsActivate, shown.Plugins[1].Button.Action)
	assert.Equal(t, ButtonFolded, shown.Plugins[1].Show.State)
	require.Len(t, shown.Sharers, 1)
	assert.Equal(t, "Ann", shown.Sharers[0].Name)

	var p Patch
	shown.Diff(&ToolsShown{There: true}, &p)
	assert.Equal(t, map[string]int{"tools": 1, "tools.polls": 1, "tools.plugins": 1, "tools.spotlight": 1}, opsOf(t, &p))
	p = Patch{}
	again := all.Shown()
	again.Diff(&shown, &p)
	assert.Empty(t, opsOf(t, &p))
}

func TestToolsAreThereForWhoMayUseOne(t *testing.T) {
	none, state := tools()
	assert.False(t, none.Shown().There)
	state.Plugins[0].EnabledBy = state.Self.ID
	assert.True(t, none.Shown().There, "what one opened oneself can be closed without a right")
	none.Open = true
	shown := none.Shown()
	assert.Equal(t, ButtonReady, shown.Plugins[0].Button.State)
	assert.Equal(t, ButtonFolded, shown.Plugins[1].Button.State)
	assert.Equal(t, ButtonFolded, shown.Poll.State)
	assert.Empty(t, shown.Sharers)

	for _, right := range []meeting.Permission{meeting.PollsCanCreate, meeting.PluginsCanStart, meeting.PluginsCanClose, meeting.CanSpotlight} {
		one, state := tools(right)
		assert.True(t, one.Shown().There, right.PresetField())
		state.Room.Modules = ""
		assert.Equal(t, right == meeting.CanSpotlight, one.Shown().There, "without its module: %s", right.PresetField())
	}
}

func TestAToolSaysWhatItLacks(t *testing.T) {
	one, state := tools(meeting.PollsCanCreate, meeting.CanSpotlight)
	state.Self.Permissions = meeting.Permissions{}
	one.Open = true
	shown := one.Shown()
	assert.Equal(t, Button{Action: meeting.PollsCreate, State: ButtonBlocked, Why: "reason.permission", Permission: "polls.can_create"}, shown.Poll)
	assert.Equal(t, "can_spotlight", shown.Spotlight.Permission)
	assert.False(t, shown.SeesPolls)
}

func TestThePluginOfThePageMayNotBeOpened(t *testing.T) {
	one, state := tools(meeting.PluginsCanStart)
	state.Plugins[1].CanActivate = false
	one.Open = true
	assert.Equal(t, "state.plugins.page", one.Shown().Plugins[1].Button.Why)
}

func TestTheSpotlightTurnsAndIsOnSomething(t *testing.T) {
	one, state := tools(meeting.CanSpotlight)
	assert.Equal(t, &meeting.Spotlight{On: true}, one.Turn(""))
	state.Room.Spotlight = true
	assert.Equal(t, &meeting.Spotlight{}, one.Turn(""))
	assert.Equal(t, &meeting.Spotlight{On: true, TabType: "plugin", TabID: "demo:board"}, one.Turn("plugin:demo:board"))
}

func TestAButtonIsBusyWhateverThePollIs(t *testing.T) {
	one, state := tools(meeting.PollsCanCreate)
	state.Pending = []meeting.Pending{{Command: one.Poll("Tea?", "yes\nno", true, false)}}
	one.Open = true
	assert.Equal(t, ButtonBusy, one.Shown().Poll.State)
}
