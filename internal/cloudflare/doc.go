// Package cloudflare ends sessions, removes people and mints tokens through the
// REST API of Cloudflare RealtimeKit.
//
// It stands on the official SDK, github.com/cloudflare/cloudflare-go/v7, of
// which only realtime_kit and option are imported: the root package takes
// minutes to build. What version 7.9.0 lacks (mute, mute-all) is in mute.go.
//
// The SDK models neither RealtimeKit's error answers nor "success": false, and
// it waits for as long as Retry-After says. So all that is about trust in an
// answer happens one layer below it, in wire.go: bounded retries, no redirects,
// both error shapes, a limit on size. What comes out is an [*Error].
//
// An answer that was lost leaves open whether the work was done. Changes that
// can be looked at afterwards are looked at; see [Client.End] for the order in
// which a session is locked, ended and watched.
package cloudflare
