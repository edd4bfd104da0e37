/** Serves the built package and the meeting that is made up, with a page on them. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { serve } from './server.mjs';

const js = path.join(import.meta.dirname, '../..');
const dist = path.join(js, 'dist');

/**
 * @param {{ html: string, script: string, headers?: Record<string, string>, routes?: object }} what
 *   script: is at /page.js; headers: of the page; routes: more of them, see serve()
 */
export function serveWithPackage({ html, script, headers = {}, routes = {} }) {
  assert.ok(existsSync(path.join(dist, 'build.json')), 'js/dist is missing: run "node build.mjs" in js first.');
  return serve({
    '/': () => ({ headers: { 'content-type': 'text/html', ...headers }, body: html }),
    '/page.js': text('text/javascript', script),
    '/gavel/': dist,
    '/fake/': path.join(js, '../wasm/internal/fakemeeting'),
    ...routes,
  });
}

/** A route that answers with a text of this type. */
export function text(type, body) {
  return () => ({ headers: { 'content-type': type }, body });
}
