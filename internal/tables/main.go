// Command tables writes what repeats the specs of package action, the local room's limits, or constants of Go that
// JavaScript needs too. With -check it writes nothing, and fails for what is not up to date.
// It compiles package action and wasm/meeting only, so that code which needs a constant
// that is yet to be written is no obstacle.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	check := flag.Bool("check", false, "write nothing, fail for a file that is not up to date")
	root := flag.String("root", ".", "the folder of the project")
	flag.Parse()
	if err := run(*root, *check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run brings every file up to date, or says which one is not.
func run(root string, check bool) error {
	for _, out := range outputs {
		name := filepath.Join(root, out.file)
		before, err := os.ReadFile(name)
		if err != nil && (out.part != "" || !os.IsNotExist(err)) {
			return err
		}
		made, err := out.make(root)
		if err != nil {
			return fmt.Errorf("%s: %w", out.file, err)
		}
		if out.part != "" {
			if made, err = replacePart(string(before), out.part, made); err != nil {
				return fmt.Errorf("%s: %w", out.file, err)
			}
		}
		switch {
		case made == string(before):
		case check:
			return fmt.Errorf("%s is not what the specs, limits and constants of Go give (%s): run 'make generate' and commit it", out.file, difference(string(before), made))
		default:
			if err := os.WriteFile(name, []byte(made), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// difference is the first line that is to change, and what it is to become.
func difference(before, after string) string {
	old, made := strings.Split(before, "\n"), strings.Split(after, "\n")
	at := 0
	for at < len(old) && at < len(made) && old[at] == made[at] {
		at++
	}
	if at < len(made) {
		return fmt.Sprintf("line %d: %s", at+1, strings.TrimSpace(made[at]))
	}
	return fmt.Sprintf("it ends behind line %d", at)
}
