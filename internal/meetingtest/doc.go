// Package meetingtest has what tests of meetings need: Memory, a meeting in
// memory that behaves like the SDK and its server, and Contract, the suite that
// every control.Meeting passes, Memory as well as the one over the real SDK.
package meetingtest
