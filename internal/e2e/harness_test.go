package e2e_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

func TestConsoleProblemsAreSeen(t *testing.T) {
	t.Parallel()
	for name, problem := range map[string]struct{ js, told string }{
		"console.error":       {`console.error("one of ours")`, "error: one of ours"},
		"failed assertion":    {`console.assert(false, "one of ours")`, "assert: one of ours"},
		"uncaught exception":  {`setTimeout(() => { throw new Error("one of ours") })`, "exception: Uncaught Error: one of ours"},
		"unhandled rejection": {`void Promise.reject(new Error("one of ours"))`, "exception: Uncaught (in promise) Error: one of ours"},
		"inline script":       {`document.head.append(Object.assign(document.createElement("script"), { text: "1" }))`, "Content Security Policy"},
		"foreign request":     {`void fetch("https://example.invalid/").catch(() => {})`, "Content Security Policy"},
		"missing file":        {`void fetch("/nothing-here").catch(() => {})`, "404"},
	} {
		t.Run(name, func(t *testing.T) {
			tab := rig.Open(t, "/e2e/blank.html")
			tab.Do(problem.js)
			var seen string
			require.Eventually(t, func() bool {
				seen += strings.Join(tab.Problems(), "\n")
				return strings.Contains(seen, problem.told)
			}, e2e.Patience, e2e.PollInterval, "%s", name)
		})
	}
}

func TestQuietPageHasNoProblems(t *testing.T) {
	t.Parallel()
	tab := rig.Open(t, "/e2e/blank.html")
	tab.Do(`console.log("fine"); console.warn("also fine")`)
	require.Empty(t, tab.Problems())
}

func TestDevicesAnswerAsAsked(t *testing.T) {
	t.Parallel()
	const ask = `navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
		s => { s.getTracks().forEach(t => t.stop()); return s.getTracks().length + " tracks" }, e => e.name)`
	require.Equal(t, "2 tracks", e2e.Eval[string](rig.Open(t, "/e2e/blank.html"), ask))
	require.Equal(t, "NotAllowedError", e2e.Eval[string](rig.OpenRefusingDevices(t, "/e2e/blank.html"), ask))
	require.Equal(t, "2 tracks", e2e.Eval[string](rig.Open(t, "/e2e/blank.html"), ask), "a refusal stays in its profile")
}
