// Package meeting holds the words of a RealtimeKit meeting: who is in it, what
// a preset permits, which actions a host has, and how an action can end.
//
// It is data and small pure functions. It knows neither JavaScript nor time;
// package control gives these words their life. Strings that leave this package
// (actions, reasons, statuses, room states) are part of the public API.
package meeting
