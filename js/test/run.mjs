/**
 * Runs tests, each file within the time that this machine needs:
 *
 *   node js/test/run.mjs [options and files of node --test]
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { testLimit } from './testlimit.mjs';

const limit = `--test-timeout=${testLimit(300_000)}`;
/** One file for each core, where Node leaves one core idle. */
const atOnce = `--test-concurrency=${availableParallelism()}`;
const { status } = spawnSync(process.execPath, ['--test', limit, atOnce, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
