//go:build js && wasm

package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/testlimit"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// page is a page with the module running in it, and a meeting.
type page struct {
	t      *testing.T
	loader safejs.Value
	ended  <-chan struct{}
	world  *fakemeeting.World
}

func newPage(t *testing.T) *page {
	browsertest.NothingLeft(t)
	world := fakemeeting.New(t)
	loader := browsertest.JS(t, `
		const loader = {
			version: 'dev',
			createCollector: args[0],
			heard: [],
			crashes: [],
			ready(error, api) { if (error) throw new Error(error.message); loader.api = api },
			crash(error) { loader.crashes.push(error) },
		};
		return loader;`, fakemeeting.CreateCollector(t))
	p := &page{t: t, loader: loader, ended: run(loader), world: world}
	t.Cleanup(func() {
		select {
		case <-p.ended: // a test of the end
		default:
			p.js(`loader.api.dispose()`)
			<-p.ended
		}
		require.Zero(t, world.Listeners())
	})
	return p
}

// js runs JavaScript with loader, api, world and attach() at hand, and waits for its promise.
func (p *page) js(body string) safejs.Value {
	p.t.Helper()
	promise := browsertest.JS(p.t, `
		const [loader, world] = args;
		const api = loader.api;
		const attach = (timeout, meeting = world.meeting) =>
			hearing(api.attach(meeting, timeout, (...news) => loader.heard.push(news)).handle);
		const hearing = (handle) => {
			handle.hear();
			return handle;
		};
		return (async () => {`+body+`})();`, p.loader, p.world.Value)
	ctx, cancel := context.WithTimeout(context.Background(), testlimit.Of(30*time.Second))
	defer cancel()
	result, err := bridge.Await(ctx, promise)
	require.NoError(p.t, err)
	return result
}

// json is js for a result that JSON can write.
func (p *page) json(body string) string {
	p.t.Helper()
	text, err := bridge.AsString(p.js(`const result = await (async () => {`+body+`})(); return JSON.stringify(result ?? null)`), "result")
	require.NoError(p.t, err)
	return text
}

func TestAnotherBuildIsRefused(t *testing.T) {
	browsertest.NothingLeft(t)
	loader := browsertest.JS(t, `
		const loader = { version: '0.0.1', ready(error, api) { loader.error = error; loader.api = api } };
		return loader;`)
	<-run(loader)
	assert.JSONEq(t, `{"reason":"version","code":"version","message":"gavel.wasm is of build dev and index.js of build 0.0.1: serve both from the same package"}`,
		browsertest.String(t, `return JSON.stringify(args[0].error)`, loader))
	assert.Equal(t, "undefined", browsertest.String(t, `return typeof args[0].api`, loader))
}

