//go:build long

package controller_test

import (
	"time"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// hold keeps messages to somebody from them.
func hold(meeting *e2e.Meeting, from *e2e.Controls, events ...wire.Event) {
	for _, event := range events {
		meeting.Fault(roomclient.Fault{Event: event.String(), Direction: "toClient", Action: "drop", Participant: from.ID})
	}
}

// slow has what the given messages ask for done late: time for another host to ask for the
// same, or for somebody to give up.
func slow(meeting *e2e.Meeting, events ...wire.Event) {
	for _, event := range events {
		meeting.Fault(roomclient.Fault{Event: event.String(), Action: "delay", DelayMs: int(testlimit.Of(time.Second).Milliseconds())})
	}
}
