//go:build js && wasm

package hostcontrols_test

import (
	"context"
	"errors"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/hostcontrols"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// The page imports collector.js and hands its function over, together with the meeting:
//
//	import { createCollector } from './collector.js'; // hostcontrols.CollectorSource() in a file
//	globalThis.myProgram = { meeting, createCollector };
func ExampleAttach() {
	page, err := safejs.Global().Get("myProgram")
	if err != nil {
		return
	}
	object, err := page.Get("meeting")
	if err != nil {
		return
	}
	createCollector, err := page.Get("createCollector")
	if err != nil {
		return
	}

	ctx := context.Background()
	host, err := hostcontrols.Attach(ctx, object, hostcontrols.Options{CreateCollector: createCollector})
	if err != nil {
		println(err.Error())
		return
	}
	defer host.Close()

	for participant := range host.State().Joined.All() {
		outcome, err := host.Perform(ctx, meeting.Command{Action: meeting.DisableAudio, Target: participant.ID})
		switch {
		case errors.Is(err, meeting.ReasonPermission):
			println("this host's preset does not allow it")
		case err != nil:
			println(err.Error())
		case outcome.Status == meeting.StatusConfirmed:
			println(participant.Name, "is muted")
		}
	}
}
