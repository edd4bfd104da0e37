package media

import (
	"net"
	"net/netip"
)

// listenForThisMachine opens a free UDP port at the address by which this
// machine reaches others. Firefox takes no candidate on the loopback interface;
// it takes this one. The socket is nil where there is no way to other machines.
func listenForThisMachine() (net.PacketConn, error) {
	own, ok := outwardAddress()
	if !ok {
		return nil, nil
	}
	conn, err := net.ListenUDP("udp4", net.UDPAddrFromAddrPort(netip.AddrPortFrom(own, 0)))
	if err != nil {
		return nil, err
	}
	return thisMachineOnly{conn, own}, nil
}

// outwardAddress is this machine's address on the interface of the default route.
func outwardAddress() (address netip.Addr, ok bool) {
	// Nothing is sent: a connected socket knows its route. The address is one
	// that is set aside for documents.
	conn, err := net.Dial("udp4", "203.0.113.1:9")
	if err != nil {
		return netip.Addr{}, false
	}
	defer conn.Close()
	address, ok = addressOf(conn.LocalAddr())
	return address, ok && !address.IsLoopback()
}

// thisMachineOnly is a socket that other machines could reach. What comes from
// another address than its own is dropped, and so is what would go to another:
// a browser on this machine that sends to an own address sends from it too.
type thisMachineOnly struct {
	net.PacketConn
	own netip.Addr
}

// ReadFrom waits for the next packet from this machine.
func (c thisMachineOnly) ReadFrom(packet []byte) (int, net.Addr, error) {
	for {
		n, from, err := c.PacketConn.ReadFrom(packet)
		if err != nil || c.isOwn(from) {
			return n, from, err
		}
	}
}

// WriteTo sends a packet, if it goes to this machine.
func (c thisMachineOnly) WriteTo(packet []byte, to net.Addr) (int, error) {
	if !c.isOwn(to) {
		return len(packet), nil
	}
	return c.PacketConn.WriteTo(packet, to)
}

func (c thisMachineOnly) isOwn(addr net.Addr) bool {
	address, ok := addressOf(addr)
	return ok && address == c.own
}

func addressOf(addr net.Addr) (netip.Addr, bool) {
	udp, ok := addr.(*net.UDPAddr)
	if !ok {
		return netip.Addr{}, false
	}
	address, ok := netip.AddrFromSlice(udp.IP)
	return address.Unmap(), ok
}
