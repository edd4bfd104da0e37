package localroom

import (
	"context"

	"golang.org/x/time/rate"
)

// pace keeps one user from having the room work for nobody else: what comes
// faster is read later, and nothing is lost. All sockets of the user share it.
type pace struct{ messages, bytes, pushes, answers *rate.Limiter }

func (l limits) pace() *pace {
	return &pace{
		messages: rate.NewLimiter(l.messages, int(l.messagesAtOnce)),
		bytes:    rate.NewLimiter(l.bytes, int(l.bytesAtOnce)),
		pushes:   rate.NewLimiter(l.pushes, int(l.pushesAtOnce)),
		answers:  rate.NewLimiter(l.answers, int(l.answersAtOnce)),
	}
}

// wait is for one message, and for the bytes of pushes and answers that those before it
// led to.
func (p *pace) wait(life context.Context, message, pushed, answered int) error {
	for _, one := range []struct {
		limiter *rate.Limiter
		n       int
	}{{p.messages, 1}, {p.bytes, message}, {p.pushes, pushed}, {p.answers, answered}} {
		if err := one.limiter.WaitN(life, min(one.n, one.limiter.Burst())); err != nil {
			return err
		}
	}
	return nil
}
