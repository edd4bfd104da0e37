/**
 * Says where in the sources the stack trace of a crash of gavel.wasm was: files and lines, and
 * the calls that were inlined. The module is shipped without them (SIZE.md), so it is built
 * once more with them, from these sources: they and Go must be those it was built from.
 *
 *   node explain.mjs < trace.txt
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { compile } from './build/go.mjs';
import { readMemory } from './build/memory.mjs';
import { explain } from './build/trace.mjs';

const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8'));
const { module } = compile({ program: './wasm', version, withLines: true });
process.stdout.write(explain(await text(process.stdin), readMemory(module)));
