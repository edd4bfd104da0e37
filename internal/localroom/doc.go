// Package localroom is a meeting room that the unmodified
// @cloudflare/realtimekit 2.0.2 joins, without an account and without the
// internet. It plays the REST service, the signalling socket and the media
// server that the SDK expects, enforces what a preset allows, and keeps bots.
//
// # Addresses
//
// Everything lives under /local/. The SDK insists on https and wss on
// sub-domains of its baseURI; bridge.js, loaded before the SDK, sends those
// calls to /local/sdk/PREFIX/PATH of the page's own origin and leaves all
// others alone.
//
//	GET    /local/bridge.js           the script a page loads before the SDK
//	POST   /local/token               {meeting, name, preset, userId?, customParticipantId?, picture?} → {authToken, baseURI}
//	POST   /local/bots                {meeting, count, audio, video, knock?} → {bots}
//	PATCH  /local/bots/{id}           {audio?, video?, name?, knock?, leave?} → the bot
//	GET    /local/rooms               {rooms}
//	GET    /local/rooms/{meeting}     what the server believes
//	POST   /local/rooms/{meeting}     {banKicked?, title?, status?} → the room
//	POST   /local/faults              {meeting, event, direction?, participant?, action, delayMs?, times?}
//	DELETE /local/faults              ends all faults; ?meeting=NAME those of one meeting
//
// Errors are {"error":{"code","message"}}.
//
// # How it is built
//
// A [Server] has rooms by meeting name, created on first use and kept until
// Close. While somebody is in a room, or waits at its door, it has a session; a
// session ends with its last participant or with kick-all, and with it go chat,
// stores, pin, admissions and changed permissions.
//
// One lock per room guards all of its state. Nothing is written to a socket
// under it: messages are put into the socket's bounded queue, which one
// goroutine empties in order. Who lets the queue run over leaves the room at
// once. Each socket has three goroutines, a reader, a writer, and a lane for
// media signalling, which takes its time and must not hold up the rest; all
// three end with the socket. Bots have none. Media outlives a lost socket for half
// a minute: the SDK comes back with the transports it had.
//
// What a REST API needs of meetings, participants, sessions and recordings are
// methods of Server: they act on the same rooms, without being in them.
//
// A kick is no ban: the person may come back with the same token, unless
// banKicked is on for the room.
package localroom
