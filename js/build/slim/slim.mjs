/**
 * The slim runtime: Go's own without what no page can use, in a module that packs small: 361 kB
 * of brotli instead of 657 (SIZE.md). Whatever changes Go's sources, or rewrites what Go has
 * linked, is in this folder and begins here. Where something is not as it is known, what is here throws, and
 * says what; go.mjs then leaves the runtime as Go has it.
 */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { FunctionTable } from './functions.mjs';
import { readLayout } from './layout.mjs';
import { dropLookup } from './lookup.mjs';
import { readMemory, withMemory } from './memory.mjs';
import { changedSources } from './sources.mjs';
import { withStart } from './start.mjs';
import { dropTables } from './tables.mjs';
import { verify } from './verify.mjs';

/** The releases of Go in which the reasons of each omission were looked at. */
const releases = ['1.26', '1.27'];

/** Of the environment: the older garbage collector is smaller (SIZE.md). */
export const settings = { GOEXPERIMENT: 'nogreenteagc' };

/** @param {string} version as Go tells it, "go1.26.8" */
export function isKnown(version) {
  return releases.includes(releaseOf(version));
}

/** @param {string} version */
const releaseOf = (version) => /^go(1\.\d+)(\.\d+)?$/.exec(version)?.[1] ?? version;

/**
 * @param {string} goroot Go's own folder
 * @param {string} version of Go
 * @param {string} folder where to write what is needed
 * @param {string} [kept] one of the omissions, which is not made
 * @returns {{ goroot: string, replaced: Record<string, string> }} goroot: the folder to compile
 *   with, which is the same one by another name: of files in the module cache, where a Go lies
 *   that Go itself has fetched, go build replaces none; replaced: by path, the files to compile
 *   instead
 */
export function slimSources(goroot, version, folder, kept) {
  if (!isKnown(version)) throw new Error(`only Go ${releases.join(' and ')} are known`);
  const link = path.join(folder, 'goroot');
  symlinkSync(goroot, link);
  return { goroot: link, replaced: changedSources(link, releaseOf(version), folder, kept) };
}

/**
 * @param {Uint8Array} linked by Go
 * @param {string} goroot
 * @param {boolean} withLines whether stack traces have files and lines
 */
export function slimModule(linked, goroot, withLines) {
  const memory = readMemory(linked);
  const table = new FunctionTable(memory, readLayout(goroot));
  verify(table);
  const module = withStart(linked, dropLookup(memory, table));
  if (!withLines) dropTables(table);
  return withMemory(module, memory);
}
