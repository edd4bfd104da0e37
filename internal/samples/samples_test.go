package samples_test

import (
	"go/ast"
	"go/doc/comment"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/samples"
)

const root = "../.."

// checkedBy says what checks the blocks of a language. One that is missing here is
// checked by nothing, and so must not be shown.
var checkedBy = map[string]string{
	"go":   "TestGoCompiles",
	"sh":   "TestCommandLines, and cmd/gavel for its own",
	"js":   "js/test/samples.test.js",
	"html": "js/test/samples.test.js",
	"text": "nothing: it is no code",
}

func blocks(t *testing.T, language string) []samples.Sample {
	t.Helper()
	all, err := samples.Blocks(root)
	require.NoError(t, err)
	all = slices.DeleteFunc(all, func(s samples.Sample) bool { return s.Language != language })
	require.NotEmpty(t, all, "no document has a block of %s", language)
	return all
}

func TestEveryBlockIsOfALanguageThatIsChecked(t *testing.T) {
	all, err := samples.Blocks(root)
	require.NoError(t, err)
	for _, block := range all {
		assert.Contains(t, checkedBy, block.Language, block.Where)
	}
	documents, err := samples.Documents(root)
	require.NoError(t, err)
	for _, document := range documents {
		text, err := os.ReadFile(document)
		require.NoError(t, err)
		fences := regexp.MustCompile("(?m)^[^`\n]*(```|~~~)").FindAllString(string(text), -1)
		found := 0
		for _, block := range all {
			if file, _, _ := strings.Cut(block.Where, ":"); filepath.Join(root, file) == document {
				found += 2
			}
		}
		assert.Len(t, fences, found, "%s has a block that is not found", document)
		assert.NotContains(t, string(text), "@example", "%s: show a fenced block, which is checked", document)
	}
}

func TestGoCompiles(t *testing.T) {
	for _, block := range blocks(t, "go") {
		compile(t, block)
	}
}

// compile has the compiler read a file that stands outside, as a reader's would.
func compile(t *testing.T, s samples.Sample) {
	t.Helper()
	formatted, err := format.Source([]byte(s.Text))
	if !assert.NoError(t, err, s.Where) {
		return
	}
	assert.Equal(t, string(formatted), s.Text, "%s is not as gofmt has it", s.Where)
	file := filepath.Join(t.TempDir(), "sample.go")
	require.NoError(t, os.WriteFile(file, []byte(s.Text), 0o644))
	vet := exec.Command("go", "vet", file)
	vet.Dir = root
	vet.Env = os.Environ()
	if strings.Contains(s.Text, "/gavel/wasm/") {
		vet.Env = append(vet.Env, "GOOS=js", "GOARCH=wasm")
	}
	output, err := vet.CombinedOutput()
	assert.NoError(t, err, "%s:\n%s", s.Where, output)
}

// Code in a doc comment is a table, a command, or a program that compiles.
func TestCodeInDocComments(t *testing.T) {
	var parser comment.Parser
	checked := 0
	for where, text := range docComments(t) {
		for _, block := range parser.Parse(text).Content {
			code, ok := block.(*comment.Code)
			if !ok {
				continue
			}
			checked++
			program := "package sample\n\nfunc _() {\n" + code.Text + "}\n"
			if _, err := format.Source([]byte(program)); err == nil {
				formatted, err := format.Source([]byte(program))
				require.NoError(t, err)
				compile(t, samples.Sample{Where: where, Text: string(formatted)})
			}
			for line := range strings.Lines(code.Text) {
				checkCalls(t, samples.Sample{Where: where, Text: strings.TrimSpace(line)}, false)
			}
		}
	}
	require.NotZero(t, checked)
}

// docComments are those of all declarations and packages, by the place they are at.
func docComments(t *testing.T) map[string]string {
	t.Helper()
	comments := map[string]string{}
	files := token.NewFileSet()
	for _, folder := range []string{"cmd", "internal", "wasm", "js"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" {
				if err == nil && entry.IsDir() && entry.Name() == "node_modules" {
					return filepath.SkipDir
				}
				return err
			}
			file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
			if err != nil || ast.IsGenerated(file) {
				return err
			}
			ast.Inspect(file, func(node ast.Node) bool {
				if group, ok := node.(*ast.CommentGroup); ok {
					comments[files.Position(group.Pos()).String()] = group.Text()
				}
				return true
			})
			return nil
		})
		require.NoError(t, err)
	}
	return comments
}

func TestCommandLines(t *testing.T) {
	lines, err := samples.Lines(root, "make", "node", "npm", "go")
	require.NoError(t, err)
	require.NotEmpty(t, lines)
	for _, line := range lines {
		checkCalls(t, line, true)
	}
}

// checkCalls checks what a command line names: targets, files, packages. With strict
// the programs must be known too.
func checkCalls(t *testing.T, line samples.Sample, strict bool) {
	t.Helper()
	for _, call := range line.Calls() {
		if len(call) == 0 {
			continue
		}
		switch call[0] {
		case "make":
			checkMake(t, line, call[1:])
		case "node":
			if assert.Greater(t, len(call), 1, "%s: %s", line.Where, line.Text) {
				assert.True(t, exists(call[1]) || exists(filepath.Join("js", call[1])), "%s: there is no %s", line.Where, call[1])
			}
		case "npm":
			checkNPM(t, line, call[1:])
		case "go":
			for _, word := range call[1:] {
				if strings.HasPrefix(word, "./") {
					assert.True(t, exists(strings.TrimSuffix(word, "/...")), "%s: there is no %s", line.Where, word)
				}
			}
		case "gavel", "export", "read": // cmd/gavel checks its own; the others are the shell's
		default:
			assert.False(t, strict, "%s: nothing checks the program %s", line.Where, call[0])
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(filepath.Join(root, name))
	return err == nil
}

func checkMake(t *testing.T, line samples.Sample, words []string) {
	t.Helper()
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	require.NoError(t, err)
	for _, word := range words {
		if variable, _, sets := strings.Cut(word, "="); sets {
			assert.Contains(t, string(makefile), "$("+variable+")", "%s: make knows no %s", line.Where, variable)
		} else {
			assert.Regexp(t, `(?m)^`+regexp.QuoteMeta(word)+`:`, string(makefile), "%s: make has no %s", line.Where, word)
		}
	}
}

func checkNPM(t *testing.T, line samples.Sample, words []string) {
	t.Helper()
	manifest, err := os.ReadFile(filepath.Join(root, "js/package.json"))
	require.NoError(t, err)
	require.Greater(t, len(words), 1, line.Where)
	assert.Equal(t, "install", words[0], line.Where)
	for _, name := range words[1:] { // the package itself, or one that it names
		assert.Regexp(t, `"name": "`+name+`"|"`+name+`": "`, string(manifest), line.Where)
	}
}
