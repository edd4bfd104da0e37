package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gavel-rtc/gavel/internal/cloudflare/webhook"
)

// door is a receiver of webhooks at an address of its own, so that a tunnel to
// it leads nowhere else.
type door struct {
	url      string
	server   *http.Server
	receiver *webhook.Receiver
	served   chan error
	closing  sync.Once
}

// listenForWebhooks opens the door; close it again.
func listenForWebhooks(address string, receiver *webhook.Receiver) (*door, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot take webhooks at %s: %w", address, err)
	}
	d := &door{
		url:      "http://" + listener.Addr().String() + "/",
		receiver: receiver,
		served:   make(chan error, 1),
		server: &http.Server{
			Handler:           receiver,
			ReadHeaderTimeout: 5 * time.Second,
			ReadTimeout:       15 * time.Second,
			WriteTimeout:      30 * time.Second,
			IdleTimeout:       time.Minute,
			MaxHeaderBytes:    16 << 10,
		},
	}
	go func() { d.served <- d.server.Serve(listener) }()
	return d, nil
}

// wait returns when ctx has ended, or with an error when the door broke.
func (d *door) wait(ctx context.Context) error {
	select {
	case err := <-d.served:
		d.served <- err
		return fmt.Errorf("taking webhooks: %w", err)
	case <-ctx.Done():
		return nil
	}
}

const doorPatience = 3 * time.Second

// close lets reports that are being taken finish for a moment. Whoever calls it
// once more waits for that as well.
func (d *door) close() {
	d.closing.Do(func() {
		patience, cancel := context.WithTimeout(context.Background(), doorPatience)
		defer cancel()
		if err := d.server.Shutdown(patience); err != nil {
			_ = d.server.Close() // what is still open now is cut
		}
		<-d.served
		d.receiver.Close()
	})
}
