/**
 * Host controls for a Cloudflare RealtimeKit meeting: mute, stop cameras, pin,
 * remove and end, only where the preset allows it, and confirmed by what the
 * meeting shows. Made for `@cloudflare/realtimekit` 2.0.x.
 *
 * Importing this package has no effect; it may be imported on a server.
 */

/**
 * Fetches and compiles the WebAssembly module. Call it beside
 * `RealtimeKitClient.init()`. Go starts when the page has had nothing to do for
 * a while, or else with the first `attach()`: joining comes first. Calls for the
 * same URL share one module; after a load or a start that failed, a crash or
 * `dispose()` the next call starts anew.
 *
 * Rejects with a {@link HostControlsError} whose `reason` is `"load"` (its
 * `code` is a {@link LoadErrorCode}), `"version"` (`gavel.wasm` is of another
 * build than this file), `"bad-input"` or `"aborted"`.
 */
export function loadGavel(options?: LoadOptions): Promise<Gavel>;

export interface LoadOptions {
  /**
   * Where `gavel.wasm` is served; a relative one is resolved against the page.
   * Default: beside this file, which bundlers that know
   * `new URL(…, import.meta.url)` look after themselves.
   */
  wasmURL?: string | URL | undefined;
  /**
   * A panel is going to be shown. What takes long the first time is then done
   * before, in steps of idle time, while the page waits for the module and for its
   * meeting. `attach()` ends it; what it made stays until `dispose()`: some memory,
   * and one listener of the document. Default: false.
   */
  panel?: boolean | undefined;
  /**
   * With `panel: true`: a thousand people or more are expected, so crowds are
   * shown to nobody as well, and their first list is there sooner.
   */
  expect?: 'many' | undefined;
  /** Ends the waiting, and the load when nobody else waits for it. */
  signal?: AbortSignal | undefined;
}

/**
 * Why a load failed: `no-page` (not called in a browser), `old-browser` (it lacks
 * what is needed: of the panel, `attach()` says so), `csp` (the page's policy
 * forbids WebAssembly), `network` (no answer that may be read), `http`
 * (an answer such as 404), `not-wasm` (an answer that is no whole module),
 * `start` (no memory for the module, or, from `attach()`, it did not get ready).
 */
export type LoadErrorCode = 'no-page' | 'old-browser' | 'csp' | 'network' | 'http' | 'not-wasm' | 'start';

/** The running module. */
export interface Gavel {
  /** The version of this package, such as `"0.1.0"`. */
  readonly version: string;
  /**
   * Gives the controls of a meeting: the object that `RealtimeKitClient.init()`
   * resolves to, before or after `join()`. Several on one meeting share what
   * they know of it. Throws a {@link HostControlsError} of reason `"bad-input"`
   * for something that is no meeting, `"version"` for a meeting of an SDK that
   * is not supported, `"failed"` for one that cannot be read, `"load"` if the
   * module could not be started, or the browser is too old for a panel.
   */
  attach(meeting: MeetingLike, options?: AttachOptions): HostControls;
  /** Closes all controls and ends the module; resolves when it has ended. */
  dispose(): Promise<void>;
}

/** What is needed of a meeting. The client of `@cloudflare/realtimekit` 2.0.x fits. */
export interface MeetingLike {
  readonly self: EmitterLike & {
    readonly id: string;
    readonly roomState: string;
    readonly permissions: object;
  };
  readonly participants: EmitterLike & {
    readonly joined: ParticipantMapLike;
    readonly waitlisted: ParticipantMapLike;
    readonly pinned: ParticipantMapLike;
  };
  readonly meta: EmitterLike;
  leave(): Promise<unknown>;
}

/** Something of the SDK that emits events. */
export interface EmitterLike {
  on(event: any, listener: (...args: any[]) => void): unknown;
  off(event: any, listener: (...args: any[]) => void): unknown;
}

/** One of the SDK's maps of participants. */
export interface ParticipantMapLike extends EmitterLike {
  readonly size: number;
  get(id: string): { readonly id: string } | undefined;
}

