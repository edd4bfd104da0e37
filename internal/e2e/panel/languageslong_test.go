//go:build long

package panel_test

import (
	"testing"
)

// What is looked at in Arabic otherwise.
func TestLongManyInEveryLanguage(t *testing.T) {
	t.Parallel()
	for name, looks := range map[string]func(*testing.T, ...string){
		"locks": theMenuOfLocksFits, "selected": selectingByKeyboard, "requests": aRequestGoes, "permissions": permissionsAreAccessible, "ending": aWordIsTyped,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			looks(t, "de", "en", "es", "fr", "hi", "ja", "pt")
		})
	}
}
