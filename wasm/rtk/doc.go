//go:build js && wasm

// Package rtk binds the RealtimeKit web-core SDK (@cloudflare/realtimekit 2.0.x) for
// Go programs that run in the browser. It stands on its own: nothing else of this
// project is needed to use it.
//
// [Bind] takes the object that RealtimeKitClient.init() gave the page. Each module of
// the SDK has a file and a type here, with the SDK's own names:
//
//	meeting.self              [Self]
//	meeting.self.permissions  [Permissions]
//	meeting.participants      [Participants], its maps [ParticipantMap], [Participant]
//	meeting.stage             [Stage]
//	meeting.recording         [Recording]
//	meeting.meta              [Meta]
//	meeting.connectedMeetings [ConnectedMeetings]
//
// Three patterns hold everywhere:
//
//   - A property is a method without arguments. It reads the SDK's object at that
//     moment, and is the zero value where the SDK gives nothing or throws.
//   - A method of the SDK takes a context and returns an error. It waits for the
//     SDK's promise, so call it in a goroutine and not inside a callback. The context
//     bounds the waiting, because some of the SDK's promises never settle; what was
//     sent stays sent. A promise that resolved does not prove the effect.
//   - An event is an On method that returns its own removal. The function given to it
//     runs inside the SDK's event and must not block; start a goroutine for more.
//     Closing the [Meeting] removes all listeners that are left.
//
// Errors are [*meeting.Error].
package rtk
