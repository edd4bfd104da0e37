// Package js is the npm package: what its package.json says, for Go.
package js

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed package.json
var packageJSON []byte

// Versions are that of the project and that of the SDK it is made for.
type Versions struct{ Project, SDK string }

// ReadVersions reads both in package.json.
func ReadVersions() (Versions, error) {
	var manifest struct {
		Version         string            `json:"version"`
		DevDependencies map[string]string `json:"devDependencies"`
	}
	if err := json.Unmarshal(packageJSON, &manifest); err != nil {
		return Versions{}, fmt.Errorf("package.json: %w", err)
	}
	return Versions{Project: manifest.Version, SDK: manifest.DevDependencies["@cloudflare/realtimekit"]}, nil
}
