package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	goparser "go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// acting are characters that a terminal acts on, or that show nothing.
const acting = "\x00\a\b\t\n\r\x1b\x7f\u0085\u009b\u009d\u00ad\u034f\u061c\u115f\u180e\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\u3164\ufe0f\ufeff\ufff9\U000e0001\U000e0041\U000e0100"

// requireClean wants lines of nothing but what can be seen.
func requireClean(t *testing.T, text string) {
	t.Helper()
	require.True(t, utf8.ValidString(text), "%q", text)
	require.NotContains(t, text, "owned\n", "a line of somebody else's: %q", text)
	for _, r := range text {
		require.True(t, r == '\n' || (unicode.IsPrint(r) && !strings.ContainsRune(acting, r)), "%q in %q", r, text)
	}
}

func TestWhatComesFromOutsideIsShownAsText(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "",
		"Zoë ŁÓDŹ 日本語 😀 שלום":         "Zoë ŁÓDŹ 日本語 😀 שלום",
		"a\x1b]0;title\x07b":          "a\ufffd]0;title\ufffdb",
		"a\nSession s has ended.\r\n": "a\ufffdSession s has ended.\ufffd\ufffd",
		"a\u202eb":                    "a\ufffdb",
		"a\xff\xc3":                   "a\ufffd\ufffd",
	} {
		require.Equal(t, want, clean(text))
	}
	require.Equal(t, strings.Repeat("\ufffd", utf8.RuneCountInString(acting)), clean(acting))
}

func TestALineIsOneLine(t *testing.T) {
	var out bytes.Buffer
	printLine(&out, "%s: %d of %v, %q", "a\nb", 3, errors.Join(errors.New("c\x1b"), errors.New("d")), "e\u202e")
	require.Equal(t, "a\ufffdb: 3 of c\ufffd; d, \"e\ufffd\"\n", out.String())
}

func TestErrorsKeepTheSecretsOfAddresses(t *testing.T) {
	for text, want := range map[string]string{
		`Get "https://me:pass@host:1/path?key=secret#part": refused`: `Get "https://…@host:1/path?…": refused`,
		`at http://host/path#secret and http://host/other: no`:       `at http://host/path?… and http://host/other: no`,
		`want https:// or http://`:                                   `want https:// or http://`,
		`https://host/a@b?x`:                                         `https://host/a@b?…`,
		`https://se?cret@host/`:                                      `https://se?…`,
	} {
		require.Equal(t, want, errorText(errors.New(text)))
		require.Equal(t, want, failureOf(errors.New(text)).Message)
	}
}

func TestJSONHoldsNothingThatATerminalActsOn(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, writeJSON(&out, map[string]string{"name": acting + "Zoë 😀"}, "  "))
	requireClean(t, out.String())
	require.Contains(t, out.String(), `\u202e`)
	require.Contains(t, out.String(), `\udb40\udc41`)
	require.Contains(t, out.String(), "Zoë 😀")
	var read map[string]string
	require.NoError(t, json.Unmarshal(out.Bytes(), &read))
	require.Equal(t, acting+"Zoë 😀", read["name"])
}

// All that the command prints goes through clean.go.
func TestNothingIsPrintedAnyOtherWay(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	printed := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := goparser.ParseFile(set, name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			called, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			of, _ := called.X.(*ast.Ident)
			if of == nil {
				return true
			}
			what := of.Name + "." + called.Sel.Name
			if strings.HasPrefix(what, "fmt.Fprint") || strings.HasPrefix(what, "fmt.Print") || strings.HasPrefix(what, "log.") ||
				strings.HasPrefix(what, "slog.") || what == "json.NewEncoder" || what == "io.WriteString" || what == "io.Copy" {
				printed++
				assert.Equal(t, "clean.go", name, "%s at %s", what, set.Position(called.Pos()))
			}
			return true
		})
	}
	require.NotZero(t, printed)
}

func FuzzClean(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		cleaned := clean(text)
		requireClean(t, cleaned)
		require.NotContains(t, cleaned, "\n")
		require.Equal(t, cleaned, clean(cleaned))
		require.Equal(t, utf8.RuneCountInString(text), utf8.RuneCountInString(cleaned), "nothing goes without a trace")

		var out bytes.Buffer
		printLine(&out, "%s %v", text, fmt.Errorf("%s: %w", text, errors.New(text)))
		requireClean(t, out.String())
		require.Equal(t, 1, strings.Count(out.String(), "\n"))
	})
}

func FuzzWriteJSON(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		require.NoError(t, writeJSON(&out, map[string]string{text: text}, ""))
		requireClean(t, out.String())
		var read map[string]string
		require.NoError(t, json.Unmarshal(out.Bytes(), &read))
		valid := strings.ToValidUTF8(text, "\ufffd")
		if utf8.ValidString(text) {
			require.Equal(t, map[string]string{valid: valid}, read, "it means the same")
		}
	})
}
