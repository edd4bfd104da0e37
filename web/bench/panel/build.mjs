/**
 * Puts the pages of the comparison and everybody's code into a folder, each file with
 * its .gz and .br, so that all travel alike: node web/bench/panel/build.mjs FOLDER
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = import.meta.dirname;
const npm = path.join(here, '../../../js');
const folder = process.argv[2];
const { build } = createRequire(path.join(npm, 'package.json'))('esbuild');

mkdirSync(path.join(folder, 'contestants'), { recursive: true });
for (const page of ['index.html', 'bench.css', 'contestants/plain.css']) cpSync(path.join(here, page), path.join(folder, page));
cpSync(path.join(npm, 'node_modules/@cloudflare/realtimekit/dist/browser.js'), path.join(folder, 'sdk.js'));
cpSync(path.join(npm, 'dist'), path.join(folder, 'contestants/gavel'), { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ['bench.js', ...readdirSync(path.join(here, 'contestants')).filter((name) => name.endsWith('.js')).map((name) => `contestants/${name}`)],
  outbase: here,
  outdir: folder,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  nodePaths: [path.join(npm, 'node_modules')],
  external: ['./contestants/*', './gavel/*'],
  logLevel: 'warning',
  logOverride: { 'empty-glob': 'silent' }, // a development aid inside the vendor's components
});
for (const name of readdirSync(folder, { recursive: true })) compress(path.join(folder, name));

/** @param {string} file */
function compress(file) {
  if (!/\.(js|css|html|wasm)$/.test(file) || !statSync(file).isFile()) return;
  const bytes = readFileSync(file);
  if (file.endsWith('.wasm')) return; // the package brings its own
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
}
