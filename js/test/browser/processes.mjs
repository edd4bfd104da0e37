/** Programs that tests start: each ends with the test run, however that ends, and with all that it has started itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** @type {Set<() => void>} what has to happen before this process ends */
const debts = new Set();

process.on('exit', () => {
  for (const pay of [...debts].reverse()) pay(); // a program ends before its folder is removed
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** Has an act done once: when the function that is returned is called, at the latest at the end of the process. */
export function atTheLatest(act) {
  const pay = () => {
    if (debts.delete(pay)) act();
  };
  debts.add(pay);
  return pay;
}

/** A folder that is removed by its remove(), at the latest at the end of the process. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(path.join(tmpdir(), `gavel-${name}-`));
  return { folder, remove: atTheLatest(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 })) };
}

/**
 * The path of the first of these programs that is in PATH.
 * @param {string[]} names
 * @param {string} debianPackage that has it
 */
export function find(names, debianPackage) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(existsSync);
  if (!found) throw new Error(`These tests need ${names[0]}, and it is not in PATH. Run: sudo apt-get install ${debianPackage}`);
  return found;
}

/**
 * Starts a program in a process group of its own.
 * @param {string} program its path
 * @param {string[]} args
 * @param {Record<string, string>} [env] more of its environment
 */
export function start(program, args, env = {}) {
  const child = spawn(program, args, { detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const kill = atTheLatest(() => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // all of it has ended
    }
  });
  const said = [];
  const lines = [createInterface(child.stdout), createInterface(child.stderr)];
  for (const output of lines) output.on('line', (line) => said.push(line));
  return {
    /** Resolves with what the pattern finds in a line that the program prints. */
    async prints(pattern) {
      return new Promise((resolve, reject) => {
        for (const output of lines) {
          output.on('line', (line) => {
            const found = pattern.exec(line);
            if (found) resolve(found);
          });
        }
        ended.then(() => reject(new Error(`${program} has ended: ${said.join('\n')}`)));
      });
    },
    async end() {
      kill();
      await ended;
    },
  };
}
