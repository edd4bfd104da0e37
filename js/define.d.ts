/**
 * Importing `gavel-host-controls/define.js` defines the element
 * `<gavel-controls>`; on a server it does nothing.
 */
import type { AttachOptions, HostControls, HostControlsError, HostControlsEventMap, MeetingLike } from './index.js';

export * from './index.js';

/**
 * The panel of a meeting as an element.
 *
 * Attributes: `locale`, and `wasm-url` for a `gavel.wasm` that is not beside
 * the package. It has a property for each option of `attach()` but `root`, which it is
 * itself; one that changes later has it attach anew. It dispatches the events of
 * {@link HostControls}, and `load-error` when the module or the meeting cannot be used. In a
 * browser that is too old it shows a sentence.
 */
export interface GavelControlsElement extends HTMLElement, Omit<AttachOptions, 'root'> {
  /** The meeting whose panel this is; may be set before the element is defined. */
  meeting: MeetingLike | null;
  /** The controls behind the panel, null while there are none. */
  readonly controls: HostControls | null;
  /** A BCP 47 tag; empty for the page's language. */
  locale: string;
  /** Where `gavel.wasm` is; empty for beside the package. */
  wasmURL: string;

  addEventListener<T extends keyof GavelControlsEventMap>(
    type: T,
    listener: (this: GavelControlsElement, event: GavelControlsEventMap[T]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export interface GavelControlsEventMap extends HTMLElementEventMap, Omit<HostControlsEventMap, 'change'> {
  change: HTMLElementEventMap['change'] & HostControlsEventMap['change'];
  'load-error': CustomEvent<{ readonly error: HostControlsError }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'gavel-controls': GavelControlsElement;
  }
}
