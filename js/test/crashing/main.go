// Crashing is a program that panics.
package main

func main() { panicIn("a function") }

//go:noinline
func panicIn(what string) { panic("in " + what) }
