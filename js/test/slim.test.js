import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { compile, go } from '../build/go.mjs';
import { FunctionTable, none } from '../build/slim/functions.mjs';
import { readLayout } from '../build/slim/layout.mjs';
import { dropLookup } from '../build/slim/lookup.mjs';
import { readMemory } from '../build/slim/memory.mjs';
import { isKnown } from '../build/slim/slim.mjs';
import { changedSources, omissions } from '../build/slim/sources.mjs';
import { explain, lacksLines } from '../build/slim/trace.mjs';
import { verify } from '../build/slim/verify.mjs';

const js = path.join(import.meta.dirname, '..');
const goroot = go('env', 'GOROOT');
const goVersion = go('env', 'GOVERSION');
const program = './js/test/crashing';
const version = '1.2.3';

function temporaryFolder(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gavel-slim-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Runs a module with Node and returns what it prints as it crashes. */
function crash(t, module) {
  const file = path.join(temporaryFolder(t), 'crashing.wasm');
  writeFileSync(file, module);
  return spawnSync(process.execPath, [path.join(goroot, 'lib/wasm/wasm_exec_node.js'), file], { encoding: 'utf8' }).stderr;
}

describe('a Go that is known', { skip: !isKnown(goVersion) && `${goVersion} is not` }, () => {
  const release = /1\.\d+/.exec(goVersion)[0];

  test('gives a slim module', () => {
    assert.equal(compile({ program, version }).runtime, 'slim');
  });

  test('what no page can use is not in the module', () => {
    const { module } = compile({ program: './wasm', version });
    const functions = new FunctionTable(readMemory(module), readLayout(goroot)).names.toString().split('\0');
    assert.ok(functions.includes('runtime.gcStart'));
    const unused = ['runtime.schedtrace', 'runtime.initMetrics', 'runtime.traceAdvance', 'runtime.stkbucket', 'runtime.hexdumpWords',
      'internal/strconv.AppendFloat', 'os.newFile', 'runtime.testAtomic64', 'runtime.oneNewExtraM', 'runtime.allocm', 'runtime.(*pageAlloc).scavengeOne'];
    assert.deepEqual(functions.filter((name) => unused.includes(name)), []);
  });

  test('every part that is left out can be kept', (t) => {
    const changed = (kept) => JSON.stringify(
      Object.values(changedSources(goroot, release, temporaryFolder(t), kept)).map((file) => [path.basename(file), readFileSync(file, 'utf8')]),
    );
    const all = changed();
    for (const name of Object.keys(omissions)) assert.notEqual(changed(name), all, name);
  });

  test('gives the same module from the module cache, where files cannot be replaced', () => {
    const elsewhere = compile({ program, version, settings: { GOMODCACHE: path.dirname(goroot) } });
    assert.equal(elsewhere.runtime, 'slim');
    assert.ok(elsewhere.module.equals(compile({ program, version }).module));
  });

  test('a crash names its functions, and the lines can be told from that', (t) => {
    const shipped = crash(t, compile({ program, version }).module);
    const { module } = compile({ program, version, withLines: true });
    const withLines = crash(t, module);
    const told = (trace) => explain(trace, readMemory(module), readLayout(goroot));
    assert.match(shipped, /^panic: in a function$/m);
    assert.match(shipped, /^main\.panicIn\[\.\.\.\]\(.*\n\t\?:0 \+0x[0-9a-f]+\ncreated by main\.main /m);
    assert.match(withLines, /^main\.inlined\[\.\.\.\]\(\.\.\.\)\n\t\S+\/crashing\/main\.go:12\nmain\.panicIn\[.*\n\t\S+\/crashing\/main\.go:10 /m);
    assert.equal(told(shipped), withLines);
    const copied = shipped.replace(/^(.)/gm, 'index.js:316 $1').replaceAll('\t', '    ');
    assert.equal(told(copied), withLines);
    const foreign = 'main.main()\n\t?:0 +0xffff\nmain.other()\n\t?:0 +0x1\n';
    assert.equal(told(foreign), foreign);
    assert.deepEqual([shipped, copied, withLines].map(lacksLines), [true, true, false]);
  });
});

describe('a plain module', () => {
  test('is what go build gives', (t) => {
    const file = path.join(temporaryFolder(t), 'crashing.wasm');
    const flags = ['-trimpath', '-buildvcs=false', '-ldflags', `-s -w -X main.version=${version}`];
    execFileSync('go', ['build', ...flags, '-o', file, program], {
      cwd: path.join(js, '..'),
      env: { ...process.env, GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '', GOEXPERIMENT: '', GOWASM: '' },
    });
    const { module, runtime } = compile({ program, version, plain: true });
    assert.equal(runtime, 'plain');
    assert.ok(module.equals(readFileSync(file)));
  });

  test('tells the lines of a crash, and explain.mjs that there is nothing to explain', (t) => {
    const trace = crash(t, compile({ program, version, plain: true }).module);
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(js, 'explain.mjs')], { input: trace, encoding: 'utf8' });
    assert.match(trace, /crashing\/main\.go:10 /);
    assert.equal(stdout, trace);
    assert.match(stderr, /^This trace has its lines already/);
  });

  /** Compiles with a command go that is the real one, but for what the lines of a shell script do before. */
  function compileWith(t, lines) {
    const folder = temporaryFolder(t);
    const real = execFileSync('sh', ['-c', 'command -v go'], { encoding: 'utf8' }).trim();
    writeFileSync(path.join(folder, 'go'), `#!/bin/sh\n${lines}\nexec ${real} "$@"\n`);
    chmodSync(path.join(folder, 'go'), 0o755);
    const output = path.join(folder, 'compiled.wasm');
    const script = `
      import { writeFileSync } from 'node:fs';
      import { compile } from ${JSON.stringify(path.join(js, 'build/go.mjs'))};
      const { module, runtime } = compile({ program: '${program}', version: '${version}' });
      writeFileSync(${JSON.stringify(output)}, module);
      console.log(runtime);`;
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
    return { runtime: stdout.trim(), said: stderr, module: readFileSync(output) };
  }

  test('is what another release of Go gives, in one line that says so', (t) => {
    const { runtime, said, module } = compileWith(t, '[ "$1 $2" = "env GOVERSION" ] && echo go1.99.1 && exit');
    assert.equal(runtime, 'plain');
    assert.equal(said, 'The runtime stays as go1.99.1 has it, larger and as good: only Go 1.26 and 1.27 are known.\n');
    assert.match(crash(t, module), /^panic: in a function$/m);
  });

  test('is what a Go with other sources gives', (t) => {
    const changed = temporaryFolder(t);
    cpSync(path.join(goroot, 'src/runtime'), path.join(changed, 'src/runtime'), { recursive: true });
    const traceback = path.join(changed, 'src/runtime/traceback.go');
    writeFileSync(traceback, readFileSync(traceback, 'utf8').replaceAll('printAncestorTraceback', 'printAncestors'));
    const { runtime, said } = compileWith(t, `[ "$1 $2" = "env GOROOT" ] && echo ${changed} && exit`);
    assert.equal(runtime, 'plain');
    assert.match(said, isKnown(goVersion) ? /^The runtime stays as go.* has it, .*: its sources have no .*printAncestorTraceback.* in runtime\/traceback\.go .*\.\n$/ : /are known/);
  });
});

describe('the layout of the tables', () => {
  /** Reads it from sources with another text in the place of one. */
  function layoutWith(t, file, text, change) {
    const folder = temporaryFolder(t);
    for (const name of ['runtime/symtab.go', 'runtime/symtabinl.go', 'runtime/runtime2.go', 'internal/abi/symtab.go']) {
      const source = readFileSync(path.join(goroot, 'src', name), 'utf8');
      if (name === file) assert.ok(source.includes(text));
      mkdirSync(path.join(folder, 'src', path.dirname(name)), { recursive: true });
      writeFileSync(path.join(folder, 'src', name), name === file ? source.replace(text, change) : source);
    }
    return readLayout(folder);
  }

  test('follows the sources', (t) => {
    const usual = readLayout(goroot);
    const longer = layoutWith(t, 'runtime/symtab.go', 'findfunctab  uintptr\n', 'findfunctab  uintptr\n\tflag uint8 // new\n\tone, two uintptr\n');
    assert.equal(longer.all.gofunc, usual.all.gofunc + 24);
    assert.equal(longer.all.findfunctab, usual.all.findfunctab);
  });

  for (const [what, file, text, change, says] of [
    ['a field that is gone', 'runtime/symtabinl.go', 'parentPc  int32', 'callPc int32', /inlinedCall has no parentPc/],
    ['a type of unknown size', 'runtime/symtab.go', 'minpc, maxpc uintptr', 'minpc, maxpc pcRange', /size of pcRange is not known/],
    ['a struct that is gone', 'runtime/runtime2.go', 'type _func struct', 'type _function struct', /no \^type _func struct/],
    ['a number that is gone', 'internal/abi/symtab.go', 'PCDATA_InlTreeIndex  = 2', '', /no .*PCDATA_InlTreeIndex/],
  ]) {
    test(`refuses ${what}`, (t) => {
      assert.throws(() => layoutWith(t, file, text, change), says);
    });
  }
});

describe('the tables of a module', () => {
  const layout = readLayout(goroot);
  const { all, func, call } = layout;
  const isRefused = /is not as Go's sources have it|out of range|in the middle of a number/;
  let memory;

  before(() => {
    memory = readMemory(compile({ program, version, plain: true }).module);
  });

  /** Verifies the tables after a change of them, or of their layout. */
  function check({ change = () => {}, changedLayout = layout }) {
    const copy = Buffer.from(memory);
    change(copy, new FunctionTable(copy, layout));
    const table = new FunctionTable(copy, changedLayout);
    verify(table);
    dropLookup(copy, table);
  }

  test('are as Go has written them', () => check({}));

  /** A function into which calls were inlined. */
  const one = ({ functions, layout: { record } }) => functions.find((each) => each.record(record.inlined) !== none);
  /** Adds to a field of it. */
  const add = (field, number) => (_, table) => one(table).set(field, one(table).get(field) + number);
  const header = () => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(layout.magic);
    bytes.set([1, 8], 6);
    return memory.indexOf(bytes);
  };
  /** As if the record of all had a field of eight bytes more behind one of its fields. */
  const lengthen = (field) => (copy, { lookup }) => {
    const address = Buffer.alloc(8);
    address.writeBigUInt64LE(BigInt(lookup));
    const at = copy.indexOf(address) - all.findfunctab + all[field] + 8;
    copy.copyWithin(at + 8, at, at + 300);
  };

  for (const [what, change] of [
    ['another magic number', (copy) => copy.writeUInt8(copy[header()] - 1, header())],
    ['a second header', (copy) => copy.copy(copy, copy.length - 8, header(), header() + 8)],
    ['a new field before the names', lengthen('pcHeader')],
    ['a new field before the addresses', lengthen('ftab')],
    ['a new field behind the addresses', lengthen('findfunctab')],
    ['a function of another number', add(func.entryOff, 1)],
    ['half a name', add(func.nameOff, 1)],
    ['stacks elsewhere', add(func.pcsp, 0x1000000)],
    ['lines elsewhere', add(func.pcln, 0x1000000)],
    ['files elsewhere', add(func.cuOffset, 0x1000000)],
    ['a first line beyond all', add(func.startLine, 0x1000000)],
    ['a list more', add(func.npcdata, 1)],
    ['a record more', add(func.nfuncdata - 3, 0x1000000)],
    ['half a name of an inlined call', (_, table) => table.inlinedCalls(one(table)).writeInt8(1, call.nameOff)],
    ['an inlined call before its function', (_, table) => table.inlinedCalls(one(table)).writeInt32LE(-2, call.parentPc)],
    ['another table of addresses', (copy, { lookup }) => copy.writeUInt8(1, lookup + 4)],
  ]) {
    test(`are refused with ${what}`, () => {
      assert.throws(() => check({ change }), isRefused);
    });
  }

  test('are refused with the layout of another release', () => {
    for (const by of [-24, -8, 8, 24]) {
      assert.throws(() => check({ changedLayout: { ...layout, all: { ...all, gofunc: all.gofunc + by } } }), isRefused, String(by));
    }
  });
});
