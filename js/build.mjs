/**
 * Builds the package into dist/: the WebAssembly module (plain, .gz and .br),
 * index.js, the types, the licences, and build.json, the record of it all.
 *
 *   node build.mjs             build, print the sizes
 *   node build.mjs --plain     with Go's runtime as it is, larger and as good
 *   node build.mjs --lines     with files and lines in the stack trace of a crash
 *   node build.mjs --ledger    and say which Go package the code belongs to
 *   node build.mjs --options   and what the toolchain's options change, in Markdown
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { overBudget } from './build/budget.mjs';
import { bundle } from './build/bundle.mjs';
import { brotli, gzip } from './build/compress.mjs';
import { compile, go } from './build/go.mjs';
import { codeByPackage } from './build/ledger.mjs';
import { weighOptions } from './build/options.mjs';

/** What a slim gavel.wasm may weigh as it goes over the network, in bytes of brotli. */
const budget = 584_000;

const here = import.meta.dirname;
const program = './wasm';
const { version } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
const wish = /** @type {const} */ ({ type: 'boolean', default: false });
const { ledger, lines, options, plain } = parseArgs({ options: { ledger: wish, lines: wish, options: wish, plain: wish } }).values;

mkdirSync(inDist(''), { recursive: true });
const { module, buildId, runtime } = compile({ program, version, plain, withLines: lines });
writeFileSync(inDist('gavel.wasm'), module);
compress('gavel.wasm');
removeScripts();
await bundle({ outdir: inDist(''), entries: { index: 'index.js' }, version, buildId });
await bundle({ outdir: inDist(''), entries: { define: 'define.js' }, version, buildId });
copyFileSync(path.join(here, 'index.d.ts'), inDist('index.d.ts'));
copyFileSync(path.join(here, 'define.d.ts'), inDist('define.d.ts'));
writeFileSync(inDist('LICENSES.txt'), licences());
printSizes(writeRecord());
if (ledger) printLedger();
if (options) printOptions();

/** @param {string} name */
function inDist(name) {
  return path.join(here, 'dist', name);
}

/**
 * Compressing takes longest: what was made of the same bytes before stays.
 * @param {string} name
 */
function compress(name) {
  const bytes = readFileSync(inDist(name));
  if (isCompressed(name, sha256(bytes))) {
    const now = new Date(); // a server may leave out what is older than the file it was made of
    for (const suffix of ['.gz', '.br']) utimesSync(inDist(name + suffix), now, now);
    return;
  }
  writeFileSync(inDist(`${name}.gz`), gzip(bytes));
  writeFileSync(inDist(`${name}.br`), brotli(bytes));
}

/**
 * Tells from the last record whether the compressed files are of these bytes.
 * @param {string} name
 * @param {string} hash
 */
function isCompressed(name, hash) {
  if (!existsSync(inDist('build.json'))) return false;
  const { files } = JSON.parse(readFileSync(inDist('build.json'), 'utf8'));
  return (
    files[name]?.sha256 === hash &&
    [`${name}.gz`, `${name}.br`].every(
      (other) => existsSync(inDist(other)) && files[other].sha256 === sha256(readFileSync(inDist(other))),
    )
  );
}

/** Of the last build: the names of the files shared between entries change with what is in them. */
function removeScripts() {
  for (const name of readdirSync(inDist(''))) {
    if (name.endsWith('.js')) rmSync(inDist(name));
  }
}

/** The licences of what is compiled in: Go itself and the modules used. */
function licences() {
  const format = '{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}';
  const modules = new Set(go('list', '-deps', '-f', format, program).split('\n').filter(Boolean));
  return [`Go\t${go('env', 'GOROOT')}`, ...modules]
    .map((line) => line.split('\t'))
    .map(([name, folder]) => `${name}\n\n${readFileSync(path.join(folder, 'LICENSE'), 'utf8').trim()}\n`)
    .join('\n----\n\n');
}

function writeRecord() {
  const names = readdirSync(inDist('')).filter((name) => name !== 'build.json');
  const files = Object.fromEntries(
    names.map((name) => {
      const bytes = readFileSync(inDist(name));
      return [name, { bytes: bytes.length, sha256: sha256(bytes) }];
    }),
  );
  const record = { version, buildId, go: go('env', 'GOVERSION'), runtime, files };
  writeFileSync(inDist('build.json'), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @param {ReturnType<typeof writeRecord>} record */
function printSizes({ files }) {
  const [raw, zipped, weight] = ['', '.gz', '.br'].map((suffix) => files[`gavel.wasm${suffix}`].bytes);
  printSize(`gavel.wasm (${runtime})`, raw, zipped, weight);
  // The shared chunk holds the loader, the applier, the style and English; each other language is its own.
  for (const name of Object.keys(files).filter((file) => file.endsWith('.js'))) {
    const script = readFileSync(inDist(name));
    const packed = brotli(script).length;
    printSize(name, script.length, gzip(script).length, packed);
    refuse(overBudget(name, packed));
  }
  if (runtime === 'slim' && !lines && weight > budget) {
    console.error(`gavel.wasm is ${grouped(weight - budget)} bytes over its ${grouped(budget)} of brotli.`);
    process.exitCode = 1;
  }
}

/** @param {string | undefined} complaint that lets the build fail */
function refuse(complaint) {
  if (!complaint) return;
  console.error(complaint);
  process.exitCode = 1;
}

/**
 * @param {string} name
 * @param {number} raw
 * @param {number} zipped gzip
 * @param {number} weight brotli
 */
function printSize(name, raw, zipped, weight) {
  console.log(`${name.padEnd(20)}  raw ${grouped(raw)}  gzip ${grouped(zipped)}  brotli ${grouped(weight)}`);
}

/** Names are stripped from the module we ship, so another one is made to be read. */
function printLedger() {
  const named = compile({ program, version, plain, withNames: true });
  const importPaths = [...go('list', '-deps', program).split('\n'), 'main'];
  const { packages, data } = codeByPackage(named.module, importPaths);
  const rows = [...packages, ['(data: types, strings, tables for stack traces)', data]];
  console.log('\nraw bytes of code, by Go package');
  for (const [name, bytes] of rows) console.log(`${grouped(bytes).padStart(10)}  ${name}`);
}

function printOptions() {
  console.log('\n| gavel.wasm | raw | gzip | brotli | brotli, compared |\n|---|--:|--:|--:|--:|');
  let shipped;
  for (const { name, raw, gzip: zipped, brotli: weight } of weighOptions({ program, version })) {
    shipped ??= weight;
    const change = (100 * (weight - shipped)) / shipped;
    console.log(`| ${name} | ${[raw, zipped, weight].map(grouped).join(' | ')} | ${change.toFixed(1)} % |`);
  }
}

/** @param {number} bytes */
function grouped(bytes) {
  return bytes.toLocaleString('en');
}
