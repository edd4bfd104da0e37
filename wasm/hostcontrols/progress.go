//go:build js && wasm

package hostcontrols

import (
	"sync"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// progress tells how far one command is.
type progress struct {
	of   meeting.Command
	tell func(done, total int)

	mu    sync.Mutex // held while tell is called, so that it is called in order
	done  int
	total int
	over  bool
}

func (p *progress) update(update meeting.Update) {
	for i := range update.State.Pending {
		if pending := &update.State.Pending[i]; pending.Is(&p.of) && pending.Done > 0 {
			p.say(pending.Done, pending.Total, false)
		}
	}
}

// finish tells that it is known of all.
func (p *progress) finish(total int) { p.say(total, total, true) }

func (p *progress) say(done, total int, last bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over || p.done == done && p.total == total {
		p.over = p.over || last
		return
	}
	p.done, p.total, p.over = done, total, last
	p.tell(done, total)
}
