package e2e

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// noise is a console error that is the SDK's own way and no fault of a page.
type noise struct{ contains, reason string }

var sdkNoise = []noise{
	{"getTransportReport", "the SDK's statistics timer asks a transport that leaving has just closed"},
	{"Recv transport is closed", "half a second after it met a stream that cannot be had, the SDK looks again, though it may have left"},
}

// console collects what goes wrong in a tab: console errors, uncaught
// exceptions, unhandled rejections, failed requests, policy violations.
type console struct {
	mu       sync.Mutex
	problems []string
	allowed  []string
	flushed  chan string
	done     chan struct{}
}

// flushMark begins a console message that only says how far we have read.
const flushMark = "e2e: console read up to here "

// watchConsole follows the console of a tab until its context ends.
func watchConsole(ctx context.Context) *console {
	c := &console{flushed: make(chan string), done: make(chan struct{})}
	messages := chromedp.Console(ctx)
	go func() {
		defer close(c.done)
		for message, err := range messages {
			if err != nil {
				return
			}
			if strings.HasPrefix(message.Text, flushMark) {
				select {
				case c.flushed <- message.Text:
				case <-ctx.Done():
				}
				continue
			}
			c.note(message)
		}
	}()
	return c
}

func (c *console) note(message chromedp.ConsoleMessage) {
	if message.Type != chromedp.ConsoleError && !message.IsException() && message.Type != "assert" {
		return
	}
	text := fmt.Sprintf("%s (%s:%d)", message, message.URL, message.Line+1)
	for _, n := range sdkNoise {
		if strings.Contains(text, n.contains) {
			return
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.problems = append(c.problems, text)
}

func (c *console) allow(substring string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.allowed = append(c.allowed, substring)
}

// takeUpTo waits until the console has been read up to the mark, returns the
// problems that nobody allowed, and forgets them.
func (c *console) takeUpTo(mark string) []string {
	for reached := ""; reached != mark; {
		select {
		case reached = <-c.flushed:
		case <-c.done:
			return []string{"the console ended before the page did"}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var found []string
	for _, problem := range c.problems {
		if !containsAny(problem, c.allowed) {
			found = append(found, problem)
		}
	}
	c.problems = nil
	return found
}

func containsAny(text string, substrings []string) bool {
	for _, s := range substrings {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
