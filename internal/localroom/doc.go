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
//	POST   /local/bots                {meeting, count, audio, video, knock?, media?} → {bots}
//	PATCH  /local/bots/{id}           {audio?, video?, speaking?, name?, knock?, leave?} → the bot
//	GET    /local/rooms               {rooms}
//	GET    /local/rooms/{meeting}     what the server believes
//	POST   /local/rooms/{meeting}     {banKicked?, title?, status?} → the room
//	POST   /local/faults              {meeting, action, event?, direction?, participant?, delayMs?, times?, chance?, seed?, jumpMs?}
//	DELETE /local/faults              ends all faults; ?meeting=NAME those of one meeting
//
// Errors are {"error":{"code","message"}}.
//
// # Faults
//
// What goes wrong with the messages of one event (a name or a number), of one
// participant (a peer id) or of all, a number of times or until cleared:
//
//	drop       it is lost
//	delay      by delayMs; what comes after it overtakes it
//	duplicate  it comes twice
//	reorder    the next message of that socket overtakes it
//	refuse     it is answered with an error
//	stall      the server stops reading that socket until the fault is cleared
//
// The direction is fromClient unless it says toClient, for pushes, or answer,
// for answers; the last two can be dropped, delayed, duplicated and reordered.
// The calls over HTTP of recordings and livestreams, rest.recording and
// rest.livestream, can be dropped (never answered), delayed and refused.
// With a chance (0 to 1) a fault strikes some messages only: which ones depends
// on the seed, the user id and how many came before, on nothing else.
//
// What goes wrong with sockets, of one participant or of all:
//
//	cut      they end without a goodbye
//	dead     they stay open and carry nothing any more, heartbeats neither
//	slow     each message takes delayMs, both ways, until cleared
//
// And with the meeting:
//
//	restart     all sockets are cut, nobody comes in for delayMs; session and bots stay
//	clock       the time of day jumps by jumpMs, until cleared
//	livestream  the one that runs, or starts, fails
//
// # How it is built
//
// A [Server] has rooms by meeting name, created on first use and kept until
// Close, or until there are too many and nobody is in them. While somebody is
// in a room, or waits at its door, it has a session; a session ends with its
// last participant or with kick-all, and with it go chat, stores, pin,
// admissions and changed permissions.
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
//
// Connected meetings are rooms of their own that know of each other. What concerns
// several rooms is done with one lock at a time, inside that of the connections.
//
// # Limits
//
// Nothing that a client, or a page of this machine, does takes more than this:
//
//	message                      1 MB                            its socket is closed
//	messages of a user           500 a second, 2,000 at once     they are read later
//	bytes of them                512 KB a second, 4 MB at once   they are read later
//	bytes of pushes due to them  2 MB a second, 5 MB at once     they are read later
//	bytes of answers to them     4 MB a second, 32 MB at once    they are read later
//	answers not yet read         4 MB                            they are read later
//	pushes not yet read          8 MB                            the reader is dropped
//	list in a message            5,000                           refused
//	id                           100 bytes                       refused
//	peer id                      128 bytes                       refused
//	name, title, any other text  200 bytes                       refused
//	picture's address            2 KB                            refused
//	chat message                 16 KB                           refused
//	question, option of a poll   2,000 bytes                     refused
//	app data of a producer       1 KB                            refused
//	description (SDP)            900 KB                          refused
//	m-lines of a description     500                             refused
//	candidates of a description  500                             refused
//	key frames of a sender       10 a second, 5 at once          the rest is not asked for
//	broadcast                    64 KB                           refused
//	value in a store             64 KB                           refused
//
// Of a session:
//
//	chat messages                1,000                           the oldest go
//	bytes of all chat messages   1 MB                            the oldest go
//	chat messages on a page      100                             the rest is on the next
//	polls                        100                             refused
//	options of a poll            100                             refused
//	bytes of all polls           1 MB                            refused, votes too
//	stores                       100                             refused
//	keys of a store              1,000                           refused
//	bytes of all stores          4 MB                            refused
//	producers of a participant   16                              refused
//	recordings at once           10                              refused
//
// Of meetings and the server:
//
//	meetings                     1,000                           the idlest goes, or it is refused
//	breakout meetings of one     100                             refused
//	participants of a meeting    10,000                          refused
//	participants in all          50,000                          refused
//	bots in a request            5,000                           refused
//	bots in all                  10,000                          refused
//	media bots in a request      16                              refused
//	media bots in all            64                              refused
//	past sessions of a meeting   100                             the oldest go
//	stopped recordings of one    100                             the oldest go
//	people of past sessions      20,000                          the oldest go
//	sockets                      2,000                           refused
//	sockets of a user            16                              refused
//	lost media of a user         8                               the oldest go
//	faults of a meeting          1,000                           refused
//
// A push counts once, however many it goes to. A user's sockets are those in all
// connected meetings, and one that is closing counts until it is gone.
//
// A text is UTF-8 without control characters; chat messages, polls and app data
// may have line breaks. Who lets pushes pile up is slow; nobody is slow for the
// answers to what they asked, since nothing more of theirs is read before. Pushes
// that tell all there is, such as the waiting list, are never there twice.
//
// # What SDK 2.0.2 does that its documentation does not say
//
// Seen in Chromium against this room, where the tests of internal/e2e hold it;
// marked (read) where it was only read in the bundle.
//
// Recording:
//   - start waits for the answer and then adds the recording as STARTING;
//     RECORDING, PAUSED and IDLE come from the room. A room that tells of the
//     start before the answer is read has the SDK count two recordings (read).
//   - start is refused locally (1005) while STARTING, RECORDING or STOPPING, but
//     not while PAUSED: then the room's 409 becomes 1005.
//   - stop, pause and resume wait for nothing; a refusal is an unhandled rejection
//     in the page (read). Without a recording they do nothing and resolve.
//   - stop(id), pause(id) and resume(id) do nothing when the recording is in the
//     right state, and go ahead when it is not: the check is the wrong way round.
//     Call them without an id.
//
// Chat:
//   - Every answer is also taken as a push: the sender's copy of a message, edit,
//     pin or deletion is the answer, and a push beside it would show it twice.
//   - editMessage and deleteMessage wait for nothing; a refusal is an unhandled
//     rejection (read). pin and unpin wait, and make 0504 of every refusal.
//   - What the preset forbids of files, edits and polls is dropped with a line in
//     the log, without an error: the promise resolves.
//   - Files go through POST v2/meetings/chat-upload; a refusal becomes 0500.
//   - fetchPublicMessages and the others like it: "after" (the default) asks from
//     the time on, and the time is now unless given; "before" asks back from it.
//
// Polls:
//   - create and vote send and resolve. voted has user ids. Nothing hides the
//     votes of hide_votes but the page.
//   - It takes a poll from createPoll, votePoll and updatePoll alike, new when it
//     does not know the id. Here the voter gets the answer to votePoll and the
//     others updatePoll: which of the two the service pushes is not known from the SDK.
//
// Spotlight:
//   - It is a broadcast of type "spotlight" with {userId, currentTab}. The SDK shows
//     the tab without asking whom it is from, so this room asks for can_spotlight.
//     To everybody it comes as broadcastedMessage too, to some it does not.
//   - A page obeys once for each tab: activeTabUpdate, unless the id is that of the
//     tab shown already. The sender's copy, the answer, is obeyed as well (read).
//   - Who may spotlight tells each who comes what they see, even while
//     broadcastTabChanges is off. That is on from the start for those whose preset
//     has the right; who is given it later has to turn it on.
//   - A broadcast that the room refuses is a rejection with 1200; to peers the SDK
//     waits for no answer. A tab change that is refused is an unhandled rejection
//     (read).
//
// Plugins and stores:
//   - Which plugins there are, the page tells in init({defaults: {plugins}}), with
//     its own canActivate and canDeactivate: the preset's plugin permissions are
//     not asked. The id becomes MEETING:ID.
//   - Which are active is in the store __rtk_plugins__: an entry with enabledBy, a
//     peer id, or null. A store of that name cannot be opened by a page (0601).
//   - A store ignores changes that carry the own peer id, deletions too, and has
//     its own change already when the room refuses it.
//
// Connected meetings:
//   - Everything is by user ids: the SDK allows a guest to move who has its own
//     user id. Refusals that it sees itself are an Error without a code.
//   - The answer to getConnectedRoomsDump is taken as a push too, and is the only
//     one that tells who is where: this room pushes it whenever that changes. The
//     SDK asks once, after the first join; not when it comes back (read).
//   - connectedRoomsUpdated adds breakout meetings and changes titles, and keeps who
//     is in those that it knows; a parent in it would become a breakout meeting
//     (read), so this room tells of a parent's title with the dump.
//     connectedRoomsDeleted takes meetings from the list. Each emits stateUpdate,
//     the dump does too, and the list is right in whatever order they come.
//   - movedPeer has the meeting gone to and the customParticipantId, and is read and
//     forgotten: it changes nothing and emits nothing.
//   - createMeetings and deleteMeetings change nothing by their answers: the list
//     comes with the pushes, to who asked too. updateMeetings sends nothing at all in
//     2.0.2; a title changes from outside.
//   - moveParticipants resolves {success} and never rejects when the room refuses.
//     It takes any answer with the text "error" in it for a refusal. After a success
//     the mover's own list is changed without stateUpdate; somebody whom it did not
//     list before becomes undefined in it, until the next dump (read).
//   - moveParticipantsWithCustomPreset takes the preset's id; here that is its name.
//   - Who is moved leaves with roomLeft {state: "connected-meeting"}, makes a new
//     client with a new peer id, joins, and only then emits meetingChanged with it,
//     on the connectedMeetings of the client that was left. Microphone and camera
//     stay as they were. The client that was left goes on sending audioActivity on
//     its closed socket, which the browser prints as an error each time.
//   - deleteMeetings first moves to the parent whom it knows to be inside.
//
// Stage:
//   - A push of one's own status is taken for an order: ON_STAGE has the SDK join
//     the stage, off has it leave and wait for an answer.
//   - Where a preset has no stage_access, the media permissions decide
//     (can_produce of any ALLOWED, else of any CAN_REQUEST) (read).
//   - Who need not ask (stage_access ALLOWED) is accepted by requestAccess without
//     a message, and hears neither of a grant nor of a denial. Only they keep the
//     list of requests up to date from pushes; the rest take it from joined.
//   - Who has to ask before sending something (can_produce CAN_REQUEST) may send it
//     on the stage, and in a group call without a stage.
//   - In a group call, who leaves the stage or is taken off it gives up all media:
//     roomJoined is false, roomState stays joined, and coming back to the stage
//     does not bring the media back. In a webinar it does not happen.
//
// Livestream:
//   - meeting.livestream exists with the view type LIVESTREAM only, so the host
//     needs a preset of that type too.
//   - start waits for the answer; LIVESTREAMING comes from the room, after which
//     the state is asked for again, and only there is the stream key. A refusal is
//     1900 and IDLE. After a refused stop it stays STOPPING (read).
//   - One that fails is IDLE again, as one that was stopped, but the ingestion
//     credentials of it stay.
//
// Active speaker:
//   - The SDK reports each microphone every 0.4 s, with an
//     energy that is relative to its own loudest. A push with priority 1 makes
//     somebody the active speaker.
//   - Half a second after it met a stream without a track, the SDK looks again; if
//     it has left by then, that is an unhandled rejection.
package localroom
