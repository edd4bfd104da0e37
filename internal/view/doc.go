// Package view decides what the panel shows.
//
// A Screen takes in states of the meeting, commands that ended and what the
// person at the panel does. Panel says what is to be seen now: flat data,
// with the rows of the visible window only. Diff says what to change on the page
// to get from one Panel to the next, in one text for the border.
//
// Everything said to a person is a key and its arguments; the words are in the
// language files. Nothing here knows JavaScript, a document or the clock: the
// time is an argument.
package view
