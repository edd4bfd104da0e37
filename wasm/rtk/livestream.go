//go:build js && wasm

package rtk

import (
	"context"

	"github.com/hack-pad/safejs"
)

// Livestream is the livestream of a meeting. The credentials of an encoder are secret and are
// not read here.
type Livestream struct{ module }

// LivestreamState is IDLE, STARTING, WAITING_ON_MANUAL_INGESTION, LIVESTREAMING or STOPPING.
type LivestreamState string

// State returns the state of the livestream.
func (l Livestream) State() LivestreamState { return LivestreamState(l.text("state")) }

// PlaybackURL returns where it can be watched, "" while that is not known.
func (l Livestream) PlaybackURL() string { return l.text("playbackUrl") }

// ViewerCount returns how many watch it.
func (l Livestream) ViewerCount() int { return int(l.number("viewerCount")) }

// Start starts the livestream and waits for the server's word; it is on when its state says
// so. With manualIngestion it waits for the picture of an encoder. Start it only in the state
// IDLE: after a refusal in another SDK 2.0.2 shows IDLE. Errors: [meeting.ReasonPermission],
// [meeting.ReasonRefused].
func (l Livestream) Start(ctx context.Context, manualIngestion bool) error {
	return l.do(ctx, "start", map[string]any{"manualIngestion": manualIngestion})
}

// Stop stops the livestream. After a refusal SDK 2.0.2 stays in the state STOPPING. Errors:
// [meeting.ReasonPermission], [meeting.ReasonRefused], [meeting.ReasonWrongState].
func (l Livestream) Stop(ctx context.Context) error { return l.do(ctx, "stop") }

// OnLivestreamUpdate is called when the state changed.
func (l Livestream) OnLivestreamUpdate(fn func(LivestreamState)) (remove func(), err error) {
	return l.on("livestreamUpdate", func([]safejs.Value) { fn(l.State()) })
}

// OnViewerCountUpdate is called when more or fewer watch it.
func (l Livestream) OnViewerCountUpdate(fn func(count int)) (remove func(), err error) {
	return l.on("viewerCountUpdate", func([]safejs.Value) { fn(l.ViewerCount()) })
}
