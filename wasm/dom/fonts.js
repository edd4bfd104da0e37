// @ts-check
import { kept } from './kept.js';

/**
 * The fonts that a panel begins with, as the style has them where a page sets no --gavel-font:
 * each weight and size is one.
 */
export const fonts = [
  '400 0.9375rem system-ui',
  '550 0.9375rem system-ui',
  '650 1.0625rem system-ui',
  '550 0.875rem system-ui',
  '400 0.8125rem system-ui',
  '550 0.8125rem system-ui',
  '650 0.75rem system-ui',
  '400 1.25rem "Gavel icons"',
];

/** @type {WeakMap<Document, CanvasRenderingContext2D | null>} what has them open */
const openers = new WeakMap();

/**
 * Opens a font and keeps it open: a browser may ask another process for each, 1 to 2 ms a font
 * in Chromium on Linux, and forgets what no text has any more.
 * @param {Document} document
 * @param {string} font
 */
export function openFont(document, font) {
  const context = kept(openers, document, () => document.createElement('canvas').getContext('2d'));
  if (!context) return;
  context.font = font;
  context.measureText('A');
}