func TestTheSnapshot(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{
		"roomState": "joined", "connection": "connected", "meetingId": "meeting", "title": "Weekly", "pinnedId": "peer-1", "spotlight": true,
		"messages": [{"id": "message-1", "userId": "user-1", "name": "Ann", "text": "Hello", "at": 1, "pinned": false, "private": false}],
		"polls": [{"id": "p", "question": "Tea?", "userId": "user-1"}],
		"plugins": [{"id": "meeting:timer", "name": "Timer", "active": false, "enabledBy": null, "canActivate": true, "canDeactivate": true}],
		"connectedMeetings": [
			{"id": "meeting", "title": "Weekly", "isParent": true, "isHere": true, "participants": []},
			{"id": "room-1", "title": "Room 1", "isParent": false, "isHere": false, "participants": [{"id": "user-away", "customParticipantId": "", "name": "Zoe"}]}],
		"viewType": "LIVESTREAM", "recordingState": "RECORDING", "livestreamState": "LIVESTREAMING", "viewerCount": 7, "playbackUrl": "https://playback.example/stream.m3u8",
		"stage": {"enabled": true, "requests": [{"id": "peer-2", "userId": "user-2", "name": "", "since": 1}]},
		"counts": {"participants": 2, "waitlisted": 1}, "locks": [], "pending": [], "removed": [], "policies": [], "formerPolicies": [], "speaker": null,
		"participants": [
			{"id": "peer-1", "userId": "user-1", "customParticipantId": "", "name": "</b>\"\\ \u202e👩‍👧", "picture": "", "spokenMs": 0, "presetName": "guest",
			 "audioEnabled": true, "videoEnabled": true, "screenShareEnabled": false, "isPinned": true, "stageStatus": "ON_STAGE"},
			{"id": "peer-2", "userId": "user-2", "customParticipantId": "c2", "name": "", "picture": "p.png", "spokenMs": 0, "presetName": "guest",
			 "audioEnabled": true, "videoEnabled": true, "screenShareEnabled": false, "isPinned": false, "stageStatus": "REQUESTED_TO_JOIN_STAGE"}],
		"waitlisted": [
			{"id": "peer-3", "userId": "user-3", "customParticipantId": "", "name": "Wim\n", "picture": "", "spokenMs": 0, "presetName": "guest",
			 "audioEnabled": false, "videoEnabled": false, "screenShareEnabled": false, "isPinned": false, "stageStatus": "ON_STAGE", "since": 1}],
		"self": {"id": "self-0", "userId": "user-self", "name": "Hana", "presetName": "host", "spokenMs": 0,
			"audioEnabled": false, "videoEnabled": false, "screenShareEnabled": false, "isPinned": false, "stageStatus": "ON_STAGE"}
	}`, p.json(`
		world.join('</b>"\\ \u202e👩‍👧');
		world.join(undefined, { customParticipantId: 'c2', picture: 'p.png' });
		world.wait('Wim\n');
		world.pin('peer-1');
		world.setStage('peer-2', 'REQUESTED_TO_JOIN_STAGE');
		world.setRecording('RECORDING');
		world.meeting.livestream.set('LIVESTREAMING');
		world.meeting.livestream.watch(7);
		world.furnish('connectedMeetings.moveParticipants');
		world.write('user-1');
		world.meeting.polls.items = [{ id: 'p', question: 'Tea?', createdByUserId: 'user-1' }];
		const before = Date.now();
		const { self: { permissions, ...self }, waitlisted: [wim], stage, ...rest } = attach().snapshot();
		const recent = ({ since, ...others }) => ({ ...others, since: since >= before && since <= Date.now() ? 1 : since });
		return { ...rest, waitlisted: [recent(wim)], stage: { ...stage, requests: stage.requests.map(recent) }, self };`))
	assert.JSONEq(t, `{"kick": true, "chat": {"canSend": true, "text": true, "files": true}, "audio": "ALLOWED", "groups": ["chatPrivate", "chatPublic", "connectedMeetings", "plugins", "polls"]}`, p.json(`
		const { permissions } = attach().snapshot().self;
		const groups = Object.keys(permissions).filter((name) => typeof permissions[name] === 'object').sort();
		return { kick: permissions.kickParticipant, chat: permissions.chatPublic, audio: permissions.canProduceAudio, groups };`))
}

func TestTheSnapshotIsTheSameUntilSomethingChanges(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{"same": true, "other": true, "annStays": true, "bobChanged": true, "frozen": true}`, p.json(`
		world.join('Ann');
		world.join('Bob');
		const handle = attach();
		const before = handle.snapshot();
		const same = before === handle.snapshot();
		await new Promise((resolve) => {
			handle.later = resolve;
			hearing(api.attach(world.meeting, undefined, (type) => type === 'change' && resolve()).handle);
			world.set('peer-2', 'audioEnabled', false);
		});
		const after = handle.snapshot();
		const isFrozen = (value) => typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
		return {
			same,
			other: after !== before,
			annStays: after.participants[0] === before.participants[0],
			bobChanged: after.participants[1] !== before.participants[1] && !after.participants[1].audioEnabled,
			frozen: isFrozen(after) && isFrozen(before),
		};`))
}

func TestWhatAMeetingLacksIsEmpty(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `["", "", "", false]`, p.json(`
		world.meeting.meta.socketState = undefined;
		world.meeting.recording = world.meeting.livestream = world.meeting.stage = undefined;
		const { connection, recordingState, livestreamState, stage } = attach().snapshot();
		return [connection, recordingState, livestreamState, stage.enabled];`))
}

func TestOfSeveralTheTimeOfTheFirstHolds(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `"unconfirmed"`, p.json(`
		world.join('Ann');
		world.server = 'silent';
		attach(1);
		return (await attach(3_600_000).perform({ action: 'pin', target: 'peer-1' })).outcome.status;`))
}

