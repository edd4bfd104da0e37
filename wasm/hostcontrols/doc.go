//go:build js && wasm

// Package hostcontrols gives a Go program in the browser a host's controls of a
// RealtimeKit meeting: it knows what the host may do, does it, and tells what the
// meeting showed of it.
//
// A promise of the SDK that resolved proves nothing. A command is confirmed when the
// meeting shows its effect, unconfirmed when it did not in the time given, and sent
// when its effect cannot be seen from here at all.
//
// What may be done is asked here as a courtesy to the person; the authority is the
// server.
package hostcontrols
