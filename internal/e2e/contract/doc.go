// Package contract proves that wasm/rtk passes the contract of meetings, and the
// built package that of controls, over the real SDK in a meeting of the local room.
//
// Its tests are in two halves. Natively, one test compiles the other half for
// the browser and runs it in pages of the local room; there, the contracts of
// internal/meetingtest run against the page's own SDK, and other SDK clients
// on the same page play the people around.
package contract
