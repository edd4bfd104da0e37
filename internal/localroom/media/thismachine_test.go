package media

import (
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/pion/sdp/v3"
	"github.com/stretchr/testify/require"
)

// packet is what a socket received, or was told to send.
type packet struct {
	text string
	with net.Addr
}

// wire is a socket that receives what a test wrote down.
type wire struct {
	net.PacketConn
	incoming []packet
	sent     []packet
}

func (w *wire) ReadFrom(buffer []byte) (int, net.Addr, error) {
	if len(w.incoming) == 0 {
		return 0, nil, io.EOF
	}
	next := w.incoming[0]
	w.incoming = w.incoming[1:]
	return copy(buffer, next.text), next.with, nil
}

func (w *wire) WriteTo(buffer []byte, to net.Addr) (int, error) {
	w.sent = append(w.sent, packet{string(buffer), to})
	return len(buffer), nil
}

func at(ip string) net.Addr { return &net.UDPAddr{IP: net.ParseIP(ip), Port: 4000} }

func TestPacketsOfOtherMachinesAreDropped(t *testing.T) {
	others := []net.Addr{at("192.168.1.9"), at("192.168.1.255"), at("10.0.0.7"), at("::1"), &net.IPAddr{IP: net.IPv4(192, 168, 1, 7)}, nil}
	network := &wire{}
	for _, other := range others {
		network.incoming = append(network.incoming, packet{"theirs", other})
	}
	network.incoming = append(network.incoming, packet{"ours", at("192.168.1.7")}, packet{"theirs", at("192.168.1.9")}, packet{"ours too", at("::ffff:192.168.1.7")})
	conn := thisMachineOnly{network, netip.MustParseAddr("192.168.1.7")}

	var heard []string
	buffer := make([]byte, 100)
	for {
		n, _, err := conn.ReadFrom(buffer)
		if err != nil {
			require.ErrorIs(t, err, io.EOF)
			break
		}
		heard = append(heard, string(buffer[:n]))
	}
	require.Equal(t, []string{"ours", "ours too"}, heard)

	for _, to := range append(others, at("192.168.1.7")) {
		n, err := conn.WriteTo([]byte("hello"), to)
		require.NoError(t, err)
		require.Equal(t, 5, n)
	}
	require.Equal(t, []packet{{"hello", at("192.168.1.7")}}, network.sent)
}

func TestCandidatesAreOfThisMachineOnly(t *testing.T) {
	want := []string{"127.0.0.1"}
	if own, ok := outwardAddress(); ok {
		want = append(want, own.String())
	}
	b := newBrowser(t, newEngine(t))
	require.ElementsMatch(t, want, candidateAddresses(t, b.send.RemoteDescription().SDP))
}

// candidateAddresses are those of the candidates for RTP in a description.
func candidateAddresses(t *testing.T, description string) []string {
	t.Helper()
	var parsed sdp.SessionDescription
	require.NoError(t, parsed.UnmarshalString(description))
	var addresses []string
	for _, attribute := range parsed.MediaDescriptions[0].Attributes {
		if candidate := strings.Fields(attribute.Value); attribute.Key == "candidate" && candidate[1] == "1" {
			addresses = append(addresses, candidate[4])
		}
	}
	return addresses
}
