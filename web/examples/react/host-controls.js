import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { loadGavel } from 'gavel-host-controls';

/** Before the module is loaded and after it let go of the meeting. */
const none = { controls: null, error: null };

/**
 * Attaches to the meeting while the component is mounted.
 *
 * @param {import('gavel-host-controls').MeetingLike} meeting
 * @param {import('react').RefObject<Element>} [root] where the panel goes; without one there is no panel
 * @returns {{ controls: import('gavel-host-controls').HostControls | null, error: Error | null }}
 */
export function useHostControls(meeting, root) {
  const [state, setState] = useState(none);

  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    let controls;
    async function attach() {
      try {
        const gavel = await loadGavel({ signal });
        if (signal.aborted) return;
        controls = gavel.attach(meeting, { root: root?.current ?? undefined });
        setState({ controls, error: null });
      } catch (error) {
        if (!signal.aborted) setState({ controls: null, error });
      }
    }
    attach();
    return () => {
      mounted.abort();
      controls?.close();
      setState(none);
    };
  }, [meeting, root]);

  return state;
}

/**
 * The meeting as the controls know it; the component renders again when that
 * has changed, and may then ask can() anew.
 *
 * @param {import('gavel-host-controls').HostControls} controls
 */
export function useSnapshot(controls) {
  const subscribe = useCallback((changed) => {
    controls.addEventListener('change', changed);
    return () => controls.removeEventListener('change', changed);
  }, [controls]);
  return useSyncExternalStore(subscribe, () => controls.snapshot);
}
