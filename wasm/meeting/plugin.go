package meeting

// PluginID is the id of a plugin, in a Command the target of an action on one.
type PluginID = ParticipantID

// Plugin is a plugin that the page told its SDK of.
type Plugin struct {
	ID     PluginID
	Name   string
	Active bool
	// EnabledBy is whose page activated it, as far as that is known.
	EnabledBy ParticipantID
	// CanActivate and CanDeactivate are what the page allows, beside the preset.
	CanActivate, CanDeactivate bool
}

// Plugin finds a plugin, nil where the page has none of that id.
//
//go:noinline
func (s *State) Plugin(id PluginID) *Plugin {
	for i := range s.Plugins {
		if s.Plugins[i].ID == id {
			return &s.Plugins[i]
		}
	}
	return nil
}
