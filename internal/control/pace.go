package control

import "time"

// The SDK throws when more than five broadcasts are sent in a second from all meetings of a page,
// those of the SDK and of the page among them (SDK 2.0.2): so many are Gavel's. Its second begins
// with a call and ends with the first one more than a second later.
const (
	asksAtATime = 3
	askSpan     = 1100 * time.Millisecond
)

// pace has requests to others wait for their turn.
type pace struct {
	taken []time.Duration // when the last were sent
}

// turn is when the next may be sent, now or later.
func (p *pace) turn(now time.Duration) time.Duration {
	if len(p.taken) < asksAtATime {
		return now
	}
	return max(now, p.taken[0]+askSpan)
}

// take takes in that one is sent.
func (p *pace) take(now time.Duration) {
	p.taken = append(p.taken, now)
	p.taken = p.taken[max(0, len(p.taken)-asksAtATime):]
}

// refuse takes in that others have spent what the SDK sends in this second.
func (p *pace) refuse(now time.Duration) {
	for range asksAtATime {
		p.take(now)
	}
}
