/**
 * Builds each example into its own folder dist, as an app with the package
 * among its dependencies would be built. The dependencies are those of js/,
 * which must be installed and built.
 *
 *   node web/examples/build.mjs
 */
import { createRequire } from 'node:module';
import path from 'node:path';

const here = import.meta.dirname;
const packageFile = path.join(here, '../../js/package.json');
const installed = createRequire(packageFile);
const { build } = await import(installed.resolve('vite'));
const { default: vue } = await import(installed.resolve('@vitejs/plugin-vue'));

/** An app finds its dependencies in its own node_modules; the examples share those of js/. */
const dependencies = {
  name: 'dependencies of js',
  enforce: 'pre',
  resolveId(id, importer, options) {
    const fromExample = importer?.startsWith(here) && /^[a-z@]/.test(id);
    return fromExample ? this.resolve(id, packageFile, { ...options, skipSelf: true }) : null;
  },
};

/** Vue must know which tags are no components of its own. */
const vuePlugin = vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'gavel-controls' } } });

/**
 * @param {string} example
 * @param {{ mode: string, outDir: string }} how
 */
async function buildExample(example, { mode, outDir }) {
  process.env.NODE_ENV = mode; // which of its own builds React is taken from
  await build({
    root: path.join(here, example),
    base: './',
    mode,
    configFile: false,
    logLevel: 'error',
    plugins: [dependencies, vuePlugin],
    build: { outDir },
  });
}

for (const example of ['plain', 'react', 'vue']) {
  await buildExample(example, { mode: 'production', outDir: 'dist' });
}
// StrictMode mounts everything twice only in React's development build.
await buildExample('react', { mode: 'development', outDir: 'dist/development' });
