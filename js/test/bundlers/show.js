import { createWorld } from './fake.js';

/** Leaves on the page how loading went, which language a panel has, and what attach says to null. */
export async function show(load) {
  const result = {};
  try {
    const gavel = await load();
    result.version = gavel.version;
    result.language = await languageOfPanel(gavel);
    gavel.attach(null);
  } catch ({ reason, message }) {
    result.error = { reason, message };
  }
  document.documentElement.dataset.result = JSON.stringify(result);
}

/** Hindi is in a file of its own. Were that not to be had, the panel would be in English. */
async function languageOfPanel(gavel) {
  const root = document.createElement('div');
  document.body.append(root);
  gavel.attach(createWorld([]).meeting, { root, locale: 'hi' });
  for (;;) {
    const panel = root.querySelector('[data-gavel]')?.shadowRoot.querySelector('[part=panel]');
    if (panel) return panel.lang;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
