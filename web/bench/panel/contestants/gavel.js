// Gavel's panel, from the package as a page would use it.

let gavel;

export async function load(size) {
  const { loadGavel } = await import('./gavel/index.js');
  gavel = await loadGavel({ panel: true, expect: size >= 1000 ? 'many' : undefined });
}

export function show(meeting, root) {
  const controls = gavel.attach(meeting, { root, locale: 'en' });
  const shadow = root.querySelector('[data-gavel]').shadowRoot;
  const input = shadow.querySelector('input[type=search]');
  const rows = () => [...shadow.querySelectorAll('[data-participant]')];
  const row = (id) => shadow.querySelector(`[data-participant="${id}"]`);
  return {
    size: () => (rows().length ? Number(shadow.querySelector('[role=grid]').getAttribute('aria-rowcount')) : 0),
    ids: () => rows().filter((one) => !one.hasAttribute('data-self')).map((one) => one.dataset.participant),
    names: () => rows().map((one) => one.querySelector('bdi').textContent),
    row,
    audio: (id) => row(id)?.querySelector('.control').hasAttribute('data-on'),
    scroller: () => shadow.querySelector('[role=grid]'),
    search(query) {
      input.value = query;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    mute: (id) => row(id).querySelector('[data-action=disableAudio]').click(),
    close: () => controls.close(),
  };
}
