package e2e

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMissingBrowserIsTold(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := StartBrowser()
	require.ErrorContains(t, err, "apt-get install chromium")
}

func TestMissingSDKIsTold(t *testing.T) {
	require.ErrorContains(t, checkSDK(t.TempDir()), "npm ci")
}

func TestOutsideTheProjectIsTold(t *testing.T) {
	t.Chdir(t.TempDir())
	_, err := projectRoot()
	require.ErrorContains(t, err, "inside the project")
}