export interface AttachOptions {
  /**
   * Where the panel goes: Gavel appends one element of its own, with an open
   * shadow root, and removes it on `close()`. None: no panel.
   */
  root?: Element | undefined;
  /**
   * A BCP 47 tag. Without one, or where the panel has no such language: the `lang`
   * that holds where the panel is, the page's, the browser's languages, `"en"`.
   */
  locale?: string | undefined;
  /**
   * How long an effect may take to show, in milliseconds, up to an hour. Among
   * several controls of one meeting that of the first holds. Default: 10000, and 60000 where
   * a recorder or a livestream has to be made ready.
   */
  confirmTimeoutMs?: number | undefined;
  /**
   * With a panel: a short sound when somebody begins to wait to be let in, in hidden tabs
   * too. Where the browser holds sound back until the page is used, the panel says so.
   * Default: false.
   */
  knockSound?: boolean | undefined;
  /**
   * Others may ask this person to unmute or to start the camera: the event `request`, and with
   * a panel it asks them. `false`: they are not asked. Default: true.
   */
  requests?: boolean | undefined;
  /**
   * The journal, who was removed, and which policies were on are kept in the tab's
   * `sessionStorage` while the page is loaded anew, for an hour; names are among it, tokens are
   * not. `false`: they are not. Default: true.
   */
  remember?: boolean | undefined;
  /**
   * With a panel: so many milliseconds, up to one hour, the removal of somebody and the end for
   * everybody are held back after they were confirmed. The panel says so and lets them be called
   * off, by a button or Escape. Default: 0.
   */
  holdBackMs?: number | undefined;
  /**
   * With a panel: when the end for everybody, or the removal of everybody else, is about more
   * people than this, a word has to be typed before it can be confirmed. A whole number from 0 on,
   * or `Infinity` for never. Default: 20.
   */
  typeToConfirmAbove?: number | undefined;
  /**
   * With a panel: the sections it has, beside its head and what is told. The others make no
   * elements, and no work. Default: all.
   */
  sections?: readonly Section[] | undefined;
}

/**
 * A section of the panel. `requests`: what others ask of this person. `waiting` and `stage`: who
 * waits to be let in, and who asks for the stage. `people`: the list, with what is done to one, to
 * several and to everybody. `locks` and `policies`: the items of their menu, and what is on.
 * `returned`: who is back after a removal. `broadcast`: recording and livestream. `rooms`: connected
 * meetings. `chat`: messages. `tools`: polls, plugins and the spotlight. `activity`: what was done.
 * `session`: leave, and the ends of the meeting.
 */
export type Section =
  | 'requests'
  | 'waiting'
  | 'stage'
  | 'people'
  | 'locks'
  | 'policies'
  | 'returned'
  | 'broadcast'
  | 'rooms'
  | 'chat'
  | 'tools'
  | 'activity'
  | 'session';

/** The controls of one meeting. */
export interface HostControls extends EventTarget {
  /**
   * The meeting as it is known now: frozen, built when asked for, the same
   * object until something changed; a participant who did not change keeps the
   * same object. After `close()` it is the last one. Throws a
   * {@link HostControlsError} of reason `"crashed"` or `"ended"` only when the
   * module ended before a snapshot was ever asked for.
   */
  readonly snapshot: Snapshot;
  /**
   * May this person do it now, and if not, why? Answers at once.
   * Throws a {@link HostControlsError} of reason `"bad-input"` for an action
   * that does not exist, and for a target that is missing or too many.
   * @param target the participant's id, for an action on somebody
   */
  can(action: Action, target?: string): Verdict;
  /** The same for a whole command. One with `targets` is allowed when it is for one of them: see `rows`. */
  can(command: Command): Verdict;
  /**
   * The ids of the others who are meant, in the order of `snapshot.participants`: targets
   * for a command. Without a selection everybody else; never oneself, nor another session
   * of one's own user. Throws a {@link HostControlsError} of reason `"bad-input"` for
   * what a selection does not have.
   */
  select(who?: Selection): string[];
  /**
   * Does it, and resolves when the meeting shows the effect or the time given
   * is over; look at `status`. What is not allowed rejects and is never sent:
   * `error.reason === 'permission'` is the check to write. Aborting before it
   * was sent keeps it from being sent; later it only ends the waiting. The same
   * command again while it is under way is sent once, and both get its outcome.
   * With `targets` it rejects only where nobody of them is allowed, and aborting
   * keeps those from being sent whose turn had not come: their rows are `aborted`,
   * and it resolves once it is known how it ended for the others. Where the same
   * command was given again meanwhile, it goes on for that.
   */
  perform(command: Command, options?: PerformOptions): Promise<Outcome>;
  /**
   * What was done in this session and what was seen of it, the oldest first: the last 10,000. A
   * frozen list, the same until there is more; also after `close()`.
   */
  readonly journal: readonly JournalEntry[];
  /**
   * The journal as text: JSON, or a table as RFC 4180 has it, with times as ISO 8601. What a
   * spreadsheet would take for a formula is marked as text with an apostrophe.
   */
  exportJournal(format: 'json' | 'csv'): string;
  /**
   * Switches a policy on, in the place of how it was on before, or with `false` off. It goes on
   * while this page is open and the meeting lasts, and gives up where it is of no use: see
   * {@link PolicySettings}, `snapshot.policies` and the event `notice`. Throws a
   * {@link HostControlsError} of reason `"bad-input"` for what the policy does not take,
   * `"permission"` where the preset does not grant what it is for, `"no-such-participant"` and
   * `"is-self"` of whom it is about.
   */
  setPolicy<P extends Policy>(policy: P, on: PolicySettings[P] | false): void;
  /**
   * Switches those policies on again that were on before the page was loaded anew
   * (`snapshot.formerPolicies`), as far as they may be; with `false` they are forgotten.
   */
  formerPolicies(again: boolean): void;
  /**
   * Lets go of the meeting and the page. What is under way rejects with the reason
   * `"aborted"`; from then on everything is refused with `"ended"`. Calling it
   * again does nothing.
   */
  close(): void;

