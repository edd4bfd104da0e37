// Package section has the parts of the panel: who and how many, who waits to be let in, the
// people, and the end of the session. Each section is one file here, and one of the same
// name in wasm/dom/section; button, marks, list and patch are what they share.
//
// A section takes in states of the meeting and what the person does in it, and says what is
// to be seen of it now; its Diff writes what has changed since. Package view is the router:
// it hands over, asks before what is risky, and tells what became of it.
package section
