/** The demo server with its local room, as `gavel serve` is run. */
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { start, temporaryFolder } from './processes.mjs';

/** The project's folder. */
export const top = path.join(import.meta.dirname, '../../..');
const program = path.join(top, 'bin/gavel');

/**
 * Makes a folder that is the project's to the server, with copies of more folders beside the demo's
 * pages: links out of a served folder are not followed.
 * @param {Record<string, string>} folders by name
 */
export function projectWith(folders) {
  const { folder, remove } = temporaryFolder('project');
  symlinkSync(path.join(top, 'js'), path.join(folder, 'js'));
  cpSync(path.join(top, 'web'), path.join(folder, 'web'), { recursive: true, filter: (name) => !name.endsWith('node_modules') });
  for (const [name, place] of Object.entries(folders)) cpSync(place, path.join(folder, 'web', name), { recursive: true });
  return { folder, remove };
}

/**
 * Starts it on a free port of 127.0.0.1, with more options; the caller closes it.
 * @param {string} root the project's folder
 */
export async function gavelServe(root, ...options) {
  if (!existsSync(program)) throw new Error('bin/gavel is missing: run "make build" first.');
  const server = start(program, ['serve', '--addr', '127.0.0.1:0', '--root', root, ...options]);
  const [, origin] = await server.prints(/^The demo is at (\S+)\/$/);
  return { origin, close: () => server.end() };
}
