package layout

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/gavel-rtc/gavel"

type goPackage struct {
	ImportPath string
	Standard   bool
	GoFiles    []string
	Imports    []string
	Deps       []string
}

// list asks the go command for packages as they are compiled for goos.
func list(t *testing.T, goos, goarch string, patterns ...string) []goPackage {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Standard,GoFiles,Imports,Deps"}, patterns...)...)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	var packages []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		packages = append(packages, p)
	}
	require.NotEmpty(t, packages)
	return packages
}

// rule says what the packages matching from must not import, and why.
// Patterns are path.Match patterns or prefixes ending in /..., below the module.
type rule struct {
	from, not, because string
}

var rules = []rule{
	{"internal/...", "cmd/...", "commands wire, nothing builds on them"},
	{"wasm/meeting", "internal/...", "the words of the field are public and depend on nothing of ours"},
	{"wasm/meeting", "wasm/...", "the words of the field are public and depend on nothing of ours"},
	{"internal/control", "internal/view", "state does not know how it is shown"},
	{"internal/control", "internal/localroom/...", "the controller works on any meeting"},
	{"internal/view", "internal/localroom/...", "the panel works on any meeting"},
	{"internal/localroom/...", "internal/control", "the room plays the service, it must not share our view of it"},
	{"internal/localroom/...", "internal/view", "the room plays the service, it must not share our view of it"},
	{"internal/cloudflare/...", "internal/control", "the backend side speaks REST, not browser meetings"},
	{"internal/cloudflare/...", "internal/view", "the backend side speaks REST, not browser meetings"},
	{"internal/cloudflare/...", "internal/localroom/...", "the client must not share the stand-in's view of the service"},
	{"internal/localroom/...", "internal/cloudflare/...", "the stand-in must not share the client's view of the service"},
	{"wasm/...", "internal/localroom/...", "the module runs against the real service"},
	{"wasm/...", "cmd/...", "commands wire, nothing builds on them"},
	{"wasm/bridge", "internal/...", "the border knows no meeting"},
}

func matches(pattern, importPath string) bool {
	rel, ours := strings.CutPrefix(importPath, module+"/")
	if !ours {
		return false
	}
	if prefix, all := strings.CutSuffix(pattern, "/..."); all {
		return rel == prefix || strings.HasPrefix(rel, prefix+"/")
	}
	matched, _ := path.Match(pattern, rel)
	return matched
}

func TestImportsPointOneWay(t *testing.T) {
	packages := append(list(t, "linux", "amd64", "./..."), list(t, "js", "wasm", "./wasm/...")...)
	for _, p := range packages {
		for _, r := range rules {
			if !matches(r.from, p.ImportPath) {
				continue
			}
			for _, imported := range p.Imports {
				if imported != p.ImportPath && matches(r.not, imported) {
					t.Errorf("%s imports %s: %s must not import %s, because %s", p.ImportPath, imported, r.from, r.not, r.because)
				}
			}
		}
	}
}

// Of wasm, internal packages import the words of the field only: what is pure stays usable
// and testable without a browser.
func TestInternalPackagesDoNotNeedABrowser(t *testing.T) {
	for _, p := range list(t, "linux", "amd64", "./internal/...") {
		for _, imported := range p.Imports {
			if matches("wasm/...", imported) && !matches("wasm/meeting", imported) {
				t.Errorf("%s imports %s: of wasm, internal packages import wasm/meeting only", p.ImportPath, imported)
			}
		}
	}
}

func TestPurePackagesDoNotTouchJavaScript(t *testing.T) {
	for _, p := range list(t, "js", "wasm", "./wasm/meeting", "./internal/control", "./internal/view") {
		for _, imported := range p.Imports {
			require.NotEqual(t, "syscall/js", imported, "%s must stay pure: it runs natively under the race detector", p.ImportPath)
			require.False(t, strings.HasPrefix(imported, "github.com/hack-pad/"), "%s must stay pure", p.ImportPath)
		}
	}
}

// heavy names what must not reach the browser module, with what each adds to
// it (brotli, measured on the smallest program that imports it, Go 1.26).
var heavy = map[string]string{
	"encoding/json": "about 107 kB",
	"text/template": "about 350 kB",
	"html/template": "about 630 kB",
	"net/http":      "about 1.4 MB",
	"regexp":        "patterns belong in Go code",
	"log/slog":      "about 135 kB",
}

func TestBrowserModuleIsLean(t *testing.T) {
	program := list(t, "js", "wasm", "./wasm")[0]
	for _, dependency := range program.Deps {
		if cost, tooHeavy := heavy[dependency]; tooHeavy {
			t.Errorf("the browser module depends on %s (%s)", dependency, cost)
		}
	}
	for _, p := range list(t, "js", "wasm", append([]string{"-deps"}, "./wasm")...) {
		if p.Standard || strings.HasPrefix(p.ImportPath, module) {
			continue
		}
		require.True(t, strings.HasPrefix(p.ImportPath, "github.com/hack-pad/safejs"),
			"the browser module depends on safejs and the standard library only, not on %s", p.ImportPath)
	}
}
