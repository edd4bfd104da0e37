/** Builds the loader around a Go program of the tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from '../../build/bundle.mjs';
import { compile } from '../../build/go.mjs';

/**
 * Makes a folder with the files the tests of the loader ask for:
 * index.js with gavel.wasm, both of one build; version.js, a loader of another
 * version for the same module; silent.js with silent.wasm, which ends at once.
 */
export async function buildForTests() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gavel-loader-'));
  const file = (name) => path.join(folder, name);
  const version = '1.2.3';
  const buildId = compile({ program: './js/test/program', output: file('gavel.wasm'), version });
  const silentId = compile({ program: './js/test/silent', output: file('silent.wasm'), version });
  await bundle({ outdir: folder, entries: { index: 'index.js' }, version, buildId });
  await bundle({ outdir: folder, entries: { version: 'index.js' }, version: '1.2.4', buildId });
  await bundle({ outdir: folder, entries: { silent: 'index.js' }, version, buildId: silentId });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
