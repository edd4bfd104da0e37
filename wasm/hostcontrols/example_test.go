//go:build js && wasm

package hostcontrols_test

import (
	"context"
	"errors"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/hostcontrols"
)

// The page imports collector.js and hands its function over, together with the meeting:
//
//	import { createCollector } from './collector.js';
//	globalThis.myProgram = { meeting, createCollector };
func ExampleAttach() {
	page, err := safejs.Global().Get("myProgram")
	if err != nil {
		return
	}
	meeting, err := page.Get("meeting")
	if err != nil {
		return
	}
	createCollector, err := page.Get("createCollector")
	if err != nil {
		return
	}

	ctx := context.Background()
	host, err := hostcontrols.Attach(ctx, meeting, hostcontrols.Options{CreateCollector: createCollector})
	if err != nil {
		println(err.Error())
		return
	}
	defer host.Close()

	for participant := range host.State().Joined.All() {
		outcome, err := host.Perform(ctx, hostcontrols.Command{Action: hostcontrols.DisableAudio, Target: participant.ID})
		switch {
		case errors.Is(err, hostcontrols.ReasonPermission):
			println("this host's preset does not allow it")
		case err != nil:
			println(err.Error())
		case outcome.Status == hostcontrols.StatusConfirmed:
			println(participant.Name, "is muted")
		}
	}
}
