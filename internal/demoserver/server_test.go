package demoserver

import (
	"context"
	"io"
	"net/http"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// start serves a site until the test ends and returns its URL and what ends it.
func start(t *testing.T, options Options) (url string, stop func() error) {
	t.Helper()
	server, err := Listen("127.0.0.1:0", options)
	require.NoError(t, err)
	require.True(t, server.Loopback())
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx) }()
	return server.URL(), func() error {
		cancel()
		return <-served
	}
}

func TestServerServesAndEnds(t *testing.T) {
	root := project(t, nil)
	before := runtime.NumGoroutine()
	url, stop := start(t, Options{Root: root})

	client := &http.Client{Transport: &http.Transport{}}
	response, err := client.Get(url + "/")
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, "the demo", string(text))

	require.NoError(t, stop())
	client.CloseIdleConnections()
	require.Eventually(t, func() bool {
		return runtime.NumGoroutine() <= before+1 // this condition runs in a goroutine too
	}, testlimit.Of(5*time.Second), 5*time.Millisecond)
	_, err = client.Get(url + "/")
	require.ErrorIs(t, err, syscall.ECONNREFUSED)
}

func TestServerFinishesOpenRequests(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	url, stop := start(t, Options{
		Root: project(t, nil),
		Room: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(entered)
			<-release
			_, _ = io.WriteString(w, "finished")
		}),
	})
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get(url + "/local/slow")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		answered <- string(text)
	}()
	<-entered
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	require.Eventually(t, func() bool {
		_, err := http.Get(url + "/")
		return err != nil
	}, testlimit.Of(5*time.Second), time.Millisecond, "the listener closes first")
	close(release)
	require.Equal(t, "finished", <-answered)
	require.NoError(t, <-stopped)
}

func TestEveryAnswerIsTheSites(t *testing.T) {
	url, stop := start(t, Options{Root: project(t, nil)})
	for _, request := range []struct {
		method, target, host string
		status               int
	}{
		{http.MethodOptions, "*", "", http.StatusBadRequest},
		{http.MethodOptions, "*", "evil.example", http.StatusMisdirectedRequest},
		{http.MethodGet, "/", "evil.example", http.StatusMisdirectedRequest},
	} {
		asked, err := http.NewRequest(request.method, url, nil)
		require.NoError(t, err)
		asked.URL.Opaque, asked.Host = request.target, request.host
		response, err := http.DefaultClient.Do(asked)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, request.status, response.StatusCode, "%+v", request)
		require.Equal(t, securityPolicy, response.Header.Get("Content-Security-Policy"), "%+v", request)
	}
	require.NoError(t, stop())
}

func TestServerSaysWhenItsAddressIsTaken(t *testing.T) {
	root := project(t, nil)
	url, stop := start(t, Options{Root: root})
	_, err := Listen(url[len("http://"):], Options{Root: root})
	require.ErrorIs(t, err, syscall.EADDRINUSE)
	require.NoError(t, stop())
}

func TestServerClosesItsListenerWhenTheSiteIsWrong(t *testing.T) {
	_, err := Listen("127.0.0.1:0", Options{Root: t.TempDir()})
	require.ErrorContains(t, err, "web/index.html")
}
