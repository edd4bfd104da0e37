package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// deadline is when the test gives up; the command takes 5 s at most.
var deadline = testlimit.Of(30 * time.Second)

// half sends the beginning of a request and returns its connection.
func half(t *testing.T, address, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	_, err = fmt.Fprintf(conn, text, address)
	require.NoError(t, err)
	return conn
}

// answered waits for the first line of an answer.
func answered(t *testing.T, conn net.Conn, want string) {
	t.Helper()
	line, err := bufio.NewReader(conn).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, line, want)
}

const (
	slowHeaders = "GET / HTTP/1.1\r\nHost: %s\r\nX-Slow: "
	halfABody   = "POST %s HTTP/1.1\r\nHost: %%s\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
	idle        = "GET /demo.json HTTP/1.1\r\nHost: %s\r\n\r\n"
)

func TestServeEndsWhateverIsOpen(t *testing.T) {
	withoutAccount(t)
	greeting, url, _, stop := serveTalking(t, "--webhooks=127.0.0.1:0")
	address := strings.TrimPrefix(url, "http://")
	_, rest, _ := strings.Cut(greeting, "webhooks: http://")
	door, _, _ := strings.Cut(rest, "/")

	var conns []net.Conn
	for range 50 {
		conns = append(conns, half(t, address, slowHeaders), half(t, door, slowHeaders))
		body := half(t, address, fmt.Sprintf(halfABody, "/local/token"))
		answered(t, body, "100 Continue") // so it is being read
		_, err := body.Write([]byte(`{"meeting":`))
		require.NoError(t, err)
		kept := half(t, address, idle)
		answered(t, kept, "200 OK")
		conns = append(conns, body, kept)
	}
	answered(t, half(t, door, fmt.Sprintf(halfABody, "/")), "100 Continue") // whoever came before has been let in, too
	api := roomclient.API{URL: url}
	for i := range 200 {
		name := fmt.Sprintf("guest%d", i)
		token, err := api.Token(t.Context(), roomclient.Who{Meeting: "demo", Name: name, Preset: "guest"})
		require.NoError(t, err)
		client, err := roomclient.Dial(t.Context(), api, "demo", token, name)
		require.NoError(t, err)
		t.Cleanup(client.Cut)
		_, err = client.Join(t.Context())
		require.NoError(t, err)
	}

	cut := make(chan struct{})
	waiting := half(t, address, fmt.Sprintf(halfABody, "/local/token"))
	answered(t, waiting, "100 Continue")
	go func() {
		_, _ = io.Copy(io.Discard, waiting)
		close(cut)
	}()
	ended := make(chan int, 1)
	go func() { ended <- stop() }()
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", door)
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	}, deadline, time.Millisecond)
	select {
	case <-cut:
		t.Error("the patience of one server began when that of the other had ended")
	default:
	}
	select {
	case code := <-ended:
		require.Zero(t, code)
	case <-time.After(deadline):
		t.Fatal("it does not end")
	}
	for _, conn := range conns {
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(deadline)))
		_, err := io.Copy(io.Discard, conn)
		require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "a connection was left open")
	}
	_, err := http.Get(url)
	require.Error(t, err)
}
