// Package webhook receives what RealtimeKit reports: it checks the signature,
// keeps to meetings that are ours, takes each report once and makes an [Event]
// of it.
//
// A signature proves that a report comes from RealtimeKit, not that it is about
// our app: the address of the key names no account, so one key seems to sign for
// everybody, and whoever has an app of their own can aim its reports at us. The
// header rtk-webhook-id is not signed. Hence [Options.Known].
//
// Answers steer the sender (RealtimeKit's documentation): 2xx is delivered, 5xx
// is tried again, everything else is given up.
//
//	405 413 400   not a report
//	401           not signed by RealtimeKit: its key was looked up after the report came
//	403           about a meeting that is not ours
//	503           the key, the meeting or whoever handles it cannot be reached now
//	200           taken, now or before
//
// Reports can hold secrets, such as the key of a livestream and links to
// recordings. An Event leaves them out; only the raw body has them.
package webhook
