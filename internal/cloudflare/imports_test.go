package cloudflare

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The SDK's root package takes minutes and 1.5 GB to build.
func TestTheSDKsRootPackageIsNotImported(t *testing.T) {
	listed, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "github.com/gavel-rtc/gavel/cmd/gavel").Output()
	require.NoError(t, err)
	packages := strings.Fields(string(listed))
	require.Contains(t, packages, "github.com/cloudflare/cloudflare-go/v7/realtime_kit")
	require.NotContains(t, packages, "github.com/cloudflare/cloudflare-go/v7")
}
