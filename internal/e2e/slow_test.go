package e2e_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// joinWithoutReading lets somebody join whose program then never reads what
// the server sends, and whose machine holds little for it.
func joinWithoutReading(t *testing.T, meeting *e2e.Meeting, id string) {
	t.Helper()
	network := &http.Transport{DialContext: func(ctx context.Context, kind, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, kind, address)
		if err != nil {
			return nil, err
		}
		return conn, conn.(*net.TCPConn).SetReadBuffer(4 << 10)
	}}
	t.Cleanup(network.CloseIdleConnections)
	query := url.Values{"roomID": {meeting.Name}, "peerID": {id}, "authToken": {meeting.Token("Rip van Winkle", "guest")}}
	socket, _, err := websocket.Dial(t.Context(),
		"ws"+strings.TrimPrefix(rig.URL, "http")+"/local/sdk/socket-edge/ws?"+query.Encode(),
		&websocket.DialOptions{HTTPClient: &http.Client{Transport: network}})
	require.NoError(t, err)
	t.Cleanup(func() { _ = socket.CloseNow() }) // the server has closed it by then
	join, err := wire.EncodeFrame(wire.JoinRoom, "join", &wire.JoinRequest{Peer: &wire.Peer{PeerId: id}})
	require.NoError(t, err)
	require.NoError(t, socket.Write(t.Context(), websocket.MessageBinary, join))
}

func TestClientThatNeverReadsIsDropped(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	joinWithoutReading(t, meeting, "sleeper")
	alice.Sees("sleeper", `p => p.name === "Rip van Winkle"`)

	const writers = 5
	letter := &wire.ChatToPeers{PeerIds: []string{"sleeper"}, Payload: strings.Repeat("zzz ", 1<<12)}
	for i := range writers { // 20 MB: more than the server keeps for anybody
		name := fmt.Sprint("Writer ", i)
		writer, err := roomclient.Dial(t.Context(), roomclient.API{URL: rig.URL}, meeting.Name, meeting.Token(name, "guest"), name)
		require.NoError(t, err)
		t.Cleanup(writer.Close)
		_, err = writer.Join(t.Context())
		require.NoError(t, err)
		for range 256 {
			require.NoError(t, writer.Send(t.Context(), wire.SendMessageToPeers, letter))
		}
	}

	alice.SeesNot("sleeper")
	alice.Hears("joined", "participantLeft", `p => p.name === "Rip van Winkle"`)
	bob.Reaches(alice)
	_, stays := meeting.Room().Person("sleeper")
	require.False(t, stays)
	require.Len(t, meeting.Room().Participants, 2+writers)
}
