//go:build js && wasm

package port

import "sync"

// listening has the wake function of each port that listens, by its number.
var listening struct {
	mu   sync.Mutex
	last int32
	wake map[int32]func() (busy bool)
}

// WakeUp does what a port's collector asks for with its function wake, but on the spot:
// a program that exports it (//go:wasmexport) spares the page most of what a call from
// JavaScript into Go costs. number is the port's, which createCollector is told. When it
// returns busy, goroutines and timers wait for their turn, and the collector's own wake
// has to be called as well to give it to them. It is called from JavaScript only, and
// never by something that Go has called.
func WakeUp(number int32) (busy bool) {
	listening.mu.Lock()
	wake := listening.wake[number]
	listening.mu.Unlock()
	return wake != nil && wake()
}

// listen gives wake a number until forget is called.
func listen(wake func() (busy bool)) (number int32, forget func()) {
	listening.mu.Lock()
	defer listening.mu.Unlock()
	if listening.wake == nil {
		listening.wake = map[int32]func() (busy bool){}
	}
	listening.last++
	number = listening.last
	listening.wake[number] = wake
	return number, func() {
		listening.mu.Lock()
		defer listening.mu.Unlock()
		delete(listening.wake, number)
	}
}
