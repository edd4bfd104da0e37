package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// latePeople is how many join together under a lock.
const latePeople = 20

// manyPeople is how many a host does something about.
const manyPeople = 500

// host is one who does something about many people, with the SDK alone or with Gavel and its panel.
type host struct {
	browser context.Context
	gavel   bool
}

func (h host) String() string {
	if h.gavel {
		return "Gavel with its panel"
	}
	return "SDK alone"
}

// measureMany has a host do something about many people, with the SDK alone and with Gavel, in turn.
func measureMany(browser context.Context, wanted settings) (table, error) {
	found := table{
		Title:   fmt.Sprintf("Something about %d people (median of %d)", manyPeople, wanted.runs),
		Columns: []string{"until all are seen ms", "longest time between two frames ms"},
	}
	for _, what := range []struct{ label, function string }{
		{"muted one by one", "mute"},
		{"the right to speak taken", "permit"},
	} {
		rows, err := inTurn(browser, wanted, what.label, func(host host) ([]float64, error) {
			return host.among(true, func(_ *server, tab *tab) ([]float64, error) {
				took, err := evaluate[struct{ Took, Longest float64 }](tab, what.function)
				return []float64{took.Took, took.Longest}, err
			})
		})
		found.Rows = append(found.Rows, rows...)
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// measureLate has people join together where a host locks the microphones of whoever joins.
func measureLate(browser context.Context, wanted settings) (found table, err error) {
	found = table{
		Title:   fmt.Sprintf("%d join among %d, under a lock (median of %d)", latePeople, manyPeople, wanted.runs),
		Columns: []string{"from seen to muted, of the last ms"},
	}
	found.Rows, err = inTurn(browser, wanted, "microphones locked", func(host host) ([]float64, error) {
		return host.among(false, func(server *server, tab *tab) ([]float64, error) {
			if _, err := evaluate[any](tab, "lock"); err != nil {
				return nil, err
			}
			if _, err := server.AddBots(browser, roomclient.Bots{Meeting: meeting, Count: latePeople, Audio: true}); err != nil {
				return nil, err
			}
			took, err := evaluate[float64](tab, "locked", latePeople)
			return []float64{took}, err
		})
	})
	return found, err
}

// inTurn runs something with the SDK alone and with Gavel, in turn, and gives a row for each.
func inTurn(browser context.Context, wanted settings, label string, run func(host) ([]float64, error)) ([]row, error) {
	hosts := []host{{browser, false}, {browser, true}}
	rows := make([]row, len(hosts))
	for i, host := range hosts {
		rows[i].Label = fmt.Sprint(label, ", ", host)
	}
	for range wanted.runs {
		for i, host := range hosts {
			figures, err := run(host)
			if err != nil {
				return rows, fmt.Errorf("%s: %w", rows[i].Label, err)
			}
			rows[i].Runs = append(rows[i].Runs, figures)
		}
	}
	return rows, nil
}

// among has the host join many people on a fresh server, and does something then.
func (h host) among(speaking bool, act func(*server, *tab) ([]float64, error)) (figures []float64, err error) {
	server, err := startServer(h.browser)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	if _, err := server.AddBots(h.browser, roomclient.Bots{Meeting: meeting, Count: manyPeople, Audio: speaking}); err != nil {
		return nil, err
	}
	tab, err := enterOn(h.browser, server, "/bench/many.html", "Host", false)
	if err != nil {
		return nil, err
	}
	defer tab.close()
	if h.gavel {
		if _, err := evaluate[any](tab, "attach"); err != nil {
			return nil, err
		}
	}
	return act(server, tab)
}
