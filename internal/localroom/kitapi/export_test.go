package kitapi

import (
	"net/http"
	"time"
)

// AllowReceivers says how long a receiver of webhooks may take to answer.
func (s *Server) AllowReceivers(limit time.Duration) { s.webhooks.timeout = limit }

// LoopbackOnly is the way that reports take.
func LoopbackOnly() *http.Transport { return loopbackOnly() }
