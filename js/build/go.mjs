/** Compiles for the browser with the Go of this machine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dropLookup } from './lookup.mjs';
import { readMemory, withMemory } from './memory.mjs';
import { changedSources } from './sources.mjs';
import { withStart } from './start.mjs';
import { dropTables } from './tables.mjs';

const root = path.join(import.meta.dirname, '../..');
// What the older garbage collector saves: SIZE.md.
const environment = { ...process.env, GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '', GOWASM: '', GOEXPERIMENT: 'nogreenteagc' };

/**
 * Runs the go command at the top of the project and returns what it prints.
 * @param {string[]} args
 */
export function go(...args) {
  return run(root, args);
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @param {Record<string, string>} [settings] of the environment
 */
function run(folder, args, settings) {
  return execFileSync('go', args, {
    cwd: folder,
    env: { ...environment, ...settings },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}

/**
 * Compiles a main package so that the same sources give the same bytes wherever they lie.
 * @param {{
 *   program: string, version: string, withNames?: boolean, withLines?: boolean, folder?: string,
 *   flags?: string[], settings?: Record<string, string>, kept?: string, replaced?: Record<string, string>,
 * }} what flags: more of them for go build; settings: what is different in its environment; kept: what
 *   is not left out of Go's own sources; replaced: by path, other files that are compiled instead
 * @returns {{ module: Buffer, buildId: string }} buildId: what Go wrote into it
 */
export function compile({ program, version, withNames = false, withLines = false, folder = root, flags = [], settings = {}, kept, replaced = {} }) {
  const linking = `${withNames ? '' : '-s -w '}-X main.version=${version}`;
  const workplace = mkdtempSync(path.join(tmpdir(), 'gavel-compile-'));
  try {
    const output = path.join(workplace, 'linked.wasm');
    const overlay = path.join(workplace, 'overlay.json');
    writeFileSync(overlay, JSON.stringify({ Replace: { ...changedSources(go('env', 'GOROOT'), workplace, kept), ...replaced } }));
    run(folder, ['build', '-trimpath', '-buildvcs=false', '-overlay', overlay, '-ldflags', linking, ...flags, '-o', output, program], settings);
    const linked = readFileSync(output);
    const memory = readMemory(linked);
    const module = withStart(linked, dropLookup(memory));
    if (!withLines) dropTables(memory);
    return { module: withMemory(module, memory), buildId: go('tool', 'buildid', output) };
  } finally {
    rmSync(workplace, { recursive: true });
  }
}

/** The compiling Go's own JavaScript half. */
export function wasmExec() {
  return readFileSync(path.join(go('env', 'GOROOT'), 'lib/wasm/wasm_exec.js'), 'utf8');
}
