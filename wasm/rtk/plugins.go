//go:build js && wasm

package rtk

import (
	"context"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Plugins are the plugins that the page told its SDK of.
type Plugins struct{ module }

// Plugin finds one by id, false where the page has none of that id.
func (p Plugins) Plugin(id meeting.PluginID) (Plugin, bool) {
	value, err := bridge.Call(p.inner("all").value, "get", bridge.IDValue(string(id)))
	return Plugin{module{scope: p.scope, value: value, name: "plugin"}}, err == nil && bridge.IsObject(value)
}

// Plugin is one of them.
type Plugin struct{ module }

// Active tells whether it is active. One's own SDK shows that before the server has agreed.
func (p Plugin) Active() bool { return p.is("active") }

// Activate opens it for everybody. Where the page's list does not allow it the SDK does nothing and
// says so to nobody (SDK 2.0.2).
func (p Plugin) Activate(ctx context.Context) error { return p.do(ctx, "activate") }

// Deactivate closes it for everybody.
func (p Plugin) Deactivate(ctx context.Context) error { return p.do(ctx, "deactivate") }
