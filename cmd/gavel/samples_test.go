package main

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom"
	"github.com/gavel-rtc/gavel/internal/samples"
)

const root = "../.."

// parser reads command lines in a folder that has the files which samples name.
func parser(t *testing.T) *kong.Kong {
	t.Helper()
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("presets.json", nil, 0o644))
	parser, err := newParser(kong.Exit(func(code int) { t.Fatalf("exited with %d", code) }))
	require.NoError(t, err)
	return parser
}

// checkCalls has the parser read the calls of gavel in a line, and returns how many there are.
func checkCalls(t *testing.T, parser *kong.Kong, line samples.Sample) int {
	t.Helper()
	count := 0
	for _, call := range line.Calls() {
		switch {
		case slices.Equal(call, []string{"gavel", "--version"}): // needs no command
			count++
			assert.True(t, hasFlag(parser.Model.Node, "version"), line.Where)
		case len(call) > 0 && call[0] == "gavel":
			count++
			_, err := parser.Parse(call[1:])
			assert.NoError(t, err, "%s: %s", line.Where, line.Text)
		}
	}
	return count
}

func TestCommandLinesOfTheDocumentation(t *testing.T) {
	lines, err := samples.Lines(root, "gavel")
	require.NoError(t, err)
	lines = slices.DeleteFunc(lines, func(line samples.Sample) bool { return isName(line.Text) })
	parser := parser(t)
	count := 0
	for _, line := range lines {
		count += checkCalls(t, parser, line)
	}
	require.NotZero(t, count)
}

// isName tells that a text names a command, as in a sentence, and does not call it.
func isName(text string) bool { return regexp.MustCompile(`^gavel( [a-z]+){1,2}$`).MatchString(text) }

// The help of a command shows it in use.
func TestCommandLinesOfTheHelp(t *testing.T) {
	parser := parser(t)
	for _, command := range parser.Model.Leaves(true) {
		count := 0
		for line := range strings.Lines(command.Detail) {
			count += checkCalls(t, parser, samples.Sample{Where: command.FullPath(), Text: strings.TrimSpace(line)})
		}
		assert.NotZero(t, count, "%s shows no example", command.FullPath())
	}
}

// The README's table names every command with its flags, and no others.
func TestTheTableOfCommands(t *testing.T) {
	readme, err := os.ReadFile(root + "/README.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(readme), "\n| command | what it does |\n|---|---|\n")
	require.True(t, found)
	table, _, _ := strings.Cut(rest, "\n\n")
	parser := parser(t)
	shown := map[string]bool{"gavel serve": true} // has a chapter of its own
	for row := range strings.Lines(table) {
		cell := strings.ReplaceAll(strings.Split(row, " | ")[0], `\|`, "|")
		for _, synopsis := range regexp.MustCompile("`([a-z][^`]*)`").FindAllStringSubmatch(cell, -1) {
			flags := regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(synopsis[1], -1)
			for _, path := range paths(synopsis[1]) {
				command := find(parser, path)
				if !assert.NotNil(t, command, "there is no %s", path) {
					continue
				}
				shown[path] = true
				assert.Equal(t, path != "gavel webhook serve", hasFlag(command, "json"), "--json of %s", path)
				for _, flag := range flags {
					assert.True(t, hasFlag(command, flag[1]), "%s knows no --%s", path, flag[1])
				}
			}
		}
	}
	for _, command := range parser.Model.Leaves(true) {
		assert.Contains(t, shown, withoutArguments(command))
	}
}

// What the README says of the demo is so: its presets, its pages, where it listens.
func TestTheReadmeOnTheDemo(t *testing.T) {
	text, err := os.ReadFile(root + "/README.md")
	require.NoError(t, err)
	readme := string(text)

	presets, err := localroom.BuiltinPresets()
	require.NoError(t, err)
	list := regexp.MustCompile(`comes with the presets (.*?), in RealtimeKit's`).FindStringSubmatch(readme)
	require.NotNil(t, list)
	require.ElementsMatch(t, slices.Collect(maps.Keys(presets)), strings.Split(strings.ReplaceAll(strings.ReplaceAll(list[1], " and ", ", "), "`", ""), ", "))

	pages := regexp.MustCompile("(?m)^\\| `/([^`]*)` \\|").FindAllStringSubmatch(readme, -1)
	require.NotEmpty(t, pages)
	for _, page := range pages {
		source := strings.TrimSuffix(page[1], "dist/")
		if !strings.HasSuffix(source, ".html") {
			source += "index.html"
		}
		require.FileExists(t, root+"/web/"+source)
	}

	parser := parser(t)
	for _, told := range []struct{ command, flag, sentence string }{
		{"gavel webhook serve", "addr", "listens at %s, for your tunnel"},
		{"gavel webhook ensure", "events", "%s unless --events says more"},
		{"gavel end", "wait", "`end MEETING [--lock] [--wait %s]`"},
	} {
		for _, flag := range find(parser, told.command).Flags {
			if flag.Name == told.flag {
				require.Contains(t, readme, fmt.Sprintf(told.sentence, flag.Default))
			}
		}
	}
}

// paths are the commands of a synopsis such as "webhook ensure|list [URL]".
func paths(synopsis string) []string {
	path := "gavel"
	for _, word := range strings.Fields(synopsis) {
		if !regexp.MustCompile(`^[a-z|]+$`).MatchString(word) {
			break
		}
		if options := strings.Split(word, "|"); len(options) > 1 {
			for i, option := range options {
				options[i] = path + " " + option
			}
			return options
		}
		path += " " + word
	}
	return []string{path}
}

func find(parser *kong.Kong, path string) *kong.Node {
	for _, command := range parser.Model.Leaves(true) {
		if withoutArguments(command) == path {
			return command
		}
	}
	return nil
}

func withoutArguments(command *kong.Node) string {
	path, _, _ := strings.Cut(command.FullPath(), " <")
	return path
}

func hasFlag(command *kong.Node, name string) bool {
	for _, group := range command.AllFlags(false) {
		for _, flag := range group {
			if flag.Name == name {
				return true
			}
		}
	}
	return false
}
