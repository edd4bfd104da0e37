/** Builds the loader around a Go program of the tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  const version = '1.2.3';
  const write = (name, program) => {
    const { module, buildId } = compile({ program, version });
    writeFileSync(path.join(folder, name), module);
    return buildId;
  };
  const buildId = write('gavel.wasm', './js/test/program');
  const silentId = write('silent.wasm', './js/test/silent');
  await bundle({ outdir: folder, entries: { index: 'index.js' }, version, buildId });
  await bundle({ outdir: folder, entries: { version: 'index.js' }, version: '1.2.4', buildId });
  await bundle({ outdir: folder, entries: { silent: 'index.js' }, version, buildId: silentId });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
