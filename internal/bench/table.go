package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

const resultsFolder = "bench-results"

// table is what one measurement found.
type table struct {
	Title   string   `json:"title"`
	Columns []string `json:"columns"`
	Rows    []row    `json:"rows"`
}

// row has one value per column of each run.
type row struct {
	Label string      `json:"label"`
	Runs  [][]float64 `json:"runs"`
}

// medians has one value per column.
func (r row) medians() []float64 {
	if len(r.Runs) == 0 {
		return nil
	}
	found := make([]float64, len(r.Runs[0]))
	for column := range found {
		values := make([]float64, len(r.Runs))
		for i, run := range r.Runs {
			values[i] = run[column]
		}
		slices.Sort(values)
		middle := len(values) / 2
		found[column] = values[middle]
		if len(values)%2 == 0 {
			found[column] = (values[middle-1] + values[middle]) / 2
		}
	}
	return found
}

// markdown is the table with the median of each row.
func (t table) markdown() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\n| | %s |\n|---|%s\n", t.Title, strings.Join(t.Columns, " | "), strings.Repeat("---:|", len(t.Columns)))
	for _, row := range t.Rows {
		fmt.Fprintf(&text, "| %s |", row.Label)
		for _, value := range row.medians() {
			fmt.Fprintf(&text, " %s |", brief(value))
		}
		text.WriteString("\n")
	}
	return text.String()
}

// brief is a number to three digits or so.
func brief(value float64) string {
	if value < 10 && value != float64(int(value)) {
		return fmt.Sprintf("%.2f", value)
	}
	return fmt.Sprintf("%.0f", value)
}

// publish prints the table and writes it, with all runs, to the results.
func (t table) publish(name string) error {
	fmt.Println(t.markdown())
	content, err := json.MarshalIndent(map[string]any{
		"when": time.Now().UTC(), "go": runtime.Version(), "cpus": runtime.NumCPU(), "table": t,
	}, "", "  ")
	return errors.Join(err,
		os.MkdirAll(resultsFolder, 0o755),
		os.WriteFile(filepath.Join(resultsFolder, name+".json"), content, 0o644),
	)
}
