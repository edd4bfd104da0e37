package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// benchmarked are the packages that decide without JavaScript what the panel does.
var benchmarked = []string{"./wasm/meeting", "./internal/control", "./internal/view", "./internal/view/section"}

// asShipped compiles them as js/build compiles the module.
var asShipped = []string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=nogreenteagc"}

// measureGo runs the Go benchmarks of these packages natively and, compiled to
// WebAssembly, in Chromium.
func measureGo(ctx context.Context, wanted settings) (table, error) {
	found := table{
		Title:   fmt.Sprintf("Go alone: benchmarks natively and as WebAssembly in Chromium (median of %d)", wanted.runs),
		Columns: []string{"people", "native ns", "WebAssembly ns", "WebAssembly ÷ native"},
	}
	native, err := runBenchmarks(ctx, wanted.runs, nil)
	if err != nil {
		return found, err
	}
	runner, err := filepath.Abs("wasm/browsertest.sh")
	if err != nil {
		return found, err
	}
	browser, err := runBenchmarks(ctx, wanted.runs, asShipped, "-exec="+runner)
	if err != nil {
		return found, err
	}
	byName := func(a, b benchmark) int { return strings.Compare(a.name, b.name) }
	slices.SortStableFunc(native.order, byName)
	for _, of := range native.order {
		row := row{Label: of.name}
		for i, ns := range native.ns[of] {
			if i == len(browser.ns[of]) {
				return found, fmt.Errorf("%s among %d: %d runs natively, %d in Chromium", of.name, of.people, len(native.ns[of]), i)
			}
			row.Runs = append(row.Runs, []float64{float64(of.people), ns, browser.ns[of][i], browser.ns[of][i] / ns})
		}
		found.Rows = append(found.Rows, row)
	}
	return found, nil
}

// benchmark names a Go benchmark: "view: Search" among so many people.
type benchmark struct {
	name   string
	people int
}

// benchmarks are the nanoseconds of each run, in the order in which they came.
type benchmarks struct {
	order []benchmark
	ns    map[benchmark][]float64
}

func runBenchmarks(ctx context.Context, runs int, environment []string, flags ...string) (benchmarks, error) {
	// Long enough for Chromium to have optimised the code in the first of the runs.
	args := append([]string{"test", "-run=^$", "-bench=.", "-benchtime=100ms", "-count=" + strconv.Itoa(runs)}, flags...)
	command := exec.CommandContext(ctx, "go", append(args, benchmarked...)...)
	command.Env = append(os.Environ(), environment...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return benchmarks{}, fmt.Errorf("%v: %w\n%s", command.Args, err, out)
	}
	return readBenchmarks(string(out)), nil
}

var benchmarkLine = regexp.MustCompile(`^Benchmark(\S+?)/(\d+)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op`)

// readBenchmarks takes out of what go test says the benchmarks whose names end in a
// number of people.
func readBenchmarks(out string) benchmarks {
	found := benchmarks{ns: map[benchmark][]float64{}}
	in := ""
	for line := range strings.Lines(out) {
		if name, ok := strings.CutPrefix(line, "pkg: "); ok {
			in = path.Base(strings.TrimSpace(name))
		}
		match := benchmarkLine.FindStringSubmatch(line)
		if match == nil {
			continue
		}
		people, _ := strconv.Atoi(match[2])
		ns, _ := strconv.ParseFloat(match[3], 64)
		of := benchmark{in + ": " + match[1], people}
		if _, known := found.ns[of]; !known {
			found.order = append(found.order, of)
		}
		found.ns[of] = append(found.ns[of], ns)
	}
	return found
}
