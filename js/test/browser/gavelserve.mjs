/** The demo server with its local room, as `gavel serve` is run. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { start } from './processes.mjs';

const top = path.join(import.meta.dirname, '../../..');
const program = path.join(top, 'bin/gavel');

/** Starts it on a free port of 127.0.0.1, with more options if need be; the caller closes it. */
export async function gavelServe(...options) {
  if (!existsSync(program)) throw new Error('bin/gavel is missing: run "make build" first.');
  const server = start(program, ['serve', '--addr', '127.0.0.1:0', '--root', top, ...options]);
  const [, origin] = await server.prints(/^The demo is at (\S+)\/$/);
  return { origin, close: () => server.end() };
}
