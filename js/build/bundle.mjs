/** Bundles src/ and the compiling Go's wasm_exec.js into ES modules. */
import path from 'node:path';
import { build } from 'esbuild';
import { wasmExec } from './go.mjs';
import { iconFont } from './icons.mjs';

/**
 * Everything that a page needs is in one file, so that it waits for one; what imports
 * index.js, as define.js does, goes on importing it. What is imported only when needed, the
 * languages, goes into files of its own.
 * @param {{ outdir: string, entries: Record<string, string>, version: string, buildId: string }} what
 *   entries: from the name of a file without ".js" to its source in src/;
 *   buildId: of the module that belongs to it
 */
export async function bundle({ outdir, entries, version, buildId }) {
  await build({
    absWorkingDir: path.join(import.meta.dirname, '../src'),
    entryPoints: entries,
    outdir,
    bundle: true,
    splitting: true,
    external: ['./index.js'],
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    loader: { '.css': 'text' },
    plugins: [
      { name: 'build facts', setup: (bundler) => provideBuildFacts(bundler, version, buildId) },
      { name: 'icons', setup: provideIcons },
    ],
  });
}

/**
 * Answers the import of 'gavel:build'. wasm_exec.js sets its names on what it
 * takes for the global object, and uses one of them bare: fs.
 * @param {import('esbuild').PluginBuild} bundler
 * @param {string} version
 * @param {string} buildId
 */
function provideBuildFacts(bundler, version, buildId) {
  const contents = `
    /*! Contains wasm_exec.js, copyright The Go Authors: see LICENSES.txt */
    export const version = ${JSON.stringify(version)};
    export const buildId = ${JSON.stringify(buildId)};
    export function defineGo(globalThis) {
      const fs = { writeSync: (file, bytes) => globalThis.fs.writeSync(file, bytes) };
      ${wasmExec()}
      return globalThis.Go;
    }`;
  bundler.onResolve({ filter: /^gavel:build$/ }, ({ path }) => ({ path, namespace: 'gavel' }));
  bundler.onLoad({ filter: /.*/, namespace: 'gavel' }, () => ({ contents, loader: 'js' }));
}

/**
 * Answers the import of 'gavel:icons' with the bytes of the font. (esbuild's own loader for
 * bytes would bring a file that the languages share, and index.js would wait for that too.)
 * @param {import('esbuild').PluginBuild} bundler
 */
function provideIcons(bundler) {
  bundler.onResolve({ filter: /^gavel:icons$/ }, ({ path }) => ({ path, namespace: 'icons' }));
  bundler.onLoad({ filter: /.*/, namespace: 'icons' }, async () => {
    const letters = Buffer.from(await iconFont()).toString('base64');
    return { contents: `export const iconFont = () => Uint8Array.from(atob('${letters}'), (byte) => byte.charCodeAt(0));`, loader: 'js' };
  });
}
