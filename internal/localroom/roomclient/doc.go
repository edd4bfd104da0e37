// Package roomclient is a participant of a local room without a browser. It
// speaks the protocol of SDK 2.0.2 over a websocket, and the room's own HTTP
// API. It is made for tests: of the room, and of what needs people in a room.
//
// Its microphones and cameras are signalling only: they count as sent, but
// nothing can be consumed.
package roomclient