func TestPerformAndCan(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{
		"can": {"allowed": true, "pending": false},
		"outcome": {"action": "disableAudio", "status": "confirmed", "targets": [{"id": "peer-1", "userId": "user-1", "name": "Ann", "status": "confirmed"}]},
		"sent": [{"action": "disableAudio", "target": "peer-1"}]
	}`, p.json(`
		world.join('Ann');
		const handle = attach();
		const { verdict: can } = handle.can('disableAudio', 'peer-1');
		const { outcome: { elapsedMs, ...outcome } } = await handle.perform({ action: 'disableAudio', target: 'peer-1' });
		if (!(elapsedMs >= 0)) throw new Error('elapsedMs');
		return { can, outcome, sent: world.sent };`))
	assert.JSONEq(t, `{
		"can": {"allowed": false, "reason": "permission", "permission": "kick_participant", "message": "Your preset does not grant kick_participant."},
		"error": {"reason": "permission", "code": "1201", "message": "Your preset does not grant kick_participant.", "action": "kick", "permission": "kick_participant"},
		"sent": 0
	}`, p.json(`
		world.sent = [];
		world.grant('kickParticipant', false);
		const handle = attach();
		const { error } = await handle.perform({ action: 'kick', target: 'peer-1' });
		return { can: handle.can('kick', 'peer-1').verdict, error, sent: world.sent.length };`))
	assert.JSONEq(t, `{"pending": [{"action": "pin", "target": "peer-1"}], "can": {"allowed": true, "pending": true}, "error": "aborted"}`, p.json(`
		world.server = 'yes but no';
		const handle = attach();
		const abort = new AbortController();
		const performing = handle.perform({ action: 'pin', target: 'peer-1' }, abort.signal);
		const pending = handle.snapshot().pending.map(({ since, ...rest }) => rest);
		const can = handle.can('pin', 'peer-1').verdict;
		abort.abort();
		return { pending, can, error: (await performing).error.reason };`))
}

func TestTheRowsOfAnOutcome(t *testing.T) {
	const (
		ann  = `{"id": "peer-1", "userId": "user-1", "name": "Ann", "status": "confirmed"}`
		bob  = `{"id": "peer-2", "userId": "user-2", "name": "Bob", "status": "confirmed"}`
		wim  = `{"id": "peer-3", "userId": "user-3", "name": "Wim", "status": "confirmed"}` // who waits
		self = `{"id": "self-0", "userId": "user-self", "name": "Hana", "status": "confirmed"}`
	)
	perform := func(t *testing.T, prepare, command string) string {
		t.Helper()
		prepare = `world.join('Ann'); world.join('Bob'); world.wait('Wim'); world.self.audioEnabled = world.self.videoEnabled = true;` + prepare
		return newPage(t).json(prepare + `return (await attach().perform(` + command + `)).outcome.targets;`)
	}
	for _, spec := range action.All() {
		t.Run(string(spec.Name), func(t *testing.T) {
			target, rows := "", self
			switch spec.Scope {
			case action.OnParticipant:
				target, rows = `, target: 'peer-1'`, ann
			case action.OnWaiting:
				target, rows = `, target: 'peer-3'`, wim
			case action.OnMessage:
				target, rows = `, message: 'message-1'`, `{"id": "message-1", "userId": "", "name": "Ann", "status": "confirmed"}`
			case action.OnPlugin:
				target, rows = `, plugin: 'meeting:timer'`, `{"id": "meeting:timer", "userId": "", "name": "Timer", "status": "sent"}`
			case action.OnConnectedMeeting:
				target, rows = `, meetings: ['room-1']`, `{"id": "room-1", "userId": "", "name": "Room 1", "status": "confirmed"}`
			case action.OnUser:
				rows = `{"id": "user-away", "userId": "user-away", "name": "Zoe", "status": "confirmed"}`
			case action.OnEach:
				rows = self + ", " + ann + ", " + bob
			case action.OnEachWaiting:
				rows = wim
			case action.OnOthers:
				rows = ann + ", " + bob
			}
			if spec.Proof == action.ProofAsked || spec.Asks != 0 {
				rows = strings.ReplaceAll(rows, "confirmed", "sent")
			}
			switch spec.Takes {
			case action.Titles:
				target = `, titles: ['Green']`
			case action.NewPoll:
				target = `, question: 'Tea?', options: ['yes', 'no']`
			case action.Spotlight:
				target, rows = `, on: true`, strings.ReplaceAll(rows, "confirmed", "sent")
			}
			if spec.Takes == action.ToUnlock {
				target += `, what: 'audio', neverSeen: true`
				rows = strings.ReplaceAll(rows, "confirmed", "sent")
			}
			if spec.Takes == action.ToLock {
				target += `, what: 'audio'`
			}
			if spec.Takes == action.Patch {
				target += `, permissions: { media: { audio: { canProduce: 'NOT_ALLOWED' } } }`
			}
			assert.JSONEq(t, "["+rows+"]", perform(t, `world.allow('`+string(spec.Name)+`', 'peer-1'); world.furnish('`+string(spec.Name)+`');`, `{ action: '`+string(spec.Name)+`'`+target+` }`))
		})
	}
	t.Run("oneself has none where one's own is off", func(t *testing.T) {
		assert.JSONEq(t, "["+ann+", "+bob+"]", perform(t, `world.self.videoEnabled = false;`, `{ action: 'disableAllVideo' }`))
	})
}

func TestTheRowsOfNothingToDo(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `[
		{"status": "unchanged", "targets": [{"id": "peer-1", "userId": "user-1", "name": "Ann", "status": "unchanged"}]},
		{"status": "unchanged", "targets": []}
	]`, p.json(`
		world.join('Ann', { audioEnabled: false });
		const handle = attach();
		const ended = [await handle.perform({ action: 'disableAudio', target: 'peer-1' }), await handle.perform({ action: 'disableAllAudio' })];
		if (world.sent.length > 0) throw new Error('something was sent');
		return ended.map(({ outcome: { status, targets } }) => ({ status, targets }));`))
}

func TestSeveralTargets(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{
		"can": {"allowed": true, "pending": false, "rows": [
			{"id": "peer-2", "allowed": true},
			{"id": "peer-\ud800", "allowed": true},
			{"id": "nobody", "allowed": false, "reason": "no-such-participant", "message": "This person is not in the meeting."},
			{"id": "self-0", "allowed": false, "reason": "is-self", "message": "This works on others only."}]},
		"pending": {"action": "disableAudio", "target": null, "targets": ["peer-2", "peer-\ud800", "nobody", "self-0"]},
		"outcome": {"action": "disableAudio", "status": "partial", "targets": [
			{"id": "peer-2", "userId": "user-2", "name": "Bob", "status": "unchanged"},
			{"id": "peer-\ud800", "userId": "user-1", "name": "Ann", "status": "confirmed"},
			{"id": "nobody", "userId": "", "name": "", "status": "failed", "code": "1204", "message": "This person is not in the meeting."},
			{"id": "self-0", "userId": "user-self", "name": "Hana", "status": "failed", "code": "1204", "message": "This works on others only."}]},
		"sent": ["peer-\ud800"],
		"frozen": true
	}`, p.json(`
		world.join('Ann', { id: 'peer-\ud800' });
		world.join('Bob', { audioEnabled: false });
		const handle = attach();
		const command = { action: 'disableAudio', targets: ['peer-2', 'peer-\ud800', 'peer-2', 'nobody', 'self-0'] };
		const { verdict: can } = handle.can(command);
		const performing = handle.perform(command);
		const [{ since, ...pending }] = handle.snapshot().pending;
		const { outcome: { elapsedMs, ...outcome } } = await performing;
		const frozen = Object.isFrozen(can.rows) && Object.isFrozen(can.rows[0]);
		return { can, pending, outcome, sent: world.sent.map(({ target }) => target), frozen };`))
	assert.JSONEq(t, `{
		"can": {"allowed": false, "reason": "permission", "permission": "kick_participant", "message": "Your preset does not grant kick_participant.", "rows": [
			{"id": "peer-2", "allowed": false, "reason": "permission", "permission": "kick_participant", "message": "Your preset does not grant kick_participant."}]},
		"reason": "permission"
	}`, p.json(`
		world.grant('kickParticipant', false);
		const handle = attach();
		const command = { action: 'kick', targets: ['peer-2'] };
		const { reason } = (await handle.perform(command)).error;
		return { can: handle.can(command).verdict, reason };`))
}

