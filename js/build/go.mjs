/** Compiles for the browser with the Go of this machine. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readMemory, withMemory } from './memory.mjs';
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
 * Compiles a main package so that the same sources give the same bytes
 * wherever they lie, and returns the build id that Go wrote into it.
 * @param {{
 *   program: string, output: string, version: string, withNames?: boolean, withLines?: boolean, folder?: string,
 *   flags?: string[], settings?: Record<string, string>,
 * }} what flags: more of them for go build; settings: what is different in its environment
 */
export function compile({ program, output, version, withNames = false, withLines = false, folder = root, flags = [], settings = {} }) {
  const linking = `${withNames ? '' : '-s -w '}-X main.version=${version}`;
  rmSync(output, { force: true }); // Go leaves a module with the right build id as it is, and it was changed below
  run(folder, ['build', '-trimpath', '-buildvcs=false', '-ldflags', linking, ...flags, '-o', output, program], settings);
  const module = readFileSync(output);
  const memory = readMemory(module);
  if (!withLines) dropTables(memory);
  writeFileSync(output, withMemory(module, memory));
  return go('tool', 'buildid', output);
}

/** The compiling Go's own JavaScript half. */
export function wasmExec() {
  return readFileSync(path.join(go('env', 'GOROOT'), 'lib/wasm/wasm_exec.js'), 'utf8');
}
