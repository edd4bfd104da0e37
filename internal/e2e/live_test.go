//go:build live

package e2e_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// TestLive plays one meeting on the hosted service: the demo page joins it, the
// backend removes that person, and ends and locks the meeting. It is billed for
// a few participant-minutes.
func TestLive(t *testing.T) {
	account, err := cloudflare.New(cloudflare.Options{
		AccountID: os.Getenv("CLOUDFLARE_ACCOUNT_ID"),
		AppID:     os.Getenv("RTK_APP_ID"),
		APIToken:  os.Getenv("CLOUDFLARE_API_TOKEN"),
	})
	require.NoError(t, err)
	presets, err := account.Presets(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, presets, "the app has no presets")
	meeting, err := account.NewMeeting(t.Context(), "Gavel's smoke test")
	require.NoError(t, err)
	end := cloudflare.EndOptions{Lock: true, Wait: testlimit.Of(time.Minute), Saw: func(step string) { t.Log(step) }}
	t.Cleanup(func() {
		_, err := account.End(context.Background(), meeting, end)
		require.NoError(t, err, "meeting %s may still be billed for", meeting)
	})

	page := rig.Open(t, "/e2e/blank.html")
	page.Navigate(e2e.ServeAccount(t, account) + "/")
	join := func() cloudflare.Person {
		page.Await(`!document.querySelector("#join").disabled`)
		page.Await(`(preset) => [...document.querySelector('[name="accountPreset"]').options].some(one => one.value === preset)`, presets[0])
		fillAccountForm(page, meeting, "Gavel", presets[0])
		page.Await(showsScreen, "meeting")
		var inside cloudflare.Inside
		require.Eventually(t, func() bool {
			inside, err = account.Who(t.Context(), meeting)
			return err == nil && len(inside.List) == 1
		}, testlimit.Of(time.Minute), 2*time.Second, "the service lists who is in the meeting")
		return inside.List[0]
	}

	person := join()
	_, err = account.Kick(t.Context(), meeting, cloudflare.Target{CustomID: person.CustomParticipantID})
	require.NoError(t, err)
	page.Await(showsScreen, "over")

	page.Reload()
	join()
	report, err := account.End(t.Context(), meeting, end)
	require.NoError(t, err)
	require.Equal(t, cloudflare.Confirmed, report.Ending)
	page.Await(showsScreen, "over")
	found, err := account.Meeting(t.Context(), meeting)
	require.NoError(t, err)
	require.True(t, found.Locked)
}