  addEventListener<T extends keyof HostControlsEventMap>(
    type: T,
    listener: (this: HostControls, event: HostControlsEventMap[T]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<T extends keyof HostControlsEventMap>(
    type: T,
    listener: (this: HostControls, event: HostControlsEventMap[T]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** Who is meant: everybody else whom nothing in it leaves out. */
export interface Selection {
  /** Who is left out: the pinned person, those on stage, who spoke last while their microphone is on. */
  except?: readonly ('pinned' | 'onStage' | 'speaking')[] | undefined;
  presetName?: string | undefined;
  audioEnabled?: boolean | undefined;
  videoEnabled?: boolean | undefined;
  screenShareEnabled?: boolean | undefined;
}

export interface PerformOptions {
  signal?: AbortSignal | undefined;
  /**
   * Holds the command back so many milliseconds, up to one hour, so that `signal` can still
   * call it off: `snapshot.pending[].heldUntil`. What is so when they are over counts. A
   * command that is under way already is not delayed.
   */
  delayMs?: number | undefined;
  /** Called each time that of more targets it is known how it ended for them, and at the end. */
  onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined;
}

/** The events of {@link HostControls}; what they tell is in `event.detail`. */
export interface HostControlsEventMap {
  /** `snapshot` and verdicts may have changed. */
  change: CustomEvent<null>;
  /** An action ended with an outcome, here or through other controls of the same meeting. */
  outcome: CustomEvent<{ readonly outcome: Outcome }>;
  /**
   * So many came to the waiting room, told once for all who come together, also in a hidden
   * page. Only with the permission to let them in, and not of those who waited when this
   * began.
   */
  knock: CustomEvent<{ readonly count: number }>;
  /**
   * Somebody in the meeting asks this person to unmute, or to start the camera. Nothing tells who:
   * such a message has no sender, so it is no order either. Each kind comes once a minute at
   * most; not where the device is on already, or the preset does not allow it.
   */
  request: CustomEvent<DeviceRequest>;
  /** Something that the host should know and did not ask for. */
  notice: CustomEvent<Notice>;
  /** The journal has one entry more. */
  journal: CustomEvent<{ readonly entry: JournalEntry }>;
  /** The meeting is over for this person. */
  closed: CustomEvent<{ readonly state: LeftState }>;
  /**
   * These controls are over: the module is broken (load it again), or their meeting
   * can no longer be read (others live on; attach again).
   */
  crash: CustomEvent<{ readonly error: HostControlsError }>;
}

export type Notice =
  /**
   * A lock came to nothing for somebody: they use it although it was sent once more. It does not
   * hold here, or was lifted by somebody, another host possibly.
   */
  | { readonly kind: 'lockYielded'; readonly what: Lockable; readonly id: string; readonly name: string }
  /**
   * A policy gave up for somebody; or altogether, with an empty id: the meeting has ended, or has
   * been replaced. The time of a `floor` is over.
   */
  | { readonly kind: 'policyYielded'; readonly policy: Policy; readonly id: string; readonly name: string }
  /** Somebody who was removed in this session is back, or waits to be let in. */
  | { readonly kind: 'returned'; readonly id: string; readonly userId: string; readonly customParticipantId: string; readonly name: string };

/**
 * Something that was done or seen. `at` is when it ended, in milliseconds since 1970, and
 * `elapsedMs` how long it took.
 */
export interface JournalEntry {
  /** Counts entries from 1. */
  readonly number: number;
  readonly at: number;
  /**
   * `me`: with these controls. `policy`: by a policy of theirs. `unknown`: it was seen and not
   * done here, but by the person themselves or by another host; which, the SDK does not tell. So
   * are told: pins, recordings, livestreams, and devices that go off of oneself and of whom a
   * lock or a policy is about.
   */
  readonly by: 'me' | 'policy' | 'unknown';
  /**
   * An action; `returned`: somebody who was removed is back; or what became of the policy `what`.
   */
  readonly action: Action | 'returned' | 'policy.on' | 'policy.off' | 'policy.yielded';
  /** Of a lock: what. Of a policy: which. */
  readonly what?: Lockable | Policy;
  /** Whom it was done to, as they were then: null and empty for what is about the meeting, or everybody at once. */
  readonly id: string | null;
  readonly userId: string;
  readonly customParticipantId: string;
  readonly name: string;
  readonly status: TargetStatus | OutcomeStatus;
  /** Where it failed or was refused: as in an error, such as `"1200"`. */
  readonly code?: string;
  readonly elapsedMs: number;
}

/** What controls go on doing by themselves; what each takes is in {@link PolicySettings}. */
export type Policy = keyof PolicySettings;

/** What switches each policy on. */
export interface PolicySettings {
  /**
   * Whoever joins while it is on is muted once: when their microphone is on in the first 10 s.
   * After that they may unmute.
   */
  muteOnEntry: true;
  /** They are muted whenever their microphone is on, three times each at most. `true`: everybody else. */
  keepMuted: true | { readonly targets: readonly string[] };
  /**
   * Who is pinned now, or `target`, is pinned again when others change that, three times at most.
   * What is pinned here meanwhile is kept from then on, and an unpin here ends it.
   */
  keepPin: true | { readonly target: string };
  /** Who waits and has one of these ids of your backend's is let in, three times each at most. */
  admit: { readonly customParticipantIds: readonly string[] };
  /** They may speak for so many seconds, up to 7200, and are muted then. */
  floor: { readonly target: string; readonly seconds: number };
  /**
   * Who was removed here (`snapshot.removed`) is removed again when they come back, or turned away
   * where they wait, three times each at most.
   */
  keepOut: { readonly userIds: readonly string[] };
}

/** What somebody asks of this person. */
export interface DeviceRequest {
  readonly kind: 'audio' | 'video';
  /**
   * Turns the device on, and resolves when it is seen to be on. Rejects with a
   * {@link HostControlsError}: of reason `"failed"` where the browser or the person did not allow
   * it, `"permission"` where the preset does not.
   */
  accept(): Promise<void>;
  /** Answers with no, which nobody is told. It takes the request out of the panel as well. */
  decline(): void;
}

/** What can be done; the names are those of the SDK's methods, but for the two that ask somebody. */
export type Action = Command['action'];

/**
 * What to do, and to whom: `target` is a participant's id, `targets` are those of several.
 * Unknown keys are refused.
 *
 * `lock` takes the right to `what` from others, `unlock` gives it back; without a target from
 * everybody else and whoever joins. A device that is on goes off. What others may do cannot be
 * read, and what was never held must not be given: an unlock is only for those whom these
 * controls have locked and who were seen to use it before, and leaves the others as they are
 * (rows `unchanged`). With `neverSeen: true` it is for them as well. With a stage as much is
 * given back as the stage gives.
 */
export type Command =
  // Generated by internal/tables: commands. Do not edit.
  | { readonly action: 'disableAudio' | 'disableVideo' | 'askToUnmute' | 'askToStartVideo' | 'stopScreenShare' | 'pin' | 'unpin' | 'kick' | 'stage.grantAccess' | 'stage.denyAccess' | 'stage.kick'; readonly target: string; readonly targets?: undefined }
  | { readonly action: 'disableAudio' | 'disableVideo' | 'askToUnmute' | 'askToStartVideo' | 'stopScreenShare' | 'kick' | 'stage.grantAccess' | 'stage.denyAccess' | 'stage.kick'; readonly targets: readonly string[]; readonly target?: undefined }
  | { readonly action: 'updatePermissions'; readonly target: string; readonly targets?: undefined; readonly permissions: PermissionsPatch }
  | { readonly action: 'updatePermissions'; readonly targets: readonly string[]; readonly target?: undefined; readonly permissions: PermissionsPatch }
  | { readonly action: 'lock'; readonly what: Lockable; readonly target?: string | undefined; readonly targets?: undefined }
  | { readonly action: 'lock'; readonly what: Lockable; readonly targets: readonly string[]; readonly target?: undefined }
  | { readonly action: 'unlock'; readonly what: Lockable; readonly neverSeen?: boolean | undefined; readonly target?: string | undefined; readonly targets?: undefined }
  | { readonly action: 'unlock'; readonly what: Lockable; readonly neverSeen?: boolean | undefined; readonly targets: readonly string[]; readonly target?: undefined }
  | { readonly action: 'acceptWaitingRoomRequest' | 'rejectWaitingRoomRequest'; readonly target: string; readonly targets?: undefined }
  | { readonly action: 'acceptWaitingRoomRequest' | 'rejectWaitingRoomRequest'; readonly targets: readonly string[]; readonly target?: undefined }
  | { readonly action: 'acceptAllWaitingRoomRequest' | 'rejectAllWaitingRoomRequest' }
  | { readonly action: 'disableAllAudio' | 'disableAllVideo' | 'stopAllScreenShares' | 'leave' | 'kickOthers' | 'kickAll' | 'stage.requestAccess' | 'stage.cancelRequestAccess' | 'stage.join' | 'stage.leave' | 'recording.stop' | 'recording.pause' | 'recording.resume' | 'livestream.start' | 'livestream.stop' }
  | { readonly action: 'recording.start'; readonly allowMultiple?: boolean | undefined }
  | { readonly action: 'connectedMeetings.createMeetings'; readonly titles: readonly string[] }
  | { readonly action: 'connectedMeetings.moveParticipants'; readonly to?: string | undefined; readonly from?: string | undefined; readonly presetId?: string | undefined; readonly target?: string | undefined; readonly targets?: undefined }
  | { readonly action: 'connectedMeetings.moveParticipants'; readonly to?: string | undefined; readonly from?: string | undefined; readonly presetId?: string | undefined; readonly targets: readonly string[]; readonly target?: undefined }
  | { readonly action: 'connectedMeetings.deleteMeetings'; readonly meetings: readonly string[] }
  | { readonly action: 'chat.pin' | 'chat.unpin' | 'chat.deleteMessage'; readonly message: string }
  | { readonly action: 'plugins.activate' | 'plugins.deactivate'; readonly plugin: string }
  | { readonly action: 'polls.create'; readonly question: string; readonly options: readonly string[]; readonly anonymous?: boolean | undefined; readonly hideVotes?: boolean | undefined }
  | { readonly action: 'meta.spotlight'; readonly on: boolean; readonly tab?: { readonly type: 'plugin' | 'screenshare'; readonly id: string } | undefined };
  // End of what is generated.

/** What can be locked: a device, or both chats, the public and the private. */
export type Lockable = 'audio' | 'video' | 'screenShare' | 'chat';

/**
 * A change of what the presets of others grant, in all sessions of the same users, until the
 * session of the meeting ends. What is not named stays as it is. The keys are the SDK's
 * (`PresetUpdates`), of the preset and not of the getters: `disableParticipantAudio` is who may
 * mute others.
 *
 * What others may do cannot be read, so what became of this is seen of one thing only: that a
 * device which was on and is taken goes off. Of all else nothing is seen, also where the server
 * refuses it. The SDK's documentation says that `polls`, `plugins` and `chat` can be changed.
 */
export interface PermissionsPatch {
  // Generated by internal/tables: permissions. Do not edit.
  /**
   * `canView` has to be named: without it the SDK takes the polls away from whoever gets this.
   * So does `false`; `true` gives the right also to whom it was never given.
   */
  readonly polls?: {
    readonly canCreate?: boolean | undefined;
    readonly canVote?: boolean | undefined;
    readonly canView: boolean;
  } | undefined;
  /** It has no effect in their page until they join anew (SDK 2.0.2). */
  readonly plugins?: {
    readonly canClose?: boolean | undefined;
    readonly canStart?: boolean | undefined;
  } | undefined;
  /** For example `{ public: { files: false } }`. */
  readonly chat?: {
    readonly public?: {
      readonly canSend?: boolean | undefined;
      readonly text?: boolean | undefined;
      readonly files?: boolean | undefined;
    } | undefined;
    readonly private?: {
      readonly canSend?: boolean | undefined;
      readonly canReceive?: boolean | undefined;
      readonly text?: boolean | undefined;
      readonly files?: boolean | undefined;
    } | undefined;
  } | undefined;
  /** Who loses it sees nobody in the waiting room any more. */
  readonly acceptWaitingRequests?: boolean | undefined;
  readonly canAcceptProductionRequests?: boolean | undefined;
  readonly canEditDisplayName?: boolean | undefined;
  readonly canRecord?: boolean | undefined;
  readonly canLivestream?: boolean | undefined;
  readonly canSpotlight?: boolean | undefined;
  readonly disableParticipantAudio?: boolean | undefined;
  readonly disableParticipantScreensharing?: boolean | undefined;
  readonly disableParticipantVideo?: boolean | undefined;
  readonly kickParticipant?: boolean | undefined;
  readonly pinParticipant?: boolean | undefined;
  readonly transcriptionEnabled?: boolean | undefined;
  /** 1: SKIP, 2: ON_PRIVILEGED_USER_ENTRY, 3: SKIP_ON_ACCEPT. */
  readonly waitingRoomType?: 1 | 2 | 3 | undefined;
  readonly isRecorder?: boolean | undefined;
  /** 0: NONE, 1: RECORDER, 2: LIVESTREAMER. */
  readonly recorderType?: 0 | 1 | 2 | undefined;
  readonly hiddenParticipant?: boolean | undefined;
  readonly showParticipantList?: boolean | undefined;
  readonly canChangeParticipantPermissions?: boolean | undefined;
  readonly connectedMeetings?: {
    readonly canAlterConnectedMeetings?: boolean | undefined;
    readonly canSwitchToParentMeeting?: boolean | undefined;
    readonly canSwitchConnectedMeetings?: boolean | undefined;
  } | undefined;
  /**
   * `NOT_ALLOWED` turns the device off as well, and they cannot turn it on again. `ALLOWED` turns
   * nothing on, and gives the right also to whom it was never given.
   */
  readonly media?: {
    readonly audio?: {
      readonly canProduce?: 'ALLOWED' | 'NOT_ALLOWED' | undefined;
    } | undefined;
    readonly video?: {
      readonly canProduce?: 'ALLOWED' | 'NOT_ALLOWED' | undefined;
    } | undefined;
    readonly screenshare?: {
      readonly canProduce?: 'ALLOWED' | 'NOT_ALLOWED' | undefined;
    } | undefined;
  } | undefined;
  // End of what is generated.
}

export type Verdict = AllowedVerdict | RefusedVerdict;

export interface AllowedVerdict {
  readonly allowed: true;
  /** The same is under way already. */
  readonly pending: boolean;
  /** For a command with `targets`: each of them, in this order. */
  readonly rows?: readonly VerdictRow[];
}

export interface RefusedVerdict {
  readonly allowed: false;
  readonly reason: Reason;
  /** The field of the preset that is missing, such as `"kick_participant"`. */
  readonly permission?: string;
  /**
   * An English sentence for developers and logs. The panel says it in its own
   * language; a page of your own finds its words by `reason` and `permission`.
   */
  readonly message: string;
  /** For a command with `targets`: each of them, in this order. The rest is as in the first. */
  readonly rows?: readonly VerdictRow[];
}

/** A verdict's row about one of several. */
export type VerdictRow =
  | { readonly id: string; readonly allowed: true }
  | { readonly id: string; readonly allowed: false; readonly reason: Reason; readonly permission?: string; readonly message: string };

/**
 * Why something may not be done now. `unsupported`: the meeting lacks the SDK's module for
 * it, such as a livestream in a group call. `stage-disabled`: it has no stage. `wrong-state`:
 * recording, livestream or stage are not in a state that accepts it; so it is, too, where it
 * would be as it is.
 */
export type Reason =
  | 'permission'
  | 'not-joined'
  | 'media-not-joined'
  | 'no-such-participant'
  | 'not-found'
  | 'is-self'
  | 'not-pinned'
  | 'wrong-state'
  | 'stage-disabled'
  | 'offline'
  | 'ended'
  | 'unsupported';

export interface Outcome {
  readonly action: Action;
  /**
   * `confirmed`: the meeting shows it. `unchanged`: it was so already, nothing
   * was sent. `sent`: its effect cannot be seen from here: one's own request for the
   * stage, and most of what others may do. `partial`: not for every target, see `targets`; who left meanwhile does
   * not count, nor who was so already. `unconfirmed`: it did not show in time.
   */
  readonly status: OutcomeStatus;
  /** From the call, or the first of several that were the same, to this outcome; whole milliseconds. */
  readonly elapsedMs: number;
  /**
   * One row for each person whose state shows the effect: with a `target`, that
   * person; with `targets`, each of them; for `disableAllAudio` and `disableAllVideo` everybody whose device was
   * on, oneself included, and nobody where none was; for `stopAllScreenShares` each who
   * shared; for what is about the meeting as a whole oneself.
   */
  readonly targets: readonly TargetOutcome[];
}

export type OutcomeStatus = 'confirmed' | 'unchanged' | 'sent' | 'partial' | 'unconfirmed';

export interface TargetOutcome {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly status: TargetStatus;
  /** With `refused` and `failed`: as in an error, such as `"1200"`. */
  readonly code?: string;
  /** An English sentence for developers and logs, where there is more to say than the status. */
  readonly message?: string;
}

/**
 * As for an outcome; `left`: the person left meanwhile, `refused`: by the server,
 * `failed`: the call did, or this one of several was not allowed, `aborted`: called off
 * before it was sent.
 */
export type TargetStatus =
  | 'confirmed'
  | 'unchanged'
  | 'sent'
  | 'left'
  | 'refused'
  | 'unconfirmed'
  | 'failed'
  | 'aborted';

export interface Snapshot {
  readonly roomState: RoomState;
  readonly connection: ConnectionState;
  readonly meetingId: string;
  readonly title: string;
  readonly self: Self;
  /** Everybody in the meeting but oneself, in the order in which they came. */
  readonly participants: readonly Participant[];
  /** Who waits to be let in. */
  readonly waitlisted: readonly WaitlistedParticipant[];
  readonly counts: Counts;
  /** The id of who is pinned; oneself possibly. */
  readonly pinnedId: string | null;
  readonly viewType: string;
  readonly recordingState: RecordingState;
  readonly livestreamState: LivestreamState;
  /** How many watch the livestream. */
  readonly viewerCount: number;
  /** Where the livestream can be watched; empty while that is not known. Text of the server's: check that it is an https address before you make a link of it. */
  readonly playbackUrl: string;
  readonly stage: Stage;
  /** Whether others are told which tab one chooses: a plugin, or somebody's screen. */
  readonly spotlight: boolean;
  /** The newest messages of the chat, 1,000 at most, oldest first. */
  readonly messages: readonly ChatMessage[];
  readonly polls: readonly Poll[];
  /** The plugins that the page told its SDK of. */
  readonly plugins: readonly Plugin[];
  /** The connected meetings, the parent first; empty while they are not known. */
  readonly connectedMeetings: readonly ConnectedMeeting[];
  /** What these controls have locked. It ends with `close()`: who is locked then stays so. */
  readonly locks: readonly Lock[];
  /** Who was removed with these controls in this session, in that order; the last 1,000. */
  readonly removed: readonly Removed[];
  /** The policies that are on. */
  readonly policies: readonly ActivePolicy[];
  /** Those that were on before the page was loaded anew: see `formerPolicies`. */
  readonly formerPolicies: readonly ActivePolicy[];
  /**
   * Who speaks: whom the meeting took for the speaker last, as long as their microphone is on, and
   * since when, in milliseconds since 1970. That somebody falls silent is not told.
   */
  readonly speaker: { readonly id: string; readonly since: number } | null;
  /** What is under way. */
  readonly pending: readonly Pending[];
}

/** A message of the chat. */
export interface ChatMessage {
  readonly id: string;
  readonly userId: string;
  /** Of whoever wrote it, as it was then. */
  readonly name: string;
  /** The beginning of it, 200 UTF-16 units at most; empty for files and pictures. */
  readonly text: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  readonly pinned: boolean;
  /** Not everybody can read it. */
  readonly private: boolean;
}

export interface Poll {
  readonly id: string;
  readonly question: string;
  /** Who began it. */
  readonly userId: string;
}

export interface Plugin {
  readonly id: string;
  readonly name: string;
  /** One's own SDK shows that before the server has agreed. */
  readonly active: boolean;
  /** Whose page activated it, as far as that is known. */
  readonly enabledBy: string | null;
  /** What the page allows, beside the preset. */
  readonly canActivate: boolean;
  readonly canDeactivate: boolean;
}

export interface ConnectedMeeting {
  readonly id: string;
  readonly title: string;
  /** It is the one in which the others were made. */
  readonly isParent: boolean;
  /** Oneself is in it. */
  readonly isHere: boolean;
  /** Who is in it, oneself included; told once there is a meeting beside the parent. */
  readonly participants: readonly ConnectedParticipant[];
}

export interface ConnectedParticipant {
  /** The user id: it stays when they go to another meeting. */
  readonly id: string;
  readonly customParticipantId: string;
  readonly name: string;
}

/** Somebody who was removed; who comes back has another id. */
export interface Removed {
  readonly userId: string;
  readonly customParticipantId: string;
  readonly name: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** The id they have now that they are back, or wait to be let in; null while they are not. */
  readonly back: string | null;
}

export interface ActivePolicy {
  readonly policy: Policy;
  /** The users it is about; none: everybody else. */
  readonly userIds: readonly string[];
  /** The name of the only one. */
  readonly name: string;
  readonly customParticipantIds: readonly string[];
  /** When a floor ends, in milliseconds since 1970. */
  readonly until?: number;
  /** The ids of those for whom it gave up. */
  readonly yielded: readonly string[];
}

export interface Lock {
  readonly what: Lockable;
  /** A participant's id, or that of a message or a plugin; null for everybody else in the meeting, and whoever joins. */
  readonly target: string | null;
  /**
   * The ids of those who use it in spite of the lock: it was sent once more to them, and does
   * not hold here, or was lifted by somebody. It is not sent to them again.
   */
  readonly yielded: readonly string[];
  /** Of a lock of everybody, the ids of those to whom it was given back. */
  readonly except: readonly string[];
}

export type RoomState = 'init' | 'joined' | 'waitlisted' | LeftState;

export type LeftState =
  | 'left'
  | 'kicked'
  | 'ended'
  | 'rejected'
  | 'disconnected'
  | 'failed'
  | 'connected-meeting'
  | 'stageLeft';

/** Empty before the first attempt. */
export type ConnectionState = '' | 'connected' | 'disconnected' | 'reconnecting' | 'failed';

/** Empty where the meeting has no recording. */
export type RecordingState = '' | 'IDLE' | 'STARTING' | 'RECORDING' | 'PAUSED' | 'STOPPING';

/** Empty where the meeting has no livestream: only those of the view type LIVESTREAM have one. */
export type LivestreamState = '' | 'IDLE' | 'STARTING' | 'WAITING_ON_MANUAL_INGESTION' | 'LIVESTREAMING' | 'STOPPING';

export interface Stage {
  /** Is there a stage for oneself? */
  readonly enabled: boolean;
  /** Who asks to come on it, those first who ask longest. */
  readonly requests: readonly StageRequest[];
}

export interface StageRequest {
  /** A participant's id. */
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** As of a {@link WaitlistedParticipant}. */
  readonly since: number;
}

export type StageStatus =
  | 'OFF_STAGE'
  | 'REQUESTED_TO_JOIN_STAGE'
  | 'ACCEPTED_TO_JOIN_STAGE'
  | 'ON_STAGE';

/** What is known of oneself and of everybody else. */
export interface Person {
  /** The id of this visit: what `target` means. Changes when the person joins anew. */
  readonly id: string;
  /** The id that stays the same when the person joins anew. */
  readonly userId: string;
  /**
   * Text of the person's own, as the SDK has it: put it into a page as text, never as markup,
   * and isolated (`<bdi>`), for it may be written from right to left. Of a longer one, the
   * first 500 UTF-16 units.
   */
  readonly name: string;
  readonly presetName: string;
  readonly audioEnabled: boolean;
  readonly videoEnabled: boolean;
  readonly screenShareEnabled: boolean;
  readonly isPinned: boolean;
  readonly stageStatus: StageStatus;
  /**
   * For how long they were the speaker in this session, in milliseconds, until they became it
   * last: for `snapshot.speaker` add the time since then.
   */
  readonly spokenMs: number;
}

export interface Self extends Person {
  readonly permissions: Permissions;
}

export interface Participant extends Person {
  /** The id your backend gave when it added the person; empty without one. */
  readonly customParticipantId: string;
  /** The URL of a picture; empty without one. */
  readonly picture: string;
}

export interface WaitlistedParticipant extends Participant {
  /**
   * When this person was first seen here to wait, in milliseconds since 1970. It stays when a
   * connection breaks: one's own, or theirs for up to a minute.
   */
  readonly since: number;
}

export interface Counts {
  /** Everybody in the meeting but oneself, in the order in which they came. */
  readonly participants: number;
  readonly waitlisted: number;
}

export interface Pending {
  readonly action: Action;
  /** A participant's id; null for an action on the whole meeting, or on several. */
  readonly target: string | null;
  /** The ids of several. */
  readonly targets?: readonly string[];
  /** Of a lock or an unlock. */
  readonly what?: Lockable;
  /** When it was given, in milliseconds since 1970. */
  readonly since: number;
  /** When it will be sent, likewise, while it is held back. */
  readonly heldUntil?: number;
}

/**
 * What the preset grants now: the getters of the SDK's
 * `meeting.self.permissions`, but for the free-form `plugins.config`.
 */
export interface Permissions {
  readonly acceptStageRequests: boolean;
  readonly acceptWaitingRequests: boolean;
  readonly canAllowParticipantAudio: boolean;
  readonly canAllowParticipantVideo: boolean;
  readonly canAllowParticipantScreensharing: boolean;
  readonly canChangeParticipantPermissions: boolean;
  readonly canDisableParticipantAudio: boolean;
  readonly canDisableParticipantVideo: boolean;
  readonly canEditDisplayName: boolean;
  readonly canLivestream: boolean;
  readonly canProduceAudio: Production;
  readonly canProduceVideo: Production;
  readonly canProduceScreenshare: Production;
  readonly canRecord: boolean;
  readonly canSpotlight: boolean;
  readonly chatPublic: { readonly canSend: boolean; readonly text: boolean; readonly files: boolean };
  readonly chatPrivate: {
    readonly canSend: boolean;
    readonly canReceive: boolean;
    readonly text: boolean;
    readonly files: boolean;
  };
  readonly connectedMeetings: {
    readonly canAlterConnectedMeetings: boolean;
    readonly canSwitchConnectedMeetings: boolean;
    readonly canSwitchToParentMeeting: boolean;
  };
  readonly hiddenParticipant: boolean;
  readonly isRecorder: boolean;
  readonly kickParticipant: boolean;
  readonly mediaRoomType: string;
  readonly pinParticipant: boolean;
  readonly plugins: { readonly canStart: boolean; readonly canClose: boolean; readonly canEditConfig: boolean };
  readonly polls: { readonly canCreate: boolean; readonly canVote: boolean; readonly canView: boolean };
  readonly requestProduceAudio: boolean;
  readonly requestProduceVideo: boolean;
  readonly requestProduceScreenshare: boolean;
  readonly showParticipantList: boolean;
  readonly stageAccess: Production;
  readonly stageEnabled: boolean;
  readonly transcriptionEnabled: boolean;
  readonly waitingRoomBehaviour: string;
}

/** May somebody send this kind of media? */
export type Production = 'ALLOWED' | 'NOT_ALLOWED' | 'CAN_REQUEST';

/**
 * What everything here rejects with or throws. Its `message` is an English sentence
 * for developers and logs; say to people what `reason` and `permission` mean to them.
 * Several copies of this package on one page each have their own class: use
 * {@link isHostControlsError}.
 */
export class HostControlsError extends Error {
  constructor(message: string, details: HostControlsErrorDetails);
  readonly reason: ErrorReason;
  /** The SDK's own code, such as `"1201"`; a {@link LoadErrorCode}; or the reason's own word. */
  readonly code: string;
  readonly action: Action | undefined;
  /** The field of the preset that is missing. */
  readonly permission: string | undefined;
}

export interface HostControlsErrorDetails {
  reason: ErrorReason;
  code: string;
  action?: Action | undefined;
  permission?: string | undefined;
  cause?: unknown;
}

/**
 * A {@link Reason}, or: `refused` (by the server), `rate-limited`, `failed`
 * (the call did), `aborted` (by the signal passed in, or by `close()`),
 * `bad-input`, `load`, `version`, `crashed`.
 */
export type ErrorReason =
  | Reason
  | 'refused'
  | 'rate-limited'
  | 'failed'
  | 'aborted'
  | 'bad-input'
  | 'load'
  | 'version'
  | 'crashed';

/** Is it a {@link HostControlsError}, of this or another copy of this package? */
export function isHostControlsError(error: unknown): error is HostControlsError;
