package webhook

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Known tells whether a meeting is ours. An error means: not now, try again.
type Known func(ctx context.Context, meeting string) (bool, error)

// Only knows the given meetings.
func Only(meetings ...string) Known {
	return func(_ context.Context, meeting string) (bool, error) {
		return slices.Contains(meetings, meeting), nil
	}
}

const (
	answerLasts    = time.Minute
	mostRemembered = 1000

	// RealtimeKit takes 3,500 requests in 5 minutes; these are less than half.
	questionsASecond = 5
	questionsAtOnce  = 100
)

var errTooManyQuestions = errors.New("too many meetings were asked about")

// Asked knows what ask says, and remembers it for a minute. Reports about one
// meeting share the question, and there are five a second at most, so that
// strangers' reports cannot use up what the account may ask.
func Asked(ask Known) Known {
	var mu sync.Mutex // never held while ask runs
	questions := map[string]*question{}
	limit := rate.NewLimiter(questionsASecond, questionsAtOnce)
	return func(ctx context.Context, meeting string) (bool, error) {
		mu.Lock()
		one, asked := questions[meeting]
		if asked && time.Since(one.began) < answerLasts {
			mu.Unlock()
			return one.wait(ctx)
		}
		if !limit.Allow() {
			mu.Unlock()
			return false, errTooManyQuestions
		}
		if len(questions) >= mostRemembered {
			clear(questions)
		}
		one = &question{began: time.Now(), done: make(chan struct{})}
		questions[meeting] = one
		mu.Unlock()

		defer close(one.done)
		one.ours, one.err = ask(ctx, meeting)
		if one.err != nil {
			mu.Lock()
			defer mu.Unlock()
			if questions[meeting] == one {
				delete(questions, meeting)
			}
		}
		return one.ours, one.err
	}
}

// question is one time that a meeting was asked about.
type question struct {
	began time.Time
	done  chan struct{} // closed when there is an answer
	ours  bool
	err   error
}

func (q *question) wait(ctx context.Context) (bool, error) {
	select {
	case <-q.done:
		return q.ours, q.err
	case <-ctx.Done():
		return false, ctx.Err()
	}
}
