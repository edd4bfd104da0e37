// @ts-check
/**
 * Tells when an element was moved in its page or into another, alone or with what is around
 * it. A browser then forgets what was scrolled, open and styled, and fires no event.
 */
export class Moves {
  #element;
  #frames;
  #tell;
  #observer;
  /** @type {Set<Node>} the element, and all that it is in */
  #around = new Set();

  /**
   * @param {Element} element
   * @param {import('./frames.js').Frames} frames
   * @param {() => void} tell
   */
  constructor(element, frames, tell) {
    this.#element = element;
    this.#frames = frames;
    this.#tell = tell;
    this.#observer = new MutationObserver((records) => {
      if (records.some(({ removedNodes, addedNodes }) => [...removedNodes, ...addedNodes].some((node) => this.#around.has(node)))) this.#moved();
    });
    this.#watch();
  }

  /** It may be where no tree that it was in tells of: it was in none, for a moment or from the beginning. */
  check = () => {
    if (!this.#around.has(this.#element.getRootNode({ composed: true }))) this.#moved();
  };

  close() {
    this.#observer.disconnect();
  }

  #moved() {
    this.#watch();
    this.#tell();
    if (!this.#element.isConnected) this.#frames.ask(this.check);
  }

  #watch() {
    this.#observer.disconnect();
    this.#around.clear();
    /** @type {Node | null} */
    let node = this.#element;
    while (node) {
      this.#around.add(node);
      if (!node.parentNode) this.#observer.observe(node, { childList: true, subtree: true });
      node = node.parentNode ?? hostOf(node);
    }
  }
}

/**
 * @param {Node} root of a tree
 * @returns {Element | null} whose shadow it is
 */
function hostOf(root) {
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? (/** @type {Partial<ShadowRoot>} */ (root).host ?? null) : null;
}
