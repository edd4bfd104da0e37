package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gavel-rtc/gavel/internal/demoserver"
	"github.com/gavel-rtc/gavel/internal/localroom"
)

// usage is what the server's process has taken.
type usage struct {
	HeapBytes  uint64 // alive after a garbage collection
	Goroutines int
	CPU        time.Duration // since it started
	SentBytes  int64         // over TCP: pages, REST and signalling
}

// serve is the measured process: a demo server with a local room. It writes its
// address, then its usage for every line it reads, until there are no more.
func serve(in io.Reader, out io.Writer) error {
	room, err := localroom.New(localroom.Options{})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	counted := &countingListener{Listener: listener}
	site, err := demoserver.NewHandler(listener.Addr().(*net.TCPAddr).AddrPort(), demoserver.Options{Root: ".", Room: room.Handler()})
	if err != nil {
		return err
	}
	// Idle connections end soon, so that they do not count as something left behind.
	server := &http.Server{Handler: site, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(counted) }()

	answers := json.NewEncoder(out)
	_, err = fmt.Fprintf(out, "http://%s\n", listener.Addr())
	for lines := bufio.NewScanner(in); err == nil && lines.Scan(); {
		err = answers.Encode(currentUsage(counted.sent.Load()))
	}
	err = errors.Join(err, room.Close(), server.Close())
	if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	return err
}

func currentUsage(sent int64) usage {
	var times syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &times) // it fails only for bad arguments
	runtime.GC()
	runtime.GC() // what waits in pools goes with the second one
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return usage{
		HeapBytes:  memory.HeapAlloc,
		Goroutines: runtime.NumGoroutine(),
		CPU:        time.Duration(times.Utime.Nano() + times.Stime.Nano()),
		SentBytes:  sent,
	}
}

// countingListener counts what is written to all its connections.
type countingListener struct {
	net.Listener
	sent atomic.Int64
}

func (l *countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &countingConn{conn, &l.sent}, nil
}

type countingConn struct {
	net.Conn
	sent *atomic.Int64
}

func (c *countingConn) Write(data []byte) (int, error) {
	n, err := c.Conn.Write(data)
	c.sent.Add(int64(n))
	return n, err
}
