package kitapi

import (
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

var errNoSuchPreset = errors.New("preset not found")

// presetData has the preset's name as its id too.
type presetData struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	*localroom.Preset
}

func (s *Server) getPresets(r *http.Request) (any, error) {
	found := []presetData{}
	for _, name := range slices.Sorted(maps.Keys(s.options.Presets)) {
		found = append(found, presetData{ID: name, Name: name})
	}
	list, place, err := page(r, found)
	return paged{list, place}, err
}

func (s *Server) getPreset(r *http.Request) (any, error) {
	name := r.PathValue("preset")
	preset, ok := s.options.Presets[name]
	if !ok {
		return nil, errNoSuchPreset
	}
	return presetData{name, name, preset}, nil
}
