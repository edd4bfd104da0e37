package localroom

import (
	"encoding/json"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// pluginStore is where SDK 2.0.2 keeps which plugins are active: by plugin id,
// {enabledBy, …} while active and null after. That store is all a room has to do
// with plugins: which there are, each page tells its own SDK on init (defaults.plugins). Nothing but
// a page's own list keeps it from activating; the room asks the preset.
const pluginStore = "__rtk_plugins__"

// mayChangePlugins checks a change of the plugin store. Who activated a plugin
// may deactivate it too.
func (q *request) mayChangePlugins(changes []*wire.StoreKey) error {
	may := q.from.user.permissions.Plugins
	active := q.room.session.stores[pluginStore]
	for _, one := range changes {
		deactivates := len(one.GetPayload()) == 0 || string(one.GetPayload()) == "null"
		switch {
		case !deactivates && !may.CanStart:
			return mayNot("plugins.can_start")
		case deactivates && !may.CanClose && enabledBy(active[one.GetStoreKey()]) != q.from.id:
			return mayNot("plugins.can_close")
		}
	}
	return nil
}

// enabledBy is the peer id that an item of the plugin store names.
func enabledBy(item *wire.StoreItem) string {
	var content struct {
		EnabledBy string `json:"enabledBy"`
	}
	if json.Unmarshal(item.GetPayload(), &content) != nil {
		return "" // deactivated, or nothing that the SDK wrote
	}
	return content.EnabledBy
}