func TestSeveralTargetsCalledOff(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{"sent": 8, "status": "partial", "counts": {"unconfirmed": 8, "aborted": 2}, "message": "It was called off before this was sent.", "before": "aborted"}`, p.json(`
		const targets = Array.from({ length: 10 }, (_, i) => world.join('Guest ' + i));
		world.server = 'silent';
		const handle = attach(200);
		const abort = new AbortController();
		const performing = handle.perform({ action: 'disableAudio', targets }, abort.signal);
		while (world.sent.length < 8) await new Promise((resolve) => setTimeout(resolve));
		abort.abort();
		const { outcome } = await performing;
		const counts = {};
		for (const { status } of outcome.targets) counts[status] = (counts[status] ?? 0) + 1;
		const before = await handle.perform({ action: 'disableAudio', targets }, AbortSignal.abort());
		return { sent: world.sent.length, status: outcome.status, counts, message: outcome.targets.at(-1).message, before: before.error.reason };`))
}

func TestTheCauseIsWhatTheSDKThrew(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{"reason": "failed", "code": "failed", "same": true}`, p.json(`
		world.join('Ann');
		const thrown = { odd: true };
		world.broken = { thrown };
		const { error } = await attach().perform({ action: 'disableVideo', target: 'peer-1' });
		return { reason: error.reason, code: error.code, same: error.cause === thrown };`))
}

