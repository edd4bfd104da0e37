package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// What may be left on the server when a call is over.
const heapAllowance = 2 * mebi

// measureCall has several tabs send and receive sound and pictures for a while,
// and looks at the server before, during and after. Something that is left
// behind afterwards is an error.
func measureCall(browser context.Context, wanted settings) (found table, err error) {
	found = table{
		Title:   fmt.Sprintf("%d tabs with sound and pictures for %v", wanted.tabs, wanted.callTime),
		Columns: []string{"goroutines", "live heap MiB", "server CPU % since the row above", "sent since the row above KiB"},
	}
	server, err := startServer(browser)
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	fresh, err := server.usage()
	if err != nil {
		return found, err
	}
	// What is made once, on first use, is no growth.
	if err := call(browser, server, 2, func() error { return nil }); err != nil {
		return found, err
	}
	before, err := server.settle(fresh.Goroutines)
	if err != nil {
		return found, err
	}
	last, since := before, time.Now()
	add := func(label string, now usage) {
		found.Rows = append(found.Rows, row{Label: label, Runs: [][]float64{{
			float64(now.Goroutines), float64(now.HeapBytes) / mebi,
			100 * (now.CPU - last.CPU).Seconds() / max(time.Since(since).Seconds(), 1e-3), float64(now.SentBytes-last.SentBytes) / kibi,
		}}})
		last, since = now, time.Now()
	}
	add("before", before)
	const looks = 4
	err = call(browser, server, wanted.tabs, func() error {
		for i := range looks + 1 {
			now, err := server.usage()
			if err != nil {
				return err
			}
			add(fmt.Sprintf("after %v", wanted.callTime*time.Duration(i)/looks), now)
			if i < looks {
				wait(browser, wanted.callTime/looks)
			}
		}
		return nil
	})
	if err != nil {
		return found, err
	}
	after, err := server.settle(before.Goroutines)
	if err != nil {
		return found, err
	}
	add("after all have left", after)
	if after.Goroutines > before.Goroutines || after.HeapBytes > before.HeapBytes+heapAllowance {
		return found, fmt.Errorf("the call left something behind: goroutines %d → %d, live heap %d → %d bytes",
			before.Goroutines, after.Goroutines, before.HeapBytes, after.HeapBytes)
	}
	return found, nil
}

// call has tabs join with microphone and camera, waits until all hear all, does
// what is to be done meanwhile, and has them leave.
func call(browser context.Context, server *server, tabs int, meanwhile func() error) error {
	var open []*tab
	defer func() {
		for _, one := range open {
			one.close()
		}
	}()
	for i := range tabs {
		one, err := enter(browser, server, fmt.Sprint("Person ", i+1), true)
		if err != nil {
			return err
		}
		open = append(open, one)
	}
	for _, one := range open {
		if err := one.hears(tabs - 1); err != nil {
			return err
		}
	}
	return meanwhile()
}

// hears waits until a tab gets sound from that many others.
func (t *tab) hears(others int) error {
	for deadline := time.Now().Add(tooLong); ; wait(t.ctx, 100*time.Millisecond) {
		people, err := evaluate[struct{ Heard int }](t, "people")
		if err != nil || people.Heard == others {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("a tab hears %d of %d others", people.Heard, others)
		}
	}
}

// settle waits, for at most a minute, until no more goroutines run than that.
func (s *server) settle(goroutines int) (usage, error) {
	for deadline := time.Now().Add(time.Minute); ; wait(context.Background(), 250*time.Millisecond) {
		now, err := s.usage()
		if err != nil || now.Goroutines <= goroutines || time.Now().After(deadline) {
			return now, err
		}
	}
}

func wait(ctx context.Context, long time.Duration) {
	select {
	case <-time.After(long):
	case <-ctx.Done():
	}
}
