// @ts-check
/** Reads what a page passes in, or says what is wrong with it. */
import { bare } from '../../wasm/dom/bare.js';
import { badInput } from './errors.js';

/**
 * Copies an object the page gives, so that a getter that throws does so here
 * and not inside the Go program. The copy has nothing of Object.prototype, into which
 * a page may have put something.
 * @param {unknown} given
 * @param {string} what
 * @returns {Record<string, unknown>}
 */
export function plainCopy(given, what) {
  if (typeof given !== 'object' || given === null || isArray(given)) {
    throw badInput(`${what} must be an object, not ${describe(given)}.`);
  }
  try {
    return /** @type {Record<string, unknown>} */ (bare(given));
  } catch (cause) {
    throw badInput(`${what} could not be read.`, cause);
  }
}

/** More ids than a command may have: then the Go program says so. */
const TOO_MANY = 5_001;

/** So many objects are in one another around what a command's permissions name. */
const PERMISSIONS_DEPTH = 3;

/**
 * Copies a command with its targets and permissions, as plainCopy does.
 * @param {unknown} given
 * @param {string} what
 */
export function commandCopy(given, what) {
  const copy = withArray(given, what, 'targets', 'the ids of participants');
  if ('permissions' in copy) copy.permissions = deepCopy(copy.permissions, 'permissions', PERMISSIONS_DEPTH);
  return copy;
}

/**
 * Copies objects that are in one another likewise; what else there is, it leaves to the Go program.
 * @param {unknown} given
 * @param {string} what
 * @param {number} depth
 * @returns {unknown}
 */
function deepCopy(given, what, depth) {
  if (depth === 0 || typeof given !== 'object' || given === null || isArray(given)) return given;
  const copy = plainCopy(given, what);
  for (const name of Object.keys(copy)) copy[name] = deepCopy(copy[name], `${what}.${name}`, depth - 1);
  return copy;
}

/**
 * Copies a selection likewise.
 * @param {unknown} given
 */
export function selectionCopy(given) {
  return withArray(given, 'The selection', 'except', '"pinned", "onStage" and "speaking"');
}

/**
 * Copies what a policy takes likewise.
 * @param {unknown} given
 */
export function policyCopy(given) {
  let copy = withArray(given, 'The policy', 'targets', 'the ids of participants');
  for (const name of ['customParticipantIds', 'userIds']) copy = withArray(copy, 'The policy', name, 'ids');
  return copy;
}

/**
 * Copies an object that may have an array.
 * @param {unknown} given
 * @param {string} what
 * @param {string} name of the array
 * @param {string} elements
 */
function withArray(given, what, name, elements) {
  const copy = plainCopy(given, what);
  const array = copy[name];
  if (array === undefined || array === null) return copy;
  if (!isArray(array)) throw badInput(`${name} must be an array of ${elements}, not ${describe(array)}.`);
  try {
    copy[name] = Array.from({ length: Math.min(array.length, TOO_MANY) }, (_, i) => array[i]);
  } catch (cause) {
    throw badInput(`${what} could not be read.`, cause);
  }
  return copy;
}

/**
 * Copies a list of names, and refuses those nobody knows.
 * @param {unknown} given
 * @param {string} option of attach
 * @param {readonly string[]} known
 * @returns {string[]}
 */
export function readNames(given, option, known) {
  const want = `an array of ${known.join(', ')}`;
  if (!isArray(given)) throw badInput(`The ${option} of attach must be ${want}, not ${describe(given)}.`);
  const copy = withArray({ [option]: given }, `The ${option} of attach`, option, known.join(', '));
  const names = /** @type {unknown[]} */ (copy[option]);
  const unknown = names.findIndex((name) => !known.includes(/** @type {string} */ (name)));
  if (unknown >= 0) throw badInput(`The ${option} of attach must be ${want}; there is no "${String(names[unknown])}".`);
  return /** @type {string[]} */ (names);
}

/**
 * Copies options, which may be left out, and refuses those nobody knows.
 * @param {unknown} given
 * @param {string} call the function they are for
 * @param {string[]} known
 * @returns {Record<string, unknown>}
 */
export function readOptions(given, call, known) {
  if (given === undefined) return bare({});
  const options = plainCopy(given, `The options of ${call}`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw badInput(`${call} knows no option "${unknown}": its options are ${known.join(', ')}.`);
  }
  return options;
}

/**
 * @param {unknown} given
 * @param {string} name of the option
 * @returns {boolean} true without one
 */
export function readWanted(given, name) {
  if (given === undefined || typeof given === 'boolean') return given ?? true;
  throw badInput(`${name} must be true or false, not ${describe(given)}.`);
}

/**
 * @param {unknown} signal
 * @param {string} call
 * @returns {AbortSignal | undefined}
 */
export function readSignal(signal, call) {
  if (signal === undefined || isAbortSignal(signal)) return signal;
  throw badInput(`The signal of ${call} must be an AbortSignal, not ${describe(signal)}.`);
}

/**
 * @param {unknown} callback
 * @param {string} name
 * @returns {((told: object) => void) | undefined}
 */
export function readCallback(callback, name) {
  if (callback === undefined) return callback;
  if (typeof callback !== 'function') throw badInput(`${name} must be a function, not ${describe(callback)}.`);
  return (told) => Reflect.apply(callback, undefined, [told]);
}

/**
 * @param {unknown} signal
 * @returns {signal is AbortSignal}
 */
function isAbortSignal(signal) {
  return isOf(() => AbortSignal.prototype, 'aborted', signal);
}

/**
 * Whether a value is an object of the browser's, of this window or another: only of such can its
 * own getter read a property.
 * @param {() => object} prototype of such objects
 * @param {string} property
 * @param {unknown} value
 */
export function isOf(prototype, property, value) {
  try {
    Reflect.get(prototype(), property, value);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {unknown} value
 * @returns {value is unknown[]}
 */
function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false; // a proxy that was revoked
  }
}

/**
 * @param {unknown} value
 * @returns {string} such as "null", "an array" or "a string"
 */
export function describe(value) {
  if (value === null || value === undefined) return String(value);
  if (isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
