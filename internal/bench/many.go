package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// manyPeople is how many a host does something about.
const manyPeople = 500

// measureMany has a host do something about many people, with the SDK alone and with Gavel and
// its panel, in turn.
func measureMany(browser context.Context, wanted settings) (table, error) {
	found := table{
		Title:   fmt.Sprintf("Something about %d people (median of %d)", manyPeople, wanted.runs),
		Columns: []string{"until all are seen ms", "longest time between two frames ms"},
	}
	for _, what := range []struct{ label, function string }{
		{"muted one by one", "mute"},
		{"the right to speak taken", "permit"},
	} {
		alone, with := row{Label: what.label + ", SDK alone"}, row{Label: what.label + ", Gavel with its panel"}
		for range wanted.runs {
			for _, row := range []*row{&alone, &with} {
				run, err := manyRun(browser, row == &with, what.function)
				if err != nil {
					return found, fmt.Errorf("%s: %w", row.Label, err)
				}
				row.Runs = append(row.Runs, run)
			}
		}
		found.Rows = append(found.Rows, alone, with)
	}
	return found, nil
}

// manyRun is one run on a fresh server, in the order of the columns.
func manyRun(browser context.Context, gavel bool, function string) (run []float64, err error) {
	server, err := startServer(browser)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	if _, err := server.AddBots(browser, roomclient.Bots{Meeting: meeting, Count: manyPeople, Audio: true}); err != nil {
		return nil, err
	}
	tab, err := enterOn(browser, server, "/bench/many.html", "Host", false)
	if err != nil {
		return nil, err
	}
	defer tab.close()
	if gavel {
		if _, err := evaluate[any](tab, "attach"); err != nil {
			return nil, err
		}
	}
	took, err := evaluate[struct{ Took, Longest float64 }](tab, function)
	return []float64{took.Took, took.Longest}, err
}
