// The host panel beside the meeting, from the package as any page would use it.

let loading;

/** Starts the download of the package, so that it is there when the meeting is. */
export function loadHostPanel() {
  loading ??= import('/gavel/index.js').then(({ loadGavel }) => loadGavel({ panel: true })).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Shows the panel of a meeting in a place of the page until the signal ends it.
 *
 * @returns the controls, unless there are none
 * @param {(sentence: string) => void} tell hears why there is no panel
 */
export async function showHostPanel(meeting, place, tell, signal) {
  try {
    const gavel = await loadHostPanel();
    if (signal.aborted) {
      return undefined;
    }
    const controls = gavel.attach(meeting, { root: place });
    signal.addEventListener('abort', () => controls.close(), { once: true });
    return controls;
  } catch (error) {
    tell(`The host controls did not load: ${error.message}`);
    return undefined;
  }
}
