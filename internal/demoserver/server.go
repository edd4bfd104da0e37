package demoserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// How long an ending server waits for requests that are still being answered.
const grace = 3 * time.Second

// Server is a site at a network address.
type Server struct {
	listener net.Listener
	address  netip.AddrPort
	http     *http.Server
}

// Listen opens addr ("127.0.0.1:8080"; port 0 takes a free one) for the site.
// An address that is taken gives an error that is syscall.EADDRINUSE.
// Call Serve next: it owns the listener.
func Listen(addr string, options Options) (*Server, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	address := listener.Addr().(*net.TCPAddr).AddrPort()
	handler, err := NewHandler(address, options)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return &Server{
		listener: listener,
		address:  address,
		http: &http.Server{
			Handler:                      handler,
			DisableGeneralOptionsHandler: true, // it would answer "OPTIONS *" to any host
			// Websockets outlive these: taking over a connection clears its deadlines.
			ReadHeaderTimeout: 5 * time.Second,
			ReadTimeout:       30 * time.Second,
			WriteTimeout:      2 * time.Minute,
			IdleTimeout:       2 * time.Minute,
			MaxHeaderBytes:    64 << 10,
		},
	}, nil
}

// URL is where to open the site on this machine, without a slash at the end.
func (s *Server) URL() string {
	return "http://" + friendly(s.address).String()
}

// Loopback reports whether only this machine can reach the server.
func (s *Server) Loopback() bool {
	return s.address.Addr().IsLoopback()
}

// Serve answers until ctx ends, then lets open requests finish for a moment
// and returns nil. Websockets belong to the room and end with it.
func (s *Server) Serve(ctx context.Context) error {
	stopped := make(chan error, 1)
	go func() { stopped <- s.http.Serve(s.listener) }()
	select {
	case err := <-stopped:
		return fmt.Errorf("serving %s: %w", s.URL(), err)
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := s.http.Shutdown(patience); err != nil {
		_ = s.http.Close() // what is still open now is cut
	}
	<-stopped
	return nil
}
