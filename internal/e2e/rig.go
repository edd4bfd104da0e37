package e2e

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// Patience is how long a condition may take to come true.
var Patience = testlimit.Of(20 * time.Second)

// PollInterval is the time between two looks at a condition.
const PollInterval = 40 * time.Millisecond

// Rig is what all tests of a test binary share: one demo server with its local
// room, one browser. Tests may use it in parallel.
type Rig struct {
	// URL is the server's origin, without a slash at the end.
	URL string

	server  *server
	browser context.Context
}

// Mount is a folder of a test's own that the server shows.
type Mount struct {
	Path  string // such as "/mine/"
	Files fs.FS
}

// Start starts the server on a loopback port and the browser. Its errors say
// what to install when something is missing.
func Start(mounts ...Mount) (*Rig, error) {
	server, err := startServer(mounts)
	if err != nil {
		return nil, err
	}
	browser, err := StartBrowser()
	if err != nil {
		return nil, errors.Join(err, server.close())
	}
	return &Rig{URL: server.url, server: server, browser: browser}, nil
}

// Close ends the browser and the server.
func (r *Rig) Close() error {
	ctx, cancel := context.WithTimeout(r.browser, Patience)
	defer cancel()
	return errors.Join(chromedp.Cancel(ctx), r.server.close())
}
