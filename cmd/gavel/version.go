package main

import (
	"io"
	"runtime"
	"runtime/debug"

	"github.com/alecthomas/kong"

	"github.com/gavel-rtc/gavel/js"
)

// commit is what the program was built of, set by the Makefile: -ldflags "-X main.commit=…".
var commit string

type versionCommand struct{ output }

// versionFlag is gavel --version, which prints what gavel version does.
type versionFlag bool

// built is what is known of this program.
type built struct {
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"` // "" when built outside a repository
	Go      string `json:"go"`
	SDK     string `json:"sdk"`
}

// Help is the longer text of gavel version --help.
func (c *versionCommand) Help() string {
	return `Prints the version, the commit it was built of ("-dirty" when files were changed since), the version of Go, and that of @cloudflare/realtimekit it is made for.

  gavel version --json

Exit codes: 0 printed; 2 called wrongly.`
}

// Run prints it.
func (c *versionCommand) Run(terminal terminal) error {
	known, err := readBuilt()
	if err != nil {
		return err
	}
	return c.tell(terminal, known, nil, known.print)
}

// BeforeReset prints it in place of whatever else was asked for.
func (versionFlag) BeforeReset(app *kong.Kong) error {
	known, err := readBuilt()
	if err != nil {
		return err
	}
	known.print(app.Stdout)
	app.Exit(0)
	return nil
}

func (b built) print(to io.Writer) {
	of := b.Commit
	if of == "" {
		of = "unknown"
	}
	printLine(to, "gavel %s\ncommit %s\nGo %s\n@cloudflare/realtimekit %s", b.Version, of, b.Go, b.SDK)
}

func readBuilt() (built, error) {
	versions, err := js.ReadVersions()
	if err != nil {
		return built{}, err
	}
	known := built{Version: versions.Project, Commit: commit, Go: runtime.Version(), SDK: versions.SDK}
	if info, ok := debug.ReadBuildInfo(); ok && known.Commit == "" {
		known.Commit = commitIn(info.Settings)
	}
	return known, nil
}

// commitIn is the commit as the go command notes it, written as the Makefile writes it.
func commitIn(settings []debug.BuildSetting) string {
	noted := map[string]string{}
	for _, one := range settings {
		noted[one.Key] = one.Value
	}
	revision := noted["vcs.revision"]
	if revision != "" && noted["vcs.modified"] == "true" {
		revision += "-dirty"
	}
	return revision
}