func patching(permissions string) string {
	return `{ action: 'updatePermissions', target: 'peer-1', permissions: ` + permissions + ` }`
}

// Everything that the SDK's patch can name, in one.
func TestAWholePatch(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{
		"can": true,
		"status": "confirmed",
		"statuses": ["confirmed", "sent"],
		"sent": {"action": "updatePermissions", "ids": ["peer-1", "peer-2"], "patch": {
			"polls": {"canCreate": true, "canVote": false, "canView": true},
			"plugins": {"canClose": true, "canStart": false},
			"chat": {"public": {"canSend": true, "text": false, "files": true}, "private": {"canSend": true, "canReceive": false, "text": true, "files": false}},
			"acceptWaitingRequests": true, "canAcceptProductionRequests": false, "canEditDisplayName": true, "canRecord": false, "canLivestream": true,
			"canSpotlight": false, "disableParticipantAudio": true, "disableParticipantScreensharing": false, "disableParticipantVideo": true,
			"kickParticipant": false, "pinParticipant": true, "transcriptionEnabled": false, "waitingRoomType": 3, "isRecorder": true, "recorderType": 0,
			"hiddenParticipant": false, "showParticipantList": true, "canChangeParticipantPermissions": false,
			"connectedMeetings": {"canAlterConnectedMeetings": true, "canSwitchToParentMeeting": false, "canSwitchConnectedMeetings": true},
			"media": {"audio": {"canProduce": 2}, "video": {"canProduce": 1}, "screenshare": {"canProduce": 2}}}}
	}`, p.json(`
		world.join('Ann');
		world.join('Bob', { audioEnabled: false });
		const handle = attach();
		const permissions = {
			polls: { canCreate: true, canVote: false, canView: true },
			plugins: { canClose: true, canStart: false },
			chat: { public: { canSend: true, text: false, files: true }, private: { canSend: true, canReceive: false, text: true, files: false } },
			acceptWaitingRequests: true, canAcceptProductionRequests: false, canEditDisplayName: true, canRecord: false, canLivestream: true,
			canSpotlight: false, disableParticipantAudio: true, disableParticipantScreensharing: false, disableParticipantVideo: true,
			kickParticipant: false, pinParticipant: true, transcriptionEnabled: false, waitingRoomType: 3, isRecorder: true, recorderType: 0,
			hiddenParticipant: false, showParticipantList: true, canChangeParticipantPermissions: false,
			connectedMeetings: { canAlterConnectedMeetings: true, canSwitchToParentMeeting: false, canSwitchConnectedMeetings: true },
			media: { audio: { canProduce: 'NOT_ALLOWED' }, video: { canProduce: 'ALLOWED' }, screenshare: { canProduce: 'NOT_ALLOWED' } },
		};
		const command = { action: 'updatePermissions', targets: ['peer-1', 'peer-2'], permissions };
		const can = handle.can(command).verdict.allowed && handle.can('updatePermissions', 'peer-1').verdict.allowed;
		const { outcome } = await handle.perform(command);
		return { can, status: outcome.targets[0].status, statuses: outcome.targets.map(({ status }) => status), sent: world.sent[0] };`))
}

func TestBadInputSaysWhatIsRight(t *testing.T) {
	p := newPage(t)
	actions := actionNames()
	for command, want := range map[string]string{
		`undefined`:                                                                           "the command is undefined, want an object with action, target, targets, allowMultiple, permissions, what, neverSeen, message, plugin, meetings, titles, from, to, presetId, question, options, anonymous, hideVotes, on, tab",
		`'kick'`:                                                                              "the command is string, want an object with action, target, targets, allowMultiple, permissions, what, neverSeen, message, plugin, meetings, titles, from, to, presetId, question, options, anonymous, hideVotes, on, tab",
		`{}`:                                                                                  "action is undefined, want a string: one of " + actions,
		`{ action: 7n }`:                                                                      "action is bigint, want a string: one of " + actions,
		`{ action: 'mute', target: 'peer-1' }`:                                                `there is no action "mute"; there are ` + actions,
		`{ action: 'kick' }`:                                                                  "kick needs a target, the id of a participant, or targets, several of them",
		`{ action: 'pin', target: null }`:                                                     "pin needs a target: the id of a participant",
		`{ action: 'kick', target: 7 }`:                                                       "target is number, want a string: the id of a participant",
		`{ action: 'kick', target: '' }`:                                                      "target is an empty string: want the id of a participant",
		`{ action: 'kickAll', target: '' }`:                                                   "target is an empty string: want the id of a participant",
		`{ action: 'kickAll', target: 'x' }`:                                                  "kickAll takes no target",
		`{ action: 'kickAll', targets: [] }`:                                                  "kickAll takes no target",
		`{ action: 'kick', id: 'peer-1' }`:                                                    `the command has no "id", only action, target, targets, allowMultiple, permissions, what, neverSeen, message, plugin, meetings, titles, from, to, presetId, question, options, anonymous, hideVotes, on, tab`,
		`{ action: 'recording.stop', allowMultiple: true }`:                                   "recording.stop takes no allowMultiple",
		`{ action: 'recording.start', allowMultiple: 'yes' }`:                                 "allowMultiple is string, want a boolean",
		`{ action: 'stopScreenShare' }`:                                                       "stopScreenShare needs a target, the id of a participant, or targets, several of them",
		`{ action: 'pin', targets: ['peer-1'] }`:                                              "pin takes one target, no targets",
		`{ action: 'kick', target: 'peer-1', targets: ['peer-1'] }`:                           "kick takes target or targets, not both",
		`{ action: 'kick', targets: 'peer-1' }`:                                               "targets is string, want an array",
		`{ action: 'kick', targets: new Set(['peer-1']) }`:                                    "targets is object, want an array",
		`{ action: 'kick', targets: [] }`:                                                     "kick has empty targets: name one participant at least",
		`{ action: 'kick', targets: ['peer-1', 7] }`:                                          "targets[1] is number, want a string: the id of a participant",
		`{ action: 'kick', targets: [, 'peer-1'] }`:                                           "targets[0] is undefined, want a string: the id of a participant",
		`{ action: 'kick', targets: ['peer-1', ''] }`:                                         "kick has an empty id among its targets",
		`{ action: 'kick', targets: new Array(5001).fill('x') }`:                              "kick has more than 5000 targets",
		`{ action: 'kick', targets: [Symbol()] }`:                                             "targets[0] is symbol, want a string: the id of a participant",
		`{ action: 'kick', target: 'peer-1', permissions: { canRecord: false } }`:             "kick takes no permissions",
		`{ action: 'updatePermissions', target: 'peer-1' }`:                                   "updatePermissions needs permissions: what is to change",
		`{ action: 'updatePermissions', target: 'peer-1', permissions: null }`:                "updatePermissions needs permissions: what is to change",
		`{ action: 'updatePermissions', permissions: { canRecord: false } }`:                  "updatePermissions needs a target, the id of a participant, or targets, several of them",
		patching(`'chat'`):                                                                    "permissions is string, want an object with polls, plugins, chat, acceptWaitingRequests, canAcceptProductionRequests, canEditDisplayName, canRecord, canLivestream, canSpotlight, disableParticipantAudio, disableParticipantScreensharing, disableParticipantVideo, kickParticipant, pinParticipant, transcriptionEnabled, waitingRoomType, isRecorder, recorderType, hiddenParticipant, showParticipantList, canChangeParticipantPermissions, connectedMeetings, media",
		patching(`{ chat: {} }`):                                                              "permissions.chat is empty, want an object with public, private",
		patching(`{ chat: [] }`):                                                              "permissions.chat is empty, want an object with public, private",
		patching(`{ chat: true }`):                                                            "permissions.chat is boolean, want an object with public, private",
		patching(`{ chat: null }`):                                                            "permissions.chat is null, want an object with public, private",
		patching(`{ chat: { public: { canSend: undefined } } }`):                              "permissions.chat.public is empty, want an object with canSend, text, files",
		patching(`{ chat: { public: { send: false } } }`):                                     "permissions.chat.public.send is unknown, want only canSend, text, files",
		patching(`{ chat: { 'public.files': false } }`):                                       "permissions.chat.public.files is unknown, want only public, private",
		patching(`{ chat: { public: { canSend: 'no' } } }`):                                   "permissions.chat.public.canSend is string, want a boolean",
		patching(`{ canRecord: null }`):                                                       "permissions.canRecord is null, want a boolean",
		patching(`{ canRecord: 0 }`):                                                          "permissions.canRecord is number, want a boolean",
		patching(`{ media: { audio: { canProduce: 2 } } }`):                                   `permissions.media.audio.canProduce is number, want "ALLOWED" or "NOT_ALLOWED"`,
		patching(`{ media: { video: { canProduce: 'CAN_REQUEST' } } }`):                       `permissions.media.video.canProduce is string, want "ALLOWED" or "NOT_ALLOWED"`,
		patching(`{ waitingRoomType: 0 }`):                                                    "permissions.waitingRoomType is number, want 1, 2 or 3",
		patching(`{ recorderType: NaN }`):                                                     "permissions.recorderType is number, want 0, 1 or 2",
		patching(`{ recorderType: 3n }`):                                                      "permissions.recorderType is bigint, want 0, 1 or 2",
		patching(`{ polls: { canVote: true } }`):                                              "updatePermissions needs permissions.polls.canView beside the others of polls: without it the SDK takes the polls away, as with false",
		patching(`{ get canRecord() { throw new Error('a trap') } }`):                         "Error: a trap",
		`{ action: 'chat.pin' }`:                                                              "chat.pin needs message",
		`{ action: 'chat.pin', message: 7 }`:                                                  "message is number, want a string",
		`{ action: 'chat.pin', message: '' }`:                                                 "message is an empty string: want an id",
		`{ action: 'chat.pin', target: 'a' }`:                                                 "chat.pin takes no target",
		`{ action: 'kick', target: 'peer-1', plugin: 'a' }`:                                   "kick takes no plugin",
		`{ action: 'connectedMeetings.deleteMeetings', meetings: 'a' }`:                       "meetings is string, want an array",
		`{ action: 'connectedMeetings.deleteMeetings', meetings: [] }`:                        "connectedMeetings.deleteMeetings has an empty list: name one at least",
		`{ action: 'connectedMeetings.createMeetings', titles: ['a', 1] }`:                    "titles[1] is number, want a string",
		`{ action: 'connectedMeetings.moveParticipants', to: '' }`:                            "to is an empty string",
		`{ action: 'connectedMeetings.moveParticipants', to: 1 }`:                             "to is number, want a string",
		`{ action: 'polls.create', question: 'Tea?', options: ['yes', 'no'], anonymous: 1 }`:  "anonymous is number, want a boolean",
		`{ action: 'polls.create', question: 'Tea?' }`:                                        "polls.create needs two options at least",
		`{ action: 'meta.spotlight', tab: { type: 'plugin', id: 'a' } }`:                      "the command needs on: true or false",
		`{ action: 'meta.spotlight', on: true, tab: { id: 'a' } }`:                            "tab needs type and id",
		`{ action: 'meta.spotlight', on: true, tab: 'a' }`:                                    "tab is string, want an object with type, id",
		`{ get action() { throw new Error('a trap') } }`:                                      "Error: a trap",
		`{ action: 'kick', targets: new Proxy([], { get() { throw new Error('a trap') } }) }`: "targets is object, want an array",
	} {
		assert.JSONEq(t, `{"reason": "bad-input", "sent": 0}`, p.json(`
			const { error } = await attach().perform(`+command+`);
			loader.message = error.message;
			return { reason: error.reason, sent: world.sent.length };`), command)
		assert.Equal(t, want, browsertest.String(t, `return args[0].message`, p.loader), command)
	}
	for _, timeout := range []string{"NaN", "'10'", "null", "0", "3600001"} {
		assert.JSONEq(t, `"options.confirmTimeoutMs must be a number of milliseconds above 0 and up to one hour"`,
			p.json(`return api.attach(world.meeting, `+timeout+`, () => {}).error.message`), timeout)
	}
	assert.JSONEq(t, `["bad-input", "bad-input", "bad-input", "bad-input", "bad-input"]`, p.json(`
		const handle = attach(500);
		return [
			api.attach(null).error.reason,
			handle.can('dance').error.reason,
			handle.can('kick').error.reason,
			handle.can({ action: 'kick', targets: [] }).error.reason,
			(await handle.perform({ action: 'leave' }, 'no signal')).error.reason,
		];`))
}

func TestNews(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{"kinds": ["change", "closed", "outcome"], "outcome": "confirmed", "closed": {"state": "kicked"}, "afterClose": true}`, p.json(`
		world.join('Ann');
		const other = attach();
		const handle = attach();
		await handle.perform({ action: 'pin', target: 'peer-1' });
		const outcome = loader.heard.find(([type]) => type === 'outcome')[1].status;
		world.end('kicked');
		const told = () => loader.heard.filter(([type]) => type === 'closed').length === 2;
		while (!told()) await new Promise((resolve) => setTimeout(resolve));
		const closed = loader.heard.find(([type]) => type === 'closed')[1];
		const kinds = [...new Set(loader.heard.map(([type]) => type))].sort();
		other.close();
		handle.close();
		const before = loader.heard.length;
		world.join('Bob');
		await new Promise((resolve) => setTimeout(resolve));
		return { kinds, outcome, closed, afterClose: loader.heard.length === before };`))
}

