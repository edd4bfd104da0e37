package localroom

import (
	"time"

	"golang.org/x/time/rate"
)

// The table of the package's documentation has all limits, those of package
// media too.

// Of one message, in bytes.
const (
	maxMessageBytes = 1 << 20
	maxReadBytes    = 4 << 20 // up to here a message is read, so that the refusal reaches its sender
	maxListLength   = 5000    // of each list in a message
)

// Of texts, in bytes.
const (
	maxIDBytes         = 100
	maxPeerIDBytes     = 128
	maxNameBytes       = 200 // of what has no limit of its own, too
	maxPictureBytes    = 2048
	maxChatBytes       = 16 << 10
	maxPollTextBytes   = 2000
	maxAppDataBytes    = 1 << 10
	maxSDPBytes        = 900 << 10
	maxBroadcastBytes  = 64 << 10
	maxStoreValueBytes = 64 << 10
)

// Of what a session keeps.
const (
	keptMessages       = 1000
	keptChatBytes      = 1 << 20
	maxPolls           = 100
	maxPollOptions     = 100
	maxPollBytes       = 1 << 20 // of all polls, with their votes
	maxStores          = 100
	maxKeysPerStore    = 1000
	maxStoredBytes     = 4 << 20 // of all stores
	maxProducers       = 16      // of one participant
	maxRecordings      = 10      // at once
	maxMessagesPerPage = 100
)

// Of what a meeting and a server keep.
const (
	maxMeetings          = 1000
	maxConnectedMeetings = 100    // of one parent
	maxAdded             = 10_000 // participants of one meeting, there or not
	maxAddedInAll        = 50_000
	maxBots              = 5000 // in one request
	maxBotsInAll         = 10_000
	maxMediaBots         = 16 // in one request
	maxMediaBotsInAll    = 64
	keptSessions         = 100    // of each meeting
	keptRecordings       = 100    // of each meeting, that were stopped
	keptAttendances      = 20_000 // of each meeting, in all of its sessions
	maxSockets           = 2000
	maxSocketsPerUser    = 16
	maxHeldMediaPerUser  = 8 // after their sockets were lost
	maxFaults            = 1000
)

// limits is how much patience the server has with clients.
type limits struct {
	queuedBytes  int           // of pushes that a client has not yet read
	answerBytes  int           // of answers that a client has not yet read
	heartbeat    time.Duration // between two heartbeats; the SDK gives up after 30 s of silence
	writeTimeout time.Duration // for one message
	removedGrace time.Duration // for a removed client to close its socket; the SDK does so at once
	mediaGrace   time.Duration // for a client whose socket was lost to come back to its media

	messages, messagesAtOnce rate.Limit // of one user: a second, and at once
	bytes, bytesAtOnce       rate.Limit // of those messages
	pushes, pushesAtOnce     rate.Limit // bytes of the pushes they lead to, each push once
	answers, answersAtOnce   rate.Limit // bytes of the answers to them

	recorderStart time.Duration // until a recording that was started runs
}

var usualLimits = limits{
	queuedBytes:  8 << 20,
	answerBytes:  4 << 20,
	heartbeat:    10 * time.Second,
	writeTimeout: 10 * time.Second,
	removedGrace: 5 * time.Second,
	mediaGrace:   30 * time.Second,

	messages: 500, messagesAtOnce: 2000,
	bytes: 512 << 10, bytesAtOnce: 4 << 20,
	pushes: 2 << 20, pushesAtOnce: 5 << 20,
	answers: 4 << 20, answersAtOnce: 32 << 20,

	recorderStart: 250 * time.Millisecond,
}
