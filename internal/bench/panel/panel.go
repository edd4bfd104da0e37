package panel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Options say how much is measured.
type Options struct {
	Root    string // the project's folder
	Results string // where the figures go
	Rounds  int    // how often everything is measured
	Sizes   []int  // how many people are in the meetings
	Events  int    // how many events the memory curve has, 0 for none
	Lines   bool   // whether people also arrive, over emulated lines
}

// Measure has everybody show meetings in this browser. It prints the table, writes it
// with all figures into the results, and is an error when a limit of the budget is
// missed.
func Measure(browser context.Context, o Options) error {
	rig, err := startRig(browser, o.Root)
	if err != nil {
		return err
	}
	contest := &contest{rig: rig, figures: &figures{}, progress: os.Stderr}
	err = contest.run(o)
	if err = errors.Join(err, rig.close()); err != nil {
		return err
	}
	if err := contest.figures.write(o.Results); err != nil {
		return err
	}
	fmt.Println(contest.figures.table())
	return checkBudget(filepath.Join(o.Root, "internal/bench/panel/budget.json"), contest.figures, os.Stdout)
}