// Who only shows the panel, or listens to nothing else, is told of a knock too.
func TestAKnockIsTold(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `[["knock", {"count": 2}], ["knock", {"count": 1}]]`, p.json(`
		world.wait('Ann');
		const heard = [];
		api.attach(world.meeting, undefined, (...news) => heard.push(news));
		const told = async (times) => {
			while (heard.length < times) await new Promise((resolve) => setTimeout(resolve));
		};
		world.wait('Bob');
		world.wait('Cid');
		await told(1);
		world.turnAway('peer-2');
		world.wait('Dan');
		await told(2);
		return heard;`))
}

func TestCloseAndAttachAgain(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{"shared": 1, "open": 1, "closed": 0, "callbacks": true, "again": true}`, p.json(`
		world.join('Ann');
		const idle = api.counts();
		const handles = [attach(), attach()];
		const shared = api.counts().controllers;
		handles[0].close();
		const open = api.counts().controllers;
		handles[1].close();
		const after = api.counts();
		const again = attach();
		const works = again.can('kick', 'peer-1').verdict.allowed;
		again.close();
		return { shared, open, closed: after.controllers, callbacks: after.callbacks === idle.callbacks, again: works };`))
	assert.Zero(t, p.world.Listeners())
}

func TestAThrowingListenerOfThePageHarmsNobody(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `"confirmed"`, p.json(`
		world.join('Ann');
		const { handle } = api.attach(world.meeting, undefined, () => { throw new Error('of the page') });
		return (await handle.perform({ action: 'disableAudio', target: 'peer-1' })).outcome.status;`))
}

func TestThePageMayAskFromInsideANotice(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{"seen": true, "allowed": false}`, p.json(`
		world.join('Ann');
		return new Promise((resolve) => {
			const { handle } = api.attach(world.meeting, undefined, (type) => {
				if (type !== 'change') return;
				resolve({ seen: handle.snapshot().participants.length === 0, allowed: handle.can('kick', 'peer-1').verdict.allowed });
			});
			handle.hear();
			world.leave('peer-1');
		});`))
}

