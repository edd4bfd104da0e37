package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gavel-rtc/gavel/internal/demoserver"
	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// rig is the server with its local room and everybody's code, and the browser.
type rig struct {
	url     string
	api     roomclient.API
	folder  string
	room    *localroom.Server
	stop    context.CancelFunc
	served  chan error
	browser context.Context
}

func startRig(ctx context.Context, root string) (*rig, error) {
	folder, err := os.MkdirTemp("", "gavel-bench-")
	if err != nil {
		return nil, err
	}
	r := &rig{folder: folder}
	if err := r.start(ctx, root); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

func (r *rig) start(ctx context.Context, root string) error {
	build := exec.CommandContext(ctx, "node", filepath.Join(root, "web/bench/build.mjs"), r.folder)
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build the pages (is there js/dist, and were the npm packages installed?): %w", err)
	}
	presets, err := localroom.BuiltinPresets()
	if err != nil {
		return err
	}
	if r.room, err = localroom.New(localroom.Options{Presets: presets}); err != nil {
		return err
	}
	site, err := demoserver.Listen("127.0.0.1:0", demoserver.Options{
		Root:   root,
		Room:   r.room.Handler(),
		Mounts: map[string]fs.FS{"/bench/": os.DirFS(r.folder)},
	})
	if err != nil {
		return err
	}
	ctx, r.stop = context.WithCancel(ctx)
	r.url, r.served = site.URL(), make(chan error, 1)
	r.api = roomclient.API{URL: r.url}
	go func() { r.served <- site.Serve(ctx) }()
	r.browser, err = startBrowser(ctx)
	return err
}

func startBrowser(ctx context.Context) (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.DisableGPU,
		chromedp.WindowSize(1024, 768),
		chromedp.Flag("headless", "new"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	if path, err := exec.LookPath("chromium"); err == nil {
		options = append(options, chromedp.ExecPath(path))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, _ := chromedp.NewExecAllocator(ctx, options...)
	browser, _ := chromedp.NewContext(allocator)
	if err := chromedp.Do(browser); err != nil {
		return nil, fmt.Errorf("start Chromium: %w", err)
	}
	return browser, nil
}

func (r *rig) close() error {
	var problems []error
	if r.browser != nil {
		problems = append(problems, chromedp.Cancel(r.browser))
	}
	if r.room != nil {
		problems = append(problems, r.room.Close())
	}
	if r.stop != nil {
		r.stop()
		problems = append(problems, <-r.served)
	}
	return errors.Join(append(problems, os.RemoveAll(r.folder))...)
}
