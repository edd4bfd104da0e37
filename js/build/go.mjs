/** Compiles for the browser with the Go of this machine. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settings as slimSettings, slimModule, slimSources } from './slim/slim.mjs';

const root = path.join(import.meta.dirname, '../..');
const environment = { ...process.env, GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '', GOWASM: '', GOEXPERIMENT: '' };

/**
 * Runs the go command at the top of the project and returns what it prints.
 * @param {string[]} args
 */
export function go(...args) {
  return execFileSync('go', args, { cwd: root, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

/**
 * @typedef {{
 *   plain?: boolean, withLines?: boolean, kept?: string, folder?: string,
 *   settings?: Record<string, string>, replaced?: Record<string, string>,
 * }} How plain: with the runtime as Go has it; withLines, kept: of a slim one, whether stack traces have
 *   lines, and what is not left out; settings: what is different in Go's environment; replaced: by path,
 *   other files that are compiled instead
 * @typedef {'slim' | 'plain'} Runtime
 */

/**
 * Compiles a main package so that the same sources give the same bytes wherever they lie.
 * @param {How & { program: string, version: string, withNames?: boolean, flags?: string[] }} what
 *   flags: more of them for go build
 * @returns {{ module: Uint8Array, buildId: string, runtime: Runtime }} buildId: what Go wrote into it
 */
export function compile({ program, version, withNames = false, flags = [], ...how }) {
  const linking = `${withNames ? '' : '-s -w '}-X main.version=${version}`;
  const { modules, runtime } = link(['build', '-ldflags', linking, ...flags], [program], how);
  const [module] = modules.values();
  return { module, buildId: buildIdOf(module), runtime };
}

/**
 * Compiles the tests of packages as compile() does a program.
 * @param {How & { packages: string[] }} what
 * @returns {{ tests: Map<string, Uint8Array>, runtime: Runtime }} by the name of the package
 */
export function compileTests({ packages, ...how }) {
  // Go's package testing prints with what is left out of fmt.
  const { modules, runtime } = link(['test', '-c', '-ldflags', '-s -w'], packages, { kept: 'reading and printing', ...how });
  return { tests: new Map([...modules].map(([name, module]) => [path.basename(name, '.test'), module])), runtime };
}

/**
 * @param {string[]} command and flags of go
 * @param {string[]} packages
 * @param {How} how
 * @returns {{ modules: Map<string, Uint8Array>, runtime: Runtime }} the modules by name
 */
function link(command, packages, { plain = false, ...how }) {
  if (plain) return { modules: linkPlain(command, packages, how), runtime: 'plain' };
  try {
    return { modules: linkSlim(command, packages, how), runtime: 'slim' };
  } catch (reason) {
    const modules = linkPlain(command, packages, how);
    console.warn(`The runtime stays as ${go('env', 'GOVERSION')} has it, larger and as good: ${firstLine(reason)}.`);
    return { modules, runtime: 'plain' };
  }
}

/** @param {any} reason */
const firstLine = ({ stderr, message }) =>
  stderr ? `its changed sources do not compile (${stderr.split('\n').find((/** @type {string} */ line) => !line.startsWith('#'))})` : message;

/**
 * @param {string[]} command
 * @param {string[]} packages
 * @param {How} how
 */
function linkSlim(command, packages, { kept, withLines = false, replaced, settings, folder }) {
  return inWorkplace((workplace) => {
    const slim = slimSources(go('env', 'GOROOT'), go('env', 'GOVERSION'), workplace, kept);
    const modules = linkIn(workplace, [...command, ...overlay(workplace, { ...slim.replaced, ...replaced })], packages, {
      folder,
      settings: { ...slimSettings, ...settings, GOROOT: slim.goroot, GOTOOLCHAIN: 'local' },
      command: path.join(slim.goroot, 'bin/go'),
      stderr: 'pipe',
    });
    return new Map([...modules].map(([name, linked]) => {
      const module = slimModule(linked, slim.goroot, withLines);
      new WebAssembly.Module(module); // throws if it is none
      return [name, module];
    }));
  });
}

/**
 * @param {string[]} command
 * @param {string[]} packages
 * @param {How} how
 */
function linkPlain(command, packages, { replaced, settings, folder }) {
  return inWorkplace((workplace) => linkIn(workplace, [...command, ...(replaced ? overlay(workplace, replaced) : [])], packages, { folder, settings }));
}

/**
 * @param {string} workplace
 * @param {Record<string, string>} replaced
 */
function overlay(workplace, replaced) {
  const file = path.join(workplace, 'overlay.json');
  writeFileSync(file, JSON.stringify({ Replace: replaced }));
  return ['-overlay', file];
}

/**
 * @param {string} workplace
 * @param {string[]} args
 * @param {string[]} packages
 * @param {{ folder?: string, settings?: Record<string, string>, command?: string, stderr?: 'pipe' | 'inherit' }} how
 * @returns {Map<string, Buffer>} what was linked, by the name of the file
 */
function linkIn(workplace, args, packages, { folder = root, settings, command = 'go', stderr = 'inherit' }) {
  const output = path.join(workplace, 'linked');
  mkdirSync(output);
  execFileSync(command, [...args, '-trimpath', '-buildvcs=false', '-o', `${output}/`, ...packages], {
    cwd: folder,
    env: { ...environment, ...settings },
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', stderr],
  });
  return new Map(readdirSync(output).map((name) => [name, readFileSync(path.join(output, name))]));
}

/**
 * @template T
 * @param {(workplace: string) => T} work in a folder that is removed afterwards
 */
function inWorkplace(work) {
  const workplace = mkdtempSync(path.join(tmpdir(), 'gavel-compile-'));
  try {
    return work(workplace);
  } finally {
    rmSync(workplace, { recursive: true });
  }
}

/** @param {Uint8Array} module */
function buildIdOf(module) {
  const [id] = WebAssembly.Module.customSections(new WebAssembly.Module(module), 'go:buildid');
  return /Go build ID: "(.*)"/.exec(Buffer.from(id).toString())[1];
}

/** The compiling Go's own JavaScript half. */
export function wasmExec() {
  return readFileSync(path.join(go('env', 'GOROOT'), 'lib/wasm/wasm_exec.js'), 'utf8');
}
