/** The demo server with its local room, as `gavel serve` is run. */
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { start, temporaryFolder } from './processes.mjs';

/** The project's folder. */
export const top = path.join(import.meta.dirname, '../../..');
const program = path.join(top, 'bin/gavel');

/**
 * Makes a folder that is the project's to the server, with more folders beside the demo's pages.
 * @param {Record<string, string>} folders by name
 */
export function projectWith(folders) {
  const { folder, remove } = temporaryFolder('project');
  mkdirSync(path.join(folder, 'web'));
  symlinkSync(path.join(top, 'js'), path.join(folder, 'js'));
  for (const name of readdirSync(path.join(top, 'web'))) symlinkSync(path.join(top, 'web', name), path.join(folder, 'web', name));
  for (const [name, place] of Object.entries(folders)) symlinkSync(place, path.join(folder, 'web', name));
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
