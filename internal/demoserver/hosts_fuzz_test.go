package demoserver

import (
	"net"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// host is a Host header as browsers send it: a name, IPv4 or IPv6 in brackets, and a port.
var host = regexp.MustCompile(`^(?:([a-zA-Z]+)|(\d+\.\d+\.\d+\.\d+)|\[([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:%[^\]]+)?\])(?::(\d+))?$`)

// FuzzHost checks that whatever is answered names this machine, by a number or
// as localhost, and that the address we tell people is always answered.
func FuzzHost(f *testing.F) {
	f.Add([]byte{127, 0, 0, 1}, uint16(8080), "127.0.0.1:8080")
	f.Fuzz(func(t *testing.T, ip []byte, port uint16, header string) {
		listening, ok := netip.AddrFromSlice(ip)
		if !ok {
			return
		}
		address := netip.AddrPortFrom(listening, port)
		told := friendly(address)
		require.True(t, names(address, told.String()))
		if port == 80 {
			require.True(t, names(address, strings.TrimSuffix(told.String(), ":80")))
		}

		if !names(address, header) {
			return
		}
		parts := host.FindStringSubmatch(header)
		require.NotNil(t, parts, "%q is no host", header)
		if parts[4] == "" {
			require.Equal(t, uint16(80), port)
		} else {
			require.Equal(t, strconv.Itoa(int(port)), parts[4])
		}
		own := net.IP(ip)
		here := own.IsLoopback() || own.IsUnspecified()
		if parts[1] != "" {
			require.Equal(t, "localhost", strings.ToLower(parts[1]))
			require.True(t, here, "nobody listens at localhost")
			return
		}
		named := net.ParseIP(parts[2] + parts[3])
		require.NotNil(t, named, "%q is no address", header)
		require.True(t, named.Equal(own) || (here && named.IsLoopback()) || own.IsUnspecified(), "%s is not %s", named, own)
	})
}
