package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

func TestMeasuredServerCountsWhatItSends(t *testing.T) {
	t.Chdir("../..")
	questions, ask := io.Pipe()
	replies, answer := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- serve(questions, answer) }()
	lines := bufio.NewScanner(replies)
	require.True(t, lines.Scan())
	address := lines.Text()
	look := func() usage {
		_, err := io.WriteString(ask, "\n")
		require.NoError(t, err)
		require.True(t, lines.Scan())
		var found usage
		require.NoError(t, json.Unmarshal(lines.Bytes(), &found))
		return found
	}
	before := look()
	require.Zero(t, before.SentBytes)
	require.NotZero(t, before.HeapBytes)

	response, err := http.Get(address + "/bench/participant.js")
	require.NoError(t, err)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	// It may be compressed, and the server counts after a write, which may have arrived by then.
	require.Eventually(t, func() bool { return look().SentBytes > int64(len(body))/4 }, testlimit.Of(10*time.Second), time.Millisecond)

	require.NoError(t, ask.Close())
	require.NoError(t, <-ended)
}
