package panel

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/gavel-rtc/gavel/internal/demoserver"
	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// rig is the server with its local room and everybody's code.
type rig struct {
	url     string
	api     roomclient.API
	folder  string
	room    *localroom.Server
	stop    context.CancelFunc
	served  chan error
	browser context.Context
}

func startRig(browser context.Context, root string) (*rig, error) {
	folder, err := os.MkdirTemp("", "gavel-bench-")
	if err != nil {
		return nil, err
	}
	r := &rig{folder: folder, browser: browser}
	if err := r.start(root); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

func (r *rig) start(root string) error {
	build := exec.CommandContext(r.browser, "node", filepath.Join(root, "web/bench/panel/build.mjs"), r.folder)
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
	ctx, stop := context.WithCancel(r.browser)
	r.stop = stop
	r.url, r.served = site.URL(), make(chan error, 1)
	r.api = roomclient.API{URL: r.url}
	go func() { r.served <- site.Serve(ctx) }()
	return nil
}

func (r *rig) close() error {
	var problems []error
	if r.room != nil {
		problems = append(problems, r.room.Close())
	}
	if r.stop != nil {
		r.stop()
		problems = append(problems, <-r.served)
	}
	return errors.Join(append(problems, os.RemoveAll(r.folder))...)
}
