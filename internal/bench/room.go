package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const (
	kibi = 1 << 10
	mebi = 1 << 20
)

// measureRoom has one browser join rooms full of bots without media, and mute
// all of them.
func measureRoom(browser context.Context, wanted settings) (table, error) {
	found := table{
		Title: fmt.Sprintf("A browser in a room full of bots (median of %d)", wanted.runs),
		Columns: []string{
			"init() ms", "join() ms", "server memory for the bots MiB", "sent until joined KiB", "server CPU until joined ms",
			"mute all, until all seen ms", "sent for it KiB", "server CPU for it ms",
		},
	}
	if _, err := roomRun(browser, 1); err != nil { // the browser's first page takes longer
		return found, err
	}
	for _, bots := range wanted.bots {
		row := row{Label: fmt.Sprintf("%d bots", bots)}
		for range wanted.runs {
			run, err := roomRun(browser, bots)
			if err != nil {
				return found, fmt.Errorf("a room with %d bots: %w", bots, err)
			}
			row.Runs = append(row.Runs, run)
		}
		found.Rows = append(found.Rows, row)
	}
	return found, nil
}

// roomRun is one run on a fresh server, in the order of the columns.
func roomRun(browser context.Context, bots int) (run []float64, err error) {
	server, err := startServer(browser)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	empty, err := server.usage()
	if err != nil {
		return nil, err
	}
	if _, err := server.AddBots(browser, roomclient.Bots{Meeting: meeting, Count: bots, Audio: true}); err != nil {
		return nil, err
	}
	full, err := server.usage()
	if err != nil {
		return nil, err
	}
	tab, err := enter(browser, server, "Host", false)
	if err != nil {
		return nil, err
	}
	defer tab.close()
	people, err := evaluate[struct{ All int }](tab, "people")
	if err != nil {
		return nil, err
	}
	if people.All != bots {
		return nil, fmt.Errorf("the SDK shows %d others", people.All)
	}
	joined, err := server.usage()
	if err != nil {
		return nil, err
	}
	muting, err := evaluate[float64](tab, "muteAll")
	if err != nil {
		return nil, err
	}
	muted, err := server.usage()
	if err != nil {
		return nil, err
	}
	return []float64{
		tab.entered.Init, tab.entered.Join, float64(full.HeapBytes-empty.HeapBytes) / mebi,
		float64(joined.SentBytes-full.SentBytes) / kibi, float64((joined.CPU - full.CPU).Milliseconds()),
		muting, float64(muted.SentBytes-joined.SentBytes) / kibi, float64((muted.CPU - joined.CPU).Milliseconds()),
	}, nil
}
