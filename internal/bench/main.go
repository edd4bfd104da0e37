// Command bench measures Gavel's Go code alone and, with the real SDK in a real browser,
// the local room and Gavel's panel beside what one could take instead. It prints what it
// found as Markdown tables. The numbers also go to bench-results/, as JSON. Run it at the
// top of the project:
//
//	go run ./internal/bench
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/gavel-rtc/gavel/internal/bench/panel"
	"github.com/gavel-rtc/gavel/internal/e2e"
)

// settings are what the command line says.
type settings struct {
	only     string
	runs     int
	bots     []int
	tabs     int
	callTime time.Duration
	events   int
	lines    bool
}

func main() {
	var err error
	if len(os.Args) == 2 && os.Args[1] == serverArgument {
		err = serve(os.Stdin, os.Stdout)
	} else {
		err = run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	wanted, err := readSettings()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var problems []error
	if wanted.wants("go") {
		found, err := measureGo(ctx, wanted)
		problems = append(problems, err, found.publish("go"))
	}
	if wanted.only == "go" {
		return errors.Join(problems...)
	}
	browser, err := e2e.StartBrowser()
	if err != nil {
		return errors.Join(append(problems, err)...)
	}
	end := sync.OnceFunc(func() { _ = chromedp.Cancel(browser) })
	context.AfterFunc(ctx, end)
	defer end()

	if wanted.wants("room") {
		found, err := measureRoom(browser, wanted)
		problems = append(problems, err, found.publish("room"))
	}
	if wanted.wants("many") {
		found, err := measureMany(browser, wanted)
		problems = append(problems, err, found.publish("many"))
		found, err = measureLate(browser, wanted)
		problems = append(problems, err, found.publish("late"))
	}
	if wanted.wants("call") {
		found, err := measureCall(browser, wanted)
		problems = append(problems, err, found.publish("call"))
	}
	if wanted.wants("panel") {
		problems = append(problems, panel.Measure(browser, panel.Options{
			Root: ".", Results: resultsFolder, Rounds: wanted.runs, Sizes: wanted.bots, Events: wanted.events, Lines: wanted.lines,
		}))
	}
	return errors.Join(problems...)
}

func (s settings) wants(measurement string) bool {
	return s.only == "" || s.only == measurement
}

func readSettings() (settings, error) {
	var wanted settings
	flag.StringVar(&wanted.only, "only", "", "measure one thing only: go, room, many, call or panel")
	flag.IntVar(&wanted.runs, "runs", 3, "runs of which the median counts")
	bots := flag.String("bots", "10,100,1000,5000", "sizes of the room")
	flag.IntVar(&wanted.tabs, "tabs", 8, "browser tabs in the call")
	flag.DurationVar(&wanted.callTime, "call", 20*time.Second, "how long the call lasts; 5m shows slow growth")
	flag.IntVar(&wanted.events, "events", 50_000, "events of the panel's memory curve; 0 leaves it out")
	flag.BoolVar(&wanted.lines, "lines", true, "have people arrive at the panel over emulated lines")
	flag.Parse()
	if !slices.Contains([]string{"", "go", "room", "many", "call", "panel"}, wanted.only) {
		return wanted, fmt.Errorf("-only: want go, room, many, call or panel, got %q", wanted.only)
	}
	if wanted.runs < 1 || wanted.tabs < 2 {
		return wanted, errors.New("want at least one run and two tabs")
	}
	least := 1
	if wanted.only == "" || wanted.only == "panel" {
		least = 10 // among fewer the searches find nobody
	}
	for text := range strings.SplitSeq(*bots, ",") {
		count, err := strconv.Atoi(text)
		if err != nil || count < least || count > 5000 {
			return wanted, fmt.Errorf("-bots: want numbers from %d to 5000 with commas between, got %q", least, *bots)
		}
		wanted.bots = append(wanted.bots, count)
	}
	return wanted, nil
}
