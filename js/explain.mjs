/**
 * Says where in the sources the stack trace of a crash of gavel.wasm was: files and lines, and
 * the calls that were inlined. A slim module is shipped without them (SIZE.md), so it is built
 * once more with them, from these sources: they and Go must be those it was built from.
 *
 *   node explain.mjs < trace.txt
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { compile, go } from './build/go.mjs';
import { readLayout } from './build/slim/layout.mjs';
import { readMemory } from './build/slim/memory.mjs';
import { explain, lacksLines } from './build/slim/trace.mjs';

const trace = await text(process.stdin);
if (!lacksLines(trace)) {
  console.warn("This trace has its lines already: its module has Go's runtime as it is, or was built with --lines.");
  process.stdout.write(trace);
} else {
  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8'));
  const { module, runtime } = compile({ program: './wasm', version, withLines: true });
  if (runtime === 'plain') throw new Error('This trace is of a slim module. Explain it with the Go that built that: build.json names it.');
  process.stdout.write(explain(trace, readMemory(module), readLayout(go('env', 'GOROOT'))));
}
