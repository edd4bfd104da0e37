/** Programs that must compile. */
import RealtimeKitClient from '@cloudflare/realtimekit';
import {
  HostControlsError,
  isHostControlsError,
  loadGavel,
  type Action,
  type Command,
  type HostControls,
  type JournalEntry,
  type MeetingLike,
  type Outcome,
  type PermissionsPatch,
  type Participant,
  type Selection,
  type Verdict,
} from 'gavel-host-controls';

export async function fromTheSDK(authToken: string): Promise<HostControls> {
  const [meeting, gavel] = await Promise.all([RealtimeKitClient.init({ authToken }), loadGavel()]);
  return gavel.attach(meeting, { locale: 'de', confirmTimeoutMs: 5_000 });
}

export function aClientIsAMeeting(client: RealtimeKitClient): MeetingLike {
  return client;
}

export async function withOptions(signal: AbortSignal, maybe?: AbortSignal) {
  await loadGavel({ wasmURL: '/assets/gavel.wasm', signal });
  await loadGavel({ wasmURL: new URL('https://example.com/gavel.wasm'), signal: maybe });
  const gavel = await loadGavel({});
  const version: string = gavel.version;
  await gavel.dispose();
  return version;
}

export async function kick(controls: HostControls, target: string, signal: AbortSignal): Promise<string> {
  const verdict: Verdict = controls.can('kick', target);
  if (!verdict.allowed) return `${verdict.message} ${verdict.permission ?? verdict.reason}`;
  if (verdict.pending) return 'under way';
  try {
    const outcome: Outcome = await controls.perform({ action: 'kick', target }, { signal });
    return outcome.targets.map(({ name, status, code }) => `${name}: ${status} ${code ?? ''}`).join();
  } catch (error) {
    if (isHostControlsError(error) && error.reason === 'permission') return error.permission ?? error.code;
    throw error;
  }
}

export async function many(controls: HostControls, signal?: AbortSignal): Promise<Outcome> {
  const everybody: string[] = controls.select();
  const who: Selection = { except: ['pinned', 'onStage', 'speaking'] as const, presetName: 'guest', audioEnabled: true, videoEnabled: undefined };
  const targets = controls.select(who).filter((id) => everybody.includes(id));
  const onProgress = ({ done, total }: { done: number; total: number }) => console.log(done / total);
  await controls.perform({ action: 'disableAudio', targets }, { signal, delayMs: undefined, onProgress: undefined });
  return controls.perform({ action: 'disableAudio', targets }, { delayMs: 5_000, onProgress });
}

export async function locks(controls: HostControls): Promise<string[]> {
  controls.addEventListener('notice', ({ detail }) => {
    if (detail.kind === 'lockYielded') console.log(`${detail.what} ${detail.id} ${detail.name}`);
  });
  await controls.perform({ action: 'lock', what: 'audio' });
  await controls.perform({ action: 'lock', what: 'screenShare', target: 'id' });
  await controls.perform({ action: 'unlock', what: 'chat', targets: ['id'], neverSeen: true });
  return controls.snapshot.locks.map(({ what, target, yielded, except }) => `${what} ${target ?? 'everybody'} ${yielded.length} ${except.length}`);
}

export function overTime(controls: HostControls): string {
  controls.setPolicy('muteOnEntry', true);
  controls.setPolicy('keepMuted', { targets: ['id'] as const });
  controls.setPolicy('floor', { target: 'id', seconds: 120 });
  controls.setPolicy('keepOut', { userIds: controls.snapshot.removed.map(({ userId }) => userId) });
  controls.setPolicy('floor', false);
  controls.formerPolicies(true);
  controls.addEventListener('journal', ({ detail: { entry } }) => console.log(entry.action, entry.what, entry.name, entry.status));
  controls.addEventListener('notice', ({ detail }) => console.log(detail.kind === 'policyYielded' ? detail.policy : detail.name));
  const last: JournalEntry | undefined = controls.journal.at(-1);
  return last?.by === 'unknown' ? controls.exportJournal('csv') : `${controls.snapshot.speaker?.since}`;
}

