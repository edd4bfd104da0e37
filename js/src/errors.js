// @ts-check
/**
 * The one error type of the package, and how it is made from what the Go
 * module hands over.
 */

/** Registered, so that errors of another copy of this package are known too. */
const brand = Symbol.for('gavel-host-controls.HostControlsError');

/** @import * as Public from '../index.d.ts' */

/** @implements {Public.HostControlsError} */
export class HostControlsError extends Error {
  /**
   * @param {string} message
   * @param {Public.HostControlsErrorDetails} details
   */
  constructor(message, { reason, code, action, permission, cause }) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HostControlsError';
    this.reason = reason;
    this.code = code;
    this.action = action;
    this.permission = permission;
  }

  get [brand]() {
    return true;
  }
}

/**
 * @param {unknown} error
 * @returns {error is Public.HostControlsError}
 */
export function isHostControlsError(error) {
  return typeof error === 'object' && error !== null && Reflect.has(error, brand);
}

/**
 * Makes an error of the plain data in which the Go module describes one.
 * @param {Public.HostControlsErrorDetails & { message: string }} data
 */
export function fromGo(data) {
  return new HostControlsError(data.message, data);
}

/**
 * @param {string} message says what was given and what is right
 * @param {unknown} [cause]
 */
export function badInput(message, cause) {
  return new HostControlsError(message, { reason: 'bad-input', code: 'bad-input', cause });
}

/**
 * @param {Public.LoadErrorCode} code
 * @param {string} message
 * @param {unknown} [cause]
 */
export function loadFailed(code, message, cause) {
  return new HostControlsError(message, { reason: 'load', code, cause });
}

/** @param {AbortSignal} signal */
export function aborted(signal) {
  return new HostControlsError('Given up: the signal passed in was aborted.', {
    reason: 'aborted',
    code: 'aborted',
    cause: signal.reason,
  });
}

/**
 * For what is over because the page said so.
 * @param {string} message
 */
export function ended(message) {
  return new HostControlsError(message, { reason: 'ended', code: '1205' });
}

/** @param {unknown} [cause] */
export function crashed(cause) {
  return new HostControlsError(
    'Gavel has crashed and its controls no longer work; the meeting itself goes on. Call loadGavel() and attach() again.',
    { reason: 'crashed', code: 'crashed', cause },
  );
}
