package action

import "github.com/gavel-rtc/gavel/wasm/meeting"

// plugins are opened and closed for everybody. The SDK asks for what the page allows and not for
// the preset, and does nothing without a word where it is not allowed (SDK 2.0.2).
var plugins = []Spec{
	{
		Name: "plugins.activate", Scope: OnPlugin, OnlyOne: true, Object: Plugin, Undo: "plugins.deactivate",
		Permission: meeting.PluginsCanStart, Needs: NeedsJoined, Proof: ProofPluginActive,
		Place: Place{Section: InTools, Icon: "plugin"},
	},
	{
		Name: "plugins.deactivate", Scope: OnPlugin, OnlyOne: true, Object: Plugin, Undo: "plugins.activate",
		Permission: meeting.PluginsCanClose, Needs: NeedsJoined, Proof: ProofPluginClosed,
		Place: Place{Section: InTools, Icon: "close"},
	},
}
