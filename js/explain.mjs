/**
 * Says where in the sources the stack trace of a crash of gavel.wasm was: files and lines, and
 * the calls that were inlined. The module is shipped without them (SIZE.md), so it is built
 * once more with them, from these sources: they and Go must be those it was built from.
 *
 *   node explain.mjs < trace.txt
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { compile } from './build/go.mjs';
import { readMemory } from './build/memory.mjs';
import { explain } from './build/trace.mjs';

const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8'));
const folder = mkdtempSync(path.join(tmpdir(), 'gavel-explain-'));
try {
  const output = path.join(folder, 'gavel.wasm');
  compile({ program: './wasm', output, version, withLines: true });
  process.stdout.write(explain(await text(process.stdin), readMemory(readFileSync(output))));
} finally {
  rmSync(folder, { recursive: true });
}
