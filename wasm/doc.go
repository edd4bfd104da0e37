//go:build js && wasm

// The module that pages load. It wires: the loader (js/) puts what the program needs
// into its private global object under the name gavel, the program answers with an
// api, and both sides exchange plain data from then on. No name is set on the page.
//
// The loader hands over {version, createCollector, ready, crash}. The program calls
// ready(error, api) once, and ends when api.dispose() is called. What changes in a meeting
// it is told through its export wakeUp, the shortest way there is. Functions of the api
// never throw, and their promises never reject: they give an object that holds either
// the answer under its name or an error {reason, code, message, action, permission,
// cause}.
package main