func TestChangesAreToldToWhoWantsToHear(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `["first", "second"]`, p.json(`
		const told = [];
		const first = api.attach(world.meeting, undefined, (type) => type === 'change' && told.push('first')).handle;
		const changed = () => new Promise((resolve) => api.attach(world.meeting, undefined, (type) => type === 'change' && resolve()).handle.hear());
		world.join('Ann');
		await changed();
		first.hear();
		api.attach(world.meeting, undefined, (type) => type === 'change' && told.push('second')).handle.hear();
		world.join('Bob');
		await changed();
		return told;`))
}

func TestDisposeAnswersWhoStillWaits(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `"aborted"`, p.json(`
		world.join('Ann');
		world.server = 'silent';
		const performing = attach().perform({ action: 'disableAudio', target: 'peer-1' });
		api.dispose();
		return (await performing).error.reason;`))
	<-p.ended
	assert.Zero(t, p.world.Listeners())
}

func TestAMeetingThatCannotBeReadIsTheEndOfItsControlsOnly(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `{
		"told": {"reason": "crashed", "code": "crashed", "message": "the meeting can no longer be read: Error: meeting.participants.joined gives nobody"},
		"error": {"reason": "crashed", "code": "crashed", "message": "the meeting can no longer be read: Error: meeting.participants.joined gives nobody", "action": "kick"},
		"cause": "broken",
		"known": 1,
		"crashes": []
	}`, p.json(`
		world.join('Ann');
		const handle = attach();
		world.participants.joined.values = () => { throw new Error('broken') };
		world.self.emit('roomJoined', { reconnected: true });
		const told = () => loader.heard.find(([type]) => type === 'crash')?.[1];
		while (!told()) await new Promise((resolve) => setTimeout(resolve));
		const { error: { cause, ...error } } = await handle.perform({ action: 'kick', target: 'peer-1' });
		const known = handle.snapshot().participants.length;
		const { cause: _, ...details } = told();
		handle.close();
		return { told: details, error, cause: cause.cause.message, known, crashes: loader.crashes };`))
	assert.Zero(t, p.world.Listeners())
}

func TestACrashIsToldOnce(t *testing.T) {
	p := newPage(t)
	assert.JSONEq(t, `[{"reason": "crashed", "code": "crashed", "message": "Gavel has stopped working: Error: a broken page"}]`, p.json(`
		world.join('Ann');
		const handle = attach();
		const { parse } = JSON;
		JSON.parse = () => { throw new Error('a broken page') };
		try {
			handle.snapshot();
		} finally {
			JSON.parse = parse;
		}
		while (loader.crashes.length === 0) await new Promise((resolve) => setTimeout(resolve));
		return loader.crashes;`))
	<-p.ended
	assert.Zero(t, p.world.Listeners())
}
