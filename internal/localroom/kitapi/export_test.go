package kitapi

import "time"

// AllowReceivers says how long a receiver of webhooks may take to answer.
func (s *Server) AllowReceivers(limit time.Duration) { s.webhooks.timeout = limit }
