//go:build js && wasm

package rtk_test

import (
	"context"
	"errors"
	"time"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

// A program gets the meeting from the page, listens, and calls the SDK's methods in
// goroutines of its own.
func Example() {
	page, err := safejs.Global().Get("myMeeting")
	if err != nil {
		return
	}
	m, err := rtk.Bind(page)
	if err != nil {
		println(err.Error()) // says what was given and what would be right
		return
	}
	defer m.Close()

	ended := make(chan meeting.RoomState, 1)
	if _, err := m.Self().OnRoomLeft(func(state meeting.RoomState) { ended <- state }); err != nil {
		return
	}
	for participant := range m.Participants().Joined().All() {
		println(participant.Name(), participant.AudioEnabled())
	}
	println("the meeting is over:", string(<-ended))
}

// A call is bounded by its context, and its error says why it failed.
func ExampleParticipant_DisableAudio() {
	var m *rtk.Meeting // from rtk.Bind

	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	participant, ok := m.Participants().Joined().Get("the participant's id")
	if !ok {
		return
	}
	err := participant.DisableAudio(ctx)
	if errors.Is(err, meeting.ReasonPermission) {
		println("this host's preset does not allow it")
	}
}

// A listener is removed by the function that placed it.
func ExampleParticipantMap_OnParticipantJoined() {
	var m *rtk.Meeting // from rtk.Bind

	remove, err := m.Participants().Waitlisted().OnParticipantJoined(func(p rtk.Participant) {
		println(p.Name(), "wants to be let in")
	})
	if err != nil {
		return
	}
	defer remove()
}
