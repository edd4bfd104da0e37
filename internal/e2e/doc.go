// Package e2e plays whole meetings: the unmodified RealtimeKit SDK in a real
// Chromium, joined to the local room that the demo server runs.
//
// A test binary starts one [Rig] (one server, one browser) in TestMain. Each
// test opens a [Meeting] of its own and lets people join it, one browser tab
// each. Tests ask what the SDK objects in the other tab say and what the room
// server believes, and wait for conditions, never for a time.
//
// Whatever a page of ours writes to the console as an error, leaves uncaught
// or does against the content security policy fails the test that opened it.
package e2e
