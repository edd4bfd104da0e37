/** Lines that must not compile, each with the code of the compiler's error. */
import type RealtimeKitClient from '@cloudflare/realtimekit';
import {
  HostControlsError,
  loadGavel,
  type Gavel,
  type HostControls,
  type MeetingLike,
  type Outcome,
  type Verdict,
} from 'gavel-host-controls';

declare const gavel: Gavel;
declare const controls: HostControls;
declare const meeting: MeetingLike;
declare const verdict: Verdict;
declare const outcome: Outcome;
declare const client: RealtimeKitClient;
declare const ref: { current: MeetingLike | null };
declare const promise: Promise<MeetingLike>;

// @ts-expect-error TS2561
loadGavel({ wasmUrl: '/gavel.wasm' });
// @ts-expect-error TS2322
loadGavel({ wasmURL: 5 });
// @ts-expect-error TS2559
loadGavel('/gavel.wasm');
// @ts-expect-error TS2540
gavel.version = '2';

// @ts-expect-error TS2339
client.joinRoom();
// @ts-expect-error TS2322
controls.select({ except: ['host'] });
// @ts-expect-error TS2353
controls.select({ name: 'Ann' });
// @ts-expect-error TS2322
controls.perform({ action: 'leave' }, { delayMs: '5' });

// @ts-expect-error TS2345
gavel.attach(null);
// @ts-expect-error TS2739
gavel.attach({});
// @ts-expect-error TS2739
gavel.attach(ref);
// @ts-expect-error TS2739
gavel.attach(promise);
// @ts-expect-error TS2353
gavel.attach(meeting, { colour: 'red' });
// @ts-expect-error TS2322
gavel.attach(meeting, { requests: 'no' });
// @ts-expect-error TS2345
controls.perform({ action: 'askToUnmute' });
// @ts-expect-error TS2322
gavel.attach(meeting, { confirmTimeoutMs: '10s' });

// @ts-expect-error TS2769
controls.can('mute');
// @ts-expect-error TS2345
controls.can('kick', 5);
// @ts-expect-error TS2345
controls.perform({ action: 'kick' });
// @ts-expect-error TS2353
controls.perform({ action: 'kickAll', target: 'p1' });
// @ts-expect-error TS2322
controls.perform({ action: 'pin', targets: ['p1'] });
// @ts-expect-error TS2322
controls.perform({ action: 'kick', target: 'p1', targets: ['p2'] });
// @ts-expect-error TS2322
controls.perform({ action: 'kick', targets: 'p1' });
// @ts-expect-error TS2353
controls.perform({ action: 'kick', target: 'p1', because: 'spam' });
// @ts-expect-error TS2353
controls.perform({ action: 'recording.stop', allowMultiple: true });
// @ts-expect-error TS2322
controls.perform({ action: 'recording.start', allowMultiple: 'yes' });
// @ts-expect-error TS2345
controls.perform({ action: 'stage.kick' });
// @ts-expect-error TS2345
controls.perform({ action: 'updatePermissions', target: 'p1' });
// @ts-expect-error TS2353
controls.perform({ action: 'kick', target: 'p1', permissions: { canRecord: false } });
// @ts-expect-error TS2353
controls.perform({ action: 'updatePermissions', target: 'p1', permissions: { chat: { public: { send: false } } } });
// @ts-expect-error TS2741
controls.perform({ action: 'updatePermissions', target: 'p1', permissions: { polls: { canCreate: false } } });
// @ts-expect-error TS2322
controls.perform({ action: 'updatePermissions', target: 'p1', permissions: { media: { audio: { canProduce: 2 } } } });
// @ts-expect-error TS2322
controls.perform({ action: 'updatePermissions', target: 'p1', permissions: { media: { video: { canProduce: 'CAN_REQUEST' } } } });
// @ts-expect-error TS2322
controls.perform({ action: 'ban', target: 'p1' });
// @ts-expect-error TS2353
controls.perform({ action: 'leave' }, { timeout: 5 });

// @ts-expect-error TS2540
controls.snapshot.title = 'Ours';
// @ts-expect-error TS2339
controls.snapshot.participants.push();
// @ts-expect-error TS2339
verdict.message;
// @ts-expect-error TS2367
outcome.status === 'failed';
// @ts-expect-error TS2322
new HostControlsError('No.', { reason: 'forbidden', code: '1201' });
// @ts-expect-error TS2339
controls.addEventListener('outcome', (event) => event.outcome);
