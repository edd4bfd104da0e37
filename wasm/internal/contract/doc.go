//go:build js && wasm

// Package contract proves that the port to a meeting passes the contract of meetings, and
// the built package that of controls, over the real SDK in a meeting of the local room.
//
// Its tests have the build tag contract, because they need the page that
// internal/e2e/contract serves.
package contract
