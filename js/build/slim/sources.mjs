/**
 * What Go's runtime and library carry and no page can use is left out before they are compiled,
 * a quarter of the module (SIZE.md): go build -overlay gets changed copies of their sources. In a
 * page none of the changes makes a difference. One that finds nothing to change throws: that is
 * another Go than those known, and the reasons have to be looked at anew.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const traceback = 'runtime/traceback.go';

/** What is left out: by name, the changes that do it. */
export const omissions = {
  // Nobody sets GODEBUG: a page has no environment.
  'what GODEBUG asks of the runtime': [
    always('debug.malloc', 'false'),
    { ...always('debug.asynctimerchan.Load()', '0'), release: '1.26' },
    ...[
      'checkfinalizers', 'clobberfree', 'dataindependenttiming', 'dontfreezetheworld', 'efence', 'gccheckmark', 'gcpacertrace',
      'gcshrinkstackoff', 'gcstoptheworld', 'gctrace', 'inittrace', 'sbrk', 'scavtrace', 'scheddetail', 'schedtrace', 'tracebackancestors',
    ].map((setting) => always(`debug.${setting}`, 'int32(0)')),
    always('useCheckmark', 'false'), // gccheckmark
    does('runtime/runtime1.go', 'parsegodebug', 'return'),
    does(traceback, 'printAncestorTraceback', 'return'),
    does('internal/cpu/cpu.go', 'processOptions', 'return'),
  ],
  // Nor are there uses of it to count, or somebody who reads runtime/metrics.
  'what GODEBUG asks of the library, and metrics': [
    does('internal/godebug/godebug.go', '(s *Setting) Value', 'return ""'),
    does('internal/godebug/godebug.go', '(s *Setting) IncNonDefault', 'return'),
    does('internal/godebug/godebug.go', 'init', 'return'),
  ],
  // Nothing here imports runtime/trace or runtime/pprof.
  'traces of what was executed': [
    ...['traceEnabled()', 'traceAllocFreeEnabled()', 'traceShuttingDown()'].map((question) => always(question, 'false')),
    does('runtime/traceruntime.go', '(tl traceLocker) ok', 'return false'),
  ],
  profiles: [
    always('goroutineProfile.active', 'false'),
    ...['mProf_Malloc', 'blockevent', 'mutexevent'].map((name) => does('runtime/mprof.go', name, 'return')),
    does('runtime/mgc.go', 'findGoroutineLeaks', 'return false'),
  ],
  // Of a crash: what it was thrown with, if that is a number with a fraction, and a broken stack.
  'fractions and dumps of memory in a crash': [
    ...['printfloat64', 'printfloat32'].map((name) => does('runtime/print.go', name, 'printint(int64(v)); return')),
    ...['printcomplex128', 'printcomplex64'].map((name) => does('runtime/print.go', name, 'return')),
    does(traceback, 'tracebackHexdump', 'return'),
    does('runtime/mgcsweep.go', '(s *mspan) reportZombies', 'throw("an object without references is in use")'),
    does('runtime/error.go', 'printanycustomtype', '{ eface := efaceOf(&i); print("(", toRType(eface._type).string(), ") ", eface.data); return }'),
  ],
  // A page has no standard input and output, and the module no os without them. Whoever calls these no longer compiles.
  'reading and printing': [
    ...['Printf', 'Print', 'Println'].map((name) => without('fmt/print.go', name)),
    ...['Scan', 'Scanln', 'Scanf'].map((name) => without('fmt/scan.go', name)),
    ...['fmt/print.go', 'fmt/scan.go'].map((file) => ({ file, text: /^\t"os"\n/m, change: '' })),
  ],
  // They look at what compiler and linker made, and at types of several modules, where there is one.
  'checks at the start': [
    does('runtime/runtime1.go', 'check', 'return'),
    does('runtime/symtab.go', 'moduledataverify1', 'return'),
    does('runtime/type.go', 'typelinksinit', 'return'),
  ],
  'calls of C': [always('iscgo', 'false')],
  // There is one, and WebAssembly has no way to start another.
  threads: [
    does('runtime/proc.go', 'newm', 'throw("no other thread")'),
    does('runtime/proc.go', '(pp *p) destroy', 'throw("no other thread")'),
    does('runtime/proc.go', 'stealWork', 'return nil, false, now, 0, false'),
    does('runtime/proc.go', 'defaultGOMAXPROCSUpdateEnable', 'return'),
  ],
  // A module's memory never shrinks.
  'memory given back': [
    does('runtime/mgcscavenge.go', '(p *pageAlloc) scavenge', 'return 0'),
    does('runtime/mgcscavenge.go', 'bgscavenge', 'c <- 1; return'),
  ],
};

/**
 * @typedef {{ file?: string, text: RegExp, change: string, release?: string }} Change in which file, or
 *   in all of the runtime; what is there, and what is put there, as String.replace takes them; and the
 *   only release of Go that has it
 */

/**
 * @param {string} question an expression
 * @param {string} answer that it always has
 * @returns {Change}
 */
function always(question, answer) {
  return { text: new RegExp(`(?<!\\b(?:func|var|linkname) |[&.])\\b${quoted(question)}(?![\\w.]| = )`, 'g'), change: answer };
}

/**
 * @param {string} file
 * @param {string} func its name, with its receiver if it has one
 * @param {string} statement the first, after which no other counts
 * @returns {Change}
 */
function does(file, func, statement) {
  return { file, text: new RegExp(`^func ${quoted(func)}\\(.*\\{\\n`, 'm'), change: `$&\t${statement}\n` };
}

/**
 * @param {string} file
 * @param {string} func
 * @returns {Change}
 */
function without(file, func) {
  return { file, text: new RegExp(`^func ${quoted(func)}\\([^]*?^\\}\\n`, 'm'), change: '' };
}

/** @param {string} text for a regular expression */
function quoted(text) {
  return text.replace(/[()*.]/g, '\\$&');
}

/**
 * Writes changed copies of Go's sources.
 * @param {string} goroot Go's own folder
 * @param {string} release of Go
 * @param {string} folder where to
 * @param {string} [kept] one of the omissions, which is not made
 * @returns {Record<string, string>} by the path of each source that changes, the path of its copy
 */
export function changedSources(goroot, release, folder, kept) {
  const at = (/** @type {string} */ file) => path.join(goroot, 'src', file);
  const runtime = runtimeFiles(at('runtime'));
  const texts = new Map();
  const textOf = (/** @type {string} */ file) => {
    if (!texts.has(file)) texts.set(file, readFileSync(at(file), 'utf8'));
    return texts.get(file);
  };
  const changed = new Set();
  const changes = Object.entries(omissions).flatMap(([name, some]) => (name === kept ? [] : some));
  for (const { file, text, change, release: only = release } of changes) {
    if (only !== release) continue;
    const found = (file ? [file] : runtime).filter((source) => {
      const before = textOf(source);
      texts.set(source, before.replace(text, change));
      return textOf(source) !== before;
    });
    if (found.length === 0) throw new Error(`its sources have no ${text} in ${file ?? 'runtime'} (js/build/slim/sources.mjs)`);
    for (const source of found) changed.add(source);
  }
  return Object.fromEntries([...changed].map((file) => {
    const copy = path.join(folder, file.replaceAll('/', '-'));
    writeFileSync(copy, textOf(file));
    return [at(file), copy];
  }));
}

/** @param {string} folder */
function runtimeFiles(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .map((name) => `runtime/${name}`);
}
