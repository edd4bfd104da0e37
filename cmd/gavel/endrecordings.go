package main

import (
	"io"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

// listRecordings prints what an ending saw of recordings, a line each; nothing
// when none ran.
func listRecordings(to io.Writer, saw *cloudflare.Recordings) {
	if saw == nil {
		return
	}
	if !saw.Seen {
		printLine(to, "Whether a recording was running could not be seen: %s.", saw.Error)
	}
	for _, one := range saw.Running {
		printLine(to, "A recording was running (%s); it ends with the session: %s %s.", one.State, one.ID, after(one))
	}
}

// after is what was seen of a recording when its session had ended.
func after(one cloudflare.RecordingEnd) string {
	switch {
	case one.AfterError != "":
		return "was not seen after that: " + one.AfterError
	case one.After == "":
		return "was not looked at after that"
	case cloudflare.Going(one.After):
		return "was still " + one.After + " when it was looked at last"
	}
	return "is " + one.After + " now"
}
