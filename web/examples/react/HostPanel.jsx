import { useRef } from 'react';
import { useHostControls } from './host-controls.js';

/** The panel that comes with the package. */
export function HostPanel({ meeting }) {
  const place = useRef(null);
  const { error } = useHostControls(meeting, place);
  return (
    <>
      <div className="panel" ref={place} />
      {error && <p role="alert">{error.message}</p>}
    </>
  );
}
