//go:build !js

package meeting

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The keys are those of the SDK's types, and no others.
func TestAPatchHasTheKeysOfTheSDK(t *testing.T) {
	types, err := os.ReadFile("../../js/node_modules/@cloudflare/realtimekit/dist/EncryptionManager.d.ts")
	require.NoError(t, err)
	members := regexp.MustCompile(`\n    (\w+)\?: (\w+);`)
	var expected []string
	var add func(name, prefix string)
	add = func(name, prefix string) {
		_, body, found := strings.Cut(string(types), "\ninterface "+name+" {")
		require.True(t, found, name)
		body, _, _ = strings.Cut(body, "\n}")
		for _, member := range members.FindAllStringSubmatch(body, -1) {
			switch path, kind := prefix+member[1], member[2]; {
			case member[1] == "canConsume": // of others' media: nothing in the SDK reads it
			case kind == "boolean" || strings.HasSuffix(kind, "Type"):
				expected = append(expected, path)
			default:
				add(kind, path+".")
			}
		}
	}
	add("PresetUpdates", "")
	var known []string
	for key := range PatchKeys {
		known = append(known, key.Path())
	}
	assert.ElementsMatch(t, expected, known)
}
