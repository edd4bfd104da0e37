/**
 * Runs tests, each file within the time that this machine needs:
 *
 *   node js/test/run.mjs [options and files of node --test]
 */
import { spawnSync } from 'node:child_process';
import { testLimit } from './testlimit.mjs';

const limit = `--test-timeout=${testLimit(300_000)}`;
const { status } = spawnSync(process.execPath, ['--test', limit, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
