package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	browserdomain "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// StartBrowser starts a headless Chromium whose camera and microphone are
// fakes and allowed. Cancel the context with [chromedp.Cancel] to end it.
func StartBrowser() (context.Context, error) {
	path, err := findBrowser()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.WindowSize(1024, 768),
		chromedp.Flag("headless", "new"),
		chromedp.Flag("use-fake-device-for-media-stream", "fps=10"),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(testlimit.Of(time.Minute)),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	err = chromedp.Do(ctx)
	if err == nil {
		err = setDevices(ctx, browserdomain.PermissionSettingGranted)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", path, err), chromedp.Cancel(ctx))
	}
	return ctx, nil
}

func findBrowser() (string, error) {
	for _, name := range browserNames {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("the end-to-end tests need Chromium: install it (on Debian: apt-get install chromium) "+
		"so that one of %q is in PATH", browserNames)
}

// setDevices answers the camera and microphone question for every page of a
// browser profile.
func setDevices(ctx context.Context, answer browserdomain.PermissionSetting) error {
	for _, device := range []string{"camera", "microphone"} {
		_, err := chromedp.CallBrowser(ctx, browserdomain.SetPermission, browserdomain.SetPermissionParams{
			Permission:       &browserdomain.PermissionDescriptor{Name: device},
			Setting:          answer,
			BrowserContextID: chromedp.FromContext(ctx).BrowserContextID,
		})
		if err != nil {
			return fmt.Errorf("set the %s permission: %w", device, err)
		}
	}
	return nil
}
