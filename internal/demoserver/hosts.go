package demoserver

import (
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
)

// onlyHost answers only requests that name this server. A page of another
// site can make its own name point at this machine (DNS rebinding), but then
// the browser sends that name.
func onlyHost(address netip.AddrPort, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !names(address, r.Host) {
			http.Error(w, fmt.Sprintf("This server does not answer to that name: open http://%s/ instead.", friendly(address)),
				http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// names reports whether a Host header means the server listening at address.
func names(address netip.AddrPort, host string) bool {
	name, port := host, "80"
	if colon := strings.LastIndexByte(host, ':'); colon > strings.LastIndexByte(host, ']') {
		name, port = host[:colon], host[colon+1:]
	}
	if port != strconv.Itoa(int(address.Port())) {
		return false
	}
	listening := address.Addr().Unmap()
	here := listening.IsLoopback() || listening.IsUnspecified()
	if strings.EqualFold(name, "localhost") {
		return here
	}
	inside, opened := strings.CutPrefix(name, "[")
	inside, closed := strings.CutSuffix(inside, "]")
	literal, err := netip.ParseAddr(inside)
	if err != nil || literal.Is6() != opened || opened != closed || strings.ContainsAny(literal.Zone(), "[]") {
		return false
	}
	literal = literal.Unmap()
	return literal == listening ||
		(here && (literal.String() == "127.0.0.1" || literal.String() == "::1")) ||
		listening.IsUnspecified() // no name can be made to point at us by using a number
}

// friendly is the address as one would open it on this machine.
func friendly(address netip.AddrPort) netip.AddrPort {
	if address.Addr().IsUnspecified() {
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), address.Port())
	}
	return netip.AddrPortFrom(address.Addr().Unmap(), address.Port())
}

// refuseOtherOrigins refuses changes that another site's page asks for.
func refuseOtherOrigins(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "Only this server's own pages may change something here.", http.StatusForbidden)
	}))
	return protection.Handler(next)
}
