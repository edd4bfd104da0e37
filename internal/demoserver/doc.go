// Package demoserver serves the demo: the pages of web/, the built package of
// js/dist, the RealtimeKit SDK's browser bundle and, when there is one, the
// local room, all on one origin and under one strict Content-Security-Policy.
//
// It is made for a developer's own machine: requests whose Host header is not
// the server's and changes asked for by other sites' pages are refused.
package demoserver
