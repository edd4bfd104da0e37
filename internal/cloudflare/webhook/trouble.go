package webhook

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
)

// trouble says why a server gave no answer. Errors of net/http name the address,
// which may hold secrets (a user, a path, a query), so only those kinds of errors
// are quoted that name no more than the host.
func trouble(err error) string {
	var lookup *net.DNSError
	var network *net.OpError
	var certificate *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.As(err, &lookup):
		return lookup.Error()
	case errors.As(err, &network) && network.Op == "dial":
		return network.Error()
	case errors.As(err, &certificate):
		return certificate.Error()
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "no answer in time"
	}
	return "no usable answer"
}
