// Crashing is a program that panics, in a goroutine and in a generic function.
package main

func main() {
	go panicIn("a function")
	select {}
}

//go:noinline
func panicIn[T ~string](what T) { inlined("in " + what) }

func inlined[T ~string](what T) { panic(string(what)) }
