// Package control turns what a host asks for into what the meeting does, and
// what the meeting shows into what the host is told.
//
// A Meeting (the port) delivers facts and performs calls. A Controller folds the
// facts into a State, judges commands against it, sends those that are allowed,
// and settles each when the facts prove its effect, when nothing was seen in
// time, or when it can no longer happen. A promise that resolved proves nothing
// and is never taken as an effect.
//
// # What becomes of a command under way
//
// The effect is seen, even if undone at once: confirmed. What was seen before
// the command was sent does not count.
//
// The target leaves: left, once they have been away for the settle time; for
// kick that is confirmed. The target reconnects: nothing is proven by that, the
// wait goes on.
//
// The server refuses, where the SDK says so: an error for a single target, a row
// for each target of an action on many or of a command on several. Nothing happens:
// unconfirmed after the confirm timeout.
//
// The connection goes away: new commands are refused as offline. What is under
// way may have been lost or not; it waits on until its time is up, and only what
// happens after the connection is back and the meeting has been read anew can
// prove it.
//
// A command names several: each has a row, a call and a time of their own, a few calls
// at a time. Who is not allowed has failed; who leaves before their turn has left; when
// nobody waits for the command any more, whose turn has not come is aborted.
//
// The meeting ends for oneself, or is replaced by another: unconfirmed at once,
// unless the end is what was asked for. The permission is withdrawn: that stops
// new commands only. The Controller is closed: an error with ReasonAborted.
package control
