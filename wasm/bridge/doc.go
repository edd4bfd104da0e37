//go:build js && wasm

// Package bridge is the border between Go and the page's JavaScript. It knows
// nothing of meetings.
//
// What it is for: a program that calls JavaScript it did not write must survive
// whatever that JavaScript does. The rules it keeps:
//
//   - Reads and calls on foreign objects go through [Get], [Call] and [Apply]. A
//     getter that throws while Go reads it with syscall/js unwinds the WebAssembly
//     stack and breaks the Go runtime (seen with Go 1.26 in Chromium); here it is
//     an error.
//   - Whatever was thrown, an Error, a string, undefined, becomes a [*Thrown] that
//     can be printed.
//   - A callback belongs to a [Scope], which releases it. A panic inside one is
//     caught there and handed to the scope's crash hook.
//   - Waiting for a promise is [Await], in a goroutine, bounded by a context.
//     Never call it inside a callback: the page would stand still for ever.
package bridge
