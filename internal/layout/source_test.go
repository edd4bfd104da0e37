package layout

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// eachFile calls check with the slash path and text of every source file below
// folder that ends in one of the suffixes, leaving out what is built or downloaded.
func eachFile(t *testing.T, folder string, suffixes []string, check func(name, text string)) {
	t.Helper()
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(filepath.Join(root, folder), func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == "node_modules" || entry.Name() == "dist" {
				return filepath.SkipDir
			}
			return nil
		}
		for _, suffix := range suffixes {
			if strings.HasSuffix(name, suffix) {
				text, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				seen++
				rel, _ := filepath.Rel(root, name)
				check(filepath.ToSlash(rel), string(text))
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.NotZero(t, seen, "no %v below %s: this check looks at nothing", suffixes, folder)
}

// A native build must not silently leave out half of a package.
func TestEveryGoFileOfTheModuleIsForTheBrowser(t *testing.T) {
	eachFile(t, "wasm", []string{".go"}, func(name, text string) {
		if strings.HasSuffix(name, "/doc.go") || strings.HasPrefix(name, "wasm/meeting/") { // which is pure
			return
		}
		header, _, _ := strings.Cut(text, "package ")
		require.True(t, strings.HasSuffix(name, "_js.go") || strings.HasSuffix(name, "_js_test.go") || strings.Contains(header, "//go:build js"),
			"%s has no js build constraint", name)
	})
}

// Names and other remote text reach the page through textContent only.
func TestNothingWritesMarkup(t *testing.T) {
	markup := []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "new Function(", "eval("}
	check := func(name, text string) {
		if strings.Contains(name, "/test/") || strings.Contains(name, "_test.") {
			return
		}
		for _, word := range markup {
			require.NotContains(t, text, word, "%s: text goes through textContent, code is never made from text", name)
		}
	}
	eachFile(t, "web", []string{".js"}, check)
	eachFile(t, "js", []string{".js", ".mjs"}, check)
	eachFile(t, "wasm", []string{".js", ".go"}, check)
}
