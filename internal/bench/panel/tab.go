package panel

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// patience is how long one thing on a page may take.
const patience = 90 * time.Second

// tab is one page in a profile of its own: nothing is cached yet.
type tab struct{ ctx context.Context }

func (r *rig) open() (*tab, error) {
	ctx, _ := chromedp.NewContext(r.browser, chromedp.WithNewBrowserContext())
	if err := chromedp.Do(ctx); err != nil {
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	t := &tab{ctx: ctx}
	// Counted by thread, so that other programs on the machine do not add to it.
	_, err := chromedp.Call(ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
	return t, err
}

func (t *tab) close() error { return chromedp.Cancel(t.ctx) }

func (t *tab) navigate(url string) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(url))
}

// eval calls a function of the page's bench object and waits for its promise.
func eval[T any](t *tab, function string, args ...any) (T, error) {
	texts := make([]string, len(args))
	for i, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			var none T
			return none, err
		}
		texts[i] = string(text)
	}
	call := "bench." + function + "(" + strings.Join(texts, ", ") + ")"
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](call, chromedp.EvalAwaitPromise))
	if err != nil {
		err = fmt.Errorf("%s: %w", function, err)
	}
	return value, err
}

func (t *tab) do(function string, args ...any) error {
	_, err := eval[chromedp.Void](t, function, args...)
	return err
}

// line is what a page's bytes travel over.
type line struct {
	name    string
	latency float64 // ms, there and back
	speed   float64 // bytes per second
}

var lines = []line{{name: "local"}, {name: "10 Mbit/s, 40 ms", latency: 40, speed: 10e6 / 8}}

func (t *tab) use(l line) error {
	if l.speed == 0 {
		return nil
	}
	if _, err := chromedp.Call(t.ctx, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	_, err := chromedp.Call(t.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Latency: l.latency, DownloadThroughput: l.speed, UploadThroughput: l.speed}},
	})
	return err
}

// meter is what Chromium has counted on a page so far.
type meter struct {
	cpu       time.Duration // of the main thread, in all tasks
	script    time.Duration // the same without style and layout
	heap      float64       // bytes of JavaScript
	nodes     float64
	listeners float64
}

func (t *tab) read() (meter, error) {
	result, err := chromedp.Call(t.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		return meter{}, err
	}
	values := map[string]float64{}
	for _, metric := range result.Metrics {
		values[metric.Name] = metric.Value
	}
	seconds := func(name string) time.Duration { return time.Duration(values[name] * float64(time.Second)) }
	return meter{
		cpu:       seconds("TaskDuration"),
		script:    seconds("TaskDuration") - seconds("LayoutDuration") - seconds("RecalcStyleDuration"),
		heap:      values["JSHeapUsedSize"],
		nodes:     values["Nodes"],
		listeners: values["JSEventListeners"],
	}, nil
}

// readSettled is read after the garbage was collected.
func (t *tab) readSettled() (meter, error) {
	for range 2 { // what the first collection lets go of, the second one finds
		if _, err := chromedp.Call(t.ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			return meter{}, err
		}
		if err := t.do("painted"); err != nil {
			return meter{}, err
		}
	}
	return t.read()
}

// spent is the CPU that an action costs the page.
func (t *tab) spent(act func() error) (cpu, script time.Duration, err error) {
	before, err := t.read()
	if err != nil {
		return 0, 0, err
	}
	if err := act(); err != nil {
		return 0, 0, err
	}
	after, err := t.read()
	return after.cpu - before.cpu, after.script - before.script, err
}
