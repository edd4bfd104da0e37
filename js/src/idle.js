// @ts-check
/** Resolves when the page has nothing else to do. */
export function idle() {
  // Safari has no requestIdleCallback.
  return new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
}
