package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// limitTable is the table of limits in the documentation of package localroom,
// whose tests meet each row, in Markdown.
func limitTable(root string) (string, error) {
	source, err := os.ReadFile(filepath.Join(root, "internal/localroom/doc.go"))
	if err != nil {
		return "", err
	}
	_, section, found := strings.Cut(string(source), "// # Limits\n")
	section, _, ended := strings.Cut(section, "// # ")
	if !found || !ended {
		return "", fmt.Errorf("internal/localroom/doc.go has no section Limits, or none behind it")
	}
	columns := regexp.MustCompile(`^//\t(\S.*?)\s{2,}(\S.*?)\s{2,}(\S.*)$`)
	var table strings.Builder
	rows := 0
	for line := range strings.Lines(section) {
		row := columns.FindStringSubmatch(strings.TrimRight(line, "\n"))
		text := strings.TrimSpace(strings.TrimPrefix(line, "//"))
		switch {
		case row == nil && strings.HasPrefix(line, "//\t"):
			return "", fmt.Errorf("internal/localroom/doc.go: want three columns with two spaces between them: %q", text)
		case row != nil && rows == 0:
			table.WriteString("\n| what | at most | beyond |\n|---|---|---|\n")
			fallthrough
		case row != nil:
			fmt.Fprintf(&table, "| %s | %s | %s |\n", row[1], row[2], row[3])
			rows++
		case text != "":
			if rows > 0 {
				table.WriteString("\n")
				rows = 0
			}
			table.WriteString(text + "\n")
		}
	}
	return "\n" + table.String() + "\n", nil
}