const someRights: PermissionsPatch = {
  polls: { canCreate: false, canView: true },
  plugins: { canStart: undefined, canClose: false },
  chat: undefined,
  kickParticipant: true,
  waitingRoomType: 2,
  recorderType: 0,
  media: { audio: { canProduce: 'NOT_ALLOWED' }, screenshare: { canProduce: 'ALLOWED' } },
};

export function everyCommand(target: string): Command[] {
  return [
    { action: 'disableAudio', target },
    { action: 'disableVideo', target },
    { action: 'pin', target },
    { action: 'unpin', target },
    { action: 'kick', target },
    { action: 'kick', targets: [target, target] },
    { action: 'rejectWaitingRoomRequest', targets: [target] as const },
    { action: 'acceptWaitingRoomRequest', targets: Object.freeze([target]) },
    { action: 'rejectWaitingRoomRequest', target, targets: undefined },
    { action: 'updatePermissions', target, permissions: { chat: { public: { files: false } } } },
    { action: 'updatePermissions', targets: [target], permissions: someRights },
    { action: 'disableAllAudio' },
    { action: 'disableAllVideo' },
    { action: 'kickAll' },
    { action: 'leave' },
  ];
}

export async function several(controls: HostControls, targets: readonly string[]): Promise<string[]> {
  const { allowed, rows = [] } = controls.can({ action: 'kick', targets });
  if (!allowed) return rows.flatMap((row) => (row.allowed ? [] : [`${row.id}: ${row.permission ?? row.reason}`]));
  const outcome = await controls.perform({ action: 'kick', targets });
  await controls.perform({ action: 'recording.start', allowMultiple: true });
  const [asking] = controls.snapshot.stage.requests;
  if (asking && controls.snapshot.livestreamState === 'LIVESTREAMING') await controls.perform({ action: 'stage.grantAccess', target: asking.id });
  const pending: string[] = controls.snapshot.pending.flatMap((item) => item.targets ?? item.target ?? []);
  return [...pending, ...outcome.targets.filter(({ status }) => status === 'aborted').map(({ id }) => id)];
}

export function listen(controls: HostControls): string[] {
  const lines: string[] = [];
  controls.addEventListener('change', () => lines.push(controls.snapshot.title));
  controls.addEventListener('outcome', ({ detail }) => lines.push(detail.outcome.action));
  controls.addEventListener('knock', ({ detail }) => lines.push(`${detail.count} came ${controls.snapshot.waitlisted[0]?.since}`));
  controls.addEventListener('request', ({ detail }) => (detail.kind === 'audio' ? void detail.accept().catch((error: HostControlsError) => lines.push(error.reason)) : detail.decline()));
  controls.addEventListener('closed', ({ detail }) => lines.push(detail.state), { once: true });
  const onCrash = ({ detail }: CustomEvent<{ readonly error: HostControlsError }>) => lines.push(detail.error.message);
  controls.addEventListener('crash', onCrash);
  controls.removeEventListener('crash', onCrash);
  const target: EventTarget = controls;
  target.dispatchEvent(new Event('change'));
  return lines;
}

export function read({ snapshot }: HostControls): Participant[] {
  const { self, counts, pinnedId, pending, connection, roomState, recordingState } = snapshot;
  const since: number[] = pending.map((item) => item.since);
  const action: Action | undefined = pending[0]?.action;
  const mayKick: boolean = self.permissions.kickParticipant && self.permissions.chatPublic.canSend;
  const known = roomState === 'joined' && connection === 'connected' && recordingState === 'RECORDING';
  return known && mayKick && since.length && action && counts.participants
    ? snapshot.participants.filter(({ id, audioEnabled }) => id === pinnedId || audioEnabled)
    : [...snapshot.waitlisted];
}

export const made: Error = new HostControlsError('No.', { reason: 'permission', code: '1201' });
