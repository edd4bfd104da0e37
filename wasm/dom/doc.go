//go:build js && wasm

// Package dom shows the panel in the page. It is the only package that knows of
// a document, and even it leaves the document to applier.js, which lies beside it:
// Go says what is to change, in one text; applier.js changes it and tells Go what
// the person did.
//
//	page event ──► applier.js ── send(type, …) ──► Panel ──► view.Screen, controller
//	   page   ◄── applier.js ◄──── changes ─────── Panel ◄── view.Diff
//
// Every answer to an event carries the changes it led to. What changes without
// one, because the meeting did, waits for the next animation frame.
package dom
