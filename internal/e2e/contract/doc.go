// Package contract proves that wasm/rtk passes the contract of meetings over
// the real SDK in a meeting of the local room.
//
// Its tests are in two halves. Natively, one test compiles the other half for
// the browser and runs it in a page of the local room; there, the contract of
// internal/meetingtest runs against the page's own SDK, and other SDK clients
// on the same page play the people around.
package contract
