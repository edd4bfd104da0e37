// Package layout holds the rules of the source tree as tests: which package
// may import which, what may weigh on the browser module, and what a Go
// program in another module can name. It has no code of its own.
package layout
