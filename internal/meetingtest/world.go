package meetingtest

import (
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// World is a meeting together with what is around it, as Contract needs it.
type World interface {
	Meeting() control.Meeting
	Surroundings
}

// Surroundings are the people and the server around a meeting, as ControlsContract
// needs them. The host has joined with every permission, nobody else is there, and the
// server obeys.
//
// Each method returns once the host's meeting object shows what it did; whether
// the implementation under test has told of it is what a contract finds out.
type Surroundings interface {
	SelfID() meeting.ParticipantID
	// Join lets somebody join with microphone and camera on.
	Join(name string) meeting.ParticipantID
	// Crowd lets so many join with their microphones on.
	Crowd(size int) []meeting.ParticipantID
	Leave(id meeting.ParticipantID)
	// Knock lets somebody come to the waiting room.
	Knock(name string) meeting.ParticipantID
	// Reconnect breaks and mends somebody's connection: the same id as a new object.
	Reconnect(id meeting.ParticipantID)
	// SetAudio is somebody turning their own microphone on or off.
	SetAudio(id meeting.ParticipantID, on bool)
	SetVideo(id meeting.ParticipantID, on bool)
	// Pin and Unpin are done by another host.
	Pin(id meeting.ParticipantID)
	Unpin()
	// Grant and Withdraw change the host's own permissions.
	Grant(...meeting.Permission)
	Withdraw(...meeting.Permission)
	// Cut breaks the host's connection, Restore mends it.
	Cut()
	Restore()
	// End ends the meeting for the host: meeting.RoomKicked or meeting.RoomEnded.
	End(meeting.RoomState)
	// SetServer says how the server treats what the host sends from now on.
	SetServer(Server)
	// Sent returns the calls that have reached the server.
	Sent() []control.Call
}

// ListenerCounter is a World that can count the listeners on its meeting.
type ListenerCounter interface{ Listeners() int }

// DevicesGoOffFirst is a World whose SDK shows the devices of somebody who goes
// away as off before it shows that they left, as SDK 2.0.2 does.
type DevicesGoOffFirst interface{ DevicesGoOffFirst() }
