package e2e

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"github.com/gavel-rtc/gavel/internal/demoserver"
	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/kitapi"
)

//go:embed pages
var pages embed.FS

// server is the demo server with a local room that takes faults, the room's
// stand-in of the REST API at /local/kit/, and our pages at /e2e/.
type server struct {
	url    string
	room   *localroom.Server
	kit    *kitapi.Server
	stop   context.CancelFunc
	served chan error
}

func startServer(mounts []Mount) (*server, error) {
	root, err := projectRoot()
	if err != nil {
		return nil, err
	}
	if err := checkSDK(root); err != nil {
		return nil, err
	}
	ours, err := fs.Sub(pages, "pages")
	if err != nil {
		return nil, err
	}
	folders := map[string]fs.FS{"/e2e/": ours}
	for _, mount := range mounts {
		folders[mount.Path] = mount.Files
	}
	presets, err := localroom.BuiltinPresets()
	if err != nil {
		return nil, fmt.Errorf("read the presets: %w", err)
	}
	addStagePresets(presets)
	room, err := localroom.New(localroom.Options{Presets: presets, Faults: true})
	if err != nil {
		return nil, fmt.Errorf("start the local room: %w", err)
	}
	kit := kitapi.New(kitapi.Options{Room: room, Presets: presets, AccountID: kitName, AppID: kitName, Token: kitName, Faults: true})
	paths := http.NewServeMux()
	paths.Handle("/local/", room.Handler())
	paths.Handle("/local/kit/", http.StripPrefix("/local/kit", kit))
	site, err := demoserver.Listen("127.0.0.1:0", demoserver.Options{
		Root:    root,
		Room:    paths,
		Presets: slices.Sorted(maps.Keys(presets)),
		Mounts:  folders,
	})
	if err != nil {
		kit.Close()
		return nil, errors.Join(fmt.Errorf("start the demo server: %w", err), room.Close())
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &server{url: site.URL(), room: room, kit: kit, stop: stop, served: make(chan error, 1)}
	go func() { s.served <- site.Serve(ctx) }()
	return s, nil
}

// addStagePresets adds a host and a guest of a group call with a stage, a host of a webinar
// by another field, and for a webinar and a livestream moderators who have to ask for the
// stage and guests who may send on the stage only.
func addStagePresets(presets localroom.Presets) {
	host, guest := *presets["host"], *presets["guest"]
	host.Permissions.StageEnabled = true
	guest.Permissions.StageEnabled = true
	guest.Permissions.StageAccess = localroom.StageCanRequest
	presets["stage-host"], presets["stage-guest"] = &host, &guest
	producer := *presets["webinar-host"]
	producer.Permissions.AcceptStageRequests = false // can_accept_production_requests grants the same
	presets["webinar-producer"] = &producer
	mustAsk := localroom.MediaPermission{CanProduce: localroom.ProduceCanRequest}
	for _, kind := range []string{"webinar", "livestream"} {
		moderator := *presets[kind+"-host"]
		moderator.Permissions.StageAccess = localroom.StageCanRequest
		presets[kind+"-moderator"] = &moderator
		panelist := *presets[kind+"-viewer"]
		panelist.Permissions.StageAccess = localroom.StageCanRequest
		panelist.Permissions.Media = localroom.MediaPermissions{Audio: mustAsk, Video: mustAsk, Screenshare: mustAsk}
		presets[kind+"-panelist"] = &panelist
	}
}

func (s *server) close() error {
	s.kit.Close()
	err := s.room.Close()
	s.stop()
	return errors.Join(err, <-s.served)
}

// kitName is the account, the app and the token of the stand-in.
const kitName = "local"

func checkSDK(root string) error {
	if _, err := os.Stat(filepath.Join(root, "js/node_modules/@cloudflare/realtimekit/dist/browser.js")); err != nil {
		return fmt.Errorf("the end-to-end tests need the RealtimeKit SDK: run `npm ci` in the folder js (%w)", err)
	}
	return nil
}

// projectRoot is the folder above the working folder that has the go.mod.
func projectRoot() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for folder := start; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		if folder == filepath.Dir(folder) {
			return "", fmt.Errorf("no go.mod in %s or above: run the end-to-end tests inside the project", start)
		}
	}
}
