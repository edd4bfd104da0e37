/**
 * The JavaScript and the HTML that the documentation shows: compiled as TypeScript as
 * strict as can be, or run. internal/samples checks the other languages, and that there
 * are no more.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './browser/browser.mjs';
import { serve } from './browser/server.mjs';

const js = path.join(import.meta.dirname, '..');
const root = path.join(js, '..');
const dist = path.join(js, 'dist');

/** The Markdown files and the published types in a folder and below. */
function documents(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return /^(\..*|node_modules|dist|bin)$/.test(entry.name) ? [] : documents(file);
    return entry.name.endsWith('.md') || (folder === js && entry.name.endsWith('.d.ts')) ? [file] : [];
  });
}

/** The fenced blocks of these languages, also those in JSDoc comments. */
function blocks(...languages) {
  return documents(root).flatMap((file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/^ *\* ?/gm, '');
    const found = text.matchAll(/^```(\w+)\n(.*?)^```$/gms);
    return Array.from(found, ({ 1: language, 2: code, index }) => ({
      language,
      code,
      file: path.relative(root, file),
      line: text.slice(0, index).split('\n').length + 1,
    })).filter(({ language }) => languages.includes(language));
  });
}

const scripts = blocks('js', 'ts');
/** Node's own modules have no types here. */
const forNode = scripts.filter(({ code }) => code.includes("from 'node:"));
const forPages = scripts.filter((script) => !forNode.includes(script));

test('scripts compile, as strict as TypeScript is', (t) => {
  assert.notEqual(forPages.length, 0);
  const folder = mkdtempSync(path.join(import.meta.dirname, 'samples/of-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const { file, line, code } of forPages) {
    const copy = path.join(folder, `${file}:${line}.ts`);
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, '\n'.repeat(line - 1) + code); // so that errors name the document's line
  }
  const config = path.join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ extends: '../tsconfig.json', include: ['../given.d.ts', '**/*.ts'] }));
  const tsc = path.join(js, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' });
  assert.equal(stdout, '');
});

for (const { file, line, code } of forNode) {
  test(`${file}:${line} receives what gavel webhook serve passes on`, async (t) => {
    const forward = /--forward http:\/\/127\.0\.0\.1:(\d+)\//.exec(readFileSync(path.join(root, file), 'utf8'));
    assert.ok(code.includes(`.listen(${forward[1]}, '127.0.0.1')`), 'it listens where the reports go');
    const folder = mkdtempSync(path.join(tmpdir(), 'gavel-sample-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const program = path.join(folder, 'sample.mjs');
    writeFileSync(program, code.replace(`.listen(${forward[1]}, '127.0.0.1')`, ".listen(0, '127.0.0.1', function () { process.send(this.address().port); })"));
    const server = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    t.after(() => server.kill());
    const [port] = await once(server, 'message');
    const body = JSON.stringify({ event: 'meeting.ended', meeting: { id: 'm1', sessionId: 's1' } });
    const answer = await fetch(`http://127.0.0.1:${port}/rtk`, { method: 'POST', body });
    assert.equal(answer.status, 200);
    const [printed] = await once(server.stdout, 'data');
    assert.equal(String(printed), 'meeting.ended m1\n');
  });
}

describe('HTML', () => {
  const snippets = blocks('html');
  let browser;

  before(async () => {
    assert.ok(existsSync(path.join(dist, 'build.json')), 'js/dist is missing: run "node build.mjs" in js first.');
    browser = await launch();
  });

  after(() => browser?.close());

  test('is shown', () => assert.notEqual(snippets.length, 0));

  for (const { file, line, code } of snippets) {
    test(`${file}:${line} loads, with all that it names`, async () => {
      const server = await serve({
        '/': () => ({ headers: { 'content-type': 'text/html' }, body: `<!doctype html><link rel="icon" href="data:,">${code}` }),
        '/gavel/': dist,
        '/gavel-host-controls/dist/': dist,
      });
      const page = await openPage(browser, 'about:blank');
      const answers = [];
      page.on('response', (answer) => answers.push(answer));
      try {
        await page.goto(`${server.origin}/`);
        await page.waitForFunction(() => {
          const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
          const named = document.querySelectorAll('[src], link[rel$=preload]');
          return Array.from(named).every(({ src, href }) => loaded.includes(src ?? href));
        });
        assert.deepEqual(answers.filter((answer) => !answer.ok()).map((answer) => answer.url()), []);
        assert.deepEqual(page.errors, []);
        const [, attributes = ''] = /<gavel-controls([^>]*)>/.exec(code) ?? [];
        const known = await page.evaluate(() => customElements.get('gavel-controls')?.observedAttributes);
        for (const [, name] of attributes.matchAll(/([\w-]+)=/g)) assert.ok(known.includes(name), name);
      } finally {
        await page.close();
        await server.close();
      }
    });
  }
});
