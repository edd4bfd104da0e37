// Package locks keeps what a host has locked: it knows who is locked, has those locked who join
// while everybody is, sends a lock once more that is seen not to hold, and lets it go where that
// is in vain. It is a layer above commands: it takes in what they do and what the meeting shows,
// and says what is to be sent.
package locks
