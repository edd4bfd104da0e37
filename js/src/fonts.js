// @ts-check
/**
 * A browser looks for a font, in each weight and size, when it is first laid out. In
 * Chromium another process answers that, and the page waits: 5 to 20 ms in all.
 */

/** The weights and sizes, in rem, that panel.css uses. */
const fonts = [
  [400, 0.9375],
  [550, 0.9375],
  [650, 1.0625],
  [400, 0.8125],
  [500, 0.8125],
  [550, 0.8125],
  [550, 0.875],
  [650, 0.75],
];

/**
 * Has each looked for when the page has nothing else to do.
 * @param {Document} document
 */
export function openFonts(document) {
  const context = document.createElement('canvas').getContext('2d');
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  for (const [weight, size] of fonts) {
    whenIdle(() => {
      if (!context) return;
      context.font = `${weight} ${size * rem}px system-ui, sans-serif`;
      context.measureText('A');
    });
  }
}

/** @param {() => void} act */
function whenIdle(act) {
  (globalThis.requestIdleCallback ?? setTimeout)(act);
}
