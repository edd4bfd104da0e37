// Package contract runs the tests of wasm/internal/contract in pages of the local room:
// natively, its one test compiles them for the browser, and the pages have the SDK and
// other SDK clients that play the people around.
package contract
