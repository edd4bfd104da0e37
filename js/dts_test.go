// Package js_test holds the types of the npm package against the specs and constants of
// the Go module they describe.
package js_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// declaration returns the text of a type or an interface of index.d.ts,
// without comments.
func declaration(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("index.d.ts")
	require.NoError(t, err)
	bare := regexp.MustCompile(`(?s)/\*\*.*?\*/`).ReplaceAllString(string(text), "")
	found := regexp.MustCompile(`(?s)\nexport (?:type|interface) ` + name + ` (.*?)\n(?:\n|$)`).FindStringSubmatch(bare)
	require.NotNil(t, found, "index.d.ts declares no %s", name)
	return found[1]
}

// words returns the string literals of a declaration, those of the other
// declarations it names included.
func words(t *testing.T, name string) []string {
	t.Helper()
	text := declaration(t, name)
	var all []string
	for _, literal := range regexp.MustCompile(`'([^']*)'`).FindAllStringSubmatch(text, -1) {
		all = append(all, literal[1])
	}
	for _, part := range regexp.MustCompile(`\| ([A-Z]\w+)`).FindAllStringSubmatch(text, -1) {
		all = append(all, words(t, part[1])...)
	}
	return all
}

// constants returns the values of all string constants of a type in package meeting.
func constants(t *testing.T, typeName string) []string {
	t.Helper()
	files, err := filepath.Glob("../wasm/meeting/*.go")
	require.NoError(t, err)
	var values []string
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(tree, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if named, ok := spec.Type.(*ast.Ident); ok && named.Name == typeName && len(spec.Values) == 1 {
				if literal, ok := spec.Values[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
					value, err := strconv.Unquote(literal.Value)
					require.NoError(t, err)
					values = append(values, value)
				}
			}
			return true
		})
	}
	require.NotEmpty(t, values, "package meeting has no constants of type %s", typeName)
	return values
}

// A command of index.d.ts is one line of the union: the actions, and whether they take a
// target, or several.
func TestCommandsAreTheActionsOfTheTable(t *testing.T) {
	type command struct{ Action, Names string }
	var declared, table []command
	for _, line := range strings.Split(declaration(t, "Command"), "\n") {
		named := regexp.MustCompile(`readonly (targets?|message|plugin|meetings)\??: (?:string|readonly)`).FindStringSubmatch(line)
		actions, _, _ := strings.Cut(line, ";")
		for _, literal := range regexp.MustCompile(`'([^']*)'`).FindAllStringSubmatch(actions, -1) {
			one := command{Action: literal[1]}
			if named != nil {
				one.Names = named[1]
			}
			declared = append(declared, one)
		}
	}
	for _, spec := range action.All() {
		name := string(spec.Name)
		if spec.AboutThings() {
			table = append(table, command{name, map[action.Scope]string{action.OnMessage: "message", action.OnPlugin: "plugin", action.OnConnectedMeeting: "meetings"}[spec.Scope]})
			continue
		}
		if spec.TakesTargets() {
			table = append(table, command{name, "targets"})
		}
		if spec.TakesTarget() {
			table = append(table, command{name, "target"})
		} else {
			table = append(table, command{name, ""})
		}
	}
	require.ElementsMatch(t, table, declared)
}

func TestWordsAreThoseOfTheModule(t *testing.T) {
	for declared, typeName := range map[string]string{
		"ErrorReason":     "Reason",
		"RoomState":       "RoomState",
		"ConnectionState": "Connection",
		"Production":      "Production",
		"Lockable":        "Lockable",
	} {
		require.ElementsMatch(t, constants(t, typeName), words(t, declared), declared)
	}
	either := append(words(t, "OutcomeStatus"), words(t, "TargetStatus")...)
	slices.Sort(either)
	require.ElementsMatch(t, constants(t, "Status"), slices.Compact(either))
	for _, status := range words(t, "StageStatus") {
		require.Equal(t, status, meeting.ParseStageStatus(status).String())
	}
}

func TestReadmeHasTheCodeOfEveryReason(t *testing.T) {
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	published := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| `([^`]+)` \\|").FindAllStringSubmatch(string(text), -1) {
		published[row[1]] = row[2]
	}
	table := map[string]string{}
	for _, reason := range constants(t, "Reason") {
		if reason != string(meeting.ReasonLoad) {
			table[reason] = meeting.Reason(reason).Code()
		}
	}
	require.Equal(t, table, published)
}

// rows returns the first cells of the README's table with this head, and the rows.
func rows(t *testing.T, head string) (cells [][]string, table []string) {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(text), "\n"+head+"\n|")
	require.True(t, found, "README.md has no table %s", head)
	rest, _, _ = strings.Cut(rest, "\n\n")
	for _, row := range strings.Split(rest, "\n")[1:] {
		var names []string
		for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(strings.SplitN(row, "|", 3)[1], -1) {
			names = append(names, name[1])
		}
		cells, table = append(cells, names), append(table, row)
	}
	return cells, table
}

func TestReadmeHasEveryActionWithItsPermission(t *testing.T) {
	var listed, actions []string
	cells, table := rows(t, "| action | target | needs in the preset | confirmed when |")
	fields := ""
	for i, names := range cells {
		if !strings.Contains(table[i], "| the same |") {
			fields = table[i]
		}
		for _, name := range names {
			spec, known := action.Of(meeting.Action(name))
			require.True(t, known, "there is no action %s", name)
			listed = append(listed, name)
			if spec.Permission != meeting.NoPermission {
				require.Contains(t, fields, "`"+spec.Permission.PresetField()+"`", name)
			}
			require.Equal(t, spec.TakesTarget(), !strings.Contains(table[i], "` | – |"), "the target of %s", name)
		}
	}
	for _, spec := range action.All() {
		actions = append(actions, string(spec.Name))
	}
	require.ElementsMatch(t, actions, listed)
}

func TestReadmeHasEveryStatus(t *testing.T) {
	var listed []string
	cells, _ := rows(t, "| `status` | meaning |")
	for _, names := range cells {
		listed = append(listed, names...)
	}
	require.ElementsMatch(t, words(t, "OutcomeStatus"), listed)
}

func TestPermissionsAreTheGettersOfTheSDK(t *testing.T) {
	var declared []string
	group := ""
	for _, field := range regexp.MustCompile(`readonly (\w+): (\{|boolean|Production|string)|\}`).FindAllStringSubmatch(declaration(t, "Permissions"), -1) {
		name, kind := field[1], field[2]
		switch {
		case name == "":
			group = ""
		case kind == "{":
			group = name + "."
		case kind == "boolean":
			declared = append(declared, group+name)
		}
	}
	var getters []string
	for _, permission := range meeting.AllPermissions() {
		getters = append(getters, permission.Getter())
	}
	require.ElementsMatch(t, getters, declared)
}
