package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
)

type options struct {
	Root   string `default:"." type:"existingdir" help:"The project's folder."`
	Out    string `default:"bench-results" help:"Folder for the figures, in the project's folder."`
	Rounds int    `default:"3" help:"How often everything is measured."`
	Sizes  string `default:"10,100,1000,5000" help:"How many people are in the meetings."`
	Events int    `default:"50000" help:"How many events the memory curve has; 0 leaves it out."`
	Lines  bool   `default:"true" negatable:"" help:"Measure arrivals over emulated lines."`
	Check  bool   `default:"true" negatable:"" help:"Fail when a figure misses the budget."`
}

func main() {
	var given options
	kong.Parse(&given, kong.Name("bench"), kong.Description("Measures Gavel's panel side by side with the vendor's and a plain one."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := given.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (o options) run(ctx context.Context) error {
	sizes, err := numbers(o.Sizes)
	if err != nil {
		return fmt.Errorf("--sizes: %w", err)
	}
	rig, err := startRig(ctx, o.Root)
	if err != nil {
		return err
	}
	contest := &contest{rig: rig, figures: newFigures(), progress: os.Stderr}
	err = contest.run(sizes, o)
	if err = errors.Join(err, rig.close()); err != nil {
		return err
	}
	if err := contest.figures.write(filepath.Join(o.Root, o.Out)); err != nil {
		return err
	}
	fmt.Print(contest.figures.table())
	if !o.Check {
		return nil
	}
	return checkBudget(filepath.Join(o.Root, "internal/bench/budget.json"), contest.figures, os.Stdout)
}

func numbers(list string) ([]int, error) {
	var all []int
	for text := range strings.SplitSeq(list, ",") {
		number, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || number < 1 {
			return nil, fmt.Errorf("%q: want numbers from 1 on with commas between them", list)
		}
		all = append(all, number)
	}
	return all, nil
}
