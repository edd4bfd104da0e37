package webhook

import (
	"context"
	"slices"
	"sync"
	"time"
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
)

// Asked knows what ask says, and remembers it for a minute, so that strangers'
// reports cannot make us ask without end.
func Asked(ask Known) Known {
	type answer struct {
		ours bool
		at   time.Time
	}
	var mu sync.Mutex
	answers := map[string]answer{}
	return func(ctx context.Context, meeting string) (bool, error) {
		mu.Lock()
		defer mu.Unlock()
		if known, ok := answers[meeting]; ok && time.Since(known.at) < answerLasts {
			return known.ours, nil
		}
		ours, err := ask(ctx, meeting)
		if err != nil {
			return false, err
		}
		if len(answers) >= mostRemembered {
			clear(answers)
		}
		answers[meeting] = answer{ours, time.Now()}
		return ours, nil
	}
}
