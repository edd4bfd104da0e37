package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// tooLong ends what a page does not finish.
const tooLong = 3 * time.Minute

const meeting = "measured"

// tab is one browser tab in the meeting.
type tab struct {
	ctx     context.Context
	entered entered
}

// entered is how long the SDK took, in milliseconds.
type entered struct {
	Init float64 `json:"init"`
	Join float64 `json:"join"`
}

// enter opens a tab and joins. The caller closes it.
func enter(browser context.Context, server *server, name string, media bool) (*tab, error) {
	return enterOn(browser, server, "/bench/index.html", name, media)
}

// enterOn is enter on another page.
func enterOn(browser context.Context, server *server, page, name string, media bool) (*tab, error) {
	token, err := server.Token(browser, roomclient.Who{Meeting: meeting, Name: name, Preset: "host"})
	if err != nil {
		return nil, err
	}
	ctx, _ := chromedp.NewContext(browser)
	one := &tab{ctx: ctx}
	// Without a time limit: a tab lives as long as the context it was opened with.
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+page)); err != nil {
		one.close()
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	one.entered, err = evaluate[entered](one, "enter", map[string]any{"authToken": token, "baseURI": localroom.BaseURI, "media": media})
	if err != nil {
		one.close()
		return nil, err
	}
	return one, nil
}

// evaluate calls a function of the page and waits for its promise.
func evaluate[T any](t *tab, function string, arguments ...any) (T, error) {
	limited, cancel := context.WithTimeout(t.ctx, tooLong)
	defer cancel()
	encoded := make([]string, len(arguments))
	for i, argument := range arguments {
		content, err := json.Marshal(argument)
		if err != nil {
			return *new(T), err
		}
		encoded[i] = string(content)
	}
	value, err := chromedp.Run(limited, chromedp.Evaluate[T](function+"("+strings.Join(encoded, ", ")+")", chromedp.EvalAwaitPromise))
	if err != nil {
		// The text of the call would show the token.
		return value, fmt.Errorf("%s on the page: %w", function, err)
	}
	return value, nil
}

// close leaves: the SDK sees its page go.
func (t *tab) close() { _ = chromedp.Cancel(t.ctx) }
